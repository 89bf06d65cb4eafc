#include "ui/client/event_stream.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <algorithm>

#include "ui/client/network_error.h"

namespace mgc::ui {

EventStream::EventStream(QNetworkAccessManager& network, Timing timing, QObject* parent)
    : QObject(parent), m_network(network), m_timing(timing) {
    m_retry.setSingleShot(true);
    m_silence.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &EventStream::start);
    connect(&m_silence, &QTimer::timeout, this, [this] { finish(tr("The gateway has gone silent."), 0); });
}

EventStream::~EventStream() { close(); }

void EventStream::open(const QNetworkRequest& request) {
    close();
    m_request = request;
    m_request.setRawHeader("Accept", "text/event-stream");
    m_request.setRawHeader("Cache-Control", "no-cache");
    m_request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    m_pauseMs = m_timing.firstPauseMs;
    start();
}

void EventStream::close() {
    m_retry.stop();
    m_silence.stop();
    m_open = false;
    if (QNetworkReply* reply = m_reply) {
        m_reply.clear();
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
}

void EventStream::start() {
    m_parser.reset();
    QNetworkReply* reply = m_network.get(m_request);
    m_reply = reply;
    if (m_timing.silenceMs > 0) m_silence.start(m_timing.silenceMs);
    // The head alone counts as opened: a quiet stream sends its first event much later.
    connect(reply, &QNetworkReply::metaDataChanged, this, &EventStream::read);
    connect(reply, &QNetworkReply::readyRead, this, &EventStream::read);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        if (m_reply != reply) return;
        read();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const QString why = plainError(*reply);
        finish(why.isEmpty() ? tr("The gateway ended the stream.") : why, status);
    });
}

void EventStream::finish(const QString& why, int status) {
    close();
    m_retry.start(m_pauseMs);
    m_pauseMs = std::min(m_pauseMs * 2, m_timing.longestPauseMs);
    emit broken(why, status);
}

void EventStream::read() {
    QNetworkReply* reply = m_reply;
    if (!reply) return;
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 200) return;  // an error body; finished() reports it
    if (!m_open) {
        const QString type = reply->header(QNetworkRequest::ContentTypeHeader).toString();
        if (!type.startsWith(QLatin1String("text/event-stream"))) {
            finish(tr("The address answers, but not with a stream of events. Is it a management address?"), status);
            return;
        }
        m_open = true;
        emit opened();
        if (m_reply != reply) return;
    }
    if (m_timing.silenceMs > 0) m_silence.start(m_timing.silenceMs);
    const auto events = m_parser.feed(reply->readAll());
    if (!events.isEmpty()) m_pauseMs = m_timing.firstPauseMs;
    for (const SseEvent& event : events) {
        emit received(event);
        if (m_reply != reply) return;  // a receiver closed us
    }
}

}  // namespace mgc::ui
