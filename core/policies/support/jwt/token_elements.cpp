#include "policies/support/jwt/token_elements.h"

namespace mgc::policies {

using namespace policy;

ElementDescriptor listElement(std::string_view name, ElementDescriptor entry, std::string_view help) {
    return {.name = name, .content = Content::Elements, .children = {std::move(entry)}, .maximum = 1, .help = help};
}

ElementDescriptor claimElement() {
    return {.name = "claim",
            .attributes = {{.name = "name",
                            .presence = Presence::Required,
                            .expressions = Expressions::NotAllowed,
                            .help = "Claim that must be there"},
                           {.name = "match",
                            .type = AttributeType::Enumeration,
                            .defaultValue = "all",
                            .values = {"all", "any"},
                            .help = "Whether all listed values or any of them must be held"},
                           {.name = "separator", .expressions = Expressions::NotAllowed, .help = "Splits a text claim into values"}},
            .content = Content::Elements,
            .children = {{.name = "value", .content = Content::Text, .help = "An accepted value"}},
            .help = "A required claim"};
}

AttributeDescriptor outputTokenAttribute() {
    return {.name = "output-token-variable-name",
            .type = AttributeType::VariableName,
            .expressions = Expressions::NotAllowed,
            .help = "Variable that takes the token as Jwt"};
}

Result<void> addTexts(std::vector<Template>& to, const PolicyNode& list, CompileContext& context) {
    for (const auto& child : list.children) {
        MGC_TRY_ASSIGN(Template text, context.text(child));
        to.push_back(std::move(text));
    }
    return {};
}

Result<void> addClaims(std::vector<RequiredClaim>& to, const PolicyNode& list, CompileContext& context) {
    for (const auto& child : list.children) {
        MGC_TRY_ASSIGN(RequiredClaim claim, RequiredClaim::compile(child, context));
        to.push_back(std::move(claim));
    }
    return {};
}

}  // namespace mgc::policies
