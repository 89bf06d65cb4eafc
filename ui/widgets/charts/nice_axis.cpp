#include "ui/widgets/charts/nice_axis.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>

namespace mgc::ui {

QVector<double> NiceAxis::ticks() const {
    QVector<double> all;
    const int count = static_cast<int>(std::lround(top / step));
    for (int i = 0; i <= count && i <= 10; ++i) all.push_back(step * i);
    return all;
}

NiceAxis niceAxis(double largest) {
    if (!(largest > 0) || !std::isfinite(largest)) return {3, 1};
    NiceAxis best{std::numeric_limits<double>::infinity(), 1};
    const double magnitude = std::pow(10.0, std::floor(std::log10(largest / 3)) - 1);
    for (const double power : {magnitude, magnitude * 10, magnitude * 100}) {
        // Three steps before four where both fit alike; halves only where they stay whole numbers.
        for (const int steps : {3, 4}) {
            for (const double factor : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}) {
                if (factor * power != std::round(factor * power) && power > 0.9) continue;
                const double step = factor * power;
                const double top = step * steps;
                // A little air above the highest point.
                if (top >= largest * 1.02 && top < best.top * 0.999) best = {top, step};
            }
        }
    }
    return best;
}

const NiceAxis& SteadyAxis::update(double largest, double nowMs, double patienceMs) {
    const NiceAxis wanted = niceAxis(largest);
    if (!m_set || wanted.top > m_axis.top) {
        m_axis = wanted;
        m_set = true;
        m_smaller = false;
    } else if (wanted.top < m_axis.top) {
        if (!m_smaller) m_smallerSinceMs = nowMs;
        m_smaller = true;
        if (nowMs - m_smallerSinceMs >= patienceMs) {
            m_axis = wanted;
            m_smaller = false;
        }
    } else {
        m_smaller = false;
    }
    return m_axis;
}

QString axisText(double value, double top) {
    const QLocale locale;
    const auto scaled = [&](double v, const QString& unit) {
        const bool whole = std::abs(v - std::round(v)) < 1e-9;
        return locale.toString(v, 'f', whole ? 0 : 1) + unit;
    };
    if (value == 0) return QStringLiteral("0");
    if (top >= 1e6) return scaled(value / 1e6, QStringLiteral(" M"));
    if (top >= 10000) return scaled(value / 1e3, QStringLiteral(" k"));
    const bool whole = std::abs(value - std::round(value)) < 1e-9;
    return locale.toString(value, 'f', whole ? 0 : (std::abs(value * 10 - std::round(value * 10)) < 1e-9 ? 1 : 2));
}

QString valueText(double value, int decimals) {
    if (std::isnan(value)) return QStringLiteral("–");
    return QLocale().toString(value, 'f', decimals);
}

QVector<TimeTick> timeTicks(double fromMs, double toMs, double width, double minGap) {
    QVector<TimeTick> ticks;
    if (toMs <= fromMs || width <= 0) return ticks;
    static constexpr std::array<qint64, 10> steps{5, 10, 15, 30, 60, 120, 300, 600, 900, 1800};  // seconds
    const double wanted = (toMs - fromMs) / 1000.0 * minGap / width;
    const auto found = std::find_if(steps.begin(), steps.end(), [wanted](qint64 step) { return static_cast<double>(step) >= wanted; });
    const qint64 step = (found == steps.end() ? 3600 : *found) * 1000;
    // Multiples of local time, so that half-hour zones get round marks too.
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(fromMs)).offsetFromUtc() * 1000LL;
    const QString format = step < 60000 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm");
    for (qint64 at = (static_cast<qint64>(fromMs) + offset + step - 1) / step * step - offset; static_cast<double>(at) <= toMs; at += step)
        ticks.push_back({static_cast<double>(at), QDateTime::fromMSecsSinceEpoch(at).toString(format)});
    return ticks;
}

}  // namespace mgc::ui
