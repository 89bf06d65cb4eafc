#include "template/inference_api.h"

#include <array>

#include "base/text.h"

namespace mgc::templates {

namespace {

constexpr std::array types{
    InferenceApiType{"PassThrough", "", "Pass-through",
                     "Every path below the API goes to the model endpoint unchanged; what the lab deploys."},
    InferenceApiType{"AzureOpenAI", "openai", "Azure OpenAI", "Deployment in the path, api-version in the query."},
    InferenceApiType{"AzureOpenAIV1", "openai/v1", "Azure OpenAI v1", "OpenAI's own paths, model in the body."},
    InferenceApiType{"AzureAI", "models", "Azure AI model inference", "One endpoint for models of all vendors, model in the body."},
    InferenceApiType{"OpenAI", "", "OpenAI", "OpenAI's paths at the root of the API."},
};

struct Operation {
    std::string_view id, method, path, summary;
};

constexpr std::array wildcard{Operation{"get", "get", "/*", "GET"},
                              Operation{"post", "post", "/*", "POST"},
                              Operation{"put", "put", "/*", "PUT"},
                              Operation{"patch", "patch", "/*", "PATCH"},
                              Operation{"delete", "delete", "/*", "DELETE"},
                              Operation{"head", "head", "/*", "HEAD"},
                              Operation{"options", "options", "/*", "OPTIONS"},
                              Operation{"trace", "trace", "/*", "TRACE"}};

constexpr std::array byDeployment{
    Operation{"ChatCompletions_Create", "post", "/deployments/{deployment-id}/chat/completions", "Create a chat completion"},
    Operation{"Completions_Create", "post", "/deployments/{deployment-id}/completions", "Create a completion"},
    Operation{"Embeddings_Create", "post", "/deployments/{deployment-id}/embeddings", "Create embeddings"},
    Operation{"ImageGenerations_Create", "post", "/deployments/{deployment-id}/images/generations", "Create images"},
    Operation{"Transcriptions_Create", "post", "/deployments/{deployment-id}/audio/transcriptions", "Transcribe audio"},
    Operation{"Translations_Create", "post", "/deployments/{deployment-id}/audio/translations", "Translate audio"},
    Operation{"Speech_Create", "post", "/deployments/{deployment-id}/audio/speech", "Create speech"},
    Operation{"Create_Response", "post", "/responses", "Create a response"},
    Operation{"Get_Response", "get", "/responses/{response_id}", "Read a response"},
    Operation{"Delete_Response", "delete", "/responses/{response_id}", "Delete a response"},
    Operation{"List_Input_Items", "get", "/responses/{response_id}/input_items", "List the input of a response"}};

constexpr std::array openAi{Operation{"createChatCompletion", "post", "/chat/completions", "Create a chat completion"},
                            Operation{"createCompletion", "post", "/completions", "Create a completion"},
                            Operation{"createEmbedding", "post", "/embeddings", "Create embeddings"},
                            Operation{"createImage", "post", "/images/generations", "Create images"},
                            Operation{"createTranscription", "post", "/audio/transcriptions", "Transcribe audio"},
                            Operation{"createSpeech", "post", "/audio/speech", "Create speech"},
                            Operation{"createResponse", "post", "/responses", "Create a response"},
                            Operation{"getResponse", "get", "/responses/{response_id}", "Read a response"},
                            Operation{"deleteResponse", "delete", "/responses/{response_id}", "Delete a response"},
                            Operation{"listModels", "get", "/models", "List models"},
                            Operation{"retrieveModel", "get", "/models/{model}", "Read a model"}};

constexpr std::array modelInference{Operation{"getChatCompletions", "post", "/chat/completions", "Create a chat completion"},
                                    Operation{"getEmbeddings", "post", "/embeddings", "Create embeddings"},
                                    Operation{"getImageEmbeddings", "post", "/images/embeddings", "Create embeddings of images"},
                                    Operation{"getImageGenerations", "post", "/images/generations", "Create images"},
                                    Operation{"getModelInfo", "get", "/info", "Read about the model"}};

void addPaths(Json& paths, std::span<const Operation> operations, std::string_view apiVersion) {
    for (const Operation& operation : operations) {
        Json written{{"operationId", operation.id}, {"summary", operation.summary}, {"responses", {{"200", {{"description", "Success"}}}}}};
        Json parameters = Json::array();
        const std::string path(operation.path);
        for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
            const std::size_t end = path.find('}', at);
            parameters.push_back(
                {{"name", path.substr(at + 1, end - at - 1)}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
        }
        if (!apiVersion.empty())
            parameters.push_back(
                {{"name", "api-version"}, {"in", "query"}, {"required", apiVersion == "required"}, {"schema", {{"type", "string"}}}});
        if (!parameters.empty()) written["parameters"] = std::move(parameters);
        const bool body = operation.method == "post" && path != "/*";
        if (body) written["requestBody"] = {{"required", true}, {"content", {{"application/json", {{"schema", {{"type", "object"}}}}}}}};
        paths[path][std::string(operation.method)] = std::move(written);
    }
}

}  // namespace

std::span<const InferenceApiType> inferenceApiTypes() { return types; }

const InferenceApiType* findInferenceApiType(std::string_view name) {
    for (const InferenceApiType& type : types)
        if (equalsIgnoreCase(type.name, name)) return &type;
    return nullptr;
}

Json inferenceSpecification(const InferenceApiType& type) {
    Json paths = Json::object();
    if (type.name == "AzureOpenAI")
        addPaths(paths, byDeployment, "required");
    else if (type.name == "AzureOpenAIV1")
        addPaths(paths, openAi, "optional");
    else if (type.name == "AzureAI")
        addPaths(paths, modelInference, "optional");
    else if (type.name == "OpenAI")
        addPaths(paths, openAi, "");
    else
        addPaths(paths, wildcard, "");
    return {{"openapi", "3.0.1"},
            {"info", {{"title", "Inference API"}, {"version", "1.0"}}},
            {"paths", std::move(paths)},
            {"components",
             {{"securitySchemes",
               {{"apiKeyHeader", {{"type", "apiKey"}, {"name", "api-key"}, {"in", "header"}}},
                {"apiKeyQuery", {{"type", "apiKey"}, {"name", "api-key"}, {"in", "query"}}}}}}},
            {"security", {{{"apiKeyHeader", Json::array()}}, {{"apiKeyQuery", Json::array()}}}}};
}

}  // namespace mgc::templates
