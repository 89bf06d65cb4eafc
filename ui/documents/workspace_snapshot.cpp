#include "ui/documents/workspace_snapshot.h"

#include <QCoreApplication>
#include <QPointer>

namespace mgc::ui {

WorkspaceSnapshot::WorkspaceSnapshot(QObject* parent) : QObject(parent) { m_pool.setMaxThreadCount(1); }

WorkspaceSnapshot::~WorkspaceSnapshot() { m_pool.waitForDone(); }

void WorkspaceSnapshot::setFolder(const QString& folder) {
    if (folder != m_folder) m_current.reset();
    m_folder = folder;
    refresh();
}

void WorkspaceSnapshot::refresh() {
    if (m_folder.isEmpty()) return;
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_again = false;
    m_pool.start([self = QPointer<WorkspaceSnapshot>(this), folder = m_folder] {
        Diagnostics problems;
        auto read = resources::Workspace::read(folder.toStdString(), problems);
        Pointer workspace = read ? *read : nullptr;
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, folder, workspace = std::move(workspace), problems = std::move(problems)] {
                if (!self) return;
                self->m_reading = false;
                if (folder == self->m_folder) {
                    self->m_current = workspace;
                    self->m_problems = problems;
                    emit self->changed();
                }
                if (self->m_again || folder != self->m_folder) self->refresh();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace mgc::ui
