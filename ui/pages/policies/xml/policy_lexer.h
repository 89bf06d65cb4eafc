#pragma once
#include <Qsci/qscilexercustom.h>

#include <vector>

#include "policy/xml/document.h"

namespace mgc::ui {

/// Scintilla reads sizes in points only.
[[nodiscard]] QFont inPoints(QFont font);

/// Colours of a policy document: XML from its syntax tree, C# inside of expressions as the compiler's editor queries class it. Scintilla
/// asks for the lines it shows; only their styles are worked out.
class PolicyLexer : public QsciLexerCustom {
    Q_OBJECT
public:
    enum Style { Plain, Bracket, Tag, Attribute, String, Expression, Keyword, ExpressionString, Comment, Instruction, StyleCount };
    /// Each style has a twin that looks the same: Scintilla shapes a run of one style at a time, so signs that a font would join into
    /// a ligature ("==", "</") get both in turn and stay what the author typed.
    static constexpr int twins = StyleCount;
    explicit PolicyLexer(QObject* parent);

    void setDocument(const policy::xml::Document& document) { m_document = document; }
    /// Reads colours and fonts from the theme again.
    void applyTheme();
    void styleText(int start, int end) override;

    [[nodiscard]] const char* language() const override { return "Policy"; }
    [[nodiscard]] QString description(int style) const override;
    [[nodiscard]] QColor defaultColor(int style) const override;
    [[nodiscard]] QColor defaultPaper(int style) const override;
    [[nodiscard]] QFont defaultFont(int style) const override;

private:
    struct Range {
        std::uint32_t begin, end;
        Style style;
    };
    void collect(std::uint32_t begin, std::uint32_t end);
    void addStartTag(policy::xml::NodeId id);
    void add(policy::xml::Span span, Style style);
    void addLiquid(policy::xml::Span span);
    void addExpression(policy::xml::Span span);
    void style(std::uint32_t begin, std::uint32_t end, Style style);

    policy::xml::Document m_document;
    std::vector<Range> m_ranges;  ///< of the lines asked for, by begin, not overlapping
};

}  // namespace mgc::ui
