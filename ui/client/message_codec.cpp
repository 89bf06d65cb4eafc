#include "ui/client/message_codec.h"

#include <nlohmann/json.hpp>

namespace mgc::ui {

namespace {

Result<nlohmann::json> parsed(QByteArrayView text) {
    auto json = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    if (json.is_discarded()) return fail("MGC7001", "the gateway's answer is not JSON");
    return json;
}

template <class T>
Result<T> decoded(QByteArrayView text, const char* what) {
    auto json = parsed(text);
    if (!json) return fail(json.error());
    if (!json->is_object()) return fail("MGC7002", std::string("the gateway's ") + what + " is not an object");
    try {
        return json->get<T>();
    } catch (const nlohmann::json::exception& error) {
        return fail("MGC7003", std::string("the gateway's ") + what + " has a member of an unexpected type: " + error.what());
    }
}

template <class T>
QByteArray encoded(const T& value) {
    const std::string text = nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

Result<management::Status> decodeStatus(QByteArrayView json) { return decoded<management::Status>(json, "status"); }
Result<management::MetricsSnapshot> decodeSnapshot(QByteArrayView json) { return decoded<management::MetricsSnapshot>(json, "snapshot"); }
Result<management::TrafficRow> decodeTrafficRow(QByteArrayView json) { return decoded<management::TrafficRow>(json, "request row"); }
Result<management::RequestDetail> decodeRequestDetail(QByteArrayView json) {
    return decoded<management::RequestDetail>(json, "request detail");
}

Result<management::ConnectionTest> decodeConnectionTest(QByteArrayView json) {
    return decoded<management::ConnectionTest>(json, "connection test");
}

Result<TrafficPage> decodeTrafficPage(QByteArrayView text) {
    auto json = parsed(text);
    if (!json) return fail(json.error());
    TrafficPage page;
    try {
        page.rows = json->at("requests").get<std::vector<management::TrafficRow>>();
        page.next = json->value("next", std::uint64_t{0});
    } catch (const nlohmann::json::exception& error) {
        return fail("MGC7003", std::string("the gateway's list of requests has an unexpected shape: ") + error.what());
    }
    return page;
}

QByteArray encode(const management::Status& status) { return encoded(status); }
QByteArray encode(const management::MetricsSnapshot& snapshot) { return encoded(snapshot); }
QByteArray encode(const management::TrafficRow& row) { return encoded(row); }
QByteArray encode(const management::RequestDetail& detail) { return encoded(detail); }

}  // namespace mgc::ui
