#include "ui/pages/azure/push_step.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>
#include <QTime>

#include "azure/apim/undo.h"
#include "azure/arm/call_log.h"
#include "ui/documents/document_store.h"
#include "ui/pages/azure/diff_view.h"
#include "ui/pages/azure/note_list.h"
#include "ui/pages/azure/plan_texts.h"
#include "ui/pages/azure/tier_check.h"
#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

PushStep::PushStep(AzureState& state, QWidget* parent) : AzureStep(state, QStringLiteral("push"), tr("Push"), parent) {
    m_compared = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_compare = new Button(tr("Compare again"), QStringLiteral("arrow_clockwise"), ButtonKind::Normal, this);
    m_compare->setObjectName(QStringLiteral("azureCompare"));
    m_copy = new Button(tr("Copy as az"), QStringLiteral("code"), ButtonKind::Normal, this);
    addAction(modeSwitch(QStringLiteral("push")));
    for (QWidget* action : {static_cast<QWidget*>(m_compared), static_cast<QWidget*>(m_compare), static_cast<QWidget*>(m_copy)})
        addAction(action);
    auto* left = addColumn(430);
    left->addWidget(changesCard(), 5);
    left->addWidget(checksCard(), 4);
    left->addWidget(callsCard(), 3);
    addColumn(0)->addWidget(diffCard(), 1);
    connect(m_compare, &QPushButton::clicked, this, &PushStep::compare);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QStringList lines;
        for (const auto& [method, url, hasBody, ifMatch] : plannedCalls(m_found->plan))
            lines << text(azure::asAzRest(method, url, hasBody, ifMatch));
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
        this->state().tell(paint::Tone::Ok, tr("Copied %n call(s)", nullptr, static_cast<int>(lines.size())),
                           tr("Each is a line for the Azure CLI; bodies are read from @body.json."));
    });
    connect(&state, &AzureState::planOutdated, this, [this] {
        m_found.reset();
        showPlan();
    });
    showPlan();
}

QWidget* PushStep::changesCard() {
    auto* card = new Card(tr("Changes"), this);
    card->setHeaderLine(true);
    m_planned = new Label({}, TextRole::Body, ColorRole::Muted, card);
    m_planned->setObjectName(QStringLiteral("azurePlanned"));
    m_planned->setElide(Qt::ElideRight);
    m_ticked = new Label({}, TextRole::Hint, ColorRole::Muted, card);
    card->header()->addWidget(m_planned, 1);
    card->header()->addWidget(m_ticked);
    m_changes = new NoteList(tr("Changes"), card);
    m_changes->setObjectName(QStringLiteral("azureChanges"));
    card->body()->addWidget(m_changes, 1);
    connect(m_changes, &NoteList::rowChosen, this, &PushStep::showChange);
    connect(m_changes, &NoteList::checksChanged, this, [this] {
        showCalls();
        refresh();
    });
    return card;
}

QWidget* PushStep::checksCard() {
    auto* card = new Card(tr("Checks"), this);
    card->setHeaderLine(true);
    m_passed = new Chip({}, card);
    card->header()->addStretch();
    card->header()->addWidget(m_passed);
    m_checks = new NoteList(tr("Checks before the push"), card);
    m_checks->setSelectionMode(QAbstractItemView::NoSelection);
    m_checks->setEmptyText(tr("Checked together with the comparison."));
    card->body()->addWidget(m_checks, 1);
    return card;
}

QWidget* PushStep::callsCard() {
    auto* card = new Card(tr("What will be called"), this);
    card->setHeaderLine(true);
    m_calls = new NoteList(tr("What will be called"), card);
    m_calls->setSelectionMode(QAbstractItemView::NoSelection);
    m_calls->setEmptyText(tr("Nothing: tick a change."));
    m_callsBelow = new Label({}, TextRole::Hint, ColorRole::Muted, card);
    m_callsBelow->setElide(Qt::ElideMiddle);
    auto* foot = plainLayout<QHBoxLayout>();
    setMargins(foot, 12, 4, 12, 10);
    foot->addWidget(m_callsBelow, 1);
    card->body()->addWidget(m_calls, 1);
    card->body()->addLayout(foot);
    return card;
}

