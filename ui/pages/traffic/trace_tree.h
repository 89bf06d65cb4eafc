#pragma once
#include <QJsonObject>
#include <QStackedWidget>

class QTreeWidget;
class QTreeWidgetItem;

namespace mgc::ui {

class Label;

/// Azure's trace of a request: sections, entries with source, elapsed time and message, and all members below. Bounded to 5,000 nodes.

class TraceTree : public QStackedWidget {
    Q_OBJECT
public:
    explicit TraceTree(QWidget* parent = nullptr);
    void showWaiting();
    void showTrace(const QJsonObject& trace);
    void showProblem(const QString& words);

private:
    void addSection(const QString& name, const QJsonValue& entries);
    void addValue(QTreeWidgetItem* parent, const QString& name, const QJsonValue& value, int depth);

    QTreeWidget* m_tree;
    Label* m_words;
    int m_nodes = 0;
};

}  // namespace mgc::ui
