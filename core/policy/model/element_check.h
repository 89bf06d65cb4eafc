#pragma once
#include "policy/model/node.h"
#include "policy/model/validation_context.h"

namespace mgc::policy {

/// How many of which child elements there are, and in what order.
void checkChildCounts(const PolicyNode& node, const ElementDescriptor& element, const ValidationContext& context);
/// A child that neither is described nor, where policies may stand, is a policy.
void reportUnknownChild(const PolicyNode& node, const PolicyNode& child, const ElementDescriptor& element,
                        const ValidationContext& context);
/// The element's own text: whether there may be any, its expressions and placeholders.
void checkElementText(const PolicyNode& node, const ElementDescriptor& element, const ValidationContext& context);
/// Text where none may be.
void reportStrayText(const PolicyNode& node, const ValidationContext& context);

}  // namespace mgc::policy
