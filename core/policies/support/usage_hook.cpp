#include "policies/support/usage_hook.h"

#include <typeinfo>

#include "base/text.h"
#include "http/content_coding.h"
#include "policies/support/model_call.h"
#include "tokens/stream_usage.h"
#include "tokens/usage.h"

namespace mgc::policies {

using policy::RequestContext;
using policy::TokenUsage;

namespace {

TokenUsage toUsage(const tokens::Usage& usage) {
    TokenUsage result;
    result.prompt = usage.promptTokens;
    result.completion = usage.completionTokens;
    result.total = usage.totalTokens;
    result.cached = usage.cachedTokens;
    result.reasoning = usage.reasoningTokens;
    result.known = true;
    result.estimated = !usage.reported;
    return result;
}

Task<void> tellAll(std::shared_ptr<UsageHook::Consumers> consumers, RequestContext& context, TokenUsage usage, bool beforeHead) {
    for (const auto& consumer : *consumers) co_await consumer->onUsage(context, usage, beforeHead);
}

bool isJson(std::string_view type) {
    const auto media = trimmed(type.substr(0, type.find(';')));
    return equalsIgnoreCase(media, "application/json") || equalsIgnoreCase(media, "text/json") ||
           (media.size() > 5 && equalsIgnoreCase(media.substr(media.size() - 5), "+json"));
}

/// Counts a stream as it passes. The context outlives the response's body (see Runner).
class StreamTap : public http::BodyTap {
public:
    StreamTap(RequestContext& context, std::shared_ptr<UsageHook::Consumers> consumers, std::string_view model, std::int64_t prompt)
        : m_context(context), m_consumers(std::move(consumers)), m_reader(model, prompt) {
        const auto& headers = context.response()->headers;
        if (http::isEncoded(headers)) m_decoder.emplace(*headers.joined("Content-Encoding"), context.services().bodyLimit);
    }
    void onChunk(std::string_view chunk) override {
        if (!m_decoder) return m_reader.feed(chunk);
        // What cannot be decompressed is not counted; the caller gets it as it is.
        if (const auto text = m_decoder->feed(chunk)) m_reader.feed(*text);
    }
    void onEnd(bool /*complete*/) override {
        m_reader.finish();
        m_context.usage = toUsage(m_reader.usage());
        if (m_context.model.empty()) m_context.model = m_reader.model();
        startTask(tellAll(m_consumers, m_context, m_context.usage, false), [] {});
    }

private:
    RequestContext& m_context;
    std::shared_ptr<UsageHook::Consumers> m_consumers;
    tokens::StreamUsageReader m_reader;
    std::optional<http::ContentDecoder> m_decoder;
};

}  // namespace

UsageHook& UsageHook::of(RequestContext& context) {
    for (const auto& hook : context.hooks())
        if (policy::PipelineHook& each = *hook; typeid(each) == typeid(UsageHook)) return static_cast<UsageHook&>(each);
    auto made = std::make_shared<UsageHook>();
    UsageHook& hook = *made;
    context.addHook(std::move(made));
    return hook;
}

Task<Result<void>> UsageHook::afterBackend(RequestContext& context) {
    auto* response = context.response();
    const bool used = response && context.backendAnswered() && response->status < 400;
    const auto type = response ? response->headers.get("Content-Type") : std::nullopt;
    if (used && context.streaming && !response->body.isWhole()) {
        const std::string model = modelCall(context).model;
        response->body.addTap(std::make_shared<StreamTap>(context, m_consumers, model, promptTokens(context)));
        co_return Result<void>{};
    }
    TokenUsage usage;
    if (used && type && (isJson(*type) || context.streaming)) {
        if (!response->body.isWhole()) {
            auto whole = co_await response->body.buffer(context.services().bodyLimit);
            if (!whole) {
                co_await tellAll(m_consumers, context, usage, true);
                co_return fail(std::move(whole).error());
            }
        }
        const auto decoded = http::decodedText(response->headers, response->body, context.services().bodyLimit);
        const std::string_view text = decoded && *decoded ? std::string_view(**decoded) : std::string_view();
        if (context.streaming) {
            tokens::StreamUsageReader reader(modelCall(context).model, promptTokens(context));
            reader.feed(text);
            reader.finish();
            usage = toUsage(reader.usage());
        } else {
            const auto facts = tokens::extractFacts(text);
            if (facts.usage) {
                usage = toUsage(*facts.usage);
            } else {
                usage.prompt = promptTokens(context);
                usage.completion = tokens::countAnswer(text, modelCall(context).model);
                usage.total = usage.prompt + usage.completion;
                usage.known = usage.estimated = true;
            }
            if (context.model.empty()) context.model = facts.model;
        }
    }
    context.usage = usage;
    const auto consumers = m_consumers;
    for (const auto& consumer : *consumers) co_await consumer->onUsage(context, usage, true);
    co_return Result<void>{};
}

}  // namespace mgc::policies
