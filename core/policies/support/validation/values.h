#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "policies/support/validation/report.h"
#include "schema/operation_contract.h"

namespace mgc::policies {

/// Words of the docs' table for one kind of value.
struct ValueKind {
    std::string_view type;  ///< "QueryParameter"
    std::string_view word;  ///< "query parameter"
};
inline constexpr ValueKind queryKind{"QueryParameter", "query parameter"};
inline constexpr ValueKind pathKind{"PathParameter", "path parameter"};
inline constexpr ValueKind requestHeaderKind{"RequestHeader", "header"};
inline constexpr ValueKind responseHeaderKind{"ResponseHeader", "header"};

/// Texts that one parameter or header has in a message.
struct GivenValue {
    std::string name;
    std::vector<std::string> texts;
};
/// The same names gathered, in the order of their first use. `ignoreCase`: header names.
void gather(std::vector<GivenValue>& values, std::string_view name, std::string_view text, bool ignoreCase);

/// Checks a value that the definition names against its schema.
void checkValue(const GivenValue& value, const schema::ParameterContract& contract, const ValueKind& kind, Action action,
                ValidationReport& report);
/// A value that the definition does not name.
void reportUnspecified(const GivenValue& value, const ValueKind& kind, Action action, ValidationReport& report);
/// There is no definition at all.
void reportNoDefinition(Action action, ValidationReport& report);

}  // namespace mgc::policies