QWidget* PushStep::diffCard() {
    auto* card = new Card(QString(), this);
    card->setHeaderLine(true);
    m_fileName = card->title();
    m_filePath = new Label({}, TextRole::Body, ColorRole::Muted, card);
    m_filePath->setElide(Qt::ElideMiddle);
    card->header()->addWidget(m_filePath, 1);
    m_diff = new DiffView(card);
    for (const auto& [icon, name, direction] :
         {std::tuple{"arrow_up", tr("Previous difference"), -1}, std::tuple{"arrow_down", tr("Next difference"), 1}}) {
        auto* step = new IconButton(QString::fromLatin1(icon), name, card);
        connect(step, &QToolButton::clicked, m_diff, [this, direction = direction] { m_diff->step(direction); });
        card->header()->addWidget(step);
    }
    m_mode = new SegmentedSwitch(tr("How the difference is shown"), card);
    m_mode->addOption(QStringLiteral("side"), tr("Side by side"));
    m_mode->addOption(QStringLiteral("inline"), tr("Inline"));
    m_mode->setCurrent(QStringLiteral("inline"));
    connect(m_mode, &SegmentedSwitch::currentChanged, this,
            [this](const QString& id) { m_diff->setSideBySide(id == QLatin1String("side")); });
    m_openFile = new Button(tr("Open in editor"), {}, ButtonKind::Ghost, card);
    connect(m_openFile, &QPushButton::clicked, this, [this] {
        state()
            .context.actions.action(QStringLiteral("workspace.openFile"))
            ->setData(state().folder + QLatin1Char('/') + m_openFile->property("file").toString());
        state().context.actions.trigger(QStringLiteral("workspace.openFile"));
    });
    card->header()->addWidget(m_mode);
    card->header()->addWidget(m_openFile);
    card->body()->addWidget(m_diff, 1);
    auto* wordsRow = plainLayout<QHBoxLayout>();
    setMargins(wordsRow, 16, 8, 16, 8);
    setSpacing(wordsRow, 10);
    wordsRow->addWidget(new IconView(QStringLiteral("lightbulb"), 16, ColorRole::Accent, card));
    wordsRow->addWidget(new Label(tr("In words"), TextRole::BodyStrong, ColorRole::Text, card));
    m_words = new Label({}, TextRole::Body, ColorRole::Muted, card);
    m_words->setElide(Qt::ElideRight);
    wordsRow->addWidget(m_words, 1);
    card->body()->addWidget(new HairLine(Qt::Horizontal, card));
    card->body()->addLayout(wordsRow);
    auto* foot = new Surface(ColorRole::Dock, card);
    foot->setEdges(Qt::TopEdge);
    auto* row = plainLayout<QHBoxLayout>(foot);
    setMargins(row, 16, 10, 16, 10);
    setSpacing(row, 8);
    m_read = new QCheckBox(tr("I have read the differences"), foot);
    m_read->setObjectName(QStringLiteral("azureRead"));
    connect(m_read, &QCheckBox::toggled, this, &PushStep::refresh);
    m_snapshot = new Label({}, TextRole::Hint, ColorRole::Muted, foot);
    m_undo = new Button(tr("Undo push"), QStringLiteral("arrow_reset"), ButtonKind::Normal, foot);
    m_undo->setObjectName(QStringLiteral("azureUndo"));
    connect(m_undo, &QPushButton::clicked, this, &PushStep::undo);
    m_push = new Button(tr("Push"), QStringLiteral("cloud_arrow_up"), ButtonKind::Primary, foot);
    m_push->setObjectName(QStringLiteral("azurePush"));
    connect(m_push, &QPushButton::clicked, this, &PushStep::push);
    row->addWidget(m_read);
    row->addStretch();
    row->addWidget(m_snapshot);
    row->addWidget(m_undo);
    row->addWidget(m_push);
    card->body()->addWidget(foot);
    return card;
}

void PushStep::shown() {
    if (state().service && !m_found && idle() && !state().folder.isEmpty()) compare();
}

void PushStep::refresh() {
    const bool ready = state().service && !state().folder.isEmpty();
    setHeading(
        state().service ? tr("Push to %1").arg(text(state().service->name)) : tr("Push"),
        state().service
            ? tr("%1, %2, %3").arg(text(state().service->resourceGroup), text(state().service->sku()), text(state().service->location()))
            : tr("choose a service first"));
    const int ticked = m_changes->checkedCount();
    m_compare->setEnabled(idle() && ready);
    m_copy->setEnabled(m_found && !m_found->plan.items.empty());
    const auto snapshots = azure::snapshotIds(state().folder.toStdString());
    m_undo->setEnabled(idle() && state().signedIn && !snapshots.empty());
    m_snapshot->setText(snapshots.empty() ? tr("A snapshot is taken first; Undo push puts it back")
                                          : tr("Newest snapshot %1").arg(text(snapshots.back())));
    m_ticked->setText(m_found ? tr("%n ticked", nullptr, ticked) : QString());
    m_push->setText(tr("Push %n change(s)", nullptr, ticked));
    m_push->setAccessibleName(m_push->text());
    m_push->setEnabled(idle() && m_found && ticked > 0 && m_read->isChecked());
    m_read->setEnabled(m_found && !m_found->plan.items.empty());
}

