#include "policies/support/model_call.h"

#include "base/text.h"
#include "json/member_walk.h"

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

}  // namespace

ModelCall& modelCall(RequestContext& context) {
    if (context.modelCall) return *context.modelCall;
    ModelCall call;
    const auto& body = context.request().body;
    std::string deployment = deploymentOf(context);
    if (body.isWhole() && !body.isEmpty() && !context.requestBody().consumed()) {
        std::string_view stream, model;
        json::MemberWalk walk(body.view());
        while (walk.next()) {
            if (stream.empty() && walk.name() == "stream") stream = walk.value();
            if (model.empty() && walk.name() == "model") model = walk.value();
        }
        if (walk.complete()) {
            call.stream = stream == "true";
            if (deployment.empty()) call.model = json::textOf(model).value_or("");
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
