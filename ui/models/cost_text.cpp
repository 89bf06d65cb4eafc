#include "ui/models/cost_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace mgc::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mgc::ui::CostText)
};

QString text(const std::string& value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }
bool hasTokens(const management::TrafficRow& row) { return row.promptTokens > 0 || row.completionTokens > 0; }

}  // namespace

QString moneyText(double value) { return QLocale().toString(value, 'f', value >= 1 ? 2 : value >= 0.01 ? 4 : value == 0 ? 0 : 6); }

QString costText(const management::TrafficRow& row) {
    if (row.cost) return moneyText(*row.cost);
    return hasTokens(row) ? Words::tr("no price") : QString();
}

QString costTip(const management::TrafficRow& row) {
    if (!row.cost) {
        if (!hasTokens(row)) return {};
        return Words::tr("The price table .model-gateway/prices.json has no price for \"%1\".").arg(text(row.model));
    }
    const QLocale locale;
    QString tip = Words::tr("%1 %2 for %3 prompt and %4 completion tokens of %5")
                      .arg(moneyText(*row.cost), text(row.currency), locale.toString(static_cast<qlonglong>(row.promptTokens)),
                           locale.toString(static_cast<qlonglong>(row.completionTokens)), text(row.model));
    if (row.cachedTokens > 0) tip += Words::tr(", %1 of the prompt cached").arg(locale.toString(static_cast<qlonglong>(row.cachedTokens)));
    return tip;
}

QString costNote(const management::Costs& costs) {
    if (costs.calls == 0) return {};
    QString note = costs.currency.empty() ? QString() : Words::tr("%1 %2 since start").arg(moneyText(costs.total), text(costs.currency));
    if (costs.unpriced > 0) {
        const QString unpriced =
            Words::tr("%n call(s) without a price", nullptr, static_cast<int>(std::min<std::uint64_t>(costs.unpriced, 1u << 30)));
        note = note.isEmpty() ? unpriced : note + QStringLiteral(", ") + unpriced;
    }
    return note;
}

}  // namespace mgc::ui
