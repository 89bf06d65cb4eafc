#pragma once
#include <QCoreApplication>
#include <QModelIndexList>
#include <QObject>
#include <QString>

#include "policy/edit/placement.h"
#include "ui/documents/policy_file.h"

namespace mgc::ui {

class FlowModel;

/// What can be done to the cards of a flow, whoever asks: keys, menus, drag and drop, palette. Each is one entry of the history. What
/// is refused is said with its reason.
class FlowCommands : public QObject {
    Q_OBJECT
public:
    FlowCommands(FlowModel& model, QObject* parent) : QObject(parent), m_model(model) {}

    void remove(const QModelIndexList& cards);
    void duplicate(const QModelIndexList& cards);
    void toggle(const QModelIndexList& cards);
    void copy(const QModelIndexList& cards);
    void cut(const QModelIndexList& cards);
    /// Behind the current card, or at the end of the current lane.
    void paste(const QModelIndex& at);
    /// One place up or down; at the edge of a container out of it.
    void moveBy(const QModelIndexList& cards, int step);
    /// To the end of the lane to the left or right.
    void moveToLane(const QModelIndexList& cards, int step);
    void moveTo(const QModelIndexList& cards, const QModelIndex& container, int row);
    /// Markup before `row` of a container (-1: at its end).
    bool insert(const QString& markup, const QModelIndex& container, int row, const QString& what);
    /// Behind the current card; into a lane, a branch or an empty container at its end.
    bool insertBehind(const QString& markup, const QModelIndex& at, const QString& what);

    /// Why `element` may not go into a container, in words; empty where it may.
    [[nodiscard]] QString refusal(const QString& element, const QModelIndex& container) const;
    [[nodiscard]] static QString words(const QString& element, const policy::edit::Verdict& verdict);
    /// "Inbound, after llm-token-limit".
    [[nodiscard]] QString describe(const QModelIndex& container, int row) const;
    /// Container and row for something that goes behind `at`.
    [[nodiscard]] std::pair<QModelIndex, int> behind(const QModelIndex& at) const;

signals:
    void refused(const QString& reason);
    void said(const QString& words);

private:
    /// Cards may wait for what was just typed: what is left of these once they were read.
    [[nodiscard]] QModelIndexList settled(const QModelIndexList& cards) const;
    bool make(Result<policy::edit::Change> change, const QString& what);
    [[nodiscard]] std::vector<policy::xml::NodeId> nodes(const QModelIndexList& cards) const;
    [[nodiscard]] policy::xml::NodeId before(const QModelIndex& container, int row) const;

    FlowModel& m_model;
};

}  // namespace mgc::ui
