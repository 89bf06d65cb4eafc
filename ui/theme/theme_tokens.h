#pragma once
#include <QRgb>
#include <array>

// The one table of colours. Columns: light, dark, high contrast. Text pairs meet WCAG 2.2 AA (tests/ui/theme recomputes them).
// High contrast keeps the dark layout on true black with edges that are always visible.
#define MGC_THEME_TOKENS(X)                           \
    X(Chrome, 0xECEEF1, 0x15181C, 0x000000)           \
    X(Dock, 0xF5F6F8, 0x23272E, 0x000000)             \
    X(Bg, 0xFFFFFF, 0x1B1E23, 0x000000)               \
    X(Canvas, 0xF5F6F8, 0x1B1E23, 0x000000)           \
    X(Card, 0xFFFFFF, 0x23272E, 0x000000)             \
    X(Field, 0xFFFFFF, 0x1B1E23, 0x000000)            \
    X(Raised, 0xFFFFFF, 0x2B3038, 0x0A0A0A)           \
    X(Sunken, 0xF0F2F5, 0x1B1E23, 0x0A0A0A)           \
    X(Hover, 0xEBEEF2, 0x2D323A, 0x2A2A2A)            \
    X(Sel, 0xDCEBFA, 0x1F3A57, 0x003A70)              \
    X(Line, 0xE1E5E9, 0x31363E, 0x8A8A8A)             \
    X(Line2, 0xCFD5DB, 0x434A54, 0xB8B8B8)            \
    X(Ctl, 0x7A828C, 0x76808C, 0xFFFFFF)              \
    X(Text, 0x1B1F24, 0xE6E9ED, 0xFFFFFF)             \
    X(Muted, 0x57606A, 0xA4ADB8, 0xE0E0E0)            \
    X(Faint, 0x69727D, 0x8D97A3, 0xCCCCCC)            \
    X(Accent, 0x0B5CAD, 0x6CB6FF, 0x7CC4FF)           \
    X(OnAccent, 0xFFFFFF, 0x1B1E23, 0x000000)         \
    X(AccentTint, 0xE5F0FA, 0x1D3147, 0x00284D)       \
    X(Ok, 0x1A7F37, 0x56D364, 0x6BE675)               \
    X(OkTint, 0xEAF6ED, 0x1C3325, 0x05260C)           \
    X(Warn, 0x8A5A00, 0xE3B341, 0xFFD24A)             \
    X(WarnTint, 0xFBF0D8, 0x39301A, 0x2E2300)         \
    X(Err, 0xB3261E, 0xFF8A80, 0xFF9C94)              \
    X(ErrTint, 0xFBE8E6, 0x412524, 0x3A0A08)          \
    X(Info, 0x0B6E8A, 0x5AC8E0, 0x6FDDF5)             \
    X(InfoTint, 0xDFF1F5, 0x18353E, 0x00303B)         \
    X(LaneInbound, 0x0B5CAD, 0x6CB6FF, 0x7CC4FF)      \
    X(LaneInboundTint, 0xE5F0FA, 0x1D3147, 0x00284D)  \
    X(LaneBackend, 0x7A3EA8, 0xD2A8FF, 0xDDBBFF)      \
    X(LaneBackendTint, 0xF2EAF8, 0x322A40, 0x2A1442)  \
    X(LaneOutbound, 0x1A6B4A, 0x7EE2B8, 0x8FF0C8)     \
    X(LaneOutboundTint, 0xE2F2EB, 0x1C3730, 0x032E20) \
    X(LaneOnError, 0xB3261E, 0xFF8A80, 0xFF9C94)      \
    X(LaneOnErrorTint, 0xFBE8E6, 0x412524, 0x3A0A08)  \
    X(CurrentLine, 0xFFF3C4, 0x4A3D12, 0x4A3A00)      \
    X(CurrentEdge, 0xA87400, 0xE3B341, 0xFFD24A)      \
    X(Breakpoint, 0xC8281E, 0xFF6B60, 0xFF7A70)       \
    X(DiffAdd, 0xE6F5EA, 0x1C3325, 0x05260C)          \
    X(DiffAddWord, 0xB8E3C3, 0x2B5A38, 0x1E5A2C)      \
    X(DiffDel, 0xFBE8E6, 0x412524, 0x3A0A08)          \
    X(DiffDelWord, 0xF9D3D0, 0x713531, 0x7A2A24)      \
    X(CodeTag, 0x0B5CAD, 0x6CB6FF, 0x7CC4FF)          \
    X(CodeAttribute, 0x7A3EA8, 0xD2A8FF, 0xDDBBFF)    \
    X(CodeString, 0x1A6B4A, 0x7EE2B8, 0x8FF0C8)       \
    X(CodeExpression, 0xA84A00, 0xF0A35E, 0xFFB77A)   \
    X(CodeComment, 0x69727D, 0x8D97A3, 0xCCCCCC)      \
    X(Chart1, 0x0B5CAD, 0x6CB6FF, 0x7CC4FF)           \
    X(Chart2, 0xB45309, 0xF0A35E, 0xFFB77A)           \
    X(Chart3, 0x1A7F37, 0x56D364, 0x6BE675)           \
    X(Chart4, 0x7A3EA8, 0xD2A8FF, 0xDDBBFF)           \
    X(Chart5, 0x0B6E8A, 0x5AC8E0, 0x6FDDF5)           \
    X(Chart6, 0xB3261E, 0xFF8A80, 0xFF9C94)           \
    X(Grid, 0xECEFF2, 0x2C3138, 0x3A3A3A)

namespace mgc::ui {

/// Names of the colours; meaning in design/visual-design.md section 1.
enum class ColorRole {
#define MGC_X(name, light, dark, contrast) name,
    MGC_THEME_TOKENS(MGC_X)
#undef MGC_X
        Count
};

enum class ThemeVariant { Light, Dark, HighContrast };

struct ThemeToken {
    const char* name;
    std::array<QRgb, 3> colors;  ///< by ThemeVariant, opaque
};

inline constexpr auto themeTokens = std::to_array<ThemeToken>({
#define MGC_X(name, light, dark, contrast) {#name, {0xFF000000u | light, 0xFF000000u | dark, 0xFF000000u | contrast}},
    MGC_THEME_TOKENS(MGC_X)
#undef MGC_X
});

}  // namespace mgc::ui
