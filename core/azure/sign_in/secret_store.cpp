#include "azure/sign_in/secret_store.h"

#include <qt6keychain/keychain.h>

#include <QEventLoop>
#include <map>

namespace mgc::azure {

namespace {

const QString service = QStringLiteral("model-gateway-console");

class MemoryStore : public SecretStore {
public:
    Result<std::optional<std::string>> read(const std::string& name) override {
        const auto found = m_secrets.find(name);
        return found == m_secrets.end() ? std::nullopt : std::optional(found->second);
    }
    Result<void> write(const std::string& name, const std::string& secret) override {
        m_secrets[name] = secret;
        return {};
    }
    Result<void> remove(const std::string& name) override {
        m_secrets.erase(name);
        return {};
    }
    bool isLasting() const override { return false; }

private:
    std::map<std::string, std::string> m_secrets;
};

void runJob(QKeychain::Job& job, const std::string& name) {
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.setKey(QString::fromStdString(name));
    QEventLoop loop;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, &QEventLoop::quit);
    job.start();
    loop.exec();
}

Error keychainError(const QKeychain::Job& job) { return {"KeychainFailed", "The keychain failed: " + job.errorString().toStdString()}; }

class Keychain : public SecretStore {
public:
    Result<std::optional<std::string>> read(const std::string& name) override {
        QKeychain::ReadPasswordJob job(service);
        runJob(job, name);
        if (job.error() == QKeychain::EntryNotFound) return std::nullopt;
        if (job.error() != QKeychain::NoError) return fail(keychainError(job));
        return job.textData().toStdString();
    }
    Result<void> write(const std::string& name, const std::string& secret) override {
        QKeychain::WritePasswordJob job(service);
        job.setTextData(QString::fromStdString(secret));
        runJob(job, name);
        if (job.error() != QKeychain::NoError) return fail(keychainError(job));
        return {};
    }
    Result<void> remove(const std::string& name) override {
        QKeychain::DeletePasswordJob job(service);
        runJob(job, name);
        if (job.error() != QKeychain::NoError && job.error() != QKeychain::EntryNotFound) return fail(keychainError(job));
        return {};
    }
    bool isLasting() const override { return true; }
};

}  // namespace

std::unique_ptr<SecretStore> memoryStore() { return std::make_unique<MemoryStore>(); }

OpenedStore openSecretStore() {
    auto keychain = std::make_unique<Keychain>();
    if (const auto probe = keychain->read("probe")) return {std::move(keychain), {}};
    return {memoryStore(), "No keychain is available here, so the sign-in is kept in memory only and ends with this program."};
}

}  // namespace mgc::azure
