#include "ui/pages/traffic/stream_faults.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/client/sse_parser.h"

namespace mgc::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mgc::ui::StreamFaults)
};

}  // namespace

QString chunkSays(const std::string& text) {
    QStringList parts;
    SseParser parser;
    for (const SseEvent& event : parser.feed(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())))) {
        if (event.data.trimmed() == "[DONE]") {
            parts << QStringLiteral("[DONE]");
            continue;
        }
        const QJsonObject json = QJsonDocument::fromJson(event.data).object();
        if (json.isEmpty()) {
            parts << QString::fromUtf8(event.data.left(200));
            continue;
        }
        const QJsonValue delta = json.value(QLatin1String("choices"))[0][QLatin1String("delta")];
        const QString word = delta[QLatin1String("content")].toString();
        if (!word.isEmpty()) {
            parts << u'"' + word + u'"';
        } else if (json.value(QLatin1String("usage")).isObject()) {
            const QJsonValue usage = json.value(QLatin1String("usage"));
            parts << Words::tr("usage: %1 in, %2 out")
                         .arg(usage[QLatin1String("prompt_tokens")].toInteger())
                         .arg(usage[QLatin1String("completion_tokens")].toInteger());
        } else if (const QString reason = json.value(QLatin1String("choices"))[0][QLatin1String("finish_reason")].toString();
                   !reason.isEmpty()) {
            parts << Words::tr("finish: %1").arg(reason);
        } else if (delta[QLatin1String("role")].isString()) {
            parts << Words::tr("role: %1").arg(delta[QLatin1String("role")].toString());
        } else if (json.contains(QLatin1String("error"))) {
            parts << Words::tr("error: %1").arg(json.value(QLatin1String("error"))[QLatin1String("message")].toString());
        } else if (const QString type = json.value(QLatin1String("type")).toString(); !type.isEmpty()) {
            const QString added = json.value(QLatin1String("delta")).toString();
            parts << (added.isEmpty() ? type : u'"' + added + u'"');
        } else {
            parts << Words::tr("event without text");
        }
    }
    if (parts.isEmpty()) return QString::fromStdString(text.substr(0, 200)).simplified();
    return parts.join(u' ');
}

QStringList streamFaults(const management::RequestDetail& detail) {
    QStringList faults;
    if (detail.chunks.empty()) return faults;
    bool done = false, usage = false, typed = false;
    int broken = 0;
    SseParser parser;
    for (const auto& chunk : detail.chunks) {
        for (const SseEvent& event : parser.feed(QByteArrayView(chunk.text.data(), static_cast<qsizetype>(chunk.text.size())))) {
            if (event.data.trimmed() == "[DONE]") {
                done = true;
                continue;
            }
            const QJsonObject json = QJsonDocument::fromJson(event.data).object();
            if (json.isEmpty()) ++broken;
            usage = usage || json.value(QLatin1String("usage")).isObject() ||
                    json.value(QLatin1String("response"))[QLatin1String("usage")].isObject();
            typed = typed || !event.type.isEmpty();  // the responses dialect names its events and has no [DONE]
        }
    }
    if (!done && !typed) faults << Words::tr("The stream ended without [DONE].");
    if (!usage && QByteArray::fromStdString(detail.request.body).contains("include_usage"))
        faults << Words::tr("The request asked for usage and the stream has none.");
    if (broken > 0) faults << Words::tr("%1 events are not JSON.").arg(broken);
    if (parser.midEvent()) faults << Words::tr("The stream stops in the middle of an event.");
    return faults;
}

}  // namespace mgc::ui
