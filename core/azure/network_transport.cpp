#include "azure/network_transport.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTimer>

namespace mgc::azure {

namespace {

constexpr qint64 maximumAnswer = 64ll << 20;
constexpr int pollMs = 40;  // how soon a cancellation is seen

/// The system's proxies for everything but loopback: a proxy of the environment must not get in between there.
class ProxiesBesidesLoopback : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override {
        const QString host = query.peerHostName();
        if (host == QLatin1String("localhost") || host.startsWith(QLatin1String("127.")) || host == QLatin1String("::1"))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return systemProxyForQuery(query);
    }
};

Error errorOf(QNetworkReply& reply, bool timedOut) {
    const std::string url = reply.url().toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo).toStdString();
    if (timedOut) return {"Timeout", "No answer from " + url + " in time."};
    switch (reply.error()) {
        case QNetworkReply::SslHandshakeFailedError:
            return {"TlsFailed", "The TLS connection to " + url + " failed: " + reply.errorString().toStdString() +
                                     " A private authority is set with caFile."};
        default:
            return {"ConnectionFailed", "The connection to " + url + " failed: " + reply.errorString().toStdString() + '.'};
    }
}

}  // namespace

struct NetworkTransport::Impl {
    CancelFlag cancel;
    bool held = false;
    QNetworkAccessManager manager;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
};

NetworkTransport::NetworkTransport(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
NetworkTransport::~NetworkTransport() = default;

Result<std::unique_ptr<NetworkTransport>> NetworkTransport::create(const NetworkOptions& options, CancelFlag cancel) {
    auto impl = std::make_unique<Impl>();
    impl->cancel = std::move(cancel);
    if (!options.caFile.empty()) {
        const auto certificates = QSslCertificate::fromPath(QString::fromStdString(options.caFile));
        if (certificates.isEmpty()) return fail("CaFileUnreadable", "No PEM certificate can be read from '" + options.caFile + "'.");
        impl->tls.addCaCertificates(certificates);
    }
    if (!options.proxy.empty()) {
        const QUrl url(QString::fromStdString(options.proxy));
        if (!url.isValid() || url.host().isEmpty())
            return fail("ProxyInvalid", "'" + options.proxy + "' is not a proxy address such as http://proxy:3128.");
        impl->manager.setProxy(
            QNetworkProxy(QNetworkProxy::HttpProxy, url.host(), static_cast<quint16>(url.port(8080)), url.userName(), url.password()));
    } else {
        impl->manager.setProxyFactory(new ProxiesBesidesLoopback);  // the manager owns it
    }
    impl->manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    return std::unique_ptr<NetworkTransport>(new NetworkTransport(std::move(impl)));
}

bool NetworkTransport::cancelled() const { return m_impl->cancel && m_impl->cancel->load(); }

void NetworkTransport::hold(bool held) { m_impl->held = held; }

Result<HttpResponse> NetworkTransport::send(const HttpRequest& request) {
    if (cancelled() && !m_impl->held) return fail("Cancelled", "Cancelled.");
    QNetworkRequest network(QUrl(QString::fromStdString(request.url), QUrl::StrictMode));
    if (!network.url().isValid()) return fail("InvalidUrl", "'" + request.url + "' is not an address.");
    network.setSslConfiguration(m_impl->tls);
    network.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    network.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    for (const auto& [name, value] : request.headers)
        network.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));

    QElapsedTimer clock;
    clock.start();
    const std::unique_ptr<QNetworkReply> reply(
        m_impl->manager.sendCustomRequest(network, QByteArray::fromStdString(request.method), QByteArray::fromStdString(request.body)));
    QEventLoop loop;
    bool stopped = false, timedOut = false, tooLarge = false;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QObject::connect(reply.get(), &QNetworkReply::downloadProgress, &loop, [&](qint64 received, qint64) {
        if (received <= maximumAnswer || tooLarge) return;
        tooLarge = true;
        reply->abort();
    });
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] {
        stopped = cancelled() && !m_impl->held;
        timedOut = !stopped && clock.elapsed() > request.timeout.count();
        if (stopped || timedOut) reply->abort();
    });
    watch.start(pollMs);
    if (!reply->isFinished()) loop.exec();
    watch.stop();

    if (stopped) return fail("Cancelled", "Cancelled.");
    if (tooLarge) return fail("AnswerTooLarge", "The answer of " + request.url + " is larger than 64 MiB.");
    const QVariant status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    // A status with an error of the transfer behind it is a broken answer, except for the errors that only mirror the status.
    const bool brokenOff = reply->error() != QNetworkReply::NoError && reply->error() < QNetworkReply::ContentAccessDenied;
    if (!status.isValid() || brokenOff) return fail(errorOf(*reply, timedOut));
    HttpResponse response;
    response.status = status.toInt();
    for (const auto& [name, value] : reply->rawHeaderPairs()) response.headers.emplace_back(name.toStdString(), value.toStdString());
    response.body = reply->readAll().toStdString();
    response.took = std::chrono::milliseconds(clock.elapsed());
    return response;
}

Result<void> NetworkTransport::wait(std::chrono::milliseconds duration) {
    QElapsedTimer clock;
    clock.start();
    while (!cancelled() && clock.elapsed() < duration.count()) {
        QEventLoop loop;
        QTimer::singleShot(static_cast<int>(std::min<qint64>(pollMs, duration.count() - clock.elapsed())), &loop, &QEventLoop::quit);
        loop.exec();
    }
    if (cancelled()) return fail("Cancelled", "Cancelled.");
    return {};
}

}  // namespace mgc::azure
