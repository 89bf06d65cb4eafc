#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <QVector>

namespace mgc::ui {

struct SseEvent {
    QByteArray type;  ///< the `event` field; empty means "message"
    QByteArray data;  ///< the `data` lines joined with LF
    QByteArray id;
};

/// Incremental reader of text/event-stream (WHATWG HTML, section 9.2): LF, CRLF and CR line ends, comments, BOM, fields split over
/// any number of reads. An event longer than `maxEventBytes` is dropped whole and counted, so a hostile server cannot grow memory.
class SseParser {
public:
    explicit SseParser(qsizetype maxEventBytes = 4 * 1024 * 1024);

    /// Adds bytes and returns the events they complete, in order.
    [[nodiscard]] QVector<SseEvent> feed(QByteArrayView bytes);
    void reset();
    /// Events dropped for their size since construction or reset().
    [[nodiscard]] int oversizeCount() const { return m_oversize; }
    /// True while an event has begun and its blank line has not come: at the end of a stream this means it was cut.
    [[nodiscard]] bool midEvent() const { return !m_line.isEmpty() || m_hasData; }

private:
    void endLine(QVector<SseEvent>& out);

    qsizetype m_max;
    QByteArray m_line;
    SseEvent m_event;
    bool m_hasData = false;
    bool m_skipLineFeed = false;
    bool m_dropping = false;
    bool m_atStart = true;
    int m_oversize = 0;
};

}  // namespace mgc::ui
