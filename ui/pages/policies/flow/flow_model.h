#pragma once
#include <QAbstractItemModel>
#include <memory>

#include "management/messages.h"
#include "policy/edit/placement.h"
#include "ui/documents/checker.h"
#include "ui/documents/document_store.h"
#include "ui/documents/policy_file.h"
#include "ui/pages/policies/flow/flow_tree.h"

namespace mgc::ui {

/// A policy document as a tree of cards: sections, policies, branches, with what the last request did to them and what is wrong with
/// them. After an edit only the rows that are different change, so that selection, folding and screen readers keep their place.
class FlowModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        SummaryRole,
        PartRole,      ///< policy::edit::Part as int
        SectionRole,   ///< "inbound"
        ReadOnlyRole,  ///< bool
        ErrorsRole,
        WarningsRole,
        ProblemRole,  ///< the first message
        OutcomeRole,  ///< "done", "skipped", "failed", "responded", "" for not run
        TimeRole,     ///< milliseconds, double
        FileRole,     ///< of a read-only card, and what <base/> stands for
        MissingRole,
        HoldsRole,  ///< policies may be dropped into it
        NestRole    ///< int: containers around it that draw a frame
    };
    FlowModel(PolicyFile& file, DocumentStore& store, QObject* parent);
    ~FlowModel() override;

    /// Reads the document again, soon after typing and at once after an edit of the flow.
    void refresh();
    /// Reads the document where cards still wait for what was just typed. Rows may go and come.
    void catchUp();
    [[nodiscard]] bool isFrozen() const { return m_frozen; }
    void setProblems(const Diagnostics& problems);
    /// What the policies of a request did; null: nothing is known.
    void setRun(const management::RequestDetail* detail);
    [[nodiscard]] double sectionTime(const QString& section) const;

    [[nodiscard]] PolicyFile& file() const { return m_file; }
    [[nodiscard]] policy::xml::NodeId nodeOf(const QModelIndex& index) const;
    [[nodiscard]] std::size_t placeOf(const QModelIndex& index) const;
    /// The card that starts there; invalid where none does.
    [[nodiscard]] QModelIndex indexAt(std::size_t place) const;
    /// The innermost card whose text holds the byte.
    [[nodiscard]] QModelIndex indexAround(std::size_t offset) const;
    [[nodiscard]] QModelIndex section(const QString& name) const;
    [[nodiscard]] QString sectionOf(const QModelIndex& index) const;
    /// The outline of an item with its children, as placement rules want it.
    [[nodiscard]] policy::edit::OutlineItem outlineOf(const QModelIndex& index) const;
    [[nodiscard]] policy::edit::Place placeFor(const QModelIndex& container, policy::edit::OutlineItem& holder) const;
    [[nodiscard]] const DocumentScope& scope() const { return m_scope; }
    [[nodiscard]] const policy::Catalog& catalog() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& = {}) const override { return 1; }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    /// The document was read; true: it is broken and the flow stays at its last good state.
    void refreshed(bool frozen);

private:
    struct Item;
    void refreshBehind();
    /// Values of cards changed and nothing else: their summaries follow at once. False: the document has to be read.
    bool takeValues(const std::vector<policy::xml::Patch>& patches);
    void take(const policy::xml::Document& document, const DocumentScope& scope, std::vector<FlowNode> lanes);
    void sync(Item& into, std::vector<FlowNode>& nodes, const QModelIndex& index);
    void decorate();
    [[nodiscard]] Item* itemOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const Item* item) const;

    PolicyFile& m_file;
    DocumentStore& m_store;
    DocumentScope m_scope;
    std::unique_ptr<Item> m_root;
    policy::xml::Document m_shown;  ///< what the items' nodes belong to
    Diagnostics m_problems;
    std::vector<management::StepRecord> m_steps;
    quint64 m_shownRevision = 0;
    bool m_frozen = false;
    quint64 m_wish = 0;  ///< counts up with every change of the text and every reading
    QTimer m_soon;
};

/// What a row of a FlowModel is.
[[nodiscard]] inline policy::edit::Part partOf(const QModelIndex& index) {
    return static_cast<policy::edit::Part>(index.data(FlowModel::PartRole).toInt());
}

}  // namespace mgc::ui
