#include "ui/pages/backends/simulator_tab.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QSpinBox>
#include <QUrl>

#include "ui/client/management_client.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int mostPerMinute = 1'000'000'000;  // as the simulator's own reader has it

QString textOf(const QJsonObject& object, const char* name) { return object.value(QLatin1String(name)).toString(); }

/// Deployments without regions are in each.
bool isIn(const QJsonObject& deployment, const QString& region) {
    const QJsonArray regions = deployment.value(QStringLiteral("regions")).toArray();
    return regions.isEmpty() || regions.contains(region);
}

}  // namespace

SimulatorTab::SimulatorTab(const BackendItems& items, ManagementClient& client, QWidget* parent)
    : QWidget(parent), m_items(items), m_client(client) {
    auto* column = plainLayout<QVBoxLayout>(this);
    m_none = new EmptyState(QStringLiteral("server"), {}, {}, this);
    column->addWidget(m_none);
    m_fields = new QWidget(this);
    m_column = plainLayout<QVBoxLayout>(m_fields);
    setMargins(m_column, 16, 16, 16, 16);
    setSpacing(m_column, 12);
    m_title = new Label({}, TextRole::SectionTitle, ColorRole::Text, m_fields);
    m_title->setElide(Qt::ElideRight);
    m_column->addWidget(m_title);
    m_answers = new QCheckBox(tr("Accepts connections"), m_fields);
    m_answers->setToolTip(tr("Off: calls end with a connection failure, as if the region were gone"));
    m_column->addWidget(m_answers);
    auto* heads = plainLayout<QHBoxLayout>();
    setSpacing(heads, 8);
    heads->addWidget(new Label(tr("Deployment"), TextRole::Tab, ColorRole::Text, m_fields), 1);
    for (const QString& unit : {tr("Tokens/min"), tr("Requests/min")}) {
        auto* head = new Label(unit, TextRole::Tab, ColorRole::Text, m_fields);
        setFixedWidthScaled(head, 96);
        heads->addWidget(head);
    }
    m_column->addLayout(heads);
    m_problem = new Label({}, TextRole::Hint, ColorRole::Err, m_fields);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* hint = new Label(tr("Limits hold for every simulated region that has the deployment, until the gateway restarts. "
                              "To keep them, write them into the workspace's simulator.json."),
                           TextRole::Hint, ColorRole::Muted, m_fields);
    hint->setWordWrap(true);
    m_column->addWidget(m_problem);
    m_column->addWidget(hint);
    column->addWidget(m_fields);
    column->addStretch(1);
    connect(m_answers, &QCheckBox::toggled, this, &SimulatorTab::writeRegion);
    connect(&client, &ManagementClient::connectionChanged, this, &SimulatorTab::refresh);
    showNothing(tr("Not known yet"), {});
}

QString SimulatorTab::regionOf(const QString& url, const QJsonArray& regions) {
    const QString host = QUrl(url.trimmed()).host();
    const QString label = host.section(QLatin1Char('.'), 0, 0);
    for (const auto& value : regions) {
        const QJsonObject region = value.toObject();
        const QString id = textOf(region, "id");
        if (id.compare(label, Qt::CaseInsensitive) == 0) return id;
        for (const auto& claimed : region.value(QStringLiteral("hosts")).toArray())
            if (claimed.toString().compare(host, Qt::CaseInsensitive) == 0) return id;
    }
    return {};
}

void SimulatorTab::setBackend(const QString& name) {
    m_name = name;
    m_problem->hide();
    refresh();
}

void SimulatorTab::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

