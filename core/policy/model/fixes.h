#pragma once
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "policy/model/node.h"

// What the validator offers to do about a finding. Not for use outside of this room.
namespace mgc::policy {

[[nodiscard]] QuickFix renameTo(std::string_view name, const SourceRange& range);
[[nodiscard]] QuickFix setTo(std::string_view value, const AttributeValue& attribute);
[[nodiscard]] QuickFix removeElement(const PolicyNode& node);
[[nodiscard]] QuickFix removeAttribute(const AttributeValue& attribute);
/// With the descriptor's default as value, else empty.
[[nodiscard]] QuickFix addAttribute(const PolicyNode& node, const AttributeDescriptor& attribute);
/// Puts `node`, written as `text`, before its sibling `before`.
[[nodiscard]] QuickFix moveBefore(const PolicyNode& node, const PolicyNode& before, std::string text);

}  // namespace mgc::policy
