#include "ui/pages/traffic/message_highlighter.h"

#include <QTextDocument>

#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

enum State { Head = 1, Body = 2 };
constexpr qsizetype maxLine = 4000;  // longer lines stay plain: colouring them would block the window

}  // namespace

MessageHighlighter::MessageHighlighter(QTextDocument* document, bool startsWithHead)
    : QSyntaxHighlighter(document), m_startsWithHead(startsWithHead) {
    connect(&Theme::instance(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void MessageHighlighter::setMarked(const QStringList& headerNames) {
    m_marked = headerNames;
    rehighlight();
}

void MessageHighlighter::highlightBlock(const QString& text) {
    const bool first = currentBlock().blockNumber() == 0;
    const bool inHead = m_startsWithHead && (first || previousBlockState() == Head) && !text.isEmpty();
    setCurrentBlockState(inHead ? Head : Body);
    if (!inHead) {
        if (text.size() <= maxLine) highlightJson(text);
        return;
    }
    if (first) {
        QTextCharFormat strong;
        strong.setFontWeight(QFont::DemiBold);
        setFormat(0, static_cast<int>(text.size()), strong);
        return;
    }
    const qsizetype colon = text.indexOf(u':');
    if (colon <= 0) return;
    setFormat(0, static_cast<int>(colon + 1), themeColor(ColorRole::CodeAttribute));
    for (const QString& name : m_marked) {
        if (text.left(colon).compare(name, Qt::CaseInsensitive) != 0) continue;
        QTextCharFormat marked;
        marked.setBackground(themeColor(ColorRole::WarnTint));
        setFormat(static_cast<int>(colon + 2), static_cast<int>(text.size() - colon - 2), marked);
    }
}

void MessageHighlighter::highlightJson(const QString& text) {
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c == u'"') {
            qsizetype end = at + 1;
            while (end < text.size() && text[end] != u'"') end += text[end] == u'\\' ? 2 : 1;
            end = std::min(end + 1, text.size());
            qsizetype after = end;
            while (after < text.size() && text[after].isSpace()) ++after;
            const bool key = after < text.size() && text[after] == u':';
            setFormat(static_cast<int>(at), static_cast<int>(end - at), themeColor(key ? ColorRole::CodeAttribute : ColorRole::CodeString));
            at = end - 1;
        } else if (c.isDigit() || (c == u'-' && at + 1 < text.size() && text[at + 1].isDigit())) {
            qsizetype end = at + 1;
            while (end < text.size() && (text[end].isDigit() || QStringLiteral(".eE+-").contains(text[end]))) ++end;
            setFormat(static_cast<int>(at), static_cast<int>(end - at), themeColor(ColorRole::CodeExpression));
            at = end - 1;
        } else if (c.isLetter()) {
            qsizetype end = at;
            while (end < text.size() && text[end].isLetter()) ++end;
            const QStringView word = QStringView(text).sliced(at, end - at);
            if (word == u"true" || word == u"false" || word == u"null")
                setFormat(static_cast<int>(at), static_cast<int>(end - at), themeColor(ColorRole::CodeTag));
            at = end - 1;
        }
    }
}

}  // namespace mgc::ui
