#pragma once
#include <QDialog>

class QComboBox;
class QLineEdit;

namespace mgc::ui {

class BackendItems;
class Button;
class Label;
class WorkspaceEdits;
struct BackendTemplate;

/// A new backend from a template, or a new pool: name, address, and which named value holds the key. Makes the file on acceptance.
class NewBackendDialog : public QDialog {
    Q_OBJECT
public:
    enum class Kind { Backend, Pool };
    NewBackendDialog(Kind kind, const BackendItems& items, WorkspaceEdits& edits, QStringList secretNames, QWidget* parent);
    /// Name of the resource that was made.
    [[nodiscard]] QString created() const { return m_created; }

protected:
    void accept() override;

private:
    void templateChosen();
    void validate();
    [[nodiscard]] const BackendTemplate& chosen() const;
    [[nodiscard]] QString problem() const;

    Kind m_kind;
    const BackendItems& m_items;
    WorkspaceEdits& m_edits;
    QComboBox *m_template = nullptr, *m_secret = nullptr;
    QLineEdit *m_name, *m_url = nullptr;
    QWidget* m_secretField = nullptr;
    Label *m_hint = nullptr, *m_problem;
    Button* m_create;
    QString m_created;
};

}  // namespace mgc::ui
