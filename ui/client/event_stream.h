#pragma once
#include <QNetworkRequest>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include "ui/client/sse_parser.h"

class QNetworkAccessManager;
class QNetworkReply;

namespace mgc::ui {

/// One server-sent-events stream that stays alive: it reconnects after a break with growing pauses, and a stream that stays silent
/// longer than `silenceMs` counts as broken (a hung gateway, a sleeping laptop). Lives on the thread that made it.
class EventStream : public QObject {
    Q_OBJECT
public:
    struct Timing {
        int firstPauseMs = 250;  ///< before the first new attempt; doubles with each failure
        int longestPauseMs = 5000;
        int silenceMs = 0;  ///< 0: silence is fine
    };

    EventStream(QNetworkAccessManager& network, Timing timing, QObject* parent = nullptr);
    ~EventStream() override;

    void open(const QNetworkRequest& request);
    void close();
    [[nodiscard]] bool isOpen() const { return m_open; }
    void setTiming(Timing timing) { m_timing = timing; }

signals:
    /// The server answered 200 with an event stream.
    void opened();
    void received(const mgc::ui::SseEvent& event);
    /// The stream broke; a new attempt is already planned. `httpStatus` is 0 where there was no answer.
    void broken(const QString& why, int httpStatus);

private:
    void start();
    void finish(const QString& why, int status);
    void read();

    QNetworkAccessManager& m_network;
    Timing m_timing;
    QNetworkRequest m_request;
    QPointer<QNetworkReply> m_reply;
    SseParser m_parser;
    QTimer m_retry;
    QTimer m_silence;
    int m_pauseMs = 0;
    bool m_open = false;
};

}  // namespace mgc::ui
