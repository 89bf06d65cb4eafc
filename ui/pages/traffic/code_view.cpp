#include "ui/pages/traffic/code_view.h"

#include "ui/pages/traffic/message_highlighter.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

CodeView::CodeView(const QString& accessibleName, bool startsWithHead, QWidget* parent)
    : QPlainTextEdit(parent), m_highlighter(new MessageHighlighter(document(), startsWithHead)) {
    setReadOnly(true);
    setAccessibleName(accessibleName);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(12);
    const auto restyle = [this] { setFont(Theme::instance().font(TextRole::CodeSmall)); };
    restyle();
    connect(&Theme::instance(), &Theme::changed, this, restyle);
}

void CodeView::showText(const QString& text) {
    if (text != toPlainText()) setPlainText(text);
}

}  // namespace mgc::ui
