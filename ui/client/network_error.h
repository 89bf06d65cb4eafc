#pragma once
#include <QString>

class QNetworkReply;

namespace mgc::ui {

/// Why a reply failed, in words for people: what failed, where, and what to look at. Empty when it did not fail.
[[nodiscard]] QString plainError(const QNetworkReply& reply);

}  // namespace mgc::ui
