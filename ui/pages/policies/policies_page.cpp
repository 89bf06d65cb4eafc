#include "ui/pages/policies/policies_page.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

#include "policy/edit/node_changes.h"
#include "resources/files.h"
#include "ui/documents/document_store.h"
#include "ui/pages/page.h"
#include "ui/pages/policies/compare_dialog.h"
#include "ui/pages/policies/document_tabs.h"
#include "ui/pages/policies/flow/flow_view.h"
#include "ui/pages/policies/open/import_api_dialog.h"
#include "ui/pages/policies/open/open_policy_dialog.h"
#include "ui/pages/policies/playground/playground.h"
#include "ui/pages/policies/playground/recorded_context.h"
#include "ui/pages/policies/policy_editor.h"
#include "ui/pages/policies/refactor/rename_dialog.h"
#include "ui/pages/policies/refactor/workspace_search.h"
#include "ui/pages/policies/request_line.h"
#include "ui/pages/policies/scope_crumb.h"
#include "ui/pages/policies/xml/xml_editor.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/session/recents.h"
#include "ui/session/workspace_index.h"
#include "ui/settings/settings_store.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

PoliciesPage::PoliciesPage(PageContext& context, QWidget* parent) : Surface(ColorRole::Canvas, parent), m_context(context) {
    setObjectName(QStringLiteral("policiesPage"));
    setAccessibleName(tr("Policies"));
    m_recorded = new RecordedContext(context, this);
    auto* column = plainLayout<QVBoxLayout>(this);
    m_tabs = new DocumentTabs(context.documents, this);
    column->addWidget(m_tabs);
    column->addWidget(toolBar());
    m_request = new RequestLine(context, this);
    column->addWidget(m_request);
    m_recovery = new Banner(this);
    auto* banners = plainLayout<QVBoxLayout>();
    setMargins(banners, 12, 0, 12, 0);
    banners->addWidget(m_recovery);
    column->addLayout(banners);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(new EmptyState(
        QStringLiteral("flowchart"), tr("No policy is open"),
        tr("Choose a policy in the workspace tree, or press Ctrl+K and type its name. Every API, operation and product may have one."),
        this));
    column->addWidget(m_stack, 1);
    DocumentStore& documents = context.documents;
    connect(m_tabs, &DocumentTabs::closeWanted, this, &PoliciesPage::closeFile);
    connect(&documents, &DocumentStore::currentChanged, this, &PoliciesPage::showCurrent);
    connect(&documents, &DocumentStore::closing, this, [this](PolicyFile* file) {
        if (PolicyEditor* gone = m_editors.take(file)) gone->deleteLater();
    });
    connect(&documents, &DocumentStore::marksChanged, this, &PoliciesPage::refreshMarks);
    connect(&documents, &DocumentStore::recoverableChanged, this, &PoliciesPage::offerRecovery);
    connect(&documents.checker(), &Checker::checked, this, &PoliciesPage::refreshMarks);
    connect(&documents.workspace(), &WorkspaceSnapshot::changed, this, [this] {
        openFirst();
        m_crumb->show(m_context.documents.current());
        m_request->show(m_context.documents.current());
    });
    connect(&context.prompt, &PromptSession::detailReceived, this, [this] {
        m_request->show(m_context.documents.current());
        if (const auto& detail = m_context.prompt.detail()) m_recorded->show(*detail, tr("Last request"));
    });
    for (PolicyFile* file : documents.files()) static_cast<void>(file);
    connect(&context.gateway, &GatewaySession::snapshotReceived, this, [this] {
        QVector<LiveContext::Limit> limits;
        for (const auto& key : m_context.gateway.snapshot().keys)
            limits.push_back({QString::fromStdString(key.policy), QString::fromStdString(key.key), key.used, key.limit});
        m_context.documents.live().setLimits(std::move(limits));
    });
    showCurrent(documents.current());
    openFirst();
    offerRecovery();
}

QWidget* PoliciesPage::toolBar() {
    auto* bar = new Surface(ColorRole::Bg, this);
    bar->setEdges(Qt::BottomEdge);
    setFixedHeightMetric(bar, Metric::PageToolBar);
    auto* row = plainLayout<QHBoxLayout>(bar);
    setMargins(row, 16, 0, 16, 0);
    setSpacing(row, 8);
    m_crumb = new ScopeCrumb(m_context.documents, bar);
    connect(m_crumb, &ScopeCrumb::openFileAt, this, &PoliciesPage::openAt);
    row->addWidget(m_crumb, 1);
    m_problems = new Chip({}, bar);
    row->addWidget(m_problems);
    m_view = new SegmentedSwitch(tr("View of the policy"), bar);
    m_view->addOption(QStringLiteral("flow"), tr("Flow"));
    m_view->addOption(QStringLiteral("split"), tr("Split"));
    m_view->addOption(QStringLiteral("xml"), tr("XML"));
    m_view->addOption(QStringLiteral("effective"), tr("Effective"));
    // Before anyone listens: the rest of the page is not made yet.
    const QString last = m_context.settings.state(QStringLiteral("policies.view")).toString();
    if (!last.isEmpty()) m_view->setCurrent(last);
    connect(m_view, &SegmentedSwitch::currentChanged, this, [this](const QString& view) {
        if (view != QLatin1String("effective")) m_context.settings.setState(QStringLiteral("policies.view"), view);
        showCurrent(m_context.documents.current());
        if (PolicyEditor* shown = editor()) shown->focusView();
    });
    m_view->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    row->addWidget(m_view);
    return bar;
}