void PushStep::compare() {
    const azure::ServiceRef service = *state().service;
    const std::string where = state().folder.toStdString();
    const policy::Catalog& catalog = state().context.documents.catalog();
    state().run<std::shared_ptr<Found>>(
        tr("Comparing"),
        [service, where, &catalog](azure::Session& session, const azure::ProgressHandler& progress) -> Result<std::shared_ptr<Found>> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            const azure::SecretLookup secrets = [&session](const std::string& name) {
                auto stored = session.secrets().read(name);
                return stored ? *stored : std::nullopt;
            };
            auto found = std::make_shared<Found>();
            MGC_TRY_ASSIGN(found->plan, azure::Planner(*arm, service, where, secrets, progress).run());
            found->checks = azure::checkPush(*arm, found->plan, where, tierCheck(catalog));
            return found;
        },
        [this](const std::shared_ptr<Found>& found) {
            m_found = found;
            m_compared->setText(tr("Compared with Azure at %1").arg(QTime::currentTime().toString(QStringLiteral("HH:mm:ss"))));
            showPlan();
        });
}

void PushStep::showPlan() {
    m_read->setChecked(false);
    m_diff->setLines({});
    m_fileName->setText(tr("Difference"));
    m_filePath->setText({});
    m_words->setText(tr("nothing to read"));
    m_openFile->setEnabled(false);
    QVector<Note> notes;
    if (m_found)
        for (const azure::PlanItem& item : m_found->plan.items) notes << noteOf(item);
    m_changes->setEmptyText(!m_found ? tr("Not compared yet.")
                                     : tr("The workspace and %1 say the same.").arg(text(m_found->plan.service.name)));
    m_changes->setNotes(notes);
    if (!m_found) {
        m_compared->setText({});
        m_planned->setText({});
    } else {
        const azure::Plan& plan = m_found->plan;
        m_planned->setText(notes.isEmpty() ? tr("The workspace and %1 say the same.").arg(text(plan.service.name))
                                           : tr("%1 to create, %2 to update, %3 to delete")
                                                 .arg(plan.count(azure::PlanAction::Create))
                                                 .arg(plan.count(azure::PlanAction::Update))
                                                 .arg(plan.count(azure::PlanAction::Delete)));
        emit progressed(tr("%n change(s)", nullptr, static_cast<int>(notes.size())), notes.isEmpty());
        QString unread;
        for (const std::string& problem : plan.problems) unread += text(problem) + QLatin1Char('\n');
        if (!unread.isEmpty()) state().tell(paint::Tone::Err, tr("Some files cannot be read"), unread);
    }
    showChecks();
    showCalls();
    if (!notes.isEmpty()) m_changes->setCurrentIndex(m_changes->model()->index(0, 0));
    refresh();
}

void PushStep::showChecks() {
    QVector<Note> notes;
    int passed = 0;
    using State = azure::PushCheck::State;
    if (m_found)
        for (const azure::PushCheck& check : m_found->checks) {
            passed += check.state == State::Passed;
            const bool fine = check.state == State::Passed, bad = check.state == State::Failed;
            notes << Note{fine  ? paint::Tone::Ok
                          : bad ? paint::Tone::Err
                                : paint::Tone::Warn,
                          fine  ? QStringLiteral("checkmark_circle")
                          : bad ? QStringLiteral("error_circle")
                                : QStringLiteral("warning"),
                          checkTitle(check),
                          {},
                          text(check.detail)};
        }
    m_checks->setNotes(notes);
    m_passed->setVisible(!notes.isEmpty());
    m_passed->setSpec(
        {{}, tr("%1 of %2 passed").arg(passed).arg(notes.size()), passed == notes.size() ? paint::Tone::Ok : paint::Tone::Warn, false});
}

void PushStep::showCalls() {
    QVector<Note> notes;
    if (m_found) {
        const auto calls = plannedCalls(m_found->plan);
        const std::string base = m_found->plan.service.id();
        for (std::size_t i = 0; i < calls.size(); ++i)
            if (m_changes->isChecked(static_cast<int>(i))) {
                const std::size_t at = calls[i].url.find(base);
                notes << Note{
                    paint::Tone::Neutral,
                    {},
                    QStringLiteral("%1  …%2").arg(text(calls[i].method),
                                                  text(at == std::string::npos ? calls[i].url : calls[i].url.substr(at + base.size()))),
                    {},
                    {},
                    true};
            }
        m_callsBelow->setText(tr("under %1").arg(text(base)));
    } else {
        m_callsBelow->setText({});
    }
    m_calls->setNotes(notes);
}

