#include "ui/pages/backends/backend_templates.h"

#include <QCoreApplication>
#include <nlohmann/json.hpp>

namespace mgc::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(BackendTemplates)
};
using Credential = BackendTemplate::Credential;

}  // namespace

const QVector<BackendTemplate>& backendTemplates() {
    static const QVector<BackendTemplate> all{
        {QStringLiteral("simulator"),
         Words::tr("Built-in simulator"),
         QStringLiteral("https://aoai-eastus.openai.azure.com/openai"),
         Words::tr("A host that the simulator answers for; it needs no account and no network"),
         Credential::None,
         {}},
        {QStringLiteral("azure-openai"),
         Words::tr("Azure OpenAI"),
         QStringLiteral("https://<resource>.openai.azure.com/openai"),
         Words::tr("The gateway's managed identity signs in; it needs the role Cognitive Services OpenAI User"),
         Credential::ManagedIdentity,
         {}},
        {QStringLiteral("foundry"),
         Words::tr("Azure AI Foundry"),
         QStringLiteral("https://<resource>.services.ai.azure.com/models"),
         Words::tr("The gateway's managed identity signs in; it needs the role Azure AI User"),
         Credential::ManagedIdentity,
         {}},
        {QStringLiteral("openai"),
         Words::tr("OpenAI"),
         QStringLiteral("https://api.openai.com/v1"),
         Words::tr("A key as bearer token, from a secret named value"),
         Credential::BearerKey,
         {}},
        {QStringLiteral("anthropic"), Words::tr("Anthropic"), QStringLiteral("https://api.anthropic.com/v1"),
         Words::tr("A key in x-api-key, from a secret named value"), Credential::ApiKeyHeader, QStringLiteral("x-api-key")},
        {QStringLiteral("gemini"),
         Words::tr("Gemini, OpenAI endpoint"),
         QStringLiteral("https://generativelanguage.googleapis.com/v1beta/openai"),
         Words::tr("A key as bearer token, from a secret named value"),
         Credential::BearerKey,
         {}},
        {QStringLiteral("compatible"),
         Words::tr("Ollama or another OpenAI-compatible server"),
         QStringLiteral("http://127.0.0.1:11434/v1"),
         Words::tr("Any server that speaks the OpenAI dialect"),
         Credential::None,
         {}},
    };
    return all;
}

std::string backendJson(const BackendTemplate& chosen, const QString& url, const QString& namedValue) {
    nlohmann::ordered_json properties{{"description", chosen.title.toStdString()}, {"url", url.toStdString()}, {"protocol", "http"}};
    const std::string reference = "{{" + namedValue.toStdString() + "}}";
    switch (chosen.credential) {
        case Credential::None:
            break;
        case Credential::ManagedIdentity:
            properties["credentials"]["managedIdentity"]["resource"] = "https://cognitiveservices.azure.com";
            break;
        case Credential::ApiKeyHeader:
            if (!namedValue.isEmpty())
                properties["credentials"]["header"][chosen.header.toStdString()] = nlohmann::ordered_json::array({reference});
            break;
        case Credential::BearerKey:
            if (!namedValue.isEmpty()) properties["credentials"]["authorization"] = {{"scheme", "Bearer"}, {"parameter", reference}};
            break;
    }
    return nlohmann::ordered_json{{"properties", properties}}.dump(2) + "\n";
}

std::string poolJson() {
    return nlohmann::ordered_json{{"properties", {{"type", "Pool"}, {"pool", {{"services", nlohmann::ordered_json::array()}}}}}}.dump(2) +
           "\n";
}

}  // namespace mgc::ui
