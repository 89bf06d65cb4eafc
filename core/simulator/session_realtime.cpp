#include "http/duplex.h"
#include "simulator/realtime/realtime_session.h"
#include "simulator/session.h"
#include "tokens/model_encoding.h"
#include "tokens/prompt.h"

namespace mgc::simulator {

http::Response Session::realtime() {
    const auto model = m_deployment->versionedModel();
    const auto seed = stableHash(m_deployment->name, m_profile->seed);
    // The session outlives this call: it owns what it needs.
    const auto answer = [state = m_state, profile = m_profile, deployment = *m_deployment, region = *m_region, model, seed](
                            const std::string& body, const GenerationRequest& request) {
        const auto& encoding = tokens::Encoding::of(tokens::encodingForModel(model));
        const auto promptTokens = tokens::countPrompt(body, model, tokens::PromptKind::Chat);
        const AnswerSetting setting{region.id, region.displayName, deployment.name, model, promptTokens, encoding};
        auto made = generate(OperationKind::ChatCompletions, request, setting, seed ^ request.contentHash, {});
        made.promptTokens = promptTokens;
        state->count(region.id, deployment.name, State::Outcome::Succeeded, promptTokens, made.completionTokens);
        return made;
    };
    const auto freshId = [&random = m_random, fixed = m_profile->deterministicIds, next = seed](std::string_view prefix) mutable {
        constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        Seeded own(fixed ? ++next : random.next());
        std::string text(prefix);
        for (int i = 0; i < 21; ++i) text += alphabet[own.below(alphabet.size())];
        return text;
    };
    auto session = std::make_shared<RealtimeSession>(RealtimeSession::Parts{
        model, m_operation.dialect == Dialect::AzureClassic, m_clock, Latency(latencyProfile(), seed), freshId, answer});
    session->begin();
    m_options.upgrade->peer = std::move(session);

    http::Response response;
    response.status = 101;
    response.reason = "Switching Protocols";
    response.headers.add("Upgrade", "websocket");
    response.headers.add("Sec-WebSocket-Accept", websocket::acceptKey(*m_request.headers.get("Sec-WebSocket-Key")));
    // Browsers' clients offer their credentials as protocols; the first one named is the protocol itself.
    if (const auto offered = m_request.headers.get("Sec-WebSocket-Protocol"))
        response.headers.add("Sec-WebSocket-Protocol", offered->substr(0, offered->find(',')));
    addCommonHeaders(response.headers);
    return response;
}

}  // namespace mgc::simulator
