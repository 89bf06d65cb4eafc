#pragma once
#include <QString>

#include "management/messages.h"

namespace mgc::ui {

/// Money without its currency: cents and more with two to four decimals, less with six.
[[nodiscard]] QString moneyText(double value);
/// What a request has cost: money, "no price" where its tokens are known but its model has none, "" where no tokens are known.
[[nodiscard]] QString costText(const management::TrafficRow& row);
/// The same as a sentence for tips: "0.000041 USD for 14 prompt and 42 completion tokens".
[[nodiscard]] QString costTip(const management::TrafficRow& row);
/// "1.25 USD since start, 3 calls without a price"; "" before the first call.
[[nodiscard]] QString costNote(const management::Costs& costs);

}  // namespace mgc::ui
