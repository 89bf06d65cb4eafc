#include "ui/widgets/charts/chip_label.h"

#include <QPainter>

namespace mgc::ui {

ChipLabel::ChipLabel(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] { updateGeometry(); });
}

void ChipLabel::setChip(const paint::ChipSpec& chip) {
    if (chip.text == m_chip.text && chip.icon == m_chip.icon && chip.tone == m_chip.tone) return;
    m_chip = chip;
    setAccessibleName(chip.text);
    updateGeometry();
    update();
}

QSize ChipLabel::sizeHint() const { return paint::chipSize(m_chip); }

void ChipLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::chip(painter, rect(), m_chip);
}

}  // namespace mgc::ui
