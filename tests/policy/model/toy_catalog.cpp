#include "policy/model/toy_catalog.h"

#include <array>

using namespace mgc::policy;

namespace mgc::test {

namespace {

const PolicyDescriptor toyLimit{
    .category = "Limits",
    .element = {.name = "toy-limit",
                .attributes = {{.name = "calls",
                                .type = AttributeType::Integer,
                                .presence = Presence::Required,
                                .minimum = 1,
                                .maximum = 100,
                                .unit = "calls"},
                               {.name = "mode", .type = AttributeType::Enumeration, .values = {"soft", "hard"}, .doubtfulValues = {"mild"}},
                               {.name = "ratio", .type = AttributeType::Number, .minimum = 0},
                               {.name = "enabled", .type = AttributeType::Boolean, .expressions = Expressions::Tolerated},
                               {.name = "window", .type = AttributeType::Duration},
                               {.name = "variable", .type = AttributeType::VariableName, .expressions = Expressions::NotAllowed},
                               {.name = "key", .type = AttributeType::Text}}},
    .sections = Section::Inbound,
    .scopes = {Scope::Product, Scope::Api},
    .gateways = {Gateway::Classic, Gateway::V2},
    .oncePerSection = true,
    .allowedInFragment = false,
};
const PolicyDescriptor toyBackend{
    .category = "Routing",
    .element = {.name = "toy-backend",
                .attributes = {{.name = "backend-id", .type = AttributeType::BackendId},
                               {.name = "fragment-id", .type = AttributeType::FragmentId},
                               {.name = "logger-id", .type = AttributeType::LoggerId}}},
};
const PolicyDescriptor toyChoose{
    .category = "Flow",
    .element = {.name = "toy-choose",
                .content = Content::Elements,
                .children = {{.name = "when",
                              .attributes = {{.name = "condition", .type = AttributeType::Boolean, .presence = Presence::Required}},
                              .content = Content::Policies,
                              .minimum = 1},
                             {.name = "otherwise", .content = Content::Policies, .maximum = 1}},
                .ordered = true},
};
const PolicyDescriptor toyWait{
    .category = "Flow",
    .element = {.name = "toy-wait", .content = Content::Policies, .allowedPolicies = {"toy-backend"}},
};
const PolicyDescriptor toyHeader{
    .category = "Transformation",
    .element = {.name = "toy-header",
                .attributes = {{.name = "name", .type = AttributeType::HeaderName, .presence = Presence::Required}},
                .content = Content::Elements,
                .children = {{.name = "value", .content = Content::Text},
                             {.name = "plain", .content = Content::Text, .textExpressions = Expressions::NotAllowed}}},
};
const PolicyDescriptor setBody{
    .category = "Transformation",
    .element = {.name = "set-body",
                .attributes = {{.name = "template", .type = AttributeType::Enumeration, .values = {"liquid"}}},
                .content = Content::Text},
};
const PolicyDescriptor rewriteUri{
    .category = "Transformation",
    .element = {.name = "rewrite-uri",
                .attributes = {{.name = "template", .presence = Presence::Required},
                               {.name = "copy", .presence = Presence::Required, .defaultValue = "true"}}},
    .sections = Section::Inbound,
};

}  // namespace

const Catalog& toyCatalog() {
    static const std::array<const PolicyDescriptor*, 7> all{&toyLimit,  &toyBackend, &toyChoose, &toyWait,
                                                            &toyHeader, &setBody,    &rewriteUri};
    static const Catalog catalog(all);
    return catalog;
}

}  // namespace mgc::test
