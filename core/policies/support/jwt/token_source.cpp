#include "policies/support/jwt/token_source.h"

#include "base/text.h"

namespace mgc::policies {

using namespace policy;

Result<TokenSource> TokenSource::compile(const PolicyNode& node, CompileContext& context, std::string_view defaultHeader) {
    TokenSource source;
    MGC_TRY_ASSIGN(source.m_header, context.attribute(node, "header-name"));
    MGC_TRY_ASSIGN(source.m_query, context.attribute(node, "query-parameter-name"));
    MGC_TRY_ASSIGN(source.m_value, context.attribute(node, "token-value"));
    MGC_TRY_ASSIGN(source.m_scheme, context.attribute(node, "require-scheme"));
    if (!source.m_header.present() && !source.m_query.present() && !source.m_value.present())
        source.m_header = Template::constant(std::string(defaultHeader));
    return source;
}

std::vector<AttributeDescriptor> TokenSource::attributes() {
    return {{.name = "header-name", .type = AttributeType::HeaderName, .help = "Header that holds the token"},
            {.name = "query-parameter-name", .help = "Query parameter that holds the token"},
            {.name = "token-value", .help = "The token itself, without Bearer"},
            {.name = "require-scheme", .help = "Scheme that Authorization must have"}};
}

AttributeGroup TokenSource::places(AttributeGroup::Rule rule) { return {rule, {"header-name", "query-parameter-name", "token-value"}}; }

Result<std::string> TokenSource::take(RequestContext& context) const {
    if (m_value.present()) {
        MGC_TRY_ASSIGN(const std::string token, m_value.text(context));
        return std::string(trimmed(token));
    }
    if (m_query.present()) {
        MGC_TRY_ASSIGN(const std::string name, m_query.text(context));
        for (const auto& [parameter, value] : http::parseQuery(context.request().url.query))
            if (parameter == name) return value;
        return std::string();
    }
    MGC_TRY_ASSIGN(const std::string name, m_header.text(context));
    const auto header = context.request().headers.get(name);
    if (!header) return std::string();
    std::string_view value = trimmed(*header);
    if (!equalsIgnoreCase(name, "Authorization")) return std::string(value);
    const auto space = value.find(' ');
    const std::string_view given = space == std::string_view::npos ? std::string_view() : value.substr(0, space);
    if (m_scheme.present()) {
        MGC_TRY_ASSIGN(const std::string wanted, m_scheme.text(context));
        if (!equalsIgnoreCase(given, trimmed(wanted))) return std::string();
    }
    if (space != std::string_view::npos) value = trimmed(value.substr(space + 1));
    return std::string(value);
}

}  // namespace mgc::policies
