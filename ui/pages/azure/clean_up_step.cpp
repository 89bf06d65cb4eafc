#include "ui/pages/azure/clean_up_step.h"

#include <QComboBox>
#include <QInputDialog>
#include <QLineEdit>

#include "azure/lab/lab_plan.h"
#include "template/lab_template.h"
#include "ui/pages/azure/note_list.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

Note noteOf(const azure::CleanUpStep& step, bool done) {
    const QString id = text(step.id), name = id.section(QLatin1Char('/'), -1), kind = id.section(QLatin1Char('/'), -2, -2);
    const bool fine = step.result == "done" || step.result == "gone", bad = step.result == "failed";
    Note note;
    note.title = (step.what == "purge" ? CleanUpStep::tr("Purge %1") : CleanUpStep::tr("Delete %1")).arg(name);
    note.tone = fine ? paint::Tone::Ok : bad ? paint::Tone::Err : paint::Tone::Neutral;
    note.icon = fine                   ? QStringLiteral("checkmark_circle")
                : bad                  ? QStringLiteral("error_circle")
                : step.what == "purge" ? QStringLiteral("broom")
                                       : QStringLiteral("dismiss");
    note.detail = step.error.empty() ? QString() : text(step.error);
    note.trailing = !done                   ? kind
                    : step.result == "done" ? CleanUpStep::tr("done")
                    : step.result == "gone" ? CleanUpStep::tr("was not there")
                    : bad                   ? CleanUpStep::tr("failed")
                                            : CleanUpStep::tr("not attempted");
    note.checkable = !done;
    note.checked = !done;
    return note;
}

}  // namespace

CleanUpStep::CleanUpStep(AzureState& state, QWidget* parent) : AzureStep(state, QStringLiteral("cleanUp"), tr("Clean up"), parent) {
    m_look = new Button(tr("Look"), QStringLiteral("search"), ButtonKind::Normal, this);
    m_look->setAccessibleName(tr("Look for what was made"));
    m_run = new Button(tr("Delete and purge…"), QStringLiteral("broom"), ButtonKind::Danger, this);
    m_group = new QComboBox(this);
    m_group->setAccessibleName(tr("Resource group"));
    m_group->setEditable(true);
    m_group->lineEdit()->setAccessibleName(m_group->accessibleName());
    setMinimumWidthScaled(m_group, 300);
    addAction(new Label(tr("Resource group"), TextRole::Hint, ColorRole::Muted, this));
    for (QWidget* each : {static_cast<QWidget*>(m_group), static_cast<QWidget*>(m_look), static_cast<QWidget*>(m_run)}) addAction(each);
    auto* left = addColumn(0);
    auto* steps = new Card(tr("Steps, in the order that Azure needs"), this);
    steps->setHeaderLine(true);
    m_count = new Label({}, TextRole::Hint, ColorRole::Muted, steps);
    steps->header()->addStretch();
    steps->header()->addWidget(m_count);
    m_steps = new NoteList(tr("Steps of the clean-up"), steps);
    m_steps->setEmptyText(
        tr("Look lists what the ledger of the group names. Where there is no ledger, the group's own resources are listed if the lab's "
           "deployment is known there."));
    steps->body()->addWidget(m_steps, 1);
    left->addWidget(steps, 1);
    auto* right = addColumn(420);
    auto* leftovers = new Card(tr("Left over"), this);
    leftovers->setHeaderLine(true);
    m_left = new NoteList(tr("What is left over"), leftovers);
    m_left->setEmptyText(tr("After the clean-up: what is still there, and what Azure keeps soft-deleted under its name."));
    leftovers->body()->addWidget(m_left, 1);
    right->addWidget(leftovers, 1);
    connect(m_look, &QPushButton::clicked, this, &CleanUpStep::look);
    connect(m_run, &QPushButton::clicked, this, &CleanUpStep::cleanUp);
    connect(m_steps, &NoteList::checksChanged, this, &CleanUpStep::refresh);
    connect(m_group, &QComboBox::currentTextChanged, this, &CleanUpStep::refresh);
}

void CleanUpStep::shown() {
    const QString current = m_group->currentText();
    const QSignalBlocker quiet(m_group);
    m_group->clear();
    for (const azure::Ledger& ledger : azure::knownLedgers(state().folder.toStdString()))
        if (m_group->findText(text(ledger.resourceGroup)) < 0) m_group->addItem(text(ledger.resourceGroup));
    if (m_group->count() == 0) m_group->addItem(QString::fromLatin1(templates::labResourceGroup));
    if (!current.isEmpty()) m_group->setCurrentText(current);
    refresh();
}

