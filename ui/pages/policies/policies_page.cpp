#include "ui/pages/policies/policies_page.h"

#include <QDir>
#include <QFile>
#include <QJsonObject>

#include "ui/pages/page.h"
#include "ui/pages/policies/policy_lanes.h"
#include "ui/pages/policies/policy_text.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace_index.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

PoliciesPage::PoliciesPage(PageContext& context, QWidget* parent) : Surface(ColorRole::Canvas, parent), m_context(context) {
    setObjectName(QStringLiteral("policiesPage"));
    setAccessibleName(tr("Policies"));
    auto* column = plainLayout<QVBoxLayout>(this);
    column->addWidget(toolBar());
    m_banner = new Banner(this);
    auto* bannerRow = plainLayout<QVBoxLayout>();
    setMargins(bannerRow, 16, 8, 16, 0);
    bannerRow->addWidget(m_banner);
    column->addLayout(bannerRow);
    m_stack = new QStackedWidget(this);
    auto* empty = new EmptyState(
        QStringLiteral("flowchart"), tr("No policy is open"),
        tr("The workspace has no policy document yet. A policy.xml in apis/<api> or beside the workspace root appears here."), this);
    m_lanes = new PolicyLanes(this);
    m_text = new PolicyText(this);
    m_effective = new PolicyText(this);
    m_effective->setObjectName(QStringLiteral("effectiveText"));
    m_effective->setAccessibleName(tr("Effective policy"));
    for (QWidget* page :
         {static_cast<QWidget*>(empty), static_cast<QWidget*>(m_lanes), static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_effective)})
        m_stack->addWidget(page);
    column->addWidget(m_stack, 1);
    connect(m_lanes, &PolicyLanes::lineChosen, this, [this](int line) {
        m_view->setCurrent(QStringLiteral("xml"));
        m_text->goToLine(line);
    });
    connect(&context.workspace, &WorkspaceIndex::changed, this, &PoliciesPage::fillList);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &PoliciesPage::load);
    connect(&context.gateway, &GatewaySession::statusChanged, this, [this] {
        if (m_view->current() == QLatin1String("effective")) loadEffective();
    });
    fillList();
}

QWidget* PoliciesPage::toolBar() {
    auto* bar = new Surface(ColorRole::Bg, this);
    bar->setEdges(Qt::BottomEdge);
    setFixedHeightMetric(bar, Metric::PageToolBar);
    auto* row = plainLayout<QHBoxLayout>(bar);
    setMargins(row, 16, 0, 16, 0);
    setSpacing(row, 8);
    row->addWidget(new Label(tr("Policy"), TextRole::Body, ColorRole::Muted, bar));
    m_crumb = new Label({}, TextRole::BodyMedium, ColorRole::Accent, bar);
    m_crumb->setElide(Qt::ElideLeft);
    m_chip = new Chip({}, bar);
    auto* choose = new Button(tr("Choose"), QStringLiteral("document_text"), ButtonKind::Normal, bar);
    choose->setAccessibleName(tr("Choose a policy document"));
    choose->setKeyCap(QStringLiteral("@"));
    connect(choose, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("go.policyChooser")); });
    row->addWidget(m_crumb, 1);
    row->addWidget(m_chip);
    m_view = new SegmentedSwitch(tr("View of the policy"), bar);
    m_view->addOption(QStringLiteral("flow"), tr("Flow"));
    m_view->addOption(QStringLiteral("xml"), tr("XML"));
    m_view->addOption(QStringLiteral("effective"), tr("Effective"));
    connect(m_view, &SegmentedSwitch::currentChanged, this, &PoliciesPage::showView);
    row->addWidget(choose);
    row->addWidget(m_view);
    auto* edit = new Button(tr("Edit"), QStringLiteral("open"), ButtonKind::Normal, bar);
    edit->setAccessibleName(tr("Edit the policy in the system editor"));
    edit->setToolTip(tr("Opens policy.xml in your editor; the gateway reloads when you save"));
    connect(edit, &QPushButton::clicked, this, [this] {
        m_context.actions.action(QStringLiteral("workspace.openFile"))->setData(m_path);
        m_context.actions.trigger(QStringLiteral("workspace.openFile"));
    });
    row->addWidget(edit);
    return bar;
}

