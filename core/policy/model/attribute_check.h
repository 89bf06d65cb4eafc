#pragma once
#include "policy/model/node.h"
#include "policy/model/validation_context.h"

namespace mgc::policy {

/// Required, unknown, type, range, choice, expression, reference and placeholder rules of an element's attributes.
/// `isPolicy`: the element may carry `id`, which every policy has.
void checkAttributes(const PolicyNode& node, const ElementDescriptor& element, bool isPolicy, const ValidationContext& context);

}  // namespace mgc::policy
