#pragma once
#include <QItemSelectionModel>
#include <QScrollArea>
#include <QVector>

#include "ui/pages/policies/flow/flow_commands.h"
#include "ui/pages/policies/flow/flow_model.h"

class QBoxLayout;

namespace mgc::ui {

class Lane;

/// The flow of one document: a lane per section, side by side or stacked, one selection over all of them that is the document's.
class FlowView : public QScrollArea {
    Q_OBJECT
public:
    FlowView(PolicyFile& file, DocumentStore& store, QWidget* parent);

    [[nodiscard]] FlowModel& model() { return m_model; }
    [[nodiscard]] FlowCommands& commands() { return m_commands; }
    /// Lanes in one column, as beside the XML; where the lanes do not fit side by side they stand in one column anyway.
    void setStacked(bool stacked);
    /// The card that has the focus, else the first lane.
    [[nodiscard]] QModelIndex current() const;
    void setCurrent(const QModelIndex& index);
    void focusCards();

signals:
    void inspectWanted();
    void openFile(const QString& path);
    void addWanted();
    /// The card or lane that newcomers would go behind is another one.
    void currentChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void settle();
    void arrange();
    void takeSelection(DocumentView from);
    void tellSelection();

    PolicyFile& m_file;
    FlowModel m_model;
    FlowCommands m_commands;
    QItemSelectionModel m_selection;
    QWidget* m_ground;
    QBoxLayout* m_row;
    QVector<Lane*> m_lanes;
    bool m_wished = false, m_stacked = false, m_syncing = false;
};

}  // namespace mgc::ui
