#pragma once
#include <string>
#include <vector>

#include "azure/apim/push_checks.h"
#include "ui/pages/azure/note_list.h"

// A plan in the words of the Push step.
namespace mgc::ui {

/// "Policy of chat-completions", "Backend aoai-pool".
[[nodiscard]] QString titleOf(const azure::Entity& entity);
[[nodiscard]] Note noteOf(const azure::PlanItem& item);
[[nodiscard]] QString checkTitle(const azure::PushCheck& check);
struct PlannedCall {
    std::string method, url;
    bool hasBody = false;
    std::string ifMatch;
};
/// One for each item, in order.
[[nodiscard]] std::vector<PlannedCall> plannedCalls(const azure::Plan& plan);

}  // namespace mgc::ui
