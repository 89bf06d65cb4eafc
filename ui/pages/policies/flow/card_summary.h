#pragma once
#include <QString>

#include "policy/edit/outline.h"

namespace mgc::ui {

/// One line that says what matters of a policy: "by subscription, 500 tokens per minute". Read from attributes and descriptors.
[[nodiscard]] QString cardSummary(const policy::xml::Document& document, const policy::edit::OutlineItem& item);
/// An expression without its brackets and what is the same in all of them: "Subscription.Id" for "@(context.Subscription.Id)".
[[nodiscard]] QString shortExpression(QString text);

}  // namespace mgc::ui
