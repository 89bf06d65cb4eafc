#pragma once
#include "management/messages.h"
#include "ui/pages/traffic/span_list.h"

namespace mgc::ui {

/// The policies of a request in their order; those after the one that ended it stand as skipped.
[[nodiscard]] QVector<SpanList::Span> policySpans(const management::RequestDetail& detail);
/// The phases of a request: inbound, each backend call up to its first token and streaming, outbound, on-error, the whole.
[[nodiscard]] QVector<SpanList::Span> timingSpans(const management::RequestDetail& detail);
/// 1-based number of the step that ended the request, 0 if none did.
[[nodiscard]] int stoppedAt(const management::RequestDetail& detail);

}  // namespace mgc::ui
