#include "ui/pages/traffic/why_box.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/buttons.h"

namespace mgc::ui {

WhyBox::WhyBox(QWidget* parent) : QWidget(parent), m_text(new QLabel), m_same(new LinkButton(tr("Requests with the same cause"))) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(48), px(10), px(16), px(10));
    column->setSpacing(px(2));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_text);
    column->addWidget(m_same, 0, Qt::AlignLeft);
    const auto restyle = [this] { m_text->setFont(Theme::instance().font(TextRole::Answer)); };
    restyle();
    connect(&Theme::instance(), &Theme::changed, this, restyle);
    connect(m_same, &QPushButton::clicked, this, [this] { emit sameCauseRequested(m_filter); });
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void WhyBox::setDetail(const management::RequestDetail& detail) {
    const Why why = whyOf(detail);
    setVisible(!why.question.isEmpty());
    if (why.question.isEmpty()) return;
    m_warn = detail.row.status == 429;
    m_text->setText(QStringLiteral("<b>") + why.question.toHtmlEscaped() + QStringLiteral("</b> ") + why.cause);
    m_filter = QStringLiteral("status:%1").arg(detail.row.status);
    if (!detail.row.flags.empty()) m_filter += QStringLiteral(" flag:\"%1\"").arg(QString::fromStdString(detail.row.flags.front()));
    m_same->setAccessibleDescription(m_filter);
    update();
}

void WhyBox::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ColorRole role = m_warn ? ColorRole::Warn : ColorRole::Err;
    paint::box(painter, rect(), themeColor(ColorRole::Card), themeColor(ColorRole::Line2), px(6));
    painter.setClipRect(QRect(0, 0, px(4), height()));
    paint::box(painter, QRectF(0, 0, px(12), height()), themeColor(role), QColor(), px(6));
    painter.setClipping(false);
    icons::paint(painter, QRect(px(16), px(12), px(20), px(20)), QStringLiteral("question_circle"), px(18), role, icons::Style::Filled);
}

}  // namespace mgc::ui
