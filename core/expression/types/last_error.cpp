// ILastError.
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "ILastError", TypeKind::Interface)
        .property("string Source", text<LastErrorData, &LastErrorData::source>, "Name of the policy that failed.")
        .property("string Reason", text<LastErrorData, &LastErrorData::reason>,
                  "Machine-readable reason, for example ExpressionValueEvaluationFailure.")
        .property("string Message", text<LastErrorData, &LastErrorData::message>)
        .property("string Scope", text<LastErrorData, &LastErrorData::scope>)
        .property("string Section", text<LastErrorData, &LastErrorData::section>)
        .property("string Path", text<LastErrorData, &LastErrorData::path>)
        .property("string PolicyId", text<LastErrorData, &LastErrorData::policyId>);
}

}  // namespace

MGC_TYPE(last_error, describe)

}  // namespace mgc::expression
