#include "policies/support/model_call.h"

#include "base/byte_search.h"
#include "base/text.h"
#include "json/lent_parser.h"

namespace mgc::policies {

using policy::ModelCall;
using policy::RequestContext;

namespace {

/// The deployment that the path names (Azure OpenAI's addressing).
std::string deploymentOf(const RequestContext& context) {
    for (const auto& [name, value] : context.matchedParameters)
        if (equalsIgnoreCase(name, "deployment-id") || equalsIgnoreCase(name, "deploymentid") ||
            equalsIgnoreCase(name, "deployment-name") || equalsIgnoreCase(name, "deploymentname"))
            return percentDecoded(value);
    const std::string& path = context.originalUrl().path;
    constexpr std::string_view marker = "/deployments/";
    const auto at = path.find(marker);
    if (at == std::string::npos) return {};
    const auto begin = at + marker.size();
    return percentDecoded(std::string_view(path).substr(begin, path.find('/', begin) - begin));
}

/// False where a body cannot have a member of that (quoted) name: not worth a parse. Names may be written with escapes.
bool maySay(std::string_view body, std::string_view name) { return holdsText(body, name) || holdsText(body, "\\u"); }

}  // namespace

ModelCall& modelCall(RequestContext& context) {
    if (context.modelCall) return *context.modelCall;
    ModelCall call;
    const auto& body = context.request().body;
    std::string deployment = deploymentOf(context);
    if (body.isWhole() && !body.isEmpty() && !context.requestBody().consumed() &&
        (deployment.empty() || maySay(body.view(), "\"stream\""))) {
        json::LentParser parser;
        simdjson::dom::element root;
        const auto text = body.view();
        if (parser->parse(text.data(), text.size()).get(root) == simdjson::SUCCESS) {
            bool stream = false;
            if (root["stream"].get_bool().get(stream) == simdjson::SUCCESS) call.stream = stream;
            std::string_view model;
            if (root["model"].get_string().get(model) == simdjson::SUCCESS) call.model = model;
        }
    }
    if (!deployment.empty()) call.model = std::move(deployment);
    context.model = call.model;
    context.modelCall = std::move(call);
    return *context.modelCall;
}

std::int64_t promptTokens(RequestContext& context) {
    ModelCall& call = modelCall(context);
    if (!call.promptTokens) {
        const auto& body = context.request().body;
        call.promptTokens =
            body.isWhole() && !context.requestBody().consumed() ? context.services().tokens.countPrompt(body.view(), call.model) : 0;
    }
    return *call.promptTokens;
}

}  // namespace mgc::policies