bool SimulatorTab::eventFilter(QObject* watched, QEvent* event) {
    // Who scrolls the tab does not mean the number that passes by.
    if (event->type() == QEvent::Wheel && !static_cast<QWidget*>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SimulatorTab::showNothing(const QString& title, const QString& why) {
    m_none->setText(title, why);
    m_none->show();
    m_fields->hide();
}

void SimulatorTab::refresh() {
    const BackendItem* item = m_items.find(m_name);
    if (!item || !isVisible()) return;
    if (item->isPool) return showNothing(tr("A pool is not simulated"), tr("Its members may be: choose one of them."));
    if (!m_client.isConnected())
        return showNothing(tr("The gateway does not run"), tr("Start it to see whether this backend is simulated."));
    m_client.fetchSimulator(this, [this, name = m_name](const Result<QJsonObject>& answer) {
        if (name != m_name) return;
        if (answer)
            take(*answer);
        else
            showNothing(tr("No simulator"), QString::fromStdString(answer.error().message));
    });
}

void SimulatorTab::take(const QJsonObject& simulator) {
    const BackendItem* item = m_items.find(m_name);
    if (!item) return;
    m_regions = simulator.value(QStringLiteral("regions")).toArray();
    m_deployments = simulator.value(QStringLiteral("deployments")).toArray();
    m_region = regionOf(QString::fromStdString(item->definition->url), m_regions);
    if (m_region.isEmpty())
        return showNothing(
            tr("This backend is not simulated"),
            tr("Its calls go to its address. Regions of .model-gateway/simulator.json that list its host would answer for it."));
    m_showing = true;
    for (const auto& value : m_regions) {
        const QJsonObject region = value.toObject();
        if (textOf(region, "id") != m_region) continue;
        m_title->setText(tr("%1 simulates %2").arg(m_region, textOf(region, "displayName")));
        m_answers->setChecked(region.value(QStringLiteral("enabled")).toBool(true));
    }
    QStringList names;
    for (const auto& value : m_deployments)
        if (isIn(value.toObject(), m_region)) names << textOf(value.toObject(), "name");
    buildRows(names);
    for (const Row& row : m_rows)
        for (const auto& value : m_deployments) {
            const QJsonObject deployment = value.toObject();
            if (textOf(deployment, "name") != row.name || !isIn(deployment, m_region)) continue;
            if (!row.tokens->hasFocus()) row.tokens->setValue(deployment.value(QStringLiteral("tokensPerMinute")).toInt());
            if (!row.requests->hasFocus()) row.requests->setValue(deployment.value(QStringLiteral("requestsPerMinute")).toInt());
        }
    m_showing = false;
    m_none->hide();
    m_fields->show();
}

void SimulatorTab::buildRows(const QStringList& names) {
    QStringList shown;
    for (const Row& row : m_rows) shown << row.name;
    if (shown == names) return;
    for (const Row& row : m_rows) row.whole->deleteLater();
    m_rows.clear();
    for (const QString& name : names) {
        Row row{name, new QWidget(m_fields), nullptr, nullptr};
        auto* line = plainLayout<QHBoxLayout>(row.whole);
        setSpacing(line, 8);
        auto* title = new Label(name, TextRole::Body, ColorRole::Text, row.whole);
        title->setElide(Qt::ElideMiddle);
        line->addWidget(title, 1);
        const auto number = [&](const QString& unit) {
            auto* box = new QSpinBox(row.whole);
            box->setRange(1, mostPerMinute);
            box->setKeyboardTracking(false);
            box->setGroupSeparatorShown(true);
            box->setFocusPolicy(Qt::StrongFocus);
            box->installEventFilter(this);
            box->setAccessibleName(tr("%1 of %2").arg(unit, name));
            setFixedWidthScaled(box, 96);
            line->addWidget(box);
            return box;
        };
        row.tokens = number(tr("Tokens per minute"));
        row.tokens->setSingleStep(1000);
        row.requests = number(tr("Requests per minute"));
        for (QSpinBox* box : {row.tokens, row.requests})
            connect(box, &QSpinBox::valueChanged, this, [this, row] {
                if (!m_showing) writeDeployment(row);
            });
        m_column->insertWidget(3 + static_cast<int>(m_rows.size()), row.whole);
        m_rows.push_back(row);
    }
}

void SimulatorTab::writeRegion(bool answers) {
    if (m_showing) return;
    QJsonArray regions = m_regions;
    for (auto&& value : regions) {
        QJsonObject region = value.toObject();
        if (textOf(region, "id") != m_region) continue;
        region[QStringLiteral("enabled")] = answers;
        value = region;
    }
    put({{QStringLiteral("regions"), regions}});
}

void SimulatorTab::writeDeployment(const Row& row) {
    QJsonArray deployments = m_deployments;
    for (auto&& value : deployments) {
        QJsonObject deployment = value.toObject();
        if (textOf(deployment, "name") != row.name || !isIn(deployment, m_region)) continue;
        deployment[QStringLiteral("tokensPerMinute")] = row.tokens->value();
        deployment[QStringLiteral("requestsPerMinute")] = row.requests->value();
        value = deployment;
    }
    put({{QStringLiteral("deployments"), deployments}});
}

void SimulatorTab::put(const QJsonObject& change) {
    m_client.putSimulator(change, this, [this](const Result<QJsonObject>& answer) {
        m_problem->setVisible(!answer);
        if (!answer) m_problem->setText(tr("The simulator refused it: %1").arg(QString::fromStdString(answer.error().message)));
        refresh();
    });
}

}  // namespace mgc::ui
