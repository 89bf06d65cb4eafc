#pragma once
#include <QString>
#include <QVector>

#include "policy/model/descriptor.h"
#include "ui/documents/document_store.h"
#include "ui/documents/workspace_texts.h"

namespace mgc::ui {

/// A place in the workspace's policies that names something.
struct Usage {
    QString file;   ///< absolute
    QString where;  ///< relative path and line
    QString text;   ///< the line
    int line = 1;
};

/// What a policy names that others may name too: a backend, a fragment, a logger, a variable. Empty where it names nothing.
[[nodiscard]] QString namedBy(const policy::xml::Document& document, policy::xml::NodeId node, const policy::ElementDescriptor* element);
/// Where the workspace's policies name it, open documents as they stand in the editor. At most 200.
[[nodiscard]] QVector<Usage> usagesOf(const QString& name, DocumentStore& store);
/// The same in given texts, on any thread.
[[nodiscard]] QVector<Usage> usagesIn(const QVector<WorkspaceText>& texts, const QString& name);

}  // namespace mgc::ui