void PoliciesPage::openFirst() {
    const auto workspace = m_context.documents.workspace().current();
    if (!workspace) return;
    if (m_openNext.startsWith(m_context.documents.workspace().folder())) return openPolicy(std::exchange(m_openNext, {}));
    if (m_openedFirst || m_context.documents.current()) return;
    m_openedFirst = true;
    // The API policy says most; another is shown once it is chosen.
    QString best;
    for (const auto& api : workspace->apis)
        if (best.isEmpty() && api.policy) best = QString::fromStdString(api.policy->file);
    if (best.isEmpty() && workspace->globalPolicy()) best = QString::fromStdString(workspace->globalPolicy()->file);
    if (!best.isEmpty()) openPolicy(best);
}

PolicyEditor* PoliciesPage::editor() const { return m_editors.value(m_context.documents.current()); }

void PoliciesPage::showCurrent(PolicyFile* file) {
    m_crumb->show(file);
    m_request->show(file);
    m_view->setEnabled(file != nullptr);
    if (!file) {
        m_stack->setCurrentIndex(0);
        m_request->hide();
        emit flowChanged(nullptr);
        refreshMarks();
        return;
    }
    PolicyEditor*& shown = m_editors[file];
    if (!shown) {
        shown = new PolicyEditor(*file, m_context, m_stack);
        m_stack->addWidget(shown);
        connect(shown, &PolicyEditor::inspectWanted, this, &PoliciesPage::inspectWanted);
        connect(shown, &PolicyEditor::addWanted, this, &PoliciesPage::addWanted);
        connect(shown, &PolicyEditor::openFileAt, this, &PoliciesPage::openAt);
        connect(shown, &PolicyEditor::viewWanted, this, [this](const QString& view) { m_view->setCurrent(view); });
        connect(shown, &PolicyEditor::compareWanted, this, &PoliciesPage::compare);
    }
    m_stack->setCurrentWidget(shown);
    shown->show(m_view->current());
    m_request->setVisible(m_view->current() == QLatin1String("flow"));
    emit flowChanged(&shown->flow());
    refreshMarks();
}

void PoliciesPage::openPolicy(const QString& path) { openAt(path, 0); }

void PoliciesPage::openAt(const QString& path, int line) {
    if (path.isEmpty()) return;
    if (!path.endsWith(QLatin1String(".xml"))) {
        // Resources are JSON files; the tree and its form show them.
        m_context.actions.action(QStringLiteral("workspace.openFile"))->setData(path);
        m_context.actions.trigger(QStringLiteral("workspace.openFile"));
        return;
    }
    const QString whole = QFileInfo(path).isRelative() ? QDir(m_context.workspace.folder()).filePath(path) : path;
    m_openedFirst = true;
    const auto opened = m_context.documents.open(whole);
    if (!opened) {
        m_recovery->show(paint::Tone::Err, tr("The policy cannot be read."), QString::fromStdString(opened.error().fullMessage()));
        m_recovery->setAction({}, {});
        m_recovery->setDismissible(true);
        return;
    }
    if (m_view->current() == QLatin1String("effective")) m_view->setCurrent(QStringLiteral("split"));
    if (line > 0)
        if (PolicyEditor* shown = editor()) shown->goToLine(line);
}

void PoliciesPage::openElsewhere(const QString& path) {
    auto text = resources::readFile(path.toStdString(), policy::xml::largestDocument);
    if (!text) {
        m_recovery->show(paint::Tone::Err, tr("The policy cannot be read."), QString::fromStdString(text.error().fullMessage()));
        m_recovery->setAction({}, {});
        m_recovery->setDismissible(true);
        return;
    }
    OpenPolicyDialog dialog(path, std::move(*text), m_context, this);
    if (dialog.exec() != QDialog::Accepted) return;
    m_view->setCurrent(QStringLiteral("split"));
    if (dialog.workspace() == m_context.documents.workspace().folder()) return openPolicy(dialog.opened());
    if (!mayClose()) return;
    m_openNext = dialog.opened();
    m_context.recents.add(dialog.workspace());
    m_context.gateway.openWorkspace(dialog.workspace());
}

