#include "ui/client/network_error.h"

#include <QCoreApplication>
#include <QNetworkReply>

namespace mgc::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mgc::ui::NetworkError)
};

}  // namespace

QString plainError(const QNetworkReply& reply) {
    const QString place = reply.url().authority();
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.error() == QNetworkReply::NoError && status < 400) return {};
    if (status == 401 || status == 403)
        return Words::tr("%1 does not accept the token. Attach again with the token of this gateway.").arg(place);
    if (status == 404) return Words::tr("%1 does not know %2.").arg(place, reply.url().path());
    if (status >= 400) return Words::tr("%1 answered %2 to %3.").arg(place, QString::number(status), reply.url().path());
    switch (reply.error()) {
        case QNetworkReply::ConnectionRefusedError:
            return Words::tr("Nothing answers at %1. Is the gateway running?").arg(place);
        case QNetworkReply::HostNotFoundError:
            return Words::tr("The host of %1 was not found.").arg(place);
        case QNetworkReply::RemoteHostClosedError:
            return Words::tr("%1 closed the connection.").arg(place);
        case QNetworkReply::TimeoutError:
            return Words::tr("%1 did not answer in time.").arg(place);
        case QNetworkReply::OperationCanceledError:
            return Words::tr("The call to %1 was cancelled.").arg(place);
        case QNetworkReply::SslHandshakeFailedError:
            return Words::tr("No secure connection to %1: %2").arg(place, reply.errorString());
        default:
            return Words::tr("No answer from %1: %2").arg(place, reply.errorString());
    }
}

}  // namespace mgc::ui
