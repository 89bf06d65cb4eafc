#pragma once
#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

#include "ui/theme/theme_tokens.h"

namespace mgc::ui {

/// Type roles of design/visual-design.md section 2. Pixel sizes are multiplied by the zoom.
enum class TextRole {
    PageTitle,     ///< 20/28, 600
    SectionTitle,  ///< 14/20, 600
    Body,          ///< 13/20, 400
    BodyMedium,    ///< 13/20, 500: names, buttons
    BodyStrong,    ///< 13/20, 600: primary buttons
    DockTitle,     ///< 12/16, 600
    Tab,           ///< 12/16, 500
    Hint,          ///< 12/16, 400
    Caption,       ///< 11/16, 500: chips, axes
    Group,         ///< 11/16, 600
    BigNumber,     ///< 24/32, 600
    Answer,        ///< 14/24, 400
    Code,          ///< 13/22, monospace
    CodeSmall,     ///< 12/20, monospace
    CodeCaption    ///< 11/16, monospace
};

/// Sizes that depend on the density, in pixels before zoom (visual design section 2).
enum class Metric {
    Control,         ///< height of buttons, fields, icon buttons: 28 | 24
    TableRow,        ///< 28 | 24
    TreeRow,         ///< 26 | 22
    TwoLineRow,      ///< 48 | 40
    CodeLine,        ///< 22 | 20
    TopBar,          ///< 44 | 40
    StatusBar,       ///< 28 | 24
    RailWidth,       ///< 64 | 48
    RailItemHeight,  ///< 52 | 40
    DockHeader,      ///< 36 | 28
    PageToolBar,     ///< 48 | 36
    Chip             ///< 20 | 16
};

/// The look of the console: colours, fonts and sizes for the chosen variant, density and zoom. One object for the application; the
/// only source of colour. Widgets read it while painting and repaint on changed().
class Theme : public QObject {
    Q_OBJECT
public:
    enum class Choice { System, Light, Dark, HighContrast };
    enum class Density { Standard, Compact };

    [[nodiscard]] static Theme& instance();

    [[nodiscard]] QColor color(ColorRole role) const;
    [[nodiscard]] static QColor color(ColorRole role, ThemeVariant variant);
    /// The colour at `percent` of full strength (areas of charts).
    [[nodiscard]] QColor color(ColorRole role, int percent) const;
    [[nodiscard]] QFont font(TextRole role) const;
    /// Line height in device-independent pixels, zoomed.
    [[nodiscard]] int lineHeight(TextRole role) const;
    /// `pixels` times the zoom, rounded, at least 1 for anything above 0.
    [[nodiscard]] int px(int pixels) const;
    [[nodiscard]] int metric(Metric metric) const;
    [[nodiscard]] QPalette palette() const;

    [[nodiscard]] ThemeVariant variant() const { return m_variant; }
    [[nodiscard]] bool isDark() const { return m_variant != ThemeVariant::Light; }
    [[nodiscard]] Choice choice() const { return m_choice; }
    void setChoice(Choice choice);
    /// What the desktop prefers; used while the choice is System.
    void setSystemPrefersDark(bool dark);
    [[nodiscard]] Density density() const { return m_density; }
    void setDensity(Density density);
    /// Percent, clamped to 80..200.
    [[nodiscard]] int zoom() const { return m_zoom; }
    void setZoom(int percent);
    /// Inter where installed, or the desktop's own font.
    void setSystemFont(bool system);
    [[nodiscard]] bool reduceMotion() const { return m_reduceMotion; }
    void setReduceMotion(bool reduce);

    /// Series colour 1..6 with its fixed meaning (visual design section 4).
    [[nodiscard]] QColor chart(int series) const;

signals:
    /// Anything that painting depends on is different now.
    void changed();

private:
    explicit Theme(QObject* parent = nullptr);
    void update();

    Choice m_choice = Choice::System;
    ThemeVariant m_variant = ThemeVariant::Light;
    Density m_density = Density::Standard;
    int m_zoom = 100;
    bool m_systemPrefersDark = false;
    bool m_systemFont = false;
    bool m_reduceMotion = false;
};

/// Short for Theme::instance().color(role).
[[nodiscard]] inline QColor themeColor(ColorRole role) { return Theme::instance().color(role); }
[[nodiscard]] inline int px(int pixels) { return Theme::instance().px(pixels); }

/// Contrast of two opaque colours by WCAG 2: 1..21.
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);

}  // namespace mgc::ui