void PoliciesPage::openPlayground() {
    if (!m_playground) {
        m_playground = new Playground(m_context, this);
        m_playground->setAttribute(Qt::WA_DeleteOnClose);
    }
    // What the caret or the inspector stands on is a good start.
    if (const auto* edit = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
        edit && edit->toPlainText().startsWith(QLatin1Char('@')))
        m_playground->setExpression(edit->toPlainText());
    else if (PolicyEditor* shown = editor();
             shown && shown->xml() && shown->xml()->hasFocus() && !shown->xml()->expressionAtCaret().isEmpty())
        m_playground->setExpression(shown->xml()->expressionAtCaret());
    m_playground->show();
    m_playground->raise();
    m_playground->activateWindow();
}

void PoliciesPage::openSearch() {
    if (!m_search) {
        m_search = new WorkspaceSearch(m_context, this);
        m_search->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_search, &WorkspaceSearch::openFileAt, this, &PoliciesPage::openAt);
    }
    const PolicyEditor* shown = editor();
    m_search->setText(shown && shown->xml() && shown->xml()->hasFocus() ? shown->xml()->selectedText() : QString());
    m_search->show();
    m_search->raise();
    m_search->activateWindow();
}

void PoliciesPage::rename() {
    const PolicyEditor* shown = editor();
    const auto& file = shown->file();
    const std::size_t at = shown->xml() && shown->xml()->isVisible() ? shown->xml()->caret()
                           : file.selection().empty()                ? 0
                                                                     : file.selection().back();
    NamedThing thing = namedAt(file.document(), m_context.documents.catalog(), at);
    if (thing.kind == NamedThing::Kind::None && !file.selection().empty()) {
        // A card names what its attributes name.
        const auto node = policy::edit::nodeStartingAt(file.document(), file.selection().back());
        if (node != policy::xml::noNode)
            for (const auto& attribute : file.document().attributes(node))
                if (thing.kind == NamedThing::Kind::None)
                    thing = namedAt(file.document(), m_context.documents.catalog(), attribute.value.begin);
    }
    if (thing.kind == NamedThing::Kind::None) return editor()->tell(tr("Nothing here names a variable, a named value or a fragment."));
    RenameDialog(thing, m_context, this).exec();
}

void PoliciesPage::importApi(const QString& source) {
    ImportApiDialog dialog(source, m_context, this);
    if (dialog.exec() == QDialog::Accepted) openPolicy(dialog.policy());
}

void PoliciesPage::save(PolicyFile& file) {
    if (const auto saved = m_context.documents.save(file); !saved) {
        m_recovery->show(paint::Tone::Err, tr("%1 was not saved.").arg(DocumentTabs::titleOf(file, m_context.documents)),
                         QString::fromStdString(saved.error().fullMessage()));
        m_recovery->setAction({}, {});
        m_recovery->setDismissible(true);
    }
}

void PoliciesPage::closeFile(PolicyFile* file) {
    if (!file) return;
    if (file->isDirty()) {
        QMessageBox box(QMessageBox::NoIcon, tr("Close"),
                        tr("%1 has unsaved changes.").arg(DocumentTabs::titleOf(*file, m_context.documents)), QMessageBox::NoButton, this);
        auto* save = box.addButton(tr("Save and close"), QMessageBox::AcceptRole);
        auto* drop = box.addButton(tr("Close without saving"), QMessageBox::DestructiveRole);
        box.addButton(QMessageBox::Cancel);
        box.exec();
        if (box.clickedButton() == save)
            this->save(*file);
        else if (box.clickedButton() != drop)
            return;
    }
    m_context.documents.close(file);
}

bool PoliciesPage::mayClose() {
    QStringList names;
    for (PolicyFile* file : m_context.documents.files())
        if (file->isDirty()) names << DocumentTabs::titleOf(*file, m_context.documents);
    if (names.isEmpty()) return true;
    QMessageBox box(
        QMessageBox::NoIcon, tr("Unsaved policies"),
        tr("%n policies have unsaved changes: %1", nullptr, static_cast<int>(names.size())).arg(names.join(QStringLiteral(", "))),
        QMessageBox::NoButton, this);
    auto* save = box.addButton(tr("Save all"), QMessageBox::AcceptRole);
    auto* drop = box.addButton(tr("Discard"), QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() == drop) {
        for (PolicyFile* file : m_context.documents.files()) m_context.documents.close(file);
        return true;
    }
    if (box.clickedButton() != save) return false;
    run(QStringLiteral("saveAll"));
    return true;
}

