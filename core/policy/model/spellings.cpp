#include "policy/model/spellings.h"

#include <array>

#include "policy/model/codes.h"

namespace mgc::policy {

namespace {

enum class Kind { Policy, Attribute, Child };
struct Spelling {
    Kind kind;
    std::string_view element;  ///< element that the attribute or child belongs to
    std::string_view wrong;
    std::string_view right;
};

constexpr std::array<Spelling, 5> spellings{
    {{Kind::Policy, "", "invoke-darp-binding", "invoke-dapr-binding"},
     {Kind::Policy, "", "publish-to-darp", "publish-to-dapr"},
     {Kind::Attribute, "azure-openai-token-limit", "estimate-prompt-token", "estimate-prompt-tokens"},
     {Kind::Attribute, "llm-token-limit", "estimate-prompt-token", "estimate-prompt-tokens"},
     {Kind::Child, "llm-content-safety", "block-lists", "blocklists"}}};

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
        if (spelling.kind == Kind::Policy && node.name == spelling.wrong) {
            node.name = spelling.right;
            warn(spelling, node.nameRange, node.name, context);
        }
        if (spelling.element != node.name) continue;
        if (spelling.kind == Kind::Child) {
            for (PolicyNode& child : node.children) {
                if (child.name != spelling.wrong) continue;
                child.name = spelling.right;
                warn(spelling, child.nameRange, node.name, context);
            }
        }
        if (spelling.kind != Kind::Attribute || node.attribute(spelling.right)) continue;
        for (AttributeValue& attribute : node.attributes) {
            if (attribute.name != spelling.wrong) continue;
            attribute.name = spelling.right;
            warn(spelling, attribute.nameRange, node.name, context);
        }
    }
}

}  // namespace mgc::policy
