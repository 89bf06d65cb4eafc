#pragma once
#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>

#include "ui/client/prompt_request.h"
#include "ui/client/sse_parser.h"

class QNetworkReply;

namespace mgc::ui {

/// Sends one prompt at a time to the gateway and reports the answer as it comes. Exactly one finished() follows each send(),
/// also after cancel() and failures (look at PromptResult::error); failed() precedes it where there is something to say.
class PromptClient : public QObject {
    Q_OBJECT
public:
    /// `network` may be shared by several clients (Qt keeps at most six connections per host and manager); own one if null.
    explicit PromptClient(QNetworkAccessManager* network = nullptr, QObject* parent = nullptr);
    ~PromptClient() override;

    /// Cancels a prompt under way, then sends.
    void send(const PromptRequest& request);
    void cancel();
    [[nodiscard]] bool isBusy() const { return !m_reply.isNull(); }
    [[nodiscard]] const PromptRequest& request() const { return m_request; }
    /// What is known so far.
    [[nodiscard]] const PromptResult& result() const { return m_result; }

signals:
    void started();
    void firstToken(double milliseconds);
    void delta(const QString& text);
    void finished(const mgc::ui::PromptResult& result);
    void failed(const QString& message);

private:
    void readHead();
    void readBody();
    void takeEvent(const QByteArray& data);
    void takeJson(const QByteArray& body);
    void finish();

    QNetworkAccessManager* m_network;
    QPointer<QNetworkReply> m_reply;
    PromptRequest m_request;
    PromptResult m_result;
    SseParser m_parser;
    QElapsedTimer m_clock;
    bool m_headRead = false;
};

}  // namespace mgc::ui
