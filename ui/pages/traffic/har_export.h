#pragma once
#include <QByteArray>
#include <QVector>

#include "management/messages.h"

namespace mgc::ui {

/// HTTP Archive 1.2 of recorded requests: one entry per client request, with the timings that the gateway knows (send 0, wait up to
/// the first byte, receive) and fields of its own behind underscores (`_backendId`, `_policyMs`, `_tokens`).
[[nodiscard]] QByteArray harText(const QVector<management::RequestDetail>& details, const QString& gateway);

}  // namespace mgc::ui
