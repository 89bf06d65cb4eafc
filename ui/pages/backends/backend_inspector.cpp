#include "ui/pages/backends/backend_inspector.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStackedWidget>

#include "resources/resource_type.h"
#include "ui/documents/workspace_edits.h"
#include "ui/forms/resource_form.h"
#include "ui/pages/backends/breaker_form.h"
#include "ui/pages/backends/simulator_tab.h"
#include "ui/session/action_registry.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {
const QString connectionTab = QStringLiteral("connection"), breakerTab = QStringLiteral("breaker"),
              simulatorTab = QStringLiteral("simulator"), jsonTab = QStringLiteral("json");
}

BackendInspector::BackendInspector(BackendItems& items, WorkspaceEdits& edits, ActionRegistry& actions, const BackendCalls& calls,
                                   ManagementClient& client, QWidget* parent)
    : QWidget(parent), m_items(items), m_edits(edits) {
    setAccessibleName(tr("Backend inspector"));
    setMinimumWidthScaled(this, 300);
    auto* column = plainLayout<QVBoxLayout>(this);
    auto* head = plainLayout<QVBoxLayout>();
    setMargins(head, 16, 14, 16, 10);
    setSpacing(head, 4);
    auto* first = plainLayout<QHBoxLayout>();
    setSpacing(first, 8);
    m_title = new Label({}, TextRole::SectionTitle, ColorRole::Text, this);
    m_title->setElide(Qt::ElideMiddle);
    m_state = new Chip({}, this);
    first->addWidget(m_title, 1);
    first->addWidget(m_state);
    head->addLayout(first);
    m_path = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_path->setElide(Qt::ElideMiddle);
    head->addWidget(m_path);
    column->addLayout(head);
    auto* tabs = plainLayout<QHBoxLayout>();
    setMargins(tabs, 16, 0, 16, 8);
    m_tabs = new SegmentedSwitch(tr("Parts of the backend"), this);
    m_tabs->addOption(connectionTab, tr("Connection"));
    m_tabs->addOption(breakerTab, tr("Breaker"));
    m_tabs->addOption(simulatorTab, tr("Simulator"));
    m_tabs->addOption(jsonTab, tr("JSON"));
    tabs->addWidget(m_tabs);
    tabs->addStretch();
    column->addLayout(tabs);
    column->addWidget(new HairLine(Qt::Horizontal, this));
    m_stack = new QStackedWidget(this);
    const auto area = [this](QWidget* content) {
        auto* scroll = new QScrollArea(this);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setWidgetResizable(true);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        if (content) scroll->setWidget(content);
        m_stack->addWidget(scroll);
        return scroll;
    };
    m_formArea = area(nullptr);
    m_formArea->setAccessibleName(tr("Fields of the backend"));
    m_breaker = new BreakerForm(items, edits, calls, client, this);
    connect(m_breaker, &BreakerForm::requestChosen, this, &BackendInspector::requestChosen);
    area(m_breaker)->setAccessibleName(tr("Breaker rule of the backend"));
    m_simulator = new SimulatorTab(items, client, this);
    area(m_simulator)->setAccessibleName(tr("Simulator of the backend"));
    m_json = new QPlainTextEdit(this);
    m_json->setReadOnly(true);
    m_json->setFrameShape(QFrame::NoFrame);
    m_json->setFont(Theme::instance().font(TextRole::CodeSmall));
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_json->setAccessibleName(tr("JSON of the backend"));
    m_stack->addWidget(m_json);
    column->addWidget(m_stack, 1);
    column->addWidget(new HairLine(Qt::Horizontal, this));
    auto* foot = plainLayout<QHBoxLayout>();
    setMargins(foot, 16, 8, 16, 8);
    setSpacing(foot, 8);
    auto* reset = new Button(tr("Reset breakers"), QStringLiteral("arrow_reset"), ButtonKind::Normal, this);
    reset->setToolTip(tr("Closes all breakers and clears counters of the local gateway"));
    auto* remove = new Button(tr("Delete"), {}, ButtonKind::Danger, this);
    remove->setAccessibleName(tr("Delete this backend"));
    foot->addWidget(reset);
    foot->addStretch();
    foot->addWidget(remove);
    column->addLayout(foot);
    connect(m_tabs, &SegmentedSwitch::currentChanged, this, [this](const QString& id) {
        m_stack->setCurrentIndex(id == connectionTab ? 0 : id == breakerTab ? 1 : id == simulatorTab ? 2 : 3);
    });
    connect(reset, &QPushButton::clicked, this, [&actions] { actions.trigger(QStringLiteral("gateway.resetCounters")); });
    connect(remove, &QPushButton::clicked, this, &BackendInspector::remove);
    connect(&items, &BackendItems::definitionsChanged, this, &BackendInspector::refresh);
    connect(&items, &BackendItems::liveChanged, this, &BackendInspector::showLive);
    m_tabs->setCurrent(connectionTab);
}

void BackendInspector::setBackend(const QString& name) {
    m_name = name;
    m_breaker->setBackend(name);
    m_simulator->setBackend(name);
    refresh();
}

void BackendInspector::showBreaker() {
    m_tabs->setCurrent(breakerTab);
    m_stack->setCurrentIndex(1);
}

void BackendInspector::refresh() {
    const BackendItem* item = m_items.find(m_name);
    setEnabled(item != nullptr);
    if (!item) return;
    m_title->setText(item->name);
    m_path->setText(QStringLiteral("backends/%1/%2").arg(item->name, QFileInfo(item->file).fileName()));
    if (item->definition->document) m_json->setPlainText(QString::fromStdString(item->definition->document->text()));
    if (m_file != item->file) {
        m_file = item->file;
        const auto* descriptor = resources::findResourceType("backend");
        m_form = descriptor ? new ResourceForm(*descriptor, m_file, m_edits, nullptr) : nullptr;
        auto* padded = new QWidget;
        auto* around = plainLayout<QVBoxLayout>(padded);
        setMargins(around, 16, 12, 16, 16);
        if (m_form) around->addWidget(m_form);
        around->addStretch();
        m_formArea->setWidget(padded);
    } else if (m_form) {
        m_form->refresh();
    }
    showLive();
}

void BackendInspector::showLive() {
    const BackendItem* item = m_items.find(m_name);
    if (!item) return;
    const bool warn = item->isPool && item->openMembers > 0 && !item->isOpen;
    m_state->setSpec({item->isOpen ? QStringLiteral("error_circle")
                      : warn       ? QStringLiteral("warning")
                                   : QString(),
                      item->stateText(),
                      item->isOpen ? paint::Tone::Err
                      : warn       ? paint::Tone::Warn
                                   : paint::Tone::Neutral});
}

void BackendInspector::remove() {
    const BackendItem* item = m_items.find(m_name);
    if (!item) return;
    // No question: it lies in the trash and Ctrl+Z brings it back.
    if (m_edits.remove(QFileInfo(item->file).absolutePath())) emit deleted();
}

void BackendInspector::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColor(ColorRole::Dock));
    paint::verticalLine(painter, 0, 0, height(), themeColor(ColorRole::Line));
}

}  // namespace mgc::ui
