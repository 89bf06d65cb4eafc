#pragma once
#include <QProxyStyle>

namespace mgc::ui {

/// Fusion with the console's own controls (design/visual-design.md sections 2, 3 and 6). Buttons read two dynamic properties:
///   kind     "primary" | "ghost" | "danger" | "segment" | "plain" (no property: card ground with an edge)
///   keycap   text drawn in a key cap behind the label ("Ctrl+Enter")
/// Frames read `edge` of line edits: "error" turns the border red. Colours come from Theme only.
class ConsoleStyle : public QProxyStyle {
    Q_OBJECT
public:
    ConsoleStyle();

    void polish(QWidget* widget) override;
    void unpolish(QWidget* widget) override;
    [[nodiscard]] QPalette standardPalette() const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                         const QWidget* widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                       const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
};

}  // namespace mgc::ui
