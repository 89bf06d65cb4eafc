#include "ui/theme/theme.h"

#include <QFontDatabase>
#include <algorithm>
#include <cmath>

namespace mgc::ui {

namespace {

struct TextSpec {
    int size, line;
    QFont::Weight weight;
    bool code;
};

TextSpec spec(TextRole role) {
    switch (role) {
        case TextRole::PageTitle:
            return {20, 28, QFont::DemiBold, false};
        case TextRole::SectionTitle:
            return {14, 20, QFont::DemiBold, false};
        case TextRole::Body:
            return {13, 20, QFont::Normal, false};
        case TextRole::BodyMedium:
            return {13, 20, QFont::Medium, false};
        case TextRole::BodyStrong:
            return {13, 20, QFont::DemiBold, false};
        case TextRole::DockTitle:
            return {12, 16, QFont::DemiBold, false};
        case TextRole::Tab:
            return {12, 16, QFont::Medium, false};
        case TextRole::Hint:
            return {12, 16, QFont::Normal, false};
        case TextRole::Caption:
            return {11, 16, QFont::Medium, false};
        case TextRole::Group:
            return {11, 16, QFont::DemiBold, false};
        case TextRole::BigNumber:
            return {24, 32, QFont::DemiBold, false};
        case TextRole::Answer:
            return {14, 24, QFont::Normal, false};
        case TextRole::Code:
            return {13, 22, QFont::Normal, true};
        case TextRole::CodeSmall:
            return {12, 20, QFont::Normal, true};
        case TextRole::CodeCaption:
            return {11, 16, QFont::Normal, true};
    }
    return {13, 20, QFont::Normal, false};
}

/// The first of the wanted families that is installed; empty where none is.
QString installed(const QStringList& wanted) {
    const QStringList families = QFontDatabase::families();
    for (const QString& name : wanted)
        if (families.contains(name)) return name;
    return {};
}

const QString& codeFamily() {
    static const QString family = [] {
        const QString found =
            installed({QStringLiteral("JetBrains Mono"), QStringLiteral("Cascadia Mono"), QStringLiteral("DejaVu Sans Mono")});
        return found.isEmpty() ? QFontDatabase::systemFont(QFontDatabase::FixedFont).family() : found;
    }();
    return family;
}

const QString& interFamily() {
    static const QString family = installed({QStringLiteral("Inter")});
    return family;
}

double channel(int value) {
    const double c = value / 255.0;
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * channel(color.red()) + 0.7152 * channel(color.green()) + 0.0722 * channel(color.blue());
}

}  // namespace

double contrastRatio(const QColor& a, const QColor& b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

Theme::Theme(QObject* parent) : QObject(parent) {}

Theme& Theme::instance() {
    static Theme theme;
    return theme;
}

QColor Theme::color(ColorRole role) const { return color(role, m_variant); }

QColor Theme::color(ColorRole role, ThemeVariant variant) {
    return QColor::fromRgb(themeTokens[static_cast<std::size_t>(role)].colors[static_cast<std::size_t>(variant)]);
}

QColor Theme::color(ColorRole role, int percent) const {
    QColor result = color(role);
    result.setAlphaF(static_cast<float>(percent) / 100.0F);
    return result;
}

QColor Theme::chart(int series) const {
    const int index = static_cast<int>(ColorRole::Chart1) + (std::max(series, 1) - 1) % 6;
    return color(static_cast<ColorRole>(index));
}

QFont Theme::font(TextRole role) const {
    const TextSpec wanted = spec(role);
    QFont font;
    if (wanted.code) {
        font.setFamily(codeFamily());
        font.setStyleHint(QFont::Monospace);
        // JetBrains Mono joins "!=", "=>" and the like; unshaped text keeps them apart (kerning off alone does not in Qt 6.4).
        font.setKerning(false);
        font.setStyleStrategy(QFont::PreferNoShaping);
    } else if (!m_systemFont && !interFamily().isEmpty()) {
        font.setFamily(interFamily());
    } else {
        font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    }
    font.setPixelSize(std::max(px(wanted.size), 9));
    font.setWeight(wanted.weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

int Theme::lineHeight(TextRole role) const { return px(spec(role).line); }

int Theme::px(int pixels) const {
    if (pixels <= 0) return pixels == 0 ? 0 : -px(-pixels);
    return std::max(1, (pixels * m_zoom + 50) / 100);
}

int Theme::metric(Metric metric) const {
    const bool compact = m_density == Density::Compact;
    const auto pick = [&](int standard, int small) { return px(compact ? small : standard); };
    switch (metric) {
        case Metric::Control:
            return pick(28, 24);
        case Metric::TableRow:
            return pick(28, 24);
        case Metric::TreeRow:
            return pick(26, 22);
        case Metric::TwoLineRow:
            return pick(48, 40);
        case Metric::CodeLine:
            return pick(22, 20);
        case Metric::TopBar:
            return pick(44, 40);
        case Metric::StatusBar:
            return pick(28, 24);
        case Metric::RailWidth:
            return pick(64, 48);
        case Metric::RailItemHeight:
            return pick(52, 40);
        case Metric::DockHeader:
            return pick(36, 28);
        case Metric::PageToolBar:
            return pick(48, 36);
        case Metric::Chip:
            return pick(20, 16);
    }
    return px(28);
}

QPalette Theme::palette() const {
    QPalette p;
    const auto set = [&](QPalette::ColorRole role, ColorRole token) { p.setColor(role, color(token)); };
    set(QPalette::Window, ColorRole::Dock);
    set(QPalette::WindowText, ColorRole::Text);
    set(QPalette::Base, ColorRole::Bg);
    set(QPalette::AlternateBase, ColorRole::Sunken);
    set(QPalette::Text, ColorRole::Text);
    set(QPalette::PlaceholderText, ColorRole::Faint);
    set(QPalette::Button, ColorRole::Card);
    set(QPalette::ButtonText, ColorRole::Text);
    set(QPalette::BrightText, ColorRole::Err);
    set(QPalette::Highlight, ColorRole::Sel);
    set(QPalette::HighlightedText, ColorRole::Text);
    set(QPalette::Link, ColorRole::Accent);
    set(QPalette::LinkVisited, ColorRole::Accent);
    set(QPalette::Light, ColorRole::Card);
    set(QPalette::Midlight, ColorRole::Line);
    set(QPalette::Mid, ColorRole::Line2);
    set(QPalette::Dark, ColorRole::Ctl);
    set(QPalette::Shadow, ColorRole::Ctl);
    set(QPalette::ToolTipBase, ColorRole::Raised);
    set(QPalette::ToolTipText, ColorRole::Text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, color(ColorRole::Faint));
    return p;
}

void Theme::setChoice(Choice choice) {
    m_choice = choice;
    update();
}

void Theme::setSystemPrefersDark(bool dark) {
    m_systemPrefersDark = dark;
    update();
}

void Theme::update() {
    ThemeVariant wanted = ThemeVariant::Light;
    if (m_choice == Choice::HighContrast)
        wanted = ThemeVariant::HighContrast;
    else if (m_choice == Choice::Dark || (m_choice == Choice::System && m_systemPrefersDark))
        wanted = ThemeVariant::Dark;
    if (wanted == m_variant) return;
    m_variant = wanted;
    emit changed();
}

void Theme::setDensity(Density density) {
    if (density == m_density) return;
    m_density = density;
    emit changed();
}

void Theme::setZoom(int percent) {
    percent = std::clamp(percent, 80, 200);
    if (percent == m_zoom) return;
    m_zoom = percent;
    emit changed();
}

void Theme::setSystemFont(bool system) {
    if (system == m_systemFont) return;
    m_systemFont = system;
    emit changed();
}

void Theme::setReduceMotion(bool reduce) {
    if (reduce == m_reduceMotion) return;
    m_reduceMotion = reduce;
    emit changed();
}

}  // namespace mgc::ui
