#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/program/compile_context.h"

namespace mgc::policies {

/// Lower case, without parameters: "application/json".
[[nodiscard]] std::string mediaType(std::string_view contentType);

/// <content-type-map> of validate-content: which content type a message is checked as.
class ContentTypeMap {
public:
    /// `node` null: there is no map.
    [[nodiscard]] static Result<ContentTypeMap> compile(const policy::PolicyNode* node, policy::CompileContext& context);
    /// `given` is the message's media type, "" where it names none.
    [[nodiscard]] Result<std::string> mapped(const std::string& given, policy::RequestContext& context) const;

private:
    struct Rule {
        std::string from;
        policy::BooleanSetting when;
        std::string to;
    };
    std::vector<Rule> m_rules;
    std::string m_any, m_missing;
};

}  // namespace mgc::policies
