#include "ui/pages/backends/breaker_now.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "ui/client/management_client.h"
#include "ui/pages/backends/backend_calls.h"
#include "ui/pages/backends/countdown_ring.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

BreakerNow::BreakerNow(const BackendItems& items, const BackendCalls& calls, ManagementClient& client, QWidget* parent)
    : QWidget(parent), m_items(items), m_calls(calls), m_client(client) {
    auto* column = plainLayout<QVBoxLayout>(this);
    setSpacing(column, 8);
    auto* head = plainLayout<QHBoxLayout>();
    setSpacing(head, 8);
    head->addWidget(new Label(tr("Now"), TextRole::SectionTitle, ColorRole::Text, this));
    head->addStretch();
    m_hold = new Button(tr("Hold open"), QStringLiteral("lock_closed"), ButtonKind::Normal, this);
    m_hold->setObjectName(QStringLiteral("holdOpen"));
    connect(m_hold, &QPushButton::clicked, this, &BreakerNow::switchHold);
    head->addWidget(m_hold);
    column->addLayout(head);
    auto* now = plainLayout<QHBoxLayout>();
    setSpacing(now, 12);
    m_ring = new CountdownRing(this);
    m_ring->hide();
    now->addWidget(m_ring);
    auto* words = plainLayout<QVBoxLayout>();
    setSpacing(words, 2);
    m_state = new Label({}, TextRole::BodyMedium, ColorRole::Text, this);
    m_detail = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_detail->setWordWrap(true);
    words->addWidget(m_state);
    words->addWidget(m_detail);
    now->addLayout(words, 1);
    column->addLayout(now);
    m_refused = new Label({}, TextRole::Hint, ColorRole::Err, this);
    m_refused->setWordWrap(true);
    m_refused->hide();
    column->addWidget(m_refused);
    column->addSpacing(px(4));
    column->addWidget(new Label(tr("Last failures"), TextRole::DockTitle, ColorRole::Muted, this));
    m_none = new Label(tr("None among the last calls."), TextRole::Hint, ColorRole::Muted, this);
    column->addWidget(m_none);
    for (int i = 0; i < shownFailures; ++i) {
        Row row{new QWidget(this), nullptr, nullptr, nullptr};
        auto* line = plainLayout<QHBoxLayout>(row.whole);
        setSpacing(line, 10);
        row.time = new Label({}, TextRole::CodeSmall, ColorRole::Text, row.whole);
        row.what = new Label({}, TextRole::Hint, ColorRole::Err, row.whole);
        row.what->setElide(Qt::ElideRight);
        row.link = new LinkButton({}, row.whole);
        row.link->setAccessibleName(tr("Open the request of failure %1 in Traffic").arg(i + 1));
        line->addWidget(row.time);
        line->addWidget(row.what, 1);
        line->addWidget(row.link);
        connect(row.link, &QPushButton::clicked, this, [this, i] {
            if (i < m_ids.size()) emit requestChosen(m_ids[i]);
        });
        row.whole->hide();
        column->addWidget(row.whole);
        m_rows.push_back(row);
    }
    connect(&items, &BackendItems::liveChanged, this, &BreakerNow::showState);
    connect(&items, &BackendItems::definitionsChanged, this, &BreakerNow::showFailures);
    connect(&calls, &BackendCalls::changed, this, &BreakerNow::showFailures);
}

void BreakerNow::setBackend(const QString& name) {
    m_name = name;
    m_longest = 0;
    m_refused->hide();
    showState();
    showFailures();
}

void BreakerNow::showState() {
    const BackendItem* item = m_items.find(m_name);
    if (!item || item->isPool) return;
    const QLocale locale;
    const bool hasRule = !item->definition->circuitBreaker.empty();
    m_hold->setText(item->isHeld ? tr("Release") : tr("Hold open"));
    m_hold->setAccessibleName(item->isHeld ? tr("Release the breaker of %1").arg(m_name) : tr("Hold the breaker of %1 open").arg(m_name));
    m_hold->setEnabled(m_client.isConnected() && (hasRule || item->isHeld));
    m_hold->setToolTip(!hasRule       ? tr("Only a backend with a rule has a breaker that can be held open.")
                       : item->isHeld ? tr("Lets calls flow again")
                                      : tr("Keeps calls away from this backend until you release it; of the local gateway only"));
    m_longest = item->isOpen ? std::max(m_longest, item->closesInSeconds) : 0;
    m_ring->setVisible(item->isOpen && item->closesInSeconds > 0);
    if (item->isHeld) {
        m_state->setText(tr("Held open"));
        m_detail->setText(tr("No call goes there until you release it."));
    } else if (item->isOpen) {
        const QDateTime closes = QDateTime::currentDateTime().addMSecs(std::llround(item->closesInSeconds * 1000));
        m_ring->setSeconds(item->closesInSeconds, m_longest);
        m_state->setText(item->closesInSeconds > 0 ? tr("Open, closes at %1").arg(closes.toString(QStringLiteral("HH:mm:ss")))
                                                   : tr("Open"));
        m_detail->setText(tr("Then calls flow again at once: API Management has no half-open state."));
    } else {
        m_state->setText(item->requests == 0 ? tr("Closed, nothing was sent yet") : tr("Closed"));
        m_detail->setText(
            tr("%1 calls since the gateway started, %2 failed.").arg(locale.toString(item->requests), locale.toString(item->failures)));
    }
    m_state->setColor(item->isOpen ? ColorRole::Err : ColorRole::Text);
}

void BreakerNow::switchHold() {
    const BackendItem* item = m_items.find(m_name);
    if (!item) return;
    m_client.holdBreaker(m_name, !item->isHeld, this, [this, name = m_name](const Result<QJsonObject>& done) {
        if (name != m_name) return;
        m_refused->setVisible(!done);  // the next reading shows what it has done
        if (!done) m_refused->setText(QString::fromStdString(done.error().message));
    });
}

void BreakerNow::showFailures() {
    const BackendItem* item = m_items.find(m_name);
    const auto failures = item && !item->isPool ? m_calls.lastFailures(*item->definition, shownFailures) : QVector<BackendCall>();
    m_none->setVisible(failures.isEmpty());
    m_ids.clear();
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        row.whole->setVisible(i < failures.size());
        if (i >= failures.size()) continue;
        const BackendCall& call = failures[i];
        const QString time = QDateTime::fromMSecsSinceEpoch(call.timeMs).toString(QStringLiteral("HH:mm:ss.zzz"));
        m_ids.push_back(call.request);
        row.time->setText(time);
        row.what->setText(BackendCalls::outcomeText(call));
        row.what->setToolTip(call.error);
        row.link->setText(QStringLiteral("#%1").arg(call.request));
        row.link->setAccessibleName(
            tr("Open request %1, %2 at %3, in Traffic").arg(QString::number(call.request), BackendCalls::outcomeText(call), time));
    }
}

}  // namespace mgc::ui
