#pragma once
#include <string>
#include <string_view>

#include "policies/support/validation/report.h"
#include "schema/operation_contract.h"

namespace mgc::policies {

/// One <content> of validate-content.
struct ContentRule {
    std::string type;        ///< media type; "": every type of the API's definition
    std::string validateAs;  ///< json, xml, soap
    ActionSetting action;
    std::string schemaId, schemaRef;
    schema::JsonSchemaOptions options;
};

/// A message as validate-content sees it.
struct CheckedBody {
    std::string_view text;
    std::string_view contentType;  ///< after mapping
    bool onResponse = false;
    const schema::OperationContract* contract = nullptr;       ///< null: no definition
    const std::vector<schema::BodyContract>* types = nullptr;  ///< of the definition, for this message; null: none
};

/// Checks a body against the schema that `rule` leads to and reports what the docs' table says.
void checkBody(const CheckedBody& body, const ContentRule& rule, Action action, ValidationReport& report);

}  // namespace mgc::policies
