#pragma once
#include <QString>
#include <QVector>

namespace mgc::ui {

/// A value axis from 0 to a round top with 3 or 4 equal steps.
struct NiceAxis {
    double top = 1;
    double step = 0.25;

    [[nodiscard]] QVector<double> ticks() const;  ///< 0, step, ..., top
    friend bool operator==(const NiceAxis&, const NiceAxis&) = default;
};

/// The smallest such axis that holds `largest`; {3, 1} for nothing.
[[nodiscard]] NiceAxis niceAxis(double largest);

/// Keeps an axis from jumping: it grows at once and shrinks only after the smaller one would have done for `patienceMs`.
class SteadyAxis {
public:
    [[nodiscard]] const NiceAxis& update(double largest, double nowMs, double patienceMs = 10000);
    void reset() { m_set = false; }
    [[nodiscard]] const NiceAxis& axis() const { return m_axis; }

private:
    NiceAxis m_axis;
    double m_smallerSinceMs = 0;
    bool m_set = false;
    bool m_smaller = false;
};

/// "0", "400", "1,500", "20 k", "1.5 M": short, by the locale; all labels of an axis take the unit of its top.
[[nodiscard]] QString axisText(double value, double top);
/// A value for legends and tables: thousands separators, `decimals` places; an en dash for NaN.
[[nodiscard]] QString valueText(double value, int decimals);

struct TimeTick {
    double ms;
    QString text;
};
/// Marks at round local times, as many as fit beside each other in `width` pixels (one per `minGap` at most).
[[nodiscard]] QVector<TimeTick> timeTicks(double fromMs, double toMs, double width, double minGap = 70);

}  // namespace mgc::ui
