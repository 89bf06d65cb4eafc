#pragma once
#include <QDateTime>
#include <QString>
#include <QVector>
#include <string>

#include "base/result.h"

namespace mgc::ui {

/// Unsaved texts of open documents, one file each in `$XDG_STATE_HOME/model-gateway/recovery`, for the session after a crash. A text
/// may hold what the author has typed, so files are readable by the owner only.
class Journal {
public:
    struct Entry {
        QString path;  ///< of the document
        QDateTime time;
        std::string text;
        QString file;  ///< of the journal
    };
    /// `folder` empty: the state folder of this user.
    explicit Journal(QString folder = {});

    [[nodiscard]] Result<void> write(const QString& path, std::string_view text) const;
    void remove(const QString& path) const;
    /// What an earlier session left, newest first; at most 200. Unreadable files are left alone.
    [[nodiscard]] QVector<Entry> entries() const;
    [[nodiscard]] QString folder() const { return m_folder; }

private:
    [[nodiscard]] QString fileOf(const QString& path) const;
    QString m_folder;
};

}  // namespace mgc::ui