void PoliciesPage::fillList() {
    const auto all = m_context.workspace.policies();
    QString best;
    for (const WorkspaceNode& node : all) {
        // The API policy says most; the first one is shown until another is chosen.
        if (best.isEmpty() && node.kind == WorkspaceKind::Policy && node.path.contains(QLatin1String("/apis/"))) best = node.path;
    }
    if (best.isEmpty() && !all.isEmpty()) best = all.first().path;
    const bool still = !m_path.isEmpty() && QFile::exists(m_path) && m_path.startsWith(m_context.workspace.folder());
    if (!still) openPolicy(best);
}

void PoliciesPage::openPolicy(const QString& path) {
    if (!m_path.isEmpty()) m_watcher.removePath(m_path);
    m_path = path;
    if (path.isEmpty()) {
        m_stack->setCurrentIndex(0);
        m_crumb->clear();
        m_chip->setSpec({});
        return;
    }
    m_watcher.addPath(path);
    load();
}

void PoliciesPage::load() {
    if (m_path.isEmpty()) return;
    // Editors replace the file, which ends the watch.
    if (!m_watcher.files().contains(m_path)) m_watcher.addPath(m_path);
    QFile file(m_path);
    m_crumb->setText(QDir(m_context.workspace.folder()).relativeFilePath(m_path));
    if (!file.open(QIODevice::ReadOnly) || file.size() > static_cast<qint64>(policy::xml::largestDocument)) {
        m_banner->show(paint::Tone::Err, tr("The file cannot be read."), file.errorString());
        return;
    }
    const auto document = policy::xml::Document::parse(file.readAll().toStdString(), m_crumb->text().toStdString());
    m_text->setPolicy(document);
    m_lanes->setPolicy(document);
    if (document.hasErrors()) {
        m_chip->setSpec({QStringLiteral("error_circle"), tr("not well-formed"), paint::Tone::Err});
        m_banner->show(paint::Tone::Err, tr("This document cannot run."),
                       tr("The gateway keeps the last good program. The Problems panel lists file, line and column."));
        m_banner->setAction(tr("Show problems"), [this] { m_context.actions.trigger(QStringLiteral("view.problems")); });
    } else {
        m_chip->setSpec({QStringLiteral("checkmark"), tr("well-formed"), paint::Tone::Ok});
        m_banner->hide();
    }
    showView(m_view->current());
}

void PoliciesPage::showView(const QString& id) {
    if (m_path.isEmpty()) {
        m_stack->setCurrentIndex(0);
        return;
    }
    if (id == QLatin1String("effective")) {
        m_stack->setCurrentWidget(m_effective);
        loadEffective();
    } else {
        m_stack->setCurrentWidget(id == QLatin1String("xml") ? static_cast<QWidget*>(m_text) : static_cast<QWidget*>(m_lanes));
    }
}

void PoliciesPage::loadEffective() {
    const QStringList parts = QDir(m_context.workspace.folder()).relativeFilePath(m_path).split(QLatin1Char('/'));
    QString api;
    QString operation;
    for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
        if (parts[i] == QLatin1String("apis")) api = parts[i + 1];
        if (parts[i] == QLatin1String("operations")) operation = parts[i + 1];
    }
    if (api.isEmpty() && !m_context.gateway.status().apis.empty()) api = QString::fromStdString(m_context.gateway.status().apis.front().id);
    const auto showText = [this](const QString& text) { m_effective->setPolicy(policy::xml::Document::parse(text.toStdString())); };
    if (!m_context.gateway.isRunning()) {
        showText(QStringLiteral("<!-- %1 -->").arg(tr("The gateway joins the scopes; it is not running.")));
        return;
    }
    m_context.gateway.client().fetchEffective(api, operation, this, [showText](const Result<QJsonObject>& answer) {
        if (!answer) {
            showText(QStringLiteral("<!-- %1 -->").arg(QString::fromStdString(answer.error().message)));
            return;
        }
        for (const char* member : {"xml", "policy", "document", "value", "text"})
            if (const QString text = answer->value(QLatin1String(member)).toString(); !text.isEmpty()) {
                showText(text);
                return;
            }
        showText(QStringLiteral("<!-- %1 -->").arg(tr("The gateway gave no effective policy for this API.")));
    });
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
