#include "ui/pages/backends/backend_timeline.h"

#include <QDateTime>
#include <algorithm>

#include "ui/models/metrics_history.h"
#include "ui/pages/backends/backend_calls.h"
#include "ui/pages/backends/backend_items.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/charts/breaker_history.h"
#include "ui/widgets/charts/choice_bar.h"

namespace mgc::ui {

namespace {

constexpr qint64 windows[] = {60'000, 300'000, 3'600'000};
/// Part of the window that lies ahead: a breaker's planned closing is seen coming.
constexpr qint64 aheadParts = 5;

void addCalls(BreakerLane& lane, const BackendItem* item, const BackendCalls& calls, const BreakerFrame& frame) {
    const auto from = static_cast<qint64>(frame.fromMs);
    const auto now = static_cast<qint64>(frame.nowMs);
    for (const BackendCall& call : calls.between(lane.name, from, now))
        lane.marks.push_back({static_cast<double>(call.timeMs), BackendCalls::isFailure(call, item ? item->definition : nullptr)});
    const auto trips = static_cast<int>(std::count_if(lane.open.begin(), lane.open.end(), [](const auto& span) { return !span.held; }));
    lane.hint = trips == 0 ? BackendTimeline::tr("no trips") : BackendTimeline::tr("%n trip(s)", nullptr, trips);
    if (item && item->isOpen && item->closesInSeconds > 0) {
        BreakerLane::Span ahead;
        ahead.fromMs = frame.nowMs;
        ahead.toMs = frame.nowMs + item->closesInSeconds * 1000;
        ahead.planned = true;
        lane.open.push_back(ahead);
    }
}

}  // namespace

BackendTimeline::BackendTimeline(BackendItems& items, const MetricsHistory& history, const BackendCalls& calls, QWidget* parent)
    : Card(tr("Breaker timeline"), parent), m_items(items), m_history(history), m_calls(calls) {
    auto* hint = new Label(tr("a bar is a call, a cross a failed one"), TextRole::Hint, ColorRole::Muted, this);
    hint->setElide(Qt::ElideRight);
    header()->addWidget(hint, 1);
    m_window = new ChoiceBar(tr("Time shown in the breaker timeline"), this);
    m_window->add(tr("1 m"), tr("Timeline of 1 minute"));
    m_window->add(tr("5 m"), tr("Timeline of 5 minutes"));
    m_window->add(tr("1 h"), tr("Timeline of 1 hour"));
    m_window->setCurrent(0);
    connect(m_window, &ChoiceBar::chosen, this, [this] { show(m_name); });
    header()->addWidget(m_window);
    m_lanes = new BreakerLanes(m_cursor, this);
    m_lanes->setAccessibleName(tr("Breaker timeline"));
    body()->addWidget(m_lanes);
    connect(&calls, &BackendCalls::changed, this, [this] { show(m_name); });
}

void BackendTimeline::show(const QString& name) {
    m_name = name;
    const BackendItem* shown = m_items.find(name);
    if (!shown) return;
    QStringList names{shown->name};
    if (shown->isPool) {
        names.clear();
        for (const auto& member : shown->definition->members) names << QString::fromStdString(member.backend);
    }
    // Without a first reading the axis shows the time of day all the same.
    const qint64 now = m_history.isEmpty() ? QDateTime::currentMSecsSinceEpoch() : m_history.latestMs();
    const qint64 window = windows[std::clamp(m_window->current(), 0, 2)];
    BreakerFrame frame = breakerFrame(m_history, now - window, now, names);
    frame.annotations.clear();  // their letters are spelled on Live only
    frame.nowMs = static_cast<double>(now);
    frame.toMs = static_cast<double>(now + window / aheadParts);
    frame.hasCalls = true;
    // A backend that was never called has no history; its lane is closed all the same.
    for (const QString& each : names)
        if (std::none_of(frame.lanes.begin(), frame.lanes.end(), [&](const auto& lane) { return lane.name == each; })) {
            BreakerLane lane;
            lane.name = each;
            lane.words = tr("closed, idle");
            frame.lanes.push_back(lane);
        }
    for (BreakerLane& lane : frame.lanes) addCalls(lane, m_items.find(lane.name), m_calls, frame);
    m_lanes->setFrame(std::move(frame));
    if (const int height = m_lanes->fullHeight(); m_lanes->height() != height) m_lanes->setFixedHeight(height);
}

}  // namespace mgc::ui
