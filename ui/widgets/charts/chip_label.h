#pragma once
#include <QWidget>

#include "ui/theme/paint.h"

namespace mgc::ui {

/// A chip as a widget: tint ground, glyph, word. Its text is its accessible name.
class ChipLabel : public QWidget {
    Q_OBJECT
public:
    explicit ChipLabel(QWidget* parent = nullptr);
    void setChip(const paint::ChipSpec& chip);
    [[nodiscard]] const paint::ChipSpec& chip() const { return m_chip; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    paint::ChipSpec m_chip;
};

}  // namespace mgc::ui
