#include "ui/forms/signature_tip.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

SignatureTip::SignatureTip(QWidget* parent) : QFrame(parent), m_label(new QLabel(this)) {
    setObjectName(QStringLiteral("signatureTip"));
    setAccessibleName(tr("Parameters"));
    setFocusPolicy(Qt::NoFocus);
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 10, 6, 10, 6);
    m_label->setTextFormat(Qt::RichText);
    m_label->setWordWrap(true);
    column->addWidget(m_label);
    hide();
}

void SignatureTip::show(const QString& text, const QRect& caret) {
    if (text.isEmpty()) return hide();
    m_label->setFont(Theme::instance().font(TextRole::Hint));
    if (m_label->text() != text) m_label->setText(text);
    const QSize room = parentWidget()->size();
    const int width = std::min(px(560), room.width() - px(8));
    const QSize size(width, std::max(m_label->heightForWidth(width - px(20)), 0) + px(12));
    QPoint corner(std::clamp(caret.x() - px(10), 0, std::max(0, room.width() - size.width())), caret.top() - size.height() - 3);
    if (corner.y() < 0) corner.setY(caret.bottom() + 3);
    setGeometry(QRect(corner, size));
    setAccessibleDescription(m_label->text());
    QFrame::show();
    raise();
}

void SignatureTip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::box(painter, rect(), themeColor(ColorRole::Raised), themeColor(ColorRole::Ctl), px(6));
}

}  // namespace mgc::ui
