#include "ui/forms/special/special_editor.h"

#include "policy/edit/node_changes.h"
#include "ui/forms/special/cors_lists.h"
#include "ui/forms/special/entra_token.h"
#include "ui/forms/special/limit_state.h"
#include "ui/forms/special/retry_schedule.h"

namespace mgc::ui {

policy::xml::NodeId childNamed(const policy::xml::Document& document, policy::xml::NodeId parent, std::string_view name) {
    for (auto id = document.firstChildElement(parent); id != policy::xml::noNode; id = document.nextElement(id))
        if (document.name(id) == name) return id;
    return policy::xml::noNode;
}

Result<void> SpecialEditor::apply(const std::vector<Step>& steps, const QString& what) {
    policy::edit::Change change{m_file.document(), {}, {}};
    for (const Step& step : steps) {
        const auto node = policy::edit::nodeStartingAt(change.document, m_place);
        if (node == policy::xml::noNode) return fail("MGC1052", tr("The policy is not there any more.").toStdString());
        MGC_TRY_ASSIGN(policy::xml::Edit edit, step(change.document, node));
        change.document = std::move(edit.document);
        change.patches.push_back(std::move(edit.patch));
    }
    m_file.apply(change, what, DocumentView::Other);
    return {};
}

SpecialEditor* specialEditor(std::string_view element, PolicyFile& file, DocumentStore& store, QWidget* parent) {
    if (element == "retry") return new RetrySchedule(file, store, parent);
    if (element == "cors") return new CorsLists(file, store, parent);
    if (element == "validate-jwt") return new EntraToken(file, store, parent);
    if (element.ends_with("-limit") || element.starts_with("rate-limit") || element.starts_with("quota"))
        return new LimitState(file, store, parent);
    return nullptr;
}

bool specialEditorCovers(std::string_view element, std::string_view child) { return element == "cors" && child == "allowed-origins"; }

}  // namespace mgc::ui
