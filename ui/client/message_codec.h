#pragma once
#include <QByteArray>
#include <QByteArrayView>

#include "base/result.h"
#include "management/messages.h"

// JSON of the management API to values and back. Every function answers an Error in plain words for text that is no JSON or has
// members of the wrong type; none throws. Input is bounded by the caller (SSE events 4 MiB, bodies 64 MiB).
namespace mgc::ui {

struct TrafficPage {
    std::vector<management::TrafficRow> rows;
    quint64 next = 0;  ///< the `after` of the next page
};

[[nodiscard]] Result<management::Status> decodeStatus(QByteArrayView json);
[[nodiscard]] Result<management::MetricsSnapshot> decodeSnapshot(QByteArrayView json);
[[nodiscard]] Result<management::TrafficRow> decodeTrafficRow(QByteArrayView json);
[[nodiscard]] Result<TrafficPage> decodeTrafficPage(QByteArrayView json);
[[nodiscard]] Result<management::RequestDetail> decodeRequestDetail(QByteArrayView json);
[[nodiscard]] Result<management::ConnectionTest> decodeConnectionTest(QByteArrayView json);
[[nodiscard]] QByteArray encode(const management::Status& status);
[[nodiscard]] QByteArray encode(const management::MetricsSnapshot& snapshot);
[[nodiscard]] QByteArray encode(const management::TrafficRow& row);
[[nodiscard]] QByteArray encode(const management::RequestDetail& detail);

}  // namespace mgc::ui
