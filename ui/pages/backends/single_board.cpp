#include "ui/pages/backends/single_board.h"

#include <QLocale>

#include "ui/pages/backends/connection_check.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

/// Only the kind: values may hold resolved secrets.
QString credentialsOf(const resources::BackendCredentials& credentials) {
    QStringList kinds;
    if (!credentials.managedIdentityResource.empty()) kinds << SingleBoard::tr("managed identity");
    if (!credentials.scheme.empty()) kinds << SingleBoard::tr("%1 credential").arg(QString::fromStdString(credentials.scheme));
    for (const auto& [name, value] : credentials.headers) kinds << SingleBoard::tr("header %1").arg(QString::fromStdString(name));
    for (const auto& [name, value] : credentials.query) kinds << SingleBoard::tr("query parameter %1").arg(QString::fromStdString(name));
    if (!credentials.certificateIds.empty() || !credentials.certificateThumbprints.empty()) kinds << SingleBoard::tr("client certificate");
    return kinds.isEmpty() ? SingleBoard::tr("none") : kinds.join(QStringLiteral(", "));
}

}  // namespace

SingleBoard::SingleBoard(BackendItems& items, ManagementClient& client, QWidget* parent) : Card(parent), m_items(items) {
    body()->setContentsMargins(0, px(8), 0, px(8));
    m_address = addRow(tr("Address"));
    m_address->setElide(Qt::ElideMiddle);
    m_address->setRole(TextRole::Code);
    m_credentials = addRow(tr("Credentials"));
    m_connection = new ConnectionCheck(client, this);
    body()->addWidget(m_connection);
    auto* row = plainLayout<QHBoxLayout>();
    setMargins(row, 16, 6, 16, 6);
    auto* title = new Label(tr("Member of"), TextRole::Body, ColorRole::Muted, this);
    setFixedWidthScaled(title, 120);
    row->addWidget(title);
    m_pools = plainLayout<QHBoxLayout>();
    setSpacing(m_pools, 12);
    row->addLayout(m_pools);
    row->addStretch();
    body()->addLayout(row);
    m_calls = addRow(tr("Calls"));
    m_failures = addRow(tr("Failures"));
    m_state = addRow(tr("Breaker"));
    connect(&items, &BackendItems::definitionsChanged, this, &SingleBoard::show);
    connect(&items, &BackendItems::liveChanged, this, &SingleBoard::show);
}

Label* SingleBoard::addRow(const QString& name) {
    auto* row = plainLayout<QHBoxLayout>();
    setMargins(row, 16, 6, 16, 6);
    auto* title = new Label(name, TextRole::Body, ColorRole::Muted, this);
    setFixedWidthScaled(title, 120);
    row->addWidget(title);
    auto* value = new Label({}, TextRole::Body, ColorRole::Text, this);
    row->addWidget(value, 1);
    body()->addLayout(row);
    return value;
}

void SingleBoard::setBackend(const QString& name) {
    m_name = name;
    m_connection->setBackend(name);
    m_shownPools = QStringList{QString()};
    show();
}

void SingleBoard::show() {
    const BackendItem* item = m_items.find(m_name);
    if (!item || item->isPool) return;
    const QLocale locale;
    m_address->setText(QString::fromStdString(item->definition->url));
    m_credentials->setText(credentialsOf(item->definition->credentials));
    m_calls->setText(tr("%1 in the last minute, %2 since the gateway started")
                         .arg(locale.toString(item->callsPerMinute), locale.toString(item->requests)));
    m_failures->setText(item->failures == 0 ? tr("none") : locale.toString(item->failures));
    m_state->setText(item->definition->circuitBreaker.empty() ? tr("no rule, it never opens") : item->stateText());
    m_state->setColor(item->isOpen ? ColorRole::Err : ColorRole::Text);
    if (m_shownPools == item->pools) return;
    m_shownPools = item->pools;
    while (QLayoutItem* old = m_pools->takeAt(0)) {
        delete old->widget();
        delete old;
    }
    for (const QString& pool : item->pools) {
        auto* link = new LinkButton(pool, this);
        link->setAccessibleName(tr("Show pool %1").arg(pool));
        connect(link, &QPushButton::clicked, this, [this, pool] { emit poolChosen(pool); });
        m_pools->addWidget(link);
    }
    if (item->pools.isEmpty()) m_pools->addWidget(new Label(tr("no pool"), TextRole::Body, ColorRole::Text, this));
}

}  // namespace mgc::ui
