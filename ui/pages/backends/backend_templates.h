#pragma once
#include <QString>
#include <QVector>

namespace mgc::ui {

/// A starting point for a new backend. `url` holds <words> where the user has to fill in a name.
struct BackendTemplate {
    QString id, title, url, hint;
    enum class Credential { None, ManagedIdentity, ApiKeyHeader, BearerKey } credential = Credential::None;
    QString header;  ///< of ApiKeyHeader: "api-key"
};

[[nodiscard]] const QVector<BackendTemplate>& backendTemplates();

/// The text of backendInformation.json. `namedValue` is the display name of the secret named value that holds the key; it is referenced,
/// never written.
[[nodiscard]] std::string backendJson(const BackendTemplate& chosen, const QString& url, const QString& namedValue);
[[nodiscard]] std::string poolJson();

}  // namespace mgc::ui
