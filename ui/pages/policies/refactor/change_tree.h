#pragma once
#include <QTreeWidget>

#include "ui/documents/workspace_texts.h"

namespace mgc::ui {

/// What would change, file by file and line by line: the line as it is and as it would be. Each change can be left out.
class ChangeTree : public QTreeWidget {
    Q_OBJECT
public:
    explicit ChangeTree(QWidget* parent);

    /// `replaces`: false where only the places are shown.
    void show(const QVector<FileChanges>& files, bool replaces);
    /// The changes that are ticked.
    [[nodiscard]] QVector<FileChanges> chosen() const;
    [[nodiscard]] int count() const { return m_count; }

signals:
    void openFileAt(const QString& path, int line);

private:
    QVector<FileChanges> m_files;
    int m_count = 0;
};

}  // namespace mgc::ui