void PushStep::showChange(int row) {
    if (!m_found || row < 0 || row >= static_cast<int>(m_found->plan.items.size())) return;
    const azure::PlanItem& item = m_found->plan.items[static_cast<std::size_t>(row)];
    const QString file = text(item.entity.file);
    m_fileName->setText(file.section(QLatin1Char('/'), -1));
    m_filePath->setText(file.contains(QLatin1Char('/')) ? file.section(QLatin1Char('/'), 0, -2) : QString());
    m_diff->setLines(item.diff);
    const QString words = diffInWords(item.diff);
    m_words->setText(!item.problem.empty()    ? text(item.problem)
                     : !item.conflict.empty() ? tr("Azure is not as at the last import: %1").arg(text(item.conflict))
                     : words.isEmpty()        ? tr("%1 lines added, %2 removed").arg(item.added).arg(item.removed)
                                              : words);
    m_openFile->setProperty("file", file);
    m_openFile->setEnabled(item.action != azure::PlanAction::Delete);
}

azure::PushOptions PushStep::chosen(bool& deletes) const {
    azure::PushOptions options;
    for (int row = 0; row < m_changes->count(); ++row) {
        if (!m_changes->isChecked(row)) continue;
        const azure::PlanItem& item = m_found->plan.items[static_cast<std::size_t>(row)];
        options.only.push_back(item.entity.id);
        deletes = deletes || item.action == azure::PlanAction::Delete;
        // A conflict is ticked by hand only, after its difference was read.
        options.force = options.force || !item.conflict.empty();
    }
    return options;
}

void PushStep::push() {
    bool deletes = false;
    const azure::PushOptions options = chosen(deletes);
    if (deletes && QMessageBox::question(this, tr("Push"),
                                         tr("Something will be deleted in %1. Push all the same?").arg(text(m_found->plan.service.name))) !=
                       QMessageBox::Yes)
        return;
    if (options.force &&
        QMessageBox::question(this, tr("Push"),
                              tr("Something was changed in Azure since the import and would be overwritten. Push all the same?")) !=
            QMessageBox::Yes)
        return;
    state().run<azure::PushReport>(
        tr("Pushing"),
        [options, where = state().folder.toStdString(), found = m_found](
            azure::Session& session, const azure::ProgressHandler& progress) -> Result<azure::PushReport> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            azure::Pusher pusher(*arm, where, options, progress);
            return pusher.run(found->plan);
        },
        [this](const azure::PushReport& report) { pushed(report); });
}

void PushStep::pushed(const azure::PushReport& report) {
    int applied = 0;
    QString trouble;
    for (const azure::SnapshotItem& item : report.snapshot.items) {
        applied += item.outcome == azure::Outcome::Applied;
        if (item.outcome == azure::Outcome::Failed || item.outcome == azure::Outcome::Unknown ||
            item.outcome == azure::Outcome::NotAttempted)
            trouble += text(std::string(azure::toText(item.outcome)) + ' ' + item.id + ' ' + item.errorMessage) + QLatin1Char('\n');
    }
    if (report.refused)
        state().tell(paint::Tone::Err, tr("Nothing was pushed"), text(report.refused->message));
    else if (trouble.isEmpty())
        state().tell(paint::Tone::Ok, tr("Pushed %n change(s)", nullptr, applied),
                     tr("Undo push puts back what was there (snapshot %1).").arg(text(report.snapshot.id)));
    else
        state().tell(paint::Tone::Err, tr("Pushed %n change(s), then stopped", nullptr, applied), trouble);
    m_found.reset();
    QMetaObject::invokeMethod(this, &PushStep::compare, Qt::QueuedConnection);
}

void PushStep::undo() {
    const auto snapshot = azure::readSnapshot(state().folder.toStdString(), {});
    if (!snapshot) return state().tell(paint::Tone::Info, tr("Nothing to undo"), text(snapshot.error().message));
    const auto service = azure::serviceOfId(snapshot->serviceId);
    if (!service) return state().tell(paint::Tone::Err, tr("Nothing to undo"), text(service.error().message));
    state().run<azure::UndoReport>(
        tr("Undoing the push"),
        [snapshot = *snapshot, service = *service, where = state().folder.toStdString()](
            azure::Session& session, const azure::ProgressHandler& progress) -> Result<azure::UndoReport> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            azure::Undoer undoer(*arm, service, where, false, progress);
            return undoer.run(snapshot);
        },
        [this](const azure::UndoReport& report) {
            QString trouble;
            for (const azure::SnapshotItem& item : report.snapshot.items)
                if (!item.undoError.empty()) trouble += text(item.undoError) + QLatin1Char('\n');
            if (report.ok())
                state().tell(paint::Tone::Ok, tr("The push is undone"), tr("Azure is as it was; your files are as you left them."));
            else
                state().tell(paint::Tone::Err, tr("Not all could be put back"), trouble);
            m_found.reset();
            if (state().service) QMetaObject::invokeMethod(this, &PushStep::compare, Qt::QueuedConnection);
        });
}

}  // namespace mgc::ui
