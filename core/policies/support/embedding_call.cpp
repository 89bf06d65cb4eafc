#include "policies/support/embedding_call.h"

#include <openssl/evp.h>

#include <bit>
#include <nlohmann/json.hpp>

#include "policies/support/service_call.h"

namespace mgc::policies {

using policy::RequestContext;

namespace {

using Json = nlohmann::json;

constexpr std::size_t mostDimensions = 8192;
constexpr std::string_view cognitiveServices = "https://cognitiveservices.azure.com";
// Azure OpenAI's deployments refuse calls without api-version; the entity's URL has none (semantic caching page, 10/2025).
constexpr std::string_view apiVersion = "api-version=2024-10-21";

std::vector<float> fromBase64(const std::string& text) {
    std::vector<unsigned char> bytes(text.size() / 4 * 3 + 3);
    const int decoded = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    std::vector<float> vector;
    for (std::size_t i = 0; decoded > 0 && i + 4 <= static_cast<std::size_t>(decoded) && vector.size() < mostDimensions; i += 4) {
        const std::uint32_t bits = bytes[i] | static_cast<std::uint32_t>(bytes[i + 1]) << 8 |
                                   static_cast<std::uint32_t>(bytes[i + 2]) << 16 | static_cast<std::uint32_t>(bytes[i + 3]) << 24;
        vector.push_back(std::bit_cast<float>(bits));
    }
    return vector;
}

}  // namespace

Result<std::vector<float>> readEmbedding(std::string_view answer) {
    const Json body = Json::parse(answer, nullptr, false);
    const auto invalid = [] { return fail("EmbeddingsFailed", "The embeddings backend's answer has no data[0].embedding."); };
    if (!body.is_object() || !body.contains("data") || !body["data"].is_array() || body["data"].empty()) return invalid();
    const Json& first = body["data"].front();
    if (!first.is_object() || !first.contains("embedding")) return invalid();
    const Json& embedding = first["embedding"];
    std::vector<float> vector;
    if (embedding.is_string()) vector = fromBase64(embedding.get_ref<const std::string&>());
    if (embedding.is_array() && embedding.size() <= mostDimensions)
        for (const auto& value : embedding) {
            if (!value.is_number()) return invalid();
            vector.push_back(value.get<float>());
        }
    if (vector.empty()) return invalid();
    return vector;
}

Task<Result<std::vector<float>>> embedText(RequestContext& context, std::string backendId, std::string text, bool withIdentity) {
    ServiceCall call;
    call.backendId = std::move(backendId);
    const Json body = {{"input", std::move(text)}};
    call.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (withIdentity) call.identityResource = cognitiveServices;
    const auto resolved = context.services().backends.resolve(call.backendId, "");
    if (!resolved) co_return fail(resolved.error());
    const auto& target = *resolved;
    if (target->url.path.find("/deployments/") != std::string::npos && target->url.query.find("api-version=") == std::string::npos)
        call.query = apiVersion;
    auto answer = co_await callService(context, std::move(call));
    if (!answer) co_return fail(std::move(answer).error());
    if (answer->status != 200)
        co_return fail("EmbeddingsFailed", "The embeddings backend answered " + std::to_string(answer->status) + ".");
    auto vector = readEmbedding(answer->body.view());
    co_return vector;
}

}  // namespace mgc::policies
