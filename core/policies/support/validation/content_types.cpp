#include "policies/support/validation/content_types.h"

#include "base/text.h"

namespace mgc::policies {

std::string mediaType(std::string_view contentType) { return toLowerAscii(trimmed(contentType.substr(0, contentType.find(';')))); }

Result<ContentTypeMap> ContentTypeMap::compile(const policy::PolicyNode* node, policy::CompileContext& context) {
    ContentTypeMap map;
    if (!node) return map;
    map.m_any = mediaType(context.constant(*node, "any-content-type-value"));
    map.m_missing = mediaType(context.constant(*node, "missing-content-type-value"));
    for (const auto& type : node->children) {
        Rule rule;
        rule.from = mediaType(context.constant(type, "from"));
        MGC_TRY_ASSIGN(rule.when, context.boolean(type, "when"));
        rule.to = mediaType(context.constant(type, "to"));
        if (type.attribute("from") && type.attribute("when"))
            return context.error("MGC2440", "A type is chosen by either 'from' or 'when', not by both.", type);
        if (!type.attribute("from") && !type.attribute("when")) {
            context.diagnostics().warning("MGC2440", "A type without 'from' or 'when' fits no message.", type.nameRange, type.name);
            continue;
        }
        map.m_rules.push_back(std::move(rule));
    }
    return map;
}

Result<std::string> ContentTypeMap::mapped(const std::string& given, policy::RequestContext& context) const {
    for (const Rule& rule : m_rules) {
        bool fits = !rule.when.present() && rule.from == given;
        if (rule.when.present()) {
            MGC_TRY_ASSIGN(fits, rule.when.get(context));
        }
        if (fits) return rule.to;
    }
    if (!m_any.empty()) return m_any;
    return given.empty() && !m_missing.empty() ? m_missing : given;
}

}  // namespace mgc::policies
