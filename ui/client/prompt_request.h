#pragma once
#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QUrl>
#include <QVector>
#include <optional>

namespace mgc::ui {

struct PromptMessage {
    QString role;  ///< system | user | assistant
    QString text;
};

/// A chat completion through the gateway, in the Azure OpenAI dialect (deployment in the path, api-version in the query) or, with
/// `deploymentInPath` off, in the OpenAI v1 dialect (model in the body).
struct PromptRequest {
    QUrl gateway;                                          ///< "http://127.0.0.1:8080"
    QString apiPath = QStringLiteral("inference/openai");  ///< path of the API in the gateway, without slashes at its ends
    QString deployment = QStringLiteral("gpt-4o-mini");
    bool deploymentInPath = true;
    QString apiVersion = QStringLiteral("2024-10-21");
    QString keyHeader = QStringLiteral("api-key");
    QString key;  ///< empty: no key header is sent
    QString systemText;
    QVector<PromptMessage> history;  ///< earlier turns, oldest first
    QString text;
    bool stream = true;
    std::optional<int> maxTokens;
    std::optional<double> temperature, topP;
    QList<QPair<QByteArray, QByteArray>> headers;  ///< extra ones, for example Ocp-Apim-Trace
    int timeoutMs = 120000;

    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QByteArray body() const;
    /// A command line for a POSIX shell that sends the same; the key as `$API_KEY` when `maskKey`.
    [[nodiscard]] QString toCurl(bool maskKey = true) const;
};

/// What came back, complete or not.
struct PromptResult {
    int status = 0;  ///< 0: there was no answer
    QString reason;
    QList<QPair<QByteArray, QByteArray>> headers;
    QString text;       ///< the assistant's text
    QByteArray body;    ///< raw body where it was no event stream (at most 1 MiB)
    QString error;      ///< plain words where it failed: network, error body's message, broken stream
    QString requestId;  ///< x-request-id, apim-request-id or x-ms-request-id, the first that is there
    QString backendId;  ///< from x-mgc-backend or x-ms-region, empty if the gateway does not say
    QString model;
    QString finishReason;
    double firstTokenMs = 0;  ///< 0 where nothing was streamed
    double totalMs = 0;
    qint64 promptTokens = 0, completionTokens = 0, cachedTokens = 0;
    bool hasUsage = false;
    int retryAfterSeconds = -1;   ///< -1: header absent
    qint64 remainingTokens = -1;  ///< x-ratelimit-remaining-tokens, -1: absent
    bool streamed = false;
    bool sawDone = false;  ///< the stream ended with [DONE]
    bool cancelled = false;

    [[nodiscard]] bool answered() const { return status >= 200 && status < 300 && error.isEmpty(); }
    [[nodiscard]] bool throttled() const { return status == 429; }
    [[nodiscard]] QByteArray header(QByteArrayView name) const;  ///< first value, name without regard to case
};

}  // namespace mgc::ui
