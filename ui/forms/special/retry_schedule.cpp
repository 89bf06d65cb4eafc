#include "ui/forms/special/retry_schedule.h"

#include <QLocale>
#include <QVBoxLayout>
#include <cmath>

#include "ui/documents/text.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

constexpr int mostListed = 50;
constexpr qsizetype spelledOut = 6;

QString seconds(double value) {
    return QLocale().toString(value, 'f', value < 10 && value != std::floor(value) ? 1 : 0) + QStringLiteral(" s");
}

}  // namespace

RetrySchedule::RetrySchedule(PolicyFile& file, DocumentStore& store, QWidget* parent) : SpecialEditor(file, store, parent) {
    setObjectName(QStringLiteral("retrySchedule"));
    auto* column = plainLayout<QVBoxLayout>(this);
    setSpacing(column, 6);
    column->addWidget(new HairLine(Qt::Horizontal, this));
    column->addWidget(new Label(tr("Schedule"), TextRole::DockTitle, ColorRole::Text, this));
    m_words = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_words->setWordWrap(true);
    column->addWidget(m_words);
}

QVector<double> RetrySchedule::waits(int count, double interval, double delta, double maximum, bool firstFast) {
    QVector<double> list;
    for (int attempt = 0; attempt < std::min(count, mostListed); ++attempt) {
        const double steps = attempt;
        if (firstFast && attempt == 0)
            list << 0;
        else if (delta == 0)
            list << interval;
        else if (maximum == 0)
            list << interval + steps * delta;
        else  // the growth is spread by a fifth up and down; this is its middle
            list << std::min(maximum, interval + (std::exp2(std::min(steps, 40.0)) - 1) * delta);
    }
    return list;
}

void RetrySchedule::refresh(policy::xml::NodeId node) {
    bool known = true;
    const auto value = [&](std::string_view name, const QString& missing) {
        const auto* attribute = m_file.document().attribute(node, name);
        const QString text = attribute ? toText(m_file.document().slice(attribute->value)) : missing;
        known = known && !text.startsWith(QLatin1Char('@')) && !text.contains(QLatin1String("{{"));
        return text;
    };
    const int count = value("count", QStringLiteral("0")).toInt();
    const double interval = value("interval", QStringLiteral("0")).toDouble();
    const double delta = value("delta", QStringLiteral("0")).toDouble();
    const double maximum = value("max-interval", QStringLiteral("0")).toDouble();
    const bool firstFast = value("first-fast-retry", QStringLiteral("false")) == QLatin1String("true");
    const auto list = waits(count, interval, delta, maximum, firstFast);
    if (!known) return m_words->setText(tr("It depends on expressions or named values."));
    if (list.isEmpty()) return m_words->setText(tr("It tries once and never again."));
    QStringList words;
    double sum = 0;
    for (const double wait : list) {
        if (words.size() < spelledOut) words << seconds(wait);
        sum += wait;
    }
    if (list.size() > spelledOut) words << QString(QChar(0x2026));
    m_words->setText(tr("While the condition holds, it waits %1: %2 in all over %n retries.", nullptr, static_cast<int>(list.size()))
                         .arg(words.join(QStringLiteral(", ")), seconds(sum)));
}

}  // namespace mgc::ui
