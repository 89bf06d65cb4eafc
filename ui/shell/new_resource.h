#pragma once
#include <QDialog>

#include "ui/documents/workspace_edits.h"
#include "ui/session/workspace_index.h"

class QLineEdit;
class QFormLayout;

class QVBoxLayout;

namespace mgc::ui {

class Button;
class Label;
class ValueField;

/// Makes a resource of the workspace: the few things that must be known, the rest later in the inspector.
class NewResource : public QDialog {
    Q_OBJECT
public:
    /// `api`: the folder of the API that gets an operation.
    NewResource(WorkspaceKind kind, const QString& api, WorkspaceEdits& edits, QWidget* parent);

    /// Kinds that can be made here.
    [[nodiscard]] static bool canMake(WorkspaceKind kind);
    [[nodiscard]] static QString titleOf(WorkspaceKind kind);
    /// The policy of the new resource, to open; "" where it has none.
    [[nodiscard]] QString policy() const { return m_policy; }

private:
    void check();
    void make();
    [[nodiscard]] ValueField* add(const QString& name, const QString& help, const QString& text = {}, const QStringList& choices = {});

    WorkspaceKind m_kind;
    QString m_api;
    WorkspaceEdits& m_edits;
    QVBoxLayout* m_column;
    ValueField *m_name = nullptr, *m_first = nullptr, *m_second = nullptr;
    Label* m_problem;
    Button* m_make;
    QString m_policy;
};

/// The policy.xml that a document starts from: every section with <base/>.
[[nodiscard]] std::string emptyPolicy();
/// The folder of a collection in the spelling that the workspace uses already.
[[nodiscard]] QString collectionFolder(const QString& workspace, const char* kind);

}  // namespace mgc::ui