void PoliciesPage::compare() {
    PolicyFile* file = m_context.documents.current();
    if (!file) return;
    CompareDialog dialog(tr("%1 on disk and here").arg(DocumentTabs::titleOf(*file, m_context.documents)), file->diskText(),
                         std::string(file->document().text()), this);
    dialog.addChoice(tr("Reload from disk"));
    dialog.addChoice(tr("Keep mine"));
    switch (dialog.choose()) {
        case 0:
            file->reload();
            break;
        case 1:
            file->keepMine();
            break;
        default:
            break;
    }
}

void PoliciesPage::offerRecovery() {
    const auto left = m_context.documents.recoverable();
    if (left.isEmpty()) {
        m_recovery->hide();
        return;
    }
    m_recovery->show(
        paint::Tone::Info, tr("%n unsaved policies of the last session were kept.", nullptr, static_cast<int>(left.size())),
        tr("The gateway runs the saved files. Newest: %1").arg(QDir(m_context.workspace.folder()).relativeFilePath(left.first().path)));
    m_recovery->setAction(tr("Compare and restore"), [this] {
        for (const Journal::Entry& entry : m_context.documents.recoverable()) {
            QFile file(entry.path);
            const std::string disk = file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
            CompareDialog dialog(tr("%1: on disk and recovered").arg(QDir(m_context.workspace.folder()).relativeFilePath(entry.path)), disk,
                                 entry.text, this);
            dialog.addChoice(tr("Discard"));
            dialog.addChoice(tr("Restore"));
            const int choice = dialog.choose();
            if (choice == 0) m_context.documents.discard(entry);
            if (choice == 1) static_cast<void>(m_context.documents.restore(entry));
            if (choice < 0) return;
        }
        offerRecovery();
    });
}

void PoliciesPage::changeEvent(QEvent* event) {
    Surface::changeEvent(event);
    if (event->type() == QEvent::StyleChange) refreshMarks();  // the zoom
}

void PoliciesPage::resizeEvent(QResizeEvent* event) {
    Surface::resizeEvent(event);
    refreshMarks();
}

void PoliciesPage::refreshMarks() {
    PolicyFile* file = m_context.documents.current();
    const auto* finding = file ? m_context.documents.checker().finding(file->path()) : nullptr;
    // In a narrow window the views matter more; the status bar counts problems, too.
    const bool room = width() > px(520);
    m_problems->setVisible(finding != nullptr && room);
    m_tabs->update();
    if (!finding || !room) return;
    const auto errors = static_cast<int>(finding->diagnostics.errorCount());
    const int others = static_cast<int>(finding->diagnostics.all().size()) - errors;
    if (errors > 0)
        m_problems->setSpec({QStringLiteral("error_circle"), tr("%n problems", nullptr, errors), paint::Tone::Err});
    else if (others > 0)
        m_problems->setSpec({QStringLiteral("warning"), tr("%n warnings", nullptr, others), paint::Tone::Warn});
    else
        m_problems->setSpec({QStringLiteral("checkmark"), tr("valid"), paint::Tone::Ok});
}

void PoliciesPage::run(const QString& command) {
    const auto is = [&](const char* name) { return command == QLatin1String(name); };
    PolicyFile* file = m_context.documents.current();
    PolicyEditor* shown = editor();
    if (is("saveAll")) {
        for (PolicyFile* each : m_context.documents.files())
            if (each->isDirty()) save(*each);
        return;
    }
    for (const char* view : {"flow", "split", "xml", "effective"})
        if (is(view)) return m_view->setCurrent(command);
    if (is("playground")) return openPlayground();
    if (is("findAll")) return openSearch();
    if (!file || !shown) return;
    if (is("save")) save(*file);
    if (is("undo") || is("redo")) {
        LinkedHistory& links = m_context.documents.links();
        const bool all = is("undo") ? links.undo(file->history()) : links.redo(file->history());
        if (!all) shown->tell(tr("It stays in documents that were edited since; undo it there."));
    }
    if (is("close")) closeFile(file);
    if (is("find") || is("replace")) shown->openFind(is("replace"));
    if (is("fixes")) shown->showFixes();
    if (is("nextProblem")) shown->goToProblem(1);
    if (is("previousProblem")) shown->goToProblem(-1);
    if (is("complete")) shown->complete();
    if (is("rename")) rename();
    if (is("definition") && shown->xml()) shown->xml()->goToDefinition();
    if (is("format") && shown->xml()) shown->xml()->formatSelection();
    if (is("focus")) shown->focusView();
}

namespace {
QWidget* createPolicies(PageContext& context, QWidget* parent) { return new PoliciesPage(context, parent); }
}  // namespace

const PageDescriptor& policies_page_descriptor();
const PageDescriptor& policies_page_descriptor() {
    static const PageDescriptor descriptor{
        "policies", QT_TRANSLATE_NOOP("Pages", "Policies"), "flowchart", 2, "Ctrl+2", DockPreset::All, &createPolicies};
    return descriptor;
}

}  // namespace mgc::ui
