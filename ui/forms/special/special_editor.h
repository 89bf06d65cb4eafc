#pragma once
#include <QWidget>

#include "ui/documents/document_store.h"
#include "ui/documents/policy_file.h"

namespace mgc::ui {

/// The first child element of that name; noNode for none.
[[nodiscard]] policy::xml::NodeId childNamed(const policy::xml::Document& document, policy::xml::NodeId parent, std::string_view name);

/// What a policy's form has besides its fields: an overview, or a shortcut for what takes many fields. Edits are patches like all others.
class SpecialEditor : public QWidget {
    Q_OBJECT
public:
    SpecialEditor(PolicyFile& file, DocumentStore& store, QWidget* parent) : QWidget(parent), m_file(file), m_store(store) {}
    /// The element may have changed; `node` is its place in the document now.
    virtual void refresh(policy::xml::NodeId node) = 0;

protected:
    /// Makes changes one after the other as one entry of the history. Each works on the document that the one before has made; the
    /// element keeps its start.
    using Step = std::function<Result<policy::xml::Edit>(const policy::xml::Document& document, policy::xml::NodeId node)>;
    Result<void> apply(const std::vector<Step>& steps, const QString& what);

    PolicyFile& m_file;
    DocumentStore& m_store;
    std::size_t m_place = 0;
};

/// The special editor of an element; null for those whose fields say it all.
[[nodiscard]] SpecialEditor* specialEditor(std::string_view element, PolicyFile& file, DocumentStore& store, QWidget* parent);

/// Its special editor edits these children, so that the form need not have fields for them.
[[nodiscard]] bool specialEditorCovers(std::string_view element, std::string_view child);

}  // namespace mgc::ui
