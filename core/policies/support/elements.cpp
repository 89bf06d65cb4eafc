#include "policies/support/elements.h"

namespace mgc::policies {

using policy::AttributeDescriptor;
using policy::AttributeType;
using policy::Content;
using policy::ElementDescriptor;
using policy::Expressions;
using policy::Presence;

ElementDescriptor valueElement(std::string_view help) { return {.name = "value", .content = Content::Text, .help = help}; }

AttributeDescriptor existsActionAttribute() {
    return {.name = "exists-action",
            .type = AttributeType::Enumeration,
            .defaultValue = "override",
            .values = {"override", "skip", "append", "delete"},
            .help = "What to do when the name is there already"};
}

AttributeDescriptor cachingTypeAttribute() {
    return {.name = "caching-type",
            .type = AttributeType::Enumeration,
            .expressions = Expressions::NotAllowed,
            .defaultValue = "prefer-external",
            .values = {"prefer-external", "external", "internal"},
            .help = "Which cache to use"};
}

ElementDescriptor setHeaderElement() {
    return {.name = "set-header",
            .attributes = {{.name = "name", .type = AttributeType::HeaderName, .presence = Presence::Required, .help = "Header field"},
                           existsActionAttribute()},
            .content = Content::Elements,
            .children = {valueElement("A value; several become one comma-separated line")},
            .help = "Sets, appends or removes a header"};
}

ElementDescriptor setBodyElement() {
    return {.name = "set-body",
            .attributes = {{.name = "template",
                            .type = AttributeType::Enumeration,
                            .expressions = Expressions::NotAllowed,
                            .defaultValue = "none",
                            .values = {"none", "liquid"},
                            .help = "Template language of the text"},
                           {.name = "xsi-nil",
                            .type = AttributeType::Enumeration,
                            .expressions = Expressions::NotAllowed,
                            .defaultValue = "blank",
                            .values = {"blank", "null"},
                            .help = "How a Liquid template sees XML elements marked xsi:nil"},
                           {.name = "parse-date",
                            .type = AttributeType::Boolean,
                            .expressions = Expressions::NotAllowed,
                            .defaultValue = "true",
                            .help = "Whether a Liquid template sees JSON dates as dates"},
                           // Entities in expressions are resolved in any case, as the service does with its "xml" format.
                           {.name = "html-decode-expression",
                            .type = AttributeType::Boolean,
                            .expressions = Expressions::NotAllowed,
                            .help = "Undocumented: resolve entities in expressions (they always are here)"}},
            .content = Content::Text,
            .help = "The body"};
}

ElementDescriptor setStatusElement() {
    return {.name = "set-status",
            .attributes = {{.name = "code",
                            .type = AttributeType::Integer,
                            .presence = Presence::Required,
                            .minimum = 100,
                            .maximum = 999,
                            .help = "Status code"},
                           {.name = "reason", .help = "Reason phrase"}},
            .help = "Status line"};
}

ElementDescriptor setMethodElement() { return {.name = "set-method", .content = Content::Text, .help = "Request method"}; }

ElementDescriptor setUrlElement() { return {.name = "set-url", .content = Content::Text, .help = "Address to call"}; }

ElementDescriptor managedIdentityElement() {
    return {.name = "authentication-managed-identity",
            .attributes = {{.name = "resource", .presence = Presence::Required, .help = "App ID URI or application id the token is for"},
                           {.name = "client-id", .help = "Client id of a user-assigned identity; absent: the system-assigned one"},
                           {.name = "output-token-variable-name",
                            .type = AttributeType::VariableName,
                            .expressions = Expressions::NotAllowed,
                            .help = "Variable that takes the token; the Authorization header then stays as it is"},
                           {.name = "ignore-error",
                            .type = AttributeType::Boolean,
                            .defaultValue = "false",
                            .help = "Go on when no token can be had"}},
            .help = "Signs the request in with the gateway's identity"};
}

ElementDescriptor dimensionElement(std::uint32_t minimum, std::uint32_t maximum) {
    return {.name = "dimension",
            .attributes = {{.name = "name", .presence = Presence::Required, .help = "Dimension; the default ones need no value"},
                           {.name = "value", .help = "Value of a custom dimension"}},
            .minimum = minimum,
            .maximum = maximum,
            .help = "A dimension of the metric"};
}

ElementDescriptor basicAuthenticationElement() {
    return {.name = "authentication-basic",
            .attributes = {{.name = "username", .presence = Presence::Required, .help = "User name"},
                           {.name = "password", .presence = Presence::Required, .help = "Password"}},
            .help = "Sets Authorization: Basic"};
}

}  // namespace mgc::policies
