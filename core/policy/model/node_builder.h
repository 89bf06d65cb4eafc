#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "policy/model/policy_document.h"
#include "policy/xml/document.h"

namespace mgc::policy {

struct NodeOptions {
    /// Value of a named value by display name; nullopt (or an empty function): there is none, "{{name}}" stays and the validator
    /// reports it. What it gives is not searched again.
    std::function<std::optional<std::string>(std::string_view name)> namedValue;
};

/// Reads a document into nodes. Works on broken documents too, as far as the tree goes; ask document.hasErrors() before running it.
/// Ranges are those of the document as written, whatever was resolved or replaced.
/// In set-body, and what else is sent away, markup is text: its elements come as the text they are written in, not as children.
[[nodiscard]] PolicyDocument buildPolicyDocument(const xml::Document& document, const NodeOptions& options = {});

}  // namespace mgc::policy
