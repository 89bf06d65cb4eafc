#include "ui/client/sse_parser.h"

namespace mgc::ui {

SseParser::SseParser(qsizetype maxEventBytes) : m_max(maxEventBytes) {}

void SseParser::reset() {
    m_line.clear();
    m_event = {};
    m_hasData = m_skipLineFeed = m_dropping = false;
    m_atStart = true;
    m_oversize = 0;
}

QVector<SseEvent> SseParser::feed(QByteArrayView bytes) {
    QVector<SseEvent> out;
    for (qsizetype at = 0; at < bytes.size();) {
        if (m_skipLineFeed) {
            m_skipLineFeed = false;
            if (bytes[at] == '\n') {
                ++at;
                continue;
            }
        }
        qsizetype end = at;
        while (end < bytes.size() && bytes[end] != '\n' && bytes[end] != '\r') ++end;
        if (m_line.size() + (end - at) + m_event.data.size() > m_max) {
            m_dropping = true;
            m_event = {};
            // One byte stays so that the line is not taken for the blank line that ends an event.
            m_line = QByteArrayLiteral(":");
        } else {
            m_line.append(bytes.sliced(at, end - at));
        }
        if (end == bytes.size()) break;
        m_skipLineFeed = bytes[end] == '\r';
        at = end + 1;
        endLine(out);
    }
    return out;
}

void SseParser::endLine(QVector<SseEvent>& out) {
    QByteArray line;
    line.swap(m_line);
    if (m_atStart) {
        m_atStart = false;
        if (line.startsWith("\xEF\xBB\xBF")) line.remove(0, 3);
    }
    if (line.isEmpty()) {
        if (m_dropping) {
            ++m_oversize;
        } else if (m_hasData) {
            out.push_back(m_event);
        }
        m_event = {};
        m_hasData = m_dropping = false;
        return;
    }
    if (line.startsWith(':')) return;
    const qsizetype colon = line.indexOf(':');
    const QByteArray name = colon < 0 ? line : line.left(colon);
    QByteArray value = colon < 0 ? QByteArray() : line.mid(colon + 1);
    if (value.startsWith(' ')) value.remove(0, 1);
    if (name == "data") {
        if (m_hasData) m_event.data.append('\n');
        m_event.data.append(value);
        m_hasData = true;
    } else if (name == "event") {
        m_event.type = value;
    } else if (name == "id" && !value.contains('\0')) {
        m_event.id = value;
    }
}

}  // namespace mgc::ui
