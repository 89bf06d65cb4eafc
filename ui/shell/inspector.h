#pragma once
#include <QScrollArea>

#include "ui/session/workspace_index.h"

class QVBoxLayout;

namespace mgc::ui {

struct PageContext;

/// What is known of the thing selected in the workspace tree, read-only today.
class Inspector : public QScrollArea {
    Q_OBJECT
public:
    Inspector(PageContext& context, QWidget* parent);
    void show(const WorkspaceNode& node);

private:
    void clear();
    void addField(const QString& name, const QString& value, bool code = false);

    PageContext& m_context;
    QVBoxLayout* m_column;
    WorkspaceNode m_node;
};

}  // namespace mgc::ui
