#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "policy/model/catalog.h"
#include "policy/model/policy_document.h"
#include "policy/model/references.h"

namespace mgc::policy {

/// What becomes of a finding that depends on what is at hand.
enum class Handling { Error, Warn, Allow };

struct ValidationOptions {
    /// Unknown {{named-value}}, {x}, ${x}, __x__. With Warn or Allow also what only looks like one: SCRIPT_TOKENS, and the words that
    /// docs pages write for a number ("seconds").
    Handling placeholders = Handling::Error;
    Handling references = Handling::Error;  ///< backends, fragments and loggers that are not in reach
    const References* known = nullptr;      ///< null: nothing is in reach
    /// True for a named value that is there but has no value here (a secret): {{name}} stays open and is no finding.
    std::function<bool(std::string_view name)> namedValueExists = {};
    std::optional<Scope> scope = {};      ///< where the document stands; unknown: not checked
    std::optional<Gateway> gateway = {};  ///< the imitated tier's family; unknown: not checked
    std::string gatewayName = {};         ///< the tier as the user names it, for messages
    bool webSocketApi = false;            ///< the document belongs to a WebSocket API or its onHandshake operation
    /// The document's text in a range, for fixes that move text; empty: none are offered.
    std::function<std::string(const SourceRange&)> source = {};
    /// Findings of an expression ("@(...)"), placed in its own text; empty: it is compiled. An editor that checks a document at every
    /// key remembers them, since one expression changes at a time.
    std::function<const Diagnostics&(std::string_view expression)> expressionFindings = {};
};

/// Checks documents against the descriptors and marks their nodes with them. Expressions are compiled, their findings come with the
/// document's lines and columns. After a run without errors a compiler may rely on the shape that the descriptors promise, apart from
/// values that come from expressions or unknown named values.
class Validator {
public:
    Validator(const Catalog& catalog, ValidationOptions options) : m_catalog(catalog), m_options(std::move(options)) {}

    /// Reports everything, not the first error only. True if placeholders are left open, whether reported or not: such a document
    /// cannot be compiled.
    bool validate(PolicyDocument& document, Diagnostics& diagnostics) const;

private:
    const Catalog& m_catalog;
    ValidationOptions m_options;
};

}  // namespace mgc::policy
