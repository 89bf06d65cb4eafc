#include "ui/widgets/basic/answer_view.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

#include "ui/theme/paint.h"

namespace mgc::ui {

namespace {

constexpr int maxShown = 1024 * 1024;

}  // namespace

AnswerView::AnswerView(const QString& accessibleName, QWidget* parent) : QTextEdit(parent) {
    setAccessibleName(accessibleName);
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setAcceptRichText(false);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    format();
}

void AnswerView::format() {
    setFont(Theme::instance().font(TextRole::Answer));
    document()->setDefaultFont(font());
    document()->setDocumentMargin(px(12));
    QPalette p = palette();
    p.setColor(QPalette::Base, Qt::transparent);
    p.setColor(QPalette::Text, themeColor(m_color));
    p.setColor(QPalette::PlaceholderText, themeColor(ColorRole::Muted));
    setPalette(p);
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    QTextBlockFormat block;
    block.setLineHeight(Theme::instance().lineHeight(TextRole::Answer), QTextBlockFormat::FixedHeight);
    cursor.mergeBlockFormat(block);
    QTextCharFormat characters;
    characters.setForeground(themeColor(m_color));
    cursor.mergeCharFormat(characters);
    setCurrentCharFormat(characters);
}

void AnswerView::clearAnswer() {
    clear();
    m_color = ColorRole::Text;
    format();
}

void AnswerView::append(const QString& text) {
    if (document()->characterCount() + text.size() > maxShown) return;
    QScrollBar* bar = verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 4;
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    QTextCharFormat characters;
    characters.setForeground(themeColor(m_color));
    cursor.insertText(text, characters);
    if (atEnd) bar->setValue(bar->maximum());
    viewport()->update();
}

void AnswerView::setAnswer(const QString& text, ColorRole color) {
    m_color = color;
    setPlainText(text.left(maxShown));
    format();
}

void AnswerView::setStreaming(bool on) {
    m_streaming = on;
    viewport()->update();
}

void AnswerView::changeEvent(QEvent* event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::StyleChange) format();
}

void AnswerView::paintEvent(QPaintEvent* event) {
    {
        QPainter painter(viewport());
        paint::box(painter, viewport()->rect(), themeColor(ColorRole::Sunken), QColor(), px(6));
        if (hasFocus()) paint::focusRing(painter, viewport()->rect(), px(6));
        if (m_streaming) {
            QTextCursor end(document());
            end.movePosition(QTextCursor::End);
            const QRect at = cursorRect(end);
            painter.fillRect(QRect(at.right() + px(2), at.center().y() - px(8), px(8), px(16)), themeColor(ColorRole::Accent));
        }
    }
    QTextEdit::paintEvent(event);
}

}  // namespace mgc::ui
