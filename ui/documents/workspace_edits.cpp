#include "ui/documents/workspace_edits.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <nlohmann/json.hpp>

#include "json/document.h"
#include "resources/files.h"
#include "resources/save.h"

namespace mgc::ui {

namespace {

Result<void> moveFile(const QString& from, const QString& to) {
    QDir().mkpath(QFileInfo(to).path());
    if (QFileInfo::exists(to)) return fail("MGC2001", (to + QStringLiteral(" exists already.")).toStdString());
    if (!QDir().rename(from, to))
        return fail("MGC2001", (from + QStringLiteral(" cannot be moved to ") + to + QLatin1Char('.')).toStdString());
    return {};
}

Result<void> writeMember(const QString& file, const std::string& pointer, const std::optional<std::string>& json) {
    if (!json) return resources::removeMember(file.toStdString(), pointer);
    auto value = nlohmann::ordered_json::parse(*json, nullptr, false);
    if (value.is_discarded()) return fail("InvalidJson", "The value is no JSON.");
    return resources::saveMember(file.toStdString(), pointer, value);
}

}  // namespace

/// One entry of the history: something that was done already, and how to do and undo it.
class WorkspaceCommand : public QUndoCommand {
public:
    using Action = std::function<Result<void>()>;
    WorkspaceCommand(WorkspaceEdits& edits, const QString& text, Action redo, Action undo)
        : QUndoCommand(text), m_edits(edits), m_redo(std::move(redo)), m_undo(std::move(undo)) {}

    void undo() override { run(m_undo); }
    void redo() override {
        if (m_done)
            run(m_redo);
        else
            m_done = true;
    }

private:
    void run(const Action& action) {
        if (const auto result = action(); !result) {
            setObsolete(true);
            emit m_edits.failed(QString::fromStdString(result.error().fullMessage()));
        }
        emit m_edits.changed();
    }

    WorkspaceEdits& m_edits;
    Action m_redo, m_undo;
    bool m_done = false;
};

WorkspaceEdits::WorkspaceEdits(QObject* parent) : QObject(parent) { m_history.setUndoLimit(500); }

void WorkspaceEdits::setFolder(const QString& folder) {
    if (folder == m_folder) return;
    m_folder = folder;
    m_history.clear();
}

QString WorkspaceEdits::trashPlace(const QString& path) const {
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    return m_folder + QStringLiteral("/.model-gateway/trash/") + stamp + QLatin1Char('/') + QDir(m_folder).relativeFilePath(path);
}

QString WorkspaceEdits::nameProblem(const QString& name) {
    if (name.isEmpty()) return tr("A name is needed.");
    if (name.size() > 80) return tr("A name has at most 80 characters.");
    static const QRegularExpression allowed(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._-]*$"));
    return allowed.match(name).hasMatch() ? QString() : tr("Letters, digits, - _ and . only, starting with a letter or digit.");
}

Result<void> WorkspaceEdits::create(const std::vector<NewFile>& files, const QString& what) {
    for (const NewFile& file : files)
        if (QFileInfo::exists(file.path)) return fail("MGC2001", tr("%1 exists already.").arg(file.path).toStdString());
    const auto redo = [files]() -> Result<void> {
        for (const NewFile& file : files) MGC_TRY(resources::writeFile(file.path.toStdString(), file.text));
        return {};
    };
    // What undo takes away may have been edited meanwhile: it goes to the trash, not into nothing.
    const auto undo = [this, files]() -> Result<void> {
        for (const NewFile& file : files) {
            if (QFileInfo::exists(file.path)) MGC_TRY(moveFile(file.path, trashPlace(file.path)));
            for (QString folder = QFileInfo(file.path).path(); folder.size() > m_folder.size() && QDir().rmdir(folder);)
                folder = QFileInfo(folder).path();
        }
        return {};
    };
    if (auto done = redo(); !done) {
        static_cast<void>(undo());
        return done;
    }
    m_history.push(new WorkspaceCommand(*this, what, redo, undo));
    emit changed();
    return {};
}

Result<void> WorkspaceEdits::rename(const QString& path, const QString& name) {
    if (const QString problem = nameProblem(name); !problem.isEmpty()) return fail("MGC2001", problem.toStdString());
    const QString to = QFileInfo(path).path() + QLatin1Char('/') + name;
    const auto go = [this](const QString& from, const QString& target) -> Result<void> {
        MGC_TRY(moveFile(from, target));
        emit moved(from, target);
        return {};
    };
    MGC_TRY(go(path, to));
    m_history.push(new WorkspaceCommand(
        *this, tr("Rename %1").arg(QFileInfo(path).fileName()), [go, path, to] { return go(path, to); },
        [go, path, to] { return go(to, path); }));
    emit changed();
    return {};
}

Result<void> WorkspaceEdits::remove(const QString& path) {
    const QString place = trashPlace(path);
    MGC_TRY(moveFile(path, place));
    m_history.push(new WorkspaceCommand(
        *this, tr("Delete %1").arg(QFileInfo(path).fileName()), [path, place] { return moveFile(path, place); },
        [path, place] { return moveFile(place, path); }));
    emit changed();
    return {};
}

Result<void> WorkspaceEdits::rewrite(const std::vector<Rewrite>& files, const QString& what) {
    const auto write = [](const std::vector<Rewrite>& wanted, bool back) -> Result<void> {
        for (const Rewrite& file : wanted) {
            const auto now = resources::readFile(file.path.toStdString());
            if (!now || *now != (back ? file.after : file.before))
                return fail("MGC2001", tr("%1 is another text by now.").arg(file.path).toStdString());
        }
        for (const Rewrite& file : wanted) MGC_TRY(resources::writeFile(file.path.toStdString(), back ? file.before : file.after));
        return {};
    };
    MGC_TRY(write(files, false));
    m_history.push(new WorkspaceCommand(
        *this, what, [write, files] { return write(files, false); }, [write, files] { return write(files, true); }));
    emit changed();
    return {};
}

Result<void> WorkspaceEdits::setMember(const QString& file, const std::string& pointer, const std::optional<std::string>& json,
                                       const QString& what) {
    std::optional<std::string> before;
    if (auto text = resources::readFile(file.toStdString())) {
        MGC_TRY_ASSIGN(const json::Document document, json::Document::parse(std::move(*text), file.toStdString()));
        const nlohmann::ordered_json::json_pointer place(pointer);
        if (document.root().contains(place)) before = document.root().at(place).dump();
    }
    if (before == json) return {};
    MGC_TRY(writeMember(file, pointer, json));
    m_history.push(new WorkspaceCommand(
        *this, what, [=] { return writeMember(file, pointer, json); }, [=] { return writeMember(file, pointer, before); }));
    emit changed();
    return {};
}

}  // namespace mgc::ui
