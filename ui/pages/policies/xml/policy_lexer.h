#pragma once
#include <Qsci/qscilexercustom.h>

#include <vector>

#include "policy/xml/document.h"

namespace mgc::ui {

/// Scintilla reads sizes in points only.
[[nodiscard]] QFont inPoints(QFont font);

/// Colours of a policy document: XML from its syntax tree, C# inside of expressions by a scan of its own. Styles are worked out once
/// per text; Scintilla asks for the lines it shows.
class PolicyLexer : public QsciLexerCustom {
    Q_OBJECT
public:
    enum Style { Plain, Bracket, Tag, Attribute, String, Expression, Keyword, ExpressionString, Comment, Instruction, StyleCount };
    explicit PolicyLexer(QObject* parent);

    void setDocument(const policy::xml::Document& document);
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
    void add(policy::xml::Span span, Style style);
    void addExpression(policy::xml::Span span);

    policy::xml::Document m_document;
    std::vector<Range> m_ranges;  ///< by begin, not overlapping
};

}  // namespace mgc::ui
