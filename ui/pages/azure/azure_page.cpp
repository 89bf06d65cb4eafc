#include "ui/pages/azure/azure_page.h"

#include <QApplication>
#include <QProgressBar>
#include <QStackedWidget>

#include "ui/pages/azure/calls_bar.h"
#include "ui/pages/azure/choice_steps.h"
#include "ui/pages/azure/clean_up_step.h"
#include "ui/pages/azure/connection_step.h"
#include "ui/pages/azure/deploy_step.h"
#include "ui/pages/azure/push_step.h"
#include "ui/pages/azure/stepper.h"
#include "ui/pages/azure/verify_step.h"
#include "ui/pages/page.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

AzurePage::AzurePage(PageContext& context, QWidget* parent)
    : Surface(ColorRole::Canvas, parent),
      m_work(new AzureWork(qApp->property("demoAzure").toBool(), this)),
      m_banner(new Banner(this)),
      m_state(new AzureState(context, *m_work, *m_banner, this)) {
    setObjectName(QStringLiteral("azurePage"));
    setAccessibleName(tr("Azure"));
    auto* column = plainLayout<QVBoxLayout>(this);
    const QStringList titles{tr("Sign in"),    tr("Subscription"), tr("Services"), tr("Import"),
                             tr("Connection"), tr("Push"),         tr("Verify"),   tr("Clean up")};
    m_stepper = new Stepper(titles, this);
    m_lastShown.resize(titles.size());
    column->addWidget(m_stepper);
    auto* bannerRow = plainLayout<QVBoxLayout>();
    setMargins(bannerRow, 24, 8, 24, 0);
    bannerRow->addWidget(m_banner);
    column->addLayout(bannerRow);
    m_stack = new QStackedWidget(this);
    auto* middle = plainLayout<QVBoxLayout>();
    setMargins(middle, 24, 12, 24, 12);
    middle->addWidget(m_stack);
    column->addLayout(middle, 1);
    addStep(0, new SignInStep(*m_state, m_stack));
    addStep(1, new SubscriptionStep(*m_state, m_stack));
    addStep(2, new ServicesStep(*m_state, m_stack));
    addStep(3, new ImportStep(*m_state, m_stack));
    addStep(4, new ConnectionStep(*m_state, m_stack));
    addStep(5, new PushStep(*m_state, m_stack));
    addStep(5, new DeployStep(*m_state, m_stack));
    addStep(6, new VerifyStep(*m_state, m_stack));
    addStep(7, new CleanUpStep(*m_state, m_stack));
    auto* calls = new CallsBar(this);
    column->addWidget(calls);
    column->addWidget(workStrip());

    connect(m_stepper, &Stepper::chosen, this, [this](int position) { show(m_lastShown[position]); });
    connect(m_state, &AzureState::stepWanted, this, &AzurePage::show);
    connect(m_state, &AzureState::changed, this, &AzurePage::refresh);
    connect(m_work, &AzureWork::called, calls, &CallsBar::add);
    connect(m_work, &AzureWork::started, this, [this](const QString& title) {
        m_doing->setText(title);
        m_progress->setRange(0, 0);
        m_strip->show();
        refresh();
    });
    connect(m_work, &AzureWork::progressed, this, [this](int done, int total, const QString& what) {
        m_progress->setRange(0, total);
        m_progress->setValue(done);
        m_doing->setText(what);
    });
    connect(m_work, &AzureWork::finished, this, &AzurePage::finished);
    if (m_work->isDemonstration())
        m_banner->show(paint::Tone::Warn, tr("Demonstration"),
                       tr("Nothing here is in Azure: a made-up subscription answers inside this program, and its changes end with it."));
    show(QStringLiteral("signIn"));
}

void AzurePage::addStep(int position, AzureStep* step) {
    m_stack->addWidget(step);
    m_steps << step;
    m_positions << position;
    if (m_lastShown[position].isEmpty()) m_lastShown[position] = step->id();
    connect(step, &AzureStep::progressed, this,
            [this, position](const QString& state, bool done) { m_stepper->setState(position, state, done); });
}

void AzurePage::show(const QString& id) {
    for (int i = 0; i < m_steps.size(); ++i) {
        if (m_steps[i]->id() != id) continue;
        m_lastShown[m_positions[i]] = id;
        m_stepper->setCurrent(m_positions[i]);
        m_stack->setCurrentIndex(i);
        m_steps[i]->refresh();
        m_steps[i]->shown();
        return;
    }
}

void AzurePage::refresh() {
    for (AzureStep* step : m_steps) step->refresh();
    const bool known = m_state->signedIn;
    emit accountChanged(known ? m_state->account : QString(), known && m_state->service ? text(m_state->service->name) : QString());
}

void AzurePage::finished(const QString& title, const QString& error) {
    m_strip->hide();
    if (!error.isEmpty()) {
        m_state->tell(paint::Tone::Err, title, error);
        m_banner->setAction(tr("Retry"), [this] { m_work->retry(); });
    }
    refresh();
}

QWidget* AzurePage::workStrip() {
    auto* strip = new Surface(ColorRole::Bg, this);
    strip->setEdges(Qt::TopEdge);
    auto* row = plainLayout<QHBoxLayout>(strip);
    setMargins(row, 24, 6, 24, 6);
    setSpacing(row, 12);
    m_doing = new Label({}, TextRole::Body, ColorRole::Text, strip);
    m_doing->setElide(Qt::ElideMiddle);
    m_progress = new QProgressBar(strip);
    m_progress->setAccessibleName(tr("Progress"));
    setFixedWidthScaled(m_progress, 220);
    auto* cancel = new Button(tr("Cancel"), {}, ButtonKind::Normal, strip);
    cancel->setObjectName(QStringLiteral("azureCancel"));
    connect(cancel, &QPushButton::clicked, this, [this] {
        m_work->cancel();
        m_doing->setText(tr("Stopping at the next safe point"));
    });
    row->addWidget(m_doing, 1);
    row->addWidget(m_progress);
    row->addWidget(cancel);
    strip->hide();
    m_strip = strip;
    return strip;
}

const PageDescriptor& azure_page_descriptor();
const PageDescriptor& azure_page_descriptor() {
    static const PageDescriptor descriptor{
        "azure",
        QT_TRANSLATE_NOOP("Pages", "Azure"),
        "cloud",
        7,
        "Ctrl+7",
        DockPreset::None,
        [](PageContext& context, QWidget* parent) -> QWidget* { return new AzurePage(context, parent); }};
    return descriptor;
}

}  // namespace mgc::ui
