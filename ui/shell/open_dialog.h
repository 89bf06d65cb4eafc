#pragma once
#include <QDialog>

class QLineEdit;

namespace mgc::ui {

class Button;
class Label;
class Recents;

/// Asks for something to open: a workspace folder, a policy file, an OpenAPI document. Says what the path is while it is typed.
class OpenDialog : public QDialog {
    Q_OBJECT
public:
    enum class What { Nothing, Workspace, Policy, Api };
    OpenDialog(const QString& start, const Recents& recents, QWidget* parent);

    [[nodiscard]] QString path() const;
    /// What stands at a path, by its name and its first bytes.
    [[nodiscard]] static What whatIs(const QString& path);

private:
    void check();

    QLineEdit* m_path;
    Label* m_what;
    Button* m_open;
};

}  // namespace mgc::ui
