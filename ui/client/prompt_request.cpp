#include "ui/client/prompt_request.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

namespace mgc::ui {

namespace {

QString shellQuoted(QString text) {
    text.replace(QLatin1String("'"), QLatin1String("'\\''"));
    return u'\'' + text + u'\'';
}

QJsonObject message(const QString& role, const QString& text) {
    return {{QStringLiteral("role"), role}, {QStringLiteral("content"), text}};
}

}  // namespace

QUrl PromptRequest::url() const {
    QUrl target = gateway;
    QString path = u'/' + apiPath;
    if (deploymentInPath) path += QStringLiteral("/deployments/") + QString::fromLatin1(QUrl::toPercentEncoding(deployment));
    path += QStringLiteral("/chat/completions");
    target.setPath(path, QUrl::TolerantMode);
    if (!apiVersion.isEmpty()) {
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("api-version"), apiVersion);
        target.setQuery(query);
    }
    return target;
}

QByteArray PromptRequest::body() const {
    QJsonArray messages;
    if (!systemText.isEmpty()) messages.append(message(QStringLiteral("system"), systemText));
    for (const PromptMessage& turn : history) messages.append(message(turn.role, turn.text));
    messages.append(message(QStringLiteral("user"), text));
    QJsonObject json{{QStringLiteral("messages"), messages}};
    if (!deploymentInPath) json.insert(QStringLiteral("model"), deployment);
    if (stream) {
        json.insert(QStringLiteral("stream"), true);
        json.insert(QStringLiteral("stream_options"), QJsonObject{{QStringLiteral("include_usage"), true}});
    }
    if (maxTokens) json.insert(QStringLiteral("max_tokens"), *maxTokens);
    if (temperature) json.insert(QStringLiteral("temperature"), *temperature);
    if (topP) json.insert(QStringLiteral("top_p"), *topP);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QString PromptRequest::toCurl(bool maskKey) const {
    QString line = QStringLiteral("curl -sS ") + shellQuoted(url().toString(QUrl::FullyEncoded));
    if (stream) line += QStringLiteral(" -N");
    if (!key.isEmpty()) {
        line += QStringLiteral(" \\\n  -H ") +
                (maskKey ? u'"' + keyHeader + QStringLiteral(": $API_KEY\"") : shellQuoted(keyHeader + QStringLiteral(": ") + key));
    }
    line += QStringLiteral(" \\\n  -H 'Content-Type: application/json'");
    for (const auto& [name, value] : headers)
        line += QStringLiteral(" \\\n  -H ") + shellQuoted(QString::fromUtf8(name) + QStringLiteral(": ") + QString::fromUtf8(value));
    return line + QStringLiteral(" \\\n  -d ") + shellQuoted(QString::fromUtf8(body()));
}

QByteArray PromptResult::header(QByteArrayView name) const {
    for (const auto& [key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0) return value;
    return {};
}

}  // namespace mgc::ui
