#pragma once
#include <QString>
#include <vector>

#include "policy/edit/outline.h"
#include "ui/documents/document_scope.h"
#include "ui/forms/policy_icon.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

/// What a card of the flow shows, worked out from a document. A tree of values; FlowModel takes it over.
struct FlowNode {
    policy::xml::NodeId node = policy::xml::noNode;
    std::size_t place = 0;           ///< start of the node in its document
    policy::edit::OutlineItem item;  ///< without its children
    QString name, summary;
    bool readOnly = false;  ///< of an outer scope or a fragment, folded out in place
    QString file;           ///< the document of a read-only card; "" for the document itself
    QString scope;          ///< "operation", "api", "product", "global": as traces say it
    bool missing = false;   ///< a section the document does not have
    std::vector<FlowNode> children;
};

/// How a chain of cards is made from a document.
struct FlowSource {
    const policy::Catalog& catalog;
    const resources::Workspace* workspace = nullptr;  ///< null: outer scopes and fragments are not folded out
    DocumentScope scope;
};

/// Lanes in the order inbound, backend, outbound, on-error, missing ones included; one for a fragment. Bounded: 5,000 cards, outer
/// scopes and fragments 8 deep.
[[nodiscard]] std::vector<FlowNode> flowTree(const policy::xml::Document& document, const FlowSource& source);

[[nodiscard]] ColorRole laneColor(const QString& section);
/// "Inbound" for "inbound".
[[nodiscard]] QString sectionTitle(const QString& section);

}  // namespace mgc::ui
