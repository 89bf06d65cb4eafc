#pragma once
#include <QDialog>
#include <QTimer>

#include "ui/documents/workspace_texts.h"

class QCheckBox;
class QLineEdit;

namespace mgc::ui {

class Button;
class ChangeTree;
class Label;
struct PageContext;

/// Finds text or a regular expression in all policies of the workspace, and replaces it after a look at each place.
class WorkspaceSearch : public QDialog {
    Q_OBJECT
public:
    WorkspaceSearch(PageContext& context, QWidget* parent);
    void setText(const QString& text);

    struct Query {
        QString find, replace;
        bool regex = false, matchCase = false;
    };
    /// At most 2,000 places. `problem`: why the expression is none. In replacements \1 or $1 is what the first brackets held.
    [[nodiscard]] static QVector<FileChanges> search(const QVector<WorkspaceText>& texts, const Query& query, QString& problem);
    static constexpr int mostPlaces = 2000;

signals:
    void openFileAt(const QString& path, int line);

private:
    void run();
    void take(const QVector<FileChanges>& files, const QString& problem);
    void replace();

    PageContext& m_context;
    QLineEdit *m_find, *m_replace;
    QCheckBox *m_regex, *m_case;
    ChangeTree* m_tree;
    Label* m_note;
    Button* m_apply;
    QTimer m_soon;
    quint64 m_wish = 0;
};

}  // namespace mgc::ui
