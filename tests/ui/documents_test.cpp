#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "catalog.h"
#include "policy/edit/node_changes.h"
#include "policy/xml/path.h"
#include "support/suite.h"
#include "ui/documents/document_store.h"

using namespace mgc;
using ui::DocumentStore;
using ui::DocumentView;
using ui::EditCommand;
using ui::PolicyFile;

namespace {

const std::string text =
    "<policies>\n    <inbound>\n        <base />\n        <set-variable name='a'  value=\"1\" />\n    </inbound>\n</policies>\n";

policy::xml::NodeId at(const PolicyFile& file, const char* path) { return policy::xml::findByPath(file.document(), path).value(); }

const policy::Catalog& catalog() {
    static const policy::Catalog all{policies::catalog()};
    return all;
}

void write(const QString& path, const std::string& content) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content.data(), static_cast<qint64>(content.size()));
}

}  // namespace

class DocumentsTest : public QObject {
    Q_OBJECT
private slots:
    void typingMergesAndUndoGivesTheBytesBack() {
        PolicyFile file(QStringLiteral("/tmp/none/policy.xml"), text);
        const std::size_t place = text.find("value=\"") + 7;
        file.type({place + 1, {}, "2"}, QStringLiteral("Typing"));
        file.type({place + 2, {}, "3"}, QStringLiteral("Typing"));
        file.type({place + 2, "3", {}}, QStringLiteral("Typing"));
        QCOMPARE(file.history().count(), 1);
        QVERIFY(file.document().text().find("value=\"12\"") != std::string_view::npos);
        QVERIFY(file.isDirty());
        // Another place is another entry.
        file.type({0, {}, " "}, QStringLiteral("Typing"));
        QCOMPARE(file.history().count(), 2);
        file.history().undo();
        file.history().undo();
        QVERIFY(file.document().text() == text);
        QVERIFY(!file.isDirty());
        file.history().redo();
        QVERIFY(file.document().text().find("value=\"12\"") != std::string_view::npos);
    }

    void viewsShareOneHistoryAndOneSelection() {
        PolicyFile file(QStringLiteral("/tmp/none/policy.xml"), text);
        const QSignalSpy patched(&file, &PolicyFile::patched);
        const auto variable = at(file, "inbound/set-variable");
        file.select({file.document().node(variable).range.begin}, DocumentView::Flow);
        auto twice = policy::edit::duplicateNodes(file.document(), {variable});
        QVERIFY(file.apply(*twice, QStringLiteral("Duplicate"), DocumentView::Flow));
        QCOMPARE(file.selection(), twice->places);
        auto edit = policy::xml::setAttribute(file.document(), at(file, "inbound/set-variable[2]"), "name", "b");
        QVERIFY(file.apply(policy::edit::changeOf(std::move(*edit), {}), QStringLiteral("Change name"), DocumentView::Inspector, true));
        QCOMPARE(file.history().count(), 2);
        file.history().undo();
        file.history().undo();
        QVERIFY(file.document().text() == text);
        QCOMPARE(file.selection(), std::vector<std::size_t>{text.find("<set-variable")});
        QCOMPARE(patched.size(), 4);
    }

    void savesAndSeesOtherEditors() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("policy.xml"));
        write(path, text);
        DocumentStore store(catalog(), nullptr, folder.filePath(QStringLiteral("journal")));
        PolicyFile* file = store.open(path).value();
        file->type({0, {}, "<!-- mine -->"}, QStringLiteral("Typing"));
        QVERIFY(store.save(*file));
        QVERIFY(!file->isDirty());
        QVERIFY(file->diskText().starts_with("<!-- mine -->"));
        // A clean document follows the file at once, as one entry that can be undone.
        write(path, "<!-- theirs -->" + text);
        file->lookAtDisk();
        QVERIFY(file->document().text().starts_with("<!-- theirs -->"));
        QVERIFY(!file->isDirty());
        // A changed one asks.
        file->type({0, {}, " "}, QStringLiteral("Typing"));
        write(path, text);
        file->lookAtDisk();
        QCOMPARE(file->disk(), PolicyFile::Disk::Changed);
        file->keepMine();
        QCOMPARE(file->disk(), PolicyFile::Disk::Same);
        QVERIFY(file->isDirty());
        write(path, "<policies />");
        file->lookAtDisk();
        file->reload();
        QVERIFY(file->document().text() == "<policies />");
        file->history().undo();
        QVERIFY(file->document().text().starts_with(" <!-- theirs -->"));
        QFile::remove(path);
        file->lookAtDisk();
        QCOMPARE(file->disk(), PolicyFile::Disk::Gone);
    }

    void journalBringsUnsavedTextsBack() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("policy.xml"));
        const QString journal = folder.filePath(QStringLiteral("journal"));
        write(path, text);
        {
            DocumentStore store(catalog(), nullptr, journal);
            store.open(path).value()->type({0, {}, "<!-- lost? -->"}, QStringLiteral("Typing"));
            store.writeJournal();
            QVERIFY(store.recoverable().isEmpty());  // of this session
        }
        DocumentStore next(catalog(), nullptr, journal);
        QCOMPARE(next.recoverable().size(), 1);
        QFile stored(next.recoverable().first().file);
        QCOMPARE(stored.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
        PolicyFile* file = next.restore(next.recoverable().first()).value();
        QVERIFY(file->isDirty());
        QVERIFY(file->document().text().starts_with("<!-- lost? -->"));
        QVERIFY(file->diskText() == text);
        QVERIFY(next.save(*file));
        QVERIFY(next.journal().entries().isEmpty());
        QVERIFY(!file->isDirty());
    }

    void checksWhatIsTypedWithTheRealChecker() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("policy.xml"));
        write(path, text);
        DocumentStore store(catalog(), nullptr, folder.filePath(QStringLiteral("journal")));
        store.setWorkspace(folder.path());
        PolicyFile* file = store.open(path).value();
        QTRY_VERIFY(store.checker().finding(path) && store.checker().finding(path)->revision == file->revision());
        QVERIFY(store.checker().finding(path)->diagnostics.all().empty());
        auto edit = policy::xml::setAttribute(file->document(), at(*file, "inbound/set-variable"), "value", "@(context.Requst.Method)");
        file->apply(policy::edit::changeOf(std::move(*edit), {}), QStringLiteral("Change value"), DocumentView::Inspector);
        QTRY_VERIFY(store.checker().finding(path)->revision == file->revision());
        const auto& found = store.checker().finding(path)->diagnostics.all();
        QCOMPARE(found.size(), std::size_t(1));
        QVERIFY(found.front().code.starts_with("MGC3"));
    }
};

MGC_TEST_CLASS(DocumentsTest);
#include "documents_test.moc"
