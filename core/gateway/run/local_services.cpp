#include "gateway/run/local_services.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "resources/members.h"

namespace mgc::gateway {

namespace {

using Json = nlohmann::ordered_json;
using resources::Members;

constexpr std::size_t largestFile = 1u << 20;

/// One file of `.model-gateway`, with its named values filled in and its faults reported.
class LocalFile {
public:
    LocalFile(const resources::Workspace& workspace, std::string_view name, Diagnostics& diagnostics)
        : m_workspace(workspace), m_path(workspace.localFilePath(name)), m_diagnostics(diagnostics) {
        const auto text = workspace.localFile(name);
        if (!text) return;
        m_json = Json::parse(*text, nullptr, false);
        if (!m_json.is_object()) report("MGC4240", "This is no JSON object.");
    }
    [[nodiscard]] std::vector<Members> list(std::string_view name) const {
        return m_json.is_object() ? Members(m_json).objects(name) : std::vector<Members>();
    }
    [[nodiscard]] std::string text(const Members& entry, std::string_view name) const { return m_workspace.expanded(entry.text(name), ""); }
    void report(std::string_view code, const std::string& message) const {
        m_diagnostics.error(code, message, {m_path, {1, 1, 0}, {1, 1, 0}}, "file");
    }
    /// A file that an entry names, beside this one where the path is relative; "" (reported) where it cannot be read.
    [[nodiscard]] std::string content(const std::string& name) const {
        const auto path = std::filesystem::path(m_path).parent_path() / name;
        std::ifstream file(path, std::ios::binary);
        std::string content{std::istreambuf_iterator<char>(file), {}};
        if (!file.is_open() || content.size() > largestFile) {
            report("MGC4241", "The file '" + path.string() + "' cannot be read.");
            return {};
        }
        return content;
    }
    [[nodiscard]] std::vector<std::string> names(std::string_view member) const {
        return m_json.is_object() ? Members(m_json).texts(member) : std::vector<std::string>();
    }

private:
    const resources::Workspace& m_workspace;
    std::string m_path;
    Diagnostics& m_diagnostics;
    Json m_json;
};

/// {"certificates": [{"id", "file", "password"}], "authorities": [file], "revocationLists": [file]}
CertificateStore::Content readCertificates(const LocalFile& file) {
    CertificateStore::Content content;
    for (const auto& entry : file.list("certificates")) {
        const std::string bytes = file.content(entry.text("file"));
        if (bytes.empty()) continue;
        auto certificate = http::readCertificate(bytes, file.text(entry, "password"));
        if (!certificate) {
            file.report("MGC4241", "certificate \"" + entry.text("id") + "\": " + certificate.error().message);
            continue;
        }
        auto named = std::make_shared<http::ClientCertificate>(**certificate);
        named->id = entry.text("id");
        content.certificates.push_back(std::move(named));
    }
    for (const auto& name : file.names("authorities")) content.authoritiesPem += file.content(name) + "\n";
    for (const auto& name : file.names("revocationLists")) content.revocationListsPem += file.content(name) + "\n";
    return content;
}

/// {"connections": [{"provider", "authorization", "accessToken" | "tokenUrl", "clientId", "clientSecret", "scope", "claims"}]}
std::vector<ConnectionDefinition> readConnections(const LocalFile& file) {
    std::vector<ConnectionDefinition> all;
    for (const auto& entry : file.list("connections")) {
        ConnectionDefinition connection{entry.text("provider"),         entry.text("authorization"),       file.text(entry, "accessToken"),
                                        file.text(entry, "tokenUrl"),   file.text(entry, "clientId"),      file.text(entry, "clientSecret"),
                                        file.text(entry, "scope"),      entry.pairs("claims")};
        if (connection.provider.empty() || connection.authorization.empty() || (connection.accessToken.empty() && connection.tokenUrl.empty())) {
            file.report("MGC4241", "A connection needs provider, authorization, and accessToken or tokenUrl.");
            continue;
        }
        all.push_back(std::move(connection));
    }
    return all;
}

/// "Endpoint=sb://name.servicebus.windows.net/;SharedAccessKeyName=...;SharedAccessKey=..."
std::optional<MessageEndpoint> fromConnectionString(const std::string& text) {
    MessageEndpoint endpoint;
    for (const auto part : split(text, ';')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = trimmed(part.substr(0, equals));
        const auto value = trimmed(part.substr(equals + 1));
        if (equalsIgnoreCase(name, "SharedAccessKeyName")) endpoint.keyName = value;
        if (equalsIgnoreCase(name, "SharedAccessKey")) endpoint.key = value;
        if (equalsIgnoreCase(name, "EntityPath")) endpoint.hub = value;
        if (!equalsIgnoreCase(name, "Endpoint")) continue;
        auto url = http::parseUrl(startsWithIgnoreCase(value, "sb://") ? "https://" + std::string(value.substr(5)) : std::string(value));
        if (url) endpoint.base = std::move(*url);
    }
    if (endpoint.base.host.empty() || endpoint.key.empty()) return std::nullopt;
    return endpoint;
}

/// {"eventHubs": [{"logger", "endpoint", "hub", "keyName", "key"}], "serviceBus": [{"namespace", "endpoint", "keyName", "key"}]}, and
/// the connection strings of event hub loggers whose named values are known here.
std::map<std::string, MessageEndpoint> readEndpoints(const LocalFile& file, const resources::Workspace& workspace) {
    std::map<std::string, MessageEndpoint> all;
    for (const auto& logger : workspace.loggers) {
        if (!equalsIgnoreCase(logger.loggerType, "azureEventHub")) continue;
        const Members credentials = Members::of(logger).object("credentials");
        auto endpoint = fromConnectionString(workspace.expanded(credentials.text("connectionString"), logger.workspace));
        if (!endpoint) continue;
        if (endpoint->hub.empty()) endpoint->hub = credentials.text("name", logger.name);
        all["logger/" + toLowerAscii(logger.name)] = std::move(*endpoint);
    }
    const auto add = [&](const std::string& key, const std::string& address, MessageEndpoint endpoint) {
        auto url = http::parseUrl(address);
        if (!url) return file.report("MGC4241", "'" + address + "' is no address.");
        endpoint.base = std::move(*url);
        all[toLowerAscii(key)] = std::move(endpoint);
    };
    for (const auto& entry : file.list("eventHubs"))
        add("logger/" + entry.text("logger"), file.text(entry, "endpoint"),
            {{}, entry.text("hub"), entry.text("keyName"), file.text(entry, "key")});
    for (const auto& entry : file.list("serviceBus")) {
        const std::string host = entry.text("namespace");
        const std::string address = file.text(entry, "endpoint");
        add("namespace/" + host, address.empty() ? "https://" + host : address, {{}, "", entry.text("keyName"), file.text(entry, "key")});
    }
    return all;
}

}  // namespace

std::shared_ptr<const expression::DeploymentData> LocalServices::deployment(const expression::DeploymentData& data) const {
    auto made = std::make_shared<expression::DeploymentData>(data);
    for (const auto& certificate : certificates.all()) made->certificates.emplace_back(certificate->id, http::toDer(certificate->chainPem));
    return made;
}

void LocalServices::configure(const resources::Workspace& workspace, Diagnostics& diagnostics) {
    certificates.replace(readCertificates(LocalFile(workspace, "certificates.json", diagnostics)));
    connections.replace(readConnections(LocalFile(workspace, "connections.json", diagnostics)));
    messages.replace(readEndpoints(LocalFile(workspace, "messaging.json", diagnostics), workspace));
}

}  // namespace mgc::gateway
