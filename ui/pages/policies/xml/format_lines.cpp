#include "ui/pages/policies/xml/format_lines.h"

#include "policy/xml/layout.h"

namespace mgc::ui {

policy::edit::Change formattedLines(const policy::xml::Document& document, int from, int to) {
    const std::string step = policy::xml::indentStep(document);
    policy::edit::Change change{document, {}, {}};
    // From the last line up, so that the lines before keep their offsets.
    for (int line = to; line >= from; --line) {
        const std::size_t begin = document.source().offset(static_cast<std::uint32_t>(line) + 1, 1);
        const std::string_view rest = document.text().substr(begin);
        const std::size_t blanks = rest.find_first_not_of(" \t");
        if (blanks == std::string_view::npos || rest[blanks] != '<') continue;  // text and expressions are the author's
        const bool closes = rest.substr(blanks).starts_with("</");
        int depth = 0;
        auto id = document.nodeAt(begin + blanks);
        if (closes || document.node(id).range.begin != begin + blanks) {
            if (!closes) continue;
        }
        for (id = document.node(id).parent; id != policy::xml::documentNode && id != policy::xml::noNode; id = document.node(id).parent)
            ++depth;
        std::string indent;
        for (int i = 0; i < depth; ++i) indent += step;
        const std::string old(rest.substr(0, blanks));
        if (old == indent) continue;
        auto edit = policy::xml::applyPatch(change.document, {begin, old, indent});
        if (!edit) continue;
        change.document = std::move(edit->document);
        change.patches.push_back(std::move(edit->patch));
    }
    return change;
}

}  // namespace mgc::ui
