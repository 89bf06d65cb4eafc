#pragma once
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <memory>

#include "base/diagnostic.h"
#include "resources/workspace.h"

namespace mgc::ui {

/// The workspace's resources as they stand on disk: what references, completion and outer scopes are looked up in. Read on a thread of
/// its own; current() is never half of one reading.
class WorkspaceSnapshot : public QObject {
    Q_OBJECT
public:
    using Pointer = std::shared_ptr<const resources::Workspace>;
    explicit WorkspaceSnapshot(QObject* parent = nullptr);
    ~WorkspaceSnapshot() override;

    void setFolder(const QString& folder);
    [[nodiscard]] QString folder() const { return m_folder; }
    /// Reads the folder again, soon; several calls become one.
    void refresh();
    /// Null before the first reading.
    [[nodiscard]] Pointer current() const { return m_current; }
    /// What the reader found wrong with the folder.
    [[nodiscard]] const Diagnostics& problems() const { return m_problems; }

signals:
    void changed();

private:
    QString m_folder;
    Pointer m_current;
    Diagnostics m_problems;
    QThreadPool m_pool;
    bool m_reading = false;
    bool m_again = false;
};

}  // namespace mgc::ui
