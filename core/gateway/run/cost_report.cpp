#include "gateway/run/cost_report.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace mgc::gateway {

namespace {

using Reading = metrics::ModelUsage::Reading;

double money(std::uint64_t units) { return static_cast<double>(units) / resources::PriceTable::unitsPerCurrency; }

std::vector<management::CostShare> sharesBy(const std::vector<Reading>& readings, std::string Reading::*name, const std::string& currency,
                                            std::size_t most) {
    std::map<std::string, std::pair<metrics::ModelUsage::Totals, std::uint64_t>> sums;
    for (const Reading& each : readings) {
        auto& [totals, cost] = sums[each.*name];
        totals.add(each.totals);
        if (each.currency == currency) cost += each.totals.cost;
    }
    std::vector<management::CostShare> shares;
    for (const auto& [text, sum] : sums)
        shares.push_back(
            {text, sum.first.calls, sum.first.unpriced, sum.first.tokens.prompt + sum.first.tokens.completion, money(sum.second)});
    std::ranges::stable_sort(
        shares, [](const auto& left, const auto& right) { return std::tie(left.cost, left.tokens) > std::tie(right.cost, right.tokens); });
    if (shares.size() > most) shares.resize(most);
    return shares;
}

}  // namespace

management::Costs costReport(const std::vector<Reading>& readings, const resources::PriceTable& prices, std::size_t most) {
    management::Costs costs;
    costs.currency = prices.currency;
    costs.asOf = prices.asOf;
    std::uint64_t total = 0;
    for (const Reading& each : readings) {
        costs.calls += each.totals.calls;
        costs.unpriced += each.totals.unpriced;
        if (each.currency == costs.currency) total += each.totals.cost;
    }
    costs.total = money(total);
    costs.consumers = sharesBy(readings, &Reading::subscription, costs.currency, most);
    costs.products = sharesBy(readings, &Reading::product, costs.currency, most);
    costs.models = sharesBy(readings, &Reading::model, costs.currency, most);
    costs.backends = sharesBy(readings, &Reading::backend, costs.currency, most);
    return costs;
}

}  // namespace mgc::gateway
