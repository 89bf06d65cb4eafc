#include "azure/sign_in/cli_credential.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QProcess>
#include <nlohmann/json.hpp>

namespace mgc::azure {

namespace {

constexpr int limitMs = 30'000;

class CliCredential : public Credential {
public:
    CliCredential(Transport& transport, bool developer) : m_transport(transport), m_developer(developer) {}

    std::string name() const override { return m_developer ? "azd" : "az"; }

    Result<AccessToken> fetch(const TokenRequest& request) override {
        if (!request.claims.empty() && !m_developer)
            return fail(
                "InteractionRequired",
                "Azure asks for further claims, which az can only get interactively: run az login --claims-challenge with --scope " +
                    request.scope + '.');
        MGC_TRY_ASSIGN(const std::string output, run(argumentsFor(request)));
        const auto body = nlohmann::json::parse(output, nullptr, false);
        const char* const member = m_developer ? "token" : "accessToken";
        if (!body.is_object() || !body.contains(member) || !body[member].is_string())
            return fail("CredentialUnavailable", name() + " gave no token.");
        auto expires = std::chrono::system_clock::now() + std::chrono::minutes(10);
        if (body.contains("expires_on") && body["expires_on"].is_number()) {
            expires = std::chrono::system_clock::time_point(std::chrono::seconds(body["expires_on"].get<std::int64_t>()));
        } else if (body.contains("expiresOn") &&
                   body["expiresOn"].is_string()) {  // az before 2.54: local time without a zone; azd: RFC 3339
            const QDateTime time = QDateTime::fromString(
                QString::fromStdString(body["expiresOn"].get<std::string>()).replace(QLatin1Char(' '), QLatin1Char('T')), Qt::ISODate);
            if (time.isValid()) expires = std::chrono::system_clock::time_point(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
        }
        return AccessToken{body[member].get<std::string>(), expires};
    }

private:
    QStringList argumentsFor(const TokenRequest& request) const {
        const QString scope = QString::fromStdString(request.scope), tenant = QString::fromStdString(request.tenant);
        QStringList arguments;
        if (m_developer) {
            arguments = {QStringLiteral("auth"),
                         QStringLiteral("token"),
                         QStringLiteral("--output"),
                         QStringLiteral("json"),
                         QStringLiteral("--no-prompt"),
                         QStringLiteral("--scope"),
                         scope};
            if (!tenant.isEmpty()) arguments << QStringLiteral("--tenant-id") << tenant;
            if (!request.claims.empty())
                arguments << QStringLiteral("--claims") << QString::fromLatin1(QByteArray::fromStdString(request.claims).toBase64());
        } else {
            QString resource = scope;
            if (resource.endsWith(QLatin1String("/.default"))) resource.chop(9);
            arguments = {QStringLiteral("account"), QStringLiteral("get-access-token"), QStringLiteral("--output"),
                         QStringLiteral("json"),    QStringLiteral("--resource"),       resource};
            if (!tenant.isEmpty()) arguments << QStringLiteral("--tenant") << tenant;
        }
        return arguments;
    }

    /// No shell, a folder that nobody else writes to, and an end.
    Result<std::string> run(const QStringList& arguments) const {
        QProcess process;
        process.setWorkingDirectory(QStringLiteral("/"));
#ifdef Q_OS_WIN
        process.start(m_developer ? QStringLiteral("azd.exe") : QStringLiteral("az.cmd"), arguments);
#else
        process.start(QString::fromStdString(name()), arguments);
#endif
        if (!process.waitForStarted(limitMs))
            return fail("CredentialUnavailable", name() + " is not installed, or not in PATH; install the " +
                                                     (m_developer ? "Azure Developer CLI" : "Azure CLI") + " or use another --credential.");
        process.closeWriteChannel();
        QElapsedTimer clock;
        clock.start();
        while (process.state() != QProcess::NotRunning) {
            if (m_transport.cancelled() || clock.elapsed() > limitMs) {
                process.kill();
                process.waitForFinished(1000);
                return m_transport.cancelled() ? fail("Cancelled", "Cancelled.") : fail("Timeout", name() + " did not answer within 30 s.");
            }
            process.waitForFinished(50);
        }
        const std::string said = process.readAllStandardError().trimmed().toStdString();
        if (process.exitCode() != 0 || process.exitStatus() != QProcess::NormalExit) {
            const bool loggedOut = said.find("az login") != std::string::npos || said.find("azd auth login") != std::string::npos;
            return fail(loggedOut ? "NotSignedIn" : "CredentialUnavailable",
                        name() + " failed: " + said.substr(0, 500) +
                            (loggedOut ? std::string(" Run ") + (m_developer ? "azd auth login." : "az login.") : ""));
        }
        return process.readAllStandardOutput().toStdString();
    }

    Transport& m_transport;
    bool m_developer;
};

}  // namespace

std::unique_ptr<Credential> azureCliCredential(Transport& transport) { return std::make_unique<CliCredential>(transport, false); }
std::unique_ptr<Credential> azureDeveloperCliCredential(Transport& transport) { return std::make_unique<CliCredential>(transport, true); }

}  // namespace mgc::azure
