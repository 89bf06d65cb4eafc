#include "ui/pages/backends/breaker_now.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "ui/pages/backends/backend_calls.h"
#include "ui/pages/backends/countdown_ring.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

BreakerNow::BreakerNow(const BackendItems& items, const BackendCalls& calls, QWidget* parent)
    : QWidget(parent), m_items(items), m_calls(calls) {
    auto* column = plainLayout<QVBoxLayout>(this);
    setSpacing(column, 8);
    column->addWidget(new Label(tr("Now"), TextRole::SectionTitle, ColorRole::Text, this));
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
    showState();
    showFailures();
}

void BreakerNow::showState() {
    const BackendItem* item = m_items.find(m_name);
    if (!item || item->isPool) return;
    const QLocale locale;
    m_longest = item->isOpen ? std::max(m_longest, item->closesInSeconds) : 0;
    m_ring->setVisible(item->isOpen && item->closesInSeconds > 0);
    if (item->isOpen) {
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