void CleanUpStep::refresh() {
    setHeading(tr("Clean up"), state().subscription.isEmpty() ? tr("choose a subscription first") : state().subscriptionName);
    const bool ready = idle() && state().signedIn && !state().subscription.isEmpty() && !m_group->currentText().trimmed().isEmpty();
    const int ticked = m_steps->checkedCount();
    m_look->setEnabled(ready);
    m_run->setEnabled(ready && ticked > 0 && m_planned == m_group->currentText().trimmed());
    m_count->setText(m_plan.steps.empty() ? QString() : tr("%1 of %2 ticked").arg(ticked).arg(m_plan.steps.size()));
}

void CleanUpStep::look() {
    const azure::LabChoices choices{
        state().subscription.toStdString(), m_group->currentText().trimmed().toStdString(), {}, state().folder.toStdString(), {}};
    m_planned = m_group->currentText().trimmed();
    state().run<Plan>(
        tr("Looking for what was made"),
        [choices](azure::Session& session, const azure::ProgressHandler& progress) -> Result<Plan> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            MGC_TRY_ASSIGN(const azure::LabTarget target, azure::labTarget(*arm, choices));
            MGC_TRY_ASSIGN(azure::KnownLab known, azure::knownLab(*arm, target));
            azure::Cleaner cleaner(*arm, known.ledger, known.file, progress);
            Plan plan{std::move(known.ledger), std::move(known.file), {}};
            MGC_TRY_ASSIGN(plan.steps, cleaner.plan());
            return plan;
        },
        [this](const Plan& plan) {
            m_plan = plan;
            m_left->setNotes({});
            showSteps();
        });
}

void CleanUpStep::showSteps() {
    QVector<Note> notes;
    for (const azure::CleanUpStep& step : m_plan.steps) notes << noteOf(step, false);
    m_steps->setEmptyText(tr("Nothing is left of it."));
    m_steps->setNotes(notes);
    emit progressed(notes.isEmpty() ? tr("clean") : tr("%n step(s)", nullptr, static_cast<int>(notes.size())), notes.isEmpty());
    refresh();
}

void CleanUpStep::cleanUp() {
    bool ok = false;
    const QString typed = QInputDialog::getText(
        this, tr("Delete and purge"), tr("This cannot be undone. Type the name of the resource group (%1) to go on:").arg(m_planned),
        QLineEdit::Normal, {}, &ok);
    if (!ok || typed != m_planned) return state().tell(paint::Tone::Info, tr("Nothing was deleted"));
    std::vector<azure::CleanUpStep> steps;
    for (std::size_t i = 0; i < m_plan.steps.size(); ++i)
        if (m_steps->isChecked(static_cast<int>(i))) steps.push_back(m_plan.steps[i]);
    m_plan.steps = steps;
    showSteps();
    state().run<azure::CleanUpReport>(
        tr("Cleaning up"),
        [this, plan = m_plan, work = &state().work](azure::Session& session,
                                                    const azure::ProgressHandler& progress) -> Result<azure::CleanUpReport> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            azure::Cleaner cleaner(*arm, plan.ledger, plan.file, progress);
            cleaner.onStep([this, work](std::size_t index, const azure::CleanUpStep& step) {
                work->post([this, index, step] { m_steps->setNote(static_cast<int>(index), noteOf(step, true)); });
            });
            return cleaner.run(plan.steps);
        },
        [this](const azure::CleanUpReport& report) { finished(report); });
}

void CleanUpStep::finished(const azure::CleanUpReport& report) {
    QVector<Note> notes, leftovers;
    for (const azure::CleanUpStep& step : report.steps) notes << noteOf(step, true);
    m_plan.steps.clear();
    m_steps->setNotes(notes);
    for (const std::string& leftover : report.leftovers)
        leftovers << Note{paint::Tone::Warn, QStringLiteral("warning"), text(leftover), {}, {}};
    if (report.leftovers.empty() && report.ok())
        leftovers << Note{
            paint::Tone::Ok, QStringLiteral("checkmark_circle"), tr("Nothing is left over, nothing is kept soft-deleted"), {}, {}};
    m_left->setNotes(leftovers);
    if (report.ok())
        state().tell(paint::Tone::Ok, tr("Cleaned up"), tr("%n step(s) done", nullptr, static_cast<int>(report.steps.size())));
    else
        state().tell(report.cancelled ? paint::Tone::Warn : paint::Tone::Err,
                     report.cancelled ? tr("Stopped") : tr("Not everything could be removed"), tr("Look shows what is left to do."));
    emit progressed(report.ok() ? tr("clean") : tr("not complete"), report.ok());
    state().touch();
}

}  // namespace mgc::ui
