#pragma once
#include <string>
#include <string_view>

namespace mgc::simulator {

/// Whose manners an answer follows.
enum class Dialect { AzureClassic, AzureV1, OpenAi, Inference };

enum class OperationKind {
    Unknown,
    ChatCompletions,
    Completions,
    Embeddings,
    CreateResponse,
    GetResponse,
    DeleteResponse,
    ListInputItems,
    ListModels,
    GetModel,
    ListDeployments,
    GetDeployment,
    ModelInfo,
    AnalyzeText,   ///< Azure AI Content Safety
    ShieldPrompt,
    Realtime,  ///< WebSocket
};

/// What a request line asks for.
struct Operation {
    OperationKind kind = OperationKind::Unknown;
    Dialect dialect = Dialect::AzureClassic;
    std::string deployment;  ///< from the path; "" where the body names the model
    std::string id;          ///< of a model, deployment or stored response
};

/// Finds the operation under any path prefix; double slashes are one. Unknown for everything that is not simulated.
[[nodiscard]] Operation findOperation(std::string_view method, std::string_view path);
/// The operation's name in Azure's messages: "ChatCompletions_Create".
[[nodiscard]] std::string_view azureName(OperationKind kind);
/// chat | completions | embeddings | responses | realtime; "" for the others. The names fault rules use.
[[nodiscard]] std::string_view shortName(OperationKind kind);

}  // namespace mgc::simulator
