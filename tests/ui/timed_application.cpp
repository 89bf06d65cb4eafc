#include "ui/timed_application.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QMetaEnum>
#include <algorithm>
#include <ctime>
#include <utility>

#include "support/suite.h"

namespace mgc::test {

namespace {

constexpr std::size_t mostHolds = 200000;

[[maybe_unused]] const bool chosen = useApplication(
    [](int& argc, char** argv) -> std::unique_ptr<QCoreApplication> { return std::make_unique<TimedApplication>(argc, argv); });

}  // namespace

double usedMs() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

TimedApplication& TimedApplication::instance() { return *static_cast<TimedApplication*>(QCoreApplication::instance()); }

void TimedApplication::begin() {
    m_holds.clear();
    m_measuring = true;
}

std::vector<TimedApplication::Hold> TimedApplication::end() {
    m_measuring = false;
    return std::exchange(m_holds, {});
}

bool TimedApplication::notify(QObject* receiver, QEvent* event) {
    if (!m_measuring || m_inside || m_holds.size() >= mostHolds) return QApplication::notify(receiver, event);
    m_inside = true;
    static const QMetaEnum types = QMetaEnum::fromType<QEvent::Type>();
    // The event may end the life of its receiver.
    Hold hold{0, 0,
              QStringLiteral("%1 to %2 %3")
                  .arg(QLatin1String(types.valueToKey(event->type())), QLatin1String(receiver->metaObject()->className()),
                       receiver->objectName())};
    QElapsedTimer clock;
    clock.start();
    const double before = usedMs();
    const bool handled = QApplication::notify(receiver, event);
    hold.usedMs = usedMs() - before;
    hold.wallMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    m_holds.push_back(std::move(hold));
    m_inside = false;
    return handled;
}

double percentile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}

}  // namespace mgc::test
