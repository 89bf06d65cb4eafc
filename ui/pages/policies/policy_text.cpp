#include "ui/pages/policies/policy_text.h"

#include <QPainter>
#include <QTextBlock>
#include <algorithm>

#include "ui/theme/paint.h"

namespace mgc::ui {

namespace {

using policy::xml::Document;
using policy::xml::NodeKind;
using policy::xml::Span;

class Numbers : public QWidget {
public:
    explicit Numbers(PolicyText* text) : QWidget(text), m_text(text) {}

protected:
    void paintEvent(QPaintEvent* event) override { m_text->paintNumbers(event, *this); }

private:
    PolicyText* m_text;
};

/// UTF-16 position of every byte offset that is asked for in ascending order.
class Positions {
public:
    explicit Positions(std::string_view text) : m_text(text) {}
    int at(std::size_t offset) {
        if (offset < m_byte) {
            m_byte = 0;
            m_unit = 0;
        }
        for (; m_byte < offset && m_byte < m_text.size(); ++m_byte) {
            const auto c = static_cast<unsigned char>(m_text[m_byte]);
            if ((c & 0xC0U) != 0x80U) m_unit += c >= 0xF0U ? 2 : 1;
        }
        return m_unit;
    }

private:
    std::string_view m_text;
    std::size_t m_byte = 0;
    int m_unit = 0;
};

}  // namespace

PolicyHighlighter::PolicyHighlighter(QTextDocument* document) : QSyntaxHighlighter(document) {}

void PolicyHighlighter::setDocument(const Document& document) {
    m_ranges.clear();
    Positions positions(document.text());
    const auto add = [&](const Span& span, ColorRole role, bool italic = false) {
        const int start = positions.at(span.begin);
        m_ranges.push_back({start, positions.at(span.end) - start, role, italic});
    };
    const auto& tree = document.tree();
    for (policy::xml::NodeId id = 1; id < tree.nodes.size(); ++id) {
        const auto& node = tree.nodes[id];
        switch (node.kind) {
            case NodeKind::Element:
                add(node.startTag, ColorRole::Muted);
                add(node.name, ColorRole::CodeTag);
                for (const auto& attribute : document.attributes(id)) {
                    add(attribute.name, ColorRole::CodeAttribute);
                    add(attribute.value, ColorRole::CodeString);
                    for (const Span& expression : document.expressions(attribute)) add(expression, ColorRole::CodeExpression);
                }
                if (node.endTag.end > node.endTag.begin) add(node.endTag, ColorRole::CodeTag);
                break;
            case NodeKind::Expression:
                add(node.range, ColorRole::CodeExpression);
                break;
            case NodeKind::Comment:
                add(node.range, ColorRole::CodeComment, true);
                break;
            case NodeKind::ProcessingInstruction:
                add(node.range, ColorRole::CodeComment);
                break;
            default:
                break;
        }
    }
    std::stable_sort(m_ranges.begin(), m_ranges.end(), [](const Range& a, const Range& b) { return a.start < b.start; });
    rehighlight();
}

void PolicyHighlighter::highlightBlock(const QString& text) {
    const int start = currentBlock().position();
    const int end = start + static_cast<int>(text.size());
    for (const Range& range : m_ranges) {
        if (range.start >= end) break;
        if (range.start + range.length <= start) continue;
        const int from = std::max(range.start, start) - start;
        const int to = std::min(range.start + range.length, end) - start;
        QTextCharFormat format;
        format.setForeground(themeColor(range.role));
        format.setFontItalic(range.italic);
        setFormat(from, to - from, format);
    }
}

PolicyText::PolicyText(QWidget* parent)
    : QPlainTextEdit(parent), m_numbers(new Numbers(this)), m_highlighter(new PolicyHighlighter(document())) {
    setObjectName(QStringLiteral("policyText"));
    setAccessibleName(tr("Policy document"));
    m_numbers->setAccessibleName(tr("Line numbers"));
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    applyFont();
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy != 0)
            m_numbers->scroll(0, dy);
        else
            m_numbers->update(0, rect.y(), m_numbers->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { setViewportMargins(numbersWidth(), 0, 0, 0); });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        QTextEdit::ExtraSelection line;
        line.format.setBackground(themeColor(ColorRole::Sunken));
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        line.cursor = textCursor();
        line.cursor.clearSelection();
        setExtraSelections({line});
    });
}

void PolicyText::applyFont() {
    setFont(Theme::instance().font(TextRole::Code));
    setViewportMargins(numbersWidth(), 0, 0, 0);
    setTabStopDistance(QFontMetricsF(font()).horizontalAdvance(QLatin1Char(' ')) * 4);
}

void PolicyText::setPolicy(const Document& document) {
    setPlainText(QString::fromUtf8(document.text().data(), static_cast<qsizetype>(document.text().size())));
    m_highlighter->setDocument(document);
    moveCursor(QTextCursor::Start);
}

void PolicyText::goToLine(int line) {
    const QTextBlock block = document()->findBlockByNumber(std::max(0, line - 1));
    if (!block.isValid()) return;
    setTextCursor(QTextCursor(block));
    centerCursor();
}

int PolicyText::numbersWidth() const {
    const int digits = static_cast<int>(QString::number(std::max(99, blockCount())).size());
    return QFontMetrics(Theme::instance().font(TextRole::CodeSmall)).horizontalAdvance(QLatin1Char('0')) * digits + px(28);
}

void PolicyText::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    m_numbers->setGeometry(0, 0, numbersWidth(), height());
}

void PolicyText::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() != QEvent::StyleChange) return;
    applyFont();
    m_highlighter->rehighlight();
}

void PolicyText::paintNumbers(QPaintEvent* event, QWidget& area) {
    QPainter painter(&area);
    painter.fillRect(event->rect(), themeColor(ColorRole::Bg));
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    const int current = textCursor().blockNumber();
    while (block.isValid() && top <= event->rect().bottom()) {
        const qreal height = blockBoundingRect(block).height();
        paint::text(painter, QRect(0, static_cast<int>(top), area.width() - px(14), static_cast<int>(height)),
                    QString::number(block.blockNumber() + 1), TextRole::CodeSmall,
                    block.blockNumber() == current ? ColorRole::Text : ColorRole::Faint, Qt::AlignRight | Qt::AlignVCenter);
        top += height;
        block = block.next();
    }
}

}  // namespace mgc::ui
