#include "ui/pages/traffic/har_export.h"

#include <QUrl>
#include <QUrlQuery>
#include <nlohmann/json.hpp>

namespace mgc::ui {

namespace {

using Json = nlohmann::ordered_json;

Json headers(const management::Message& message) {
    Json list = Json::array();
    for (const auto& header : message.headers) list.push_back({{"name", header.name}, {"value", header.value}});
    return list;
}

std::string headerValue(const management::Message& message, const char* name) {
    for (const auto& header : message.headers)
        if (QString::fromStdString(header.name).compare(QLatin1String(name), Qt::CaseInsensitive) == 0) return header.value;
    return {};
}

Json entry(const management::RequestDetail& detail, const QString& gateway) {
    const auto& row = detail.row;
    const QString url = QString::fromStdString(detail.request.url);
    const QString absolute = url.startsWith(QLatin1String("http")) ? url : gateway + url;
    Json query = Json::array();
    for (const auto& [name, value] : QUrlQuery(QUrl(absolute)).queryItems(QUrl::FullyDecoded))
        query.push_back({{"name", name.toStdString()}, {"value", value.toStdString()}});
    Json request{{"method", detail.request.method},
                 {"url", absolute.toStdString()},
                 {"httpVersion", "HTTP/1.1"},
                 {"cookies", Json::array()},
                 {"headers", headers(detail.request)},
                 {"queryString", query},
                 {"headersSize", -1},
                 {"bodySize", detail.request.bodyBytes}};
    if (!detail.request.body.empty())
        request["postData"] = {{"mimeType", headerValue(detail.request, "content-type")}, {"text", detail.request.body}};
    const double wait = row.timeToFirstTokenMs > 0 ? row.timeToFirstTokenMs : row.totalMs;
    return {{"startedDateTime", row.time},
            {"time", row.totalMs},
            {"request", request},
            {"response",
             {{"status", detail.response.status},
              {"statusText", detail.response.reason},
              {"httpVersion", "HTTP/1.1"},
              {"cookies", Json::array()},
              {"headers", headers(detail.response)},
              {"content",
               {{"size", detail.response.bodyBytes},
                {"mimeType", headerValue(detail.response, "content-type")},
                {"text", detail.response.body}}},
              {"redirectURL", ""},
              {"headersSize", -1},
              {"bodySize", detail.response.bodyBytes}}},
            {"cache", Json::object()},
            {"timings", {{"send", 0}, {"wait", wait}, {"receive", row.totalMs - wait}}},
            {"_requestId", row.requestId},
            {"_backendId", row.backendId},
            {"_policyMs", row.policyMs},
            {"_tokens", {{"prompt", row.promptTokens}, {"completion", row.completionTokens}, {"cached", row.cachedTokens}}}};
}

}  // namespace

QByteArray harText(const QVector<management::RequestDetail>& details, const QString& gateway) {
    Json entries = Json::array();
    for (const auto& detail : details) entries.push_back(entry(detail, gateway));
    const Json har{
        {"log", {{"version", "1.2"}, {"creator", {{"name", "Model Gateway Console"}, {"version", "0.1.0"}}}, {"entries", entries}}}};
    const std::string text = har.dump(2, ' ', false, Json::error_handler_t::replace);
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace mgc::ui
