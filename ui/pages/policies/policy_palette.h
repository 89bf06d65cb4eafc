#pragma once
#include <QStandardItemModel>
#include <QWidget>

class QLineEdit;
class QTreeView;

namespace mgc::ui {

class DocumentStore;
class FlowView;
class Label;

/// All policies by their groups and patterns of several, to be put in behind the current card: by Enter, double click or dragging. What
/// may not stand there says why.
class PolicyPalette : public QWidget {
    Q_OBJECT
public:
    PolicyPalette(DocumentStore& store, QWidget* parent);

    /// The flow that newcomers go into; null: nothing is open.
    void setFlow(FlowView* flow);
    void focusSearch();

signals:
    /// Something was put in: the inspector shall take the focus.
    void inserted();
    void refused(const QString& reason);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void judge();
    void filter(const QString& text);
    void insertCurrent();
    void selectFirst();

    DocumentStore& m_store;
    FlowView* m_flow = nullptr;
    QLineEdit* m_search;
    QTreeView* m_tree;
    Label* m_place;
    QStandardItemModel m_model;
};

}  // namespace mgc::ui
