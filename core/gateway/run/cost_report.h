#pragma once
#include <cstddef>
#include <vector>

#include "management/messages.h"
#include "metrics/model_usage.h"
#include "resources/price_table.h"

namespace mgc::gateway {

/// What model calls have cost, summed by consumer, product, model and backend; at most `most` of each, dearest first (by tokens where
/// nothing has a price). Money of other currencies than the table's (it was changed meanwhile) stays out of the sums.
[[nodiscard]] management::Costs costReport(const std::vector<metrics::ModelUsage::Reading>& readings, const resources::PriceTable& prices,
                                           std::size_t most);

}  // namespace mgc::gateway
