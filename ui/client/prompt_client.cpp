#include "ui/client/prompt_client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QNetworkReply>

#include "ui/client/network_error.h"

namespace mgc::ui {

namespace {

constexpr qsizetype maxBodyBytes = 8 * 1024 * 1024;
constexpr qsizetype maxKeptBodyBytes = 1024 * 1024;

double milliseconds(const QElapsedTimer& clock) { return static_cast<double>(clock.nsecsElapsed()) / 1e6; }

void readUsage(const QJsonObject& json, PromptResult& into) {
    const QJsonValue usage = json.value(QLatin1String("usage"));
    if (!usage.isObject()) return;
    into.hasUsage = true;
    into.promptTokens = usage[QLatin1String("prompt_tokens")].toInteger();
    into.completionTokens = usage[QLatin1String("completion_tokens")].toInteger();
    into.cachedTokens = usage[QLatin1String("prompt_tokens_details")][QLatin1String("cached_tokens")].toInteger();
}

/// The text of an error body: OpenAI's {"error":{"message"}} or APIM's {"statusCode","message"}.
QString errorMessage(const QJsonObject& json) {
    const QJsonValue error = json.value(QLatin1String("error"));
    if (error.isObject()) return error[QLatin1String("message")].toString();
    if (error.isString()) return error.toString();
    return json.value(QLatin1String("message")).toString();
}

}  // namespace

PromptClient::PromptClient(QNetworkAccessManager* network, QObject* parent) : QObject(parent), m_network(network) {
    if (m_network) return;
    m_network = new QNetworkAccessManager(this);
    m_network->setProxy(QNetworkProxy::NoProxy);
}

PromptClient::~PromptClient() {
    if (QNetworkReply* reply = m_reply) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
}

void PromptClient::send(const PromptRequest& request) {
    cancel();
    m_request = request;
    m_result = {};
    m_parser.reset();
    m_headRead = false;
    QNetworkRequest head(request.url());
    head.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    head.setRawHeader("Accept", request.stream ? "text/event-stream" : "application/json");
    if (!request.key.isEmpty()) head.setRawHeader(request.keyHeader.toUtf8(), request.key.toUtf8());
    for (const auto& [name, value] : request.headers) head.setRawHeader(name, value);
    head.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    head.setTransferTimeout(request.timeoutMs);
    m_clock.start();
    QNetworkReply* reply = m_network->post(head, request.body());
    m_reply = reply;
    connect(reply, &QNetworkReply::readyRead, this, &PromptClient::readBody);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        if (m_reply == reply) finish();
    });
    emit started();
}

void PromptClient::cancel() {
    QNetworkReply* reply = m_reply;
    if (!reply) return;
    m_reply.clear();
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
    m_result.cancelled = true;
    m_result.error = tr("Stopped.");
    m_result.totalMs = milliseconds(m_clock);
    emit finished(m_result);
}

void PromptClient::readHead() {
    if (m_headRead) return;
    m_headRead = true;
    m_result.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_result.reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    m_result.headers = m_reply->rawHeaderPairs();
    for (const char* name : {"x-request-id", "apim-request-id", "x-ms-request-id"}) {
        if (m_result.requestId.isEmpty()) m_result.requestId = QString::fromUtf8(m_result.header(name));
    }
    for (const char* name : {"x-mgc-backend", "x-ms-region"}) {
        if (m_result.backendId.isEmpty()) m_result.backendId = QString::fromUtf8(m_result.header(name));
    }
    bool ok = false;
    if (const int seconds = m_result.header("retry-after").toInt(&ok); ok) m_result.retryAfterSeconds = seconds;
    if (const qint64 tokens = m_result.header("x-ratelimit-remaining-tokens").toLongLong(&ok); ok) m_result.remainingTokens = tokens;
    m_result.streamed = m_result.status == 200 && m_result.header("content-type").startsWith("text/event-stream");
}

void PromptClient::readBody() {
    if (!m_reply) return;
    readHead();
    const QByteArray bytes = m_reply->readAll();
    if (!m_result.streamed) {
        if (m_result.body.size() + bytes.size() <= maxBodyBytes) m_result.body.append(bytes);
        return;
    }
    const QPointer<QNetworkReply> reply = m_reply;
    for (const SseEvent& event : m_parser.feed(bytes)) {
        takeEvent(event.data);
        if (m_reply != reply) return;  // a receiver cancelled
    }
}

void PromptClient::takeEvent(const QByteArray& data) {
    if (data.trimmed() == "[DONE]") {
        m_result.sawDone = true;
        return;
    }
    const QJsonObject json = QJsonDocument::fromJson(data).object();
    if (json.isEmpty()) {
        if (m_result.error.isEmpty()) m_result.error = tr("The stream holds an event that is not JSON.");
        return;
    }
    if (json.contains(QLatin1String("error"))) m_result.error = errorMessage(json);
    readUsage(json, m_result);
    if (m_result.model.isEmpty()) m_result.model = json.value(QLatin1String("model")).toString();
    const QJsonArray choices = json.value(QLatin1String("choices")).toArray();
    if (choices.isEmpty()) return;
    const QJsonValue choice = choices.first();
    if (const QString reason = choice[QLatin1String("finish_reason")].toString(); !reason.isEmpty()) m_result.finishReason = reason;
    const QString text = choice[QLatin1String("delta")][QLatin1String("content")].toString();
    if (text.isEmpty()) return;
    if (m_result.text.size() + text.size() > maxBodyBytes) {
        m_result.error = tr("The answer is longer than 8 MiB; the rest is not shown.");
        return;
    }
    if (m_result.firstTokenMs <= 0) {
        m_result.firstTokenMs = milliseconds(m_clock);
        emit firstToken(m_result.firstTokenMs);
    }
    m_result.text += text;
    emit delta(text);
}

void PromptClient::takeJson(const QByteArray& body) {
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    readUsage(json, m_result);
    m_result.model = json.value(QLatin1String("model")).toString();
    if (m_result.status >= 400) {
        m_result.error = errorMessage(json);
        if (m_result.error.isEmpty()) m_result.error = tr("The gateway answered %1 %2.").arg(m_result.status).arg(m_result.reason);
        return;
    }
    const QJsonArray choices = json.value(QLatin1String("choices")).toArray();
    if (choices.isEmpty()) {
        m_result.error = tr("The answer is no chat completion.");
        return;
    }
    m_result.finishReason = choices.first()[QLatin1String("finish_reason")].toString();
    m_result.text = choices.first()[QLatin1String("message")][QLatin1String("content")].toString();
    if (!m_result.text.isEmpty()) emit delta(m_result.text);
}

void PromptClient::finish() {
    readBody();
    QNetworkReply* reply = m_reply;
    if (!reply) return;
    m_result.totalMs = milliseconds(m_clock);
    const bool transportFailed = m_result.status == 0 || (m_result.status < 400 && reply->error() != QNetworkReply::NoError);
    if (transportFailed) {
        m_result.error = m_result.streamed ? tr("The answer broke off: %1").arg(plainError(*reply)) : plainError(*reply);
    } else if (!m_result.streamed) {
        takeJson(m_result.body);
    } else if (!m_result.sawDone && m_result.error.isEmpty()) {
        m_result.error = tr("The stream ended without [DONE].");
    }
    if (m_result.body.size() > maxKeptBodyBytes) m_result.body.truncate(maxKeptBodyBytes);
    m_reply.clear();
    reply->disconnect(this);
    reply->deleteLater();
    if (!m_result.error.isEmpty()) emit failed(m_result.error);
    emit finished(m_result);
}

}  // namespace mgc::ui
