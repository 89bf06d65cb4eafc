#include "policy/model/spellings.h"

#include <array>

#include "policy/model/codes.h"

namespace mgc::policy {

namespace {

struct Spelling {
    std::string_view element;  ///< element the attribute belongs to; empty: `wrong` is an element
    std::string_view wrong;
    std::string_view right;
};

constexpr std::array<Spelling, 4> spellings{{{"", "invoke-darp-binding", "invoke-dapr-binding"},
                                             {"", "publish-to-darp", "publish-to-dapr"},
                                             {"azure-openai-token-limit", "estimate-prompt-token", "estimate-prompt-tokens"},
                                             {"llm-token-limit", "estimate-prompt-token", "estimate-prompt-tokens"}}};

void warn(const Spelling& spelling, const SourceRange& range, std::string_view element, const ValidationContext& context) {
    const std::string right(spelling.right);
    context.diagnostics.add(
        {Severity::Warning,
         std::string(codes::toolkitSpelling),
         quotedName(spelling.wrong) + " is the policy toolkit's misspelling of " + quotedName(right) + ", which Azure wants.",
         range,
         std::string(element),
         {{"Rename to " + right, {{range, right}}}}});
}

}  // namespace

void correctToolkitSpelling(PolicyNode& node, const ValidationContext& context) {
    for (const Spelling& spelling : spellings) {
        if (spelling.element.empty() && node.name == spelling.wrong) {
            node.name = spelling.right;
            warn(spelling, node.nameRange, node.name, context);
        }
        if (spelling.element != node.name || node.attribute(spelling.right)) continue;
        for (AttributeValue& attribute : node.attributes) {
            if (attribute.name != spelling.wrong) continue;
            attribute.name = spelling.right;
            warn(spelling, attribute.nameRange, node.name, context);
        }
    }
}

}  // namespace mgc::policy
