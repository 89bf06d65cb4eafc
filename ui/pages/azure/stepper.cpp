#include "ui/pages/azure/stepper.h"

#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

StepButton::StepButton(int number, const QString& title, QWidget* parent) : QAbstractButton(parent), m_number(number), m_title(title) {
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    connect(this, &QAbstractButton::toggled, this, &StepButton::name);
    name();
}

void StepButton::setState(const QString& state, bool done) {
    m_state = state;
    m_done = done;
    name();
    update();
}

void StepButton::name() {
    setAccessibleName(m_state.isEmpty() ? m_title : tr("%1: %2").arg(m_title, m_state));
    setAccessibleDescription(m_done ? tr("Step %1, done").arg(m_number) : tr("Step %1").arg(m_number));
    setToolTip(m_state);
}

QSize StepButton::sizeHint() const { return {px(120), px(64)}; }

void StepButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() && !isChecked()) painter.fillRect(rect(), themeColor(ColorRole::Hover));
    const int size = px(24), left = px(4);
    const QRect mark(left, (height() - size) / 2, size, size);
    if (isChecked()) {
        paint::box(painter, mark, themeColor(ColorRole::Accent), QColor(), size / 2.0);
        if (m_done)
            icons::paint(painter, mark, QStringLiteral("checkmark"), px(12), ColorRole::OnAccent);
        else
            paint::text(painter, mark, QString::number(m_number), TextRole::Group, ColorRole::OnAccent, Qt::AlignCenter);
    } else if (m_done) {
        paint::box(painter, mark, themeColor(ColorRole::OkTint), QColor(), size / 2.0);
        icons::paint(painter, mark, QStringLiteral("checkmark"), px(12), ColorRole::Ok);
    } else {
        paint::box(painter, mark, QColor(), themeColor(ColorRole::Ctl), size / 2.0);
        paint::text(painter, mark, QString::number(m_number), TextRole::Group, ColorRole::Text, Qt::AlignCenter);
    }
    const int at = left + size + px(8), width = this->width() - at - px(8);
    const TextRole role = isChecked() ? TextRole::BodyStrong : TextRole::Body;
    const ColorRole color = m_done || isChecked() ? ColorRole::Text : ColorRole::Muted;
    if (m_state.isEmpty()) {
        paint::text(painter, QRect(at, 0, width, height()), m_title, role, color);
    } else {
        const int top = (height() - px(36)) / 2;
        paint::text(painter, QRect(at, top, width, px(19)), m_title, role, color);
        paint::text(painter, QRect(at, top + px(19), width, px(17)), m_state, TextRole::Hint, ColorRole::Muted,
                    Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    }
    if (isChecked()) painter.fillRect(QRect(0, height() - px(2), this->width() - px(8), px(2)), themeColor(ColorRole::Accent));
    if (hasFocus()) paint::focusRing(painter, QRectF(rect()).adjusted(1, 1, -1, -1), px(4));
}

Stepper::Stepper(const QStringList& titles, QWidget* parent) : Surface(ColorRole::Bg, parent) {
    setEdges(Qt::BottomEdge);
    setAccessibleName(tr("Steps"));
    auto* row = plainLayout<QHBoxLayout>(this);
    setMargins(row, 20, 0, 16, 0);
    for (int i = 0; i < titles.size(); ++i) {
        auto* button = new StepButton(i + 1, titles[i], this);
        button->setObjectName(QStringLiteral("azureStep%1").arg(i));
        // Not clicked(): assistive technology toggles.
        connect(button, &QAbstractButton::toggled, this, [this, i](bool on) {
            if (on && !m_quiet) emit chosen(i);
        });
        row->addWidget(button, 1);
        m_buttons << button;
    }
}

void Stepper::setCurrent(int step) {
    m_quiet = true;
    m_buttons[step]->setChecked(true);
    m_quiet = false;
}

}  // namespace mgc::ui
