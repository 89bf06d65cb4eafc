#include "gateway/trial/scripted_exchange.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <nlohmann/json.hpp>
#include <optional>

namespace mgc::gateway {

namespace {

using Json = nlohmann::ordered_json;

struct PatternDelete {
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
using Pattern = std::unique_ptr<pcre2_code, PatternDelete>;

bool found(const pcre2_code* pattern, const std::string& text) {
    const std::unique_ptr<pcre2_match_data, void (*)(pcre2_match_data*)> match(pcre2_match_data_create_from_pattern(pattern, nullptr),
                                                                              &pcre2_match_data_free);
    return pcre2_match(pattern, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0, match.get(), nullptr) >= 0;
}

/// A body that arrives in the script's pieces.
class Pieces : public http::BodySource {
public:
    explicit Pieces(std::vector<std::string> pieces) : m_pieces(std::move(pieces)) {}
    Task<Result<std::optional<std::string>>> next() override {
        while (m_at < m_pieces.size() && m_pieces[m_at].empty()) ++m_at;
        if (m_at == m_pieces.size()) co_return std::optional<std::string>{};
        co_return std::optional<std::string>{m_pieces[m_at++]};
    }

private:
    std::vector<std::string> m_pieces;
    std::size_t m_at = 0;
};

}  // namespace

struct ScriptedExchange::Entry {
    int status = 200;
    std::string reason;
    http::Headers headers;
    std::shared_ptr<const std::string> body;
    std::vector<std::string> chunks;
    Duration delay{};
    Pattern forUrl;
    bool failsToConnect = false;
    bool used = false;
};

ScriptedExchange::ScriptedExchange(Clock& clock) : m_clock(clock) {}
ScriptedExchange::~ScriptedExchange() = default;

Result<std::unique_ptr<ScriptedExchange>> ScriptedExchange::create(const Json& script, Clock& clock) {
    std::unique_ptr<ScriptedExchange> exchange(new ScriptedExchange(clock));
    if (!script.is_array()) return fail("InvalidScript", "The backend script must be a JSON array of answers.");
    for (std::size_t i = 0; i < script.size(); ++i) {
        const Json& item = script[i];
        const auto invalid = [&](std::string_view what) { return fail("InvalidScript", "Backend answer " + std::to_string(i) + ": " + std::string(what)); };
        if (!item.is_object()) return invalid("it is not an object.");
        auto entry = std::make_unique<Entry>();
        if (item.contains("status")) {
            if (!item["status"].is_number_integer()) return invalid("`status` is not a whole number.");
            entry->status = item["status"].get<int>();
        }
        entry->reason = item.contains("reason") && item["reason"].is_string() ? item["reason"].get<std::string>() : std::string(http::reasonPhrase(entry->status));
        if (item.contains("headers")) {
            if (!item["headers"].is_object()) return invalid("`headers` is not an object.");
            for (const auto& [name, values] : item["headers"].items()) {
                if (values.is_string()) {
                    entry->headers.add(name, values.get<std::string>());
                    continue;
                }
                if (!values.is_array()) return invalid("a header's value is neither text nor a list.");
                for (const auto& value : values) {
                    if (!value.is_string()) return invalid("a header's value is not text.");
                    entry->headers.add(name, value.get<std::string>());
                }
            }
        }
        if (item.contains("body")) {
            const Json& body = item["body"];
            entry->body = std::make_shared<const std::string>(body.is_string() ? body.get<std::string>() : body.dump());
            if (!body.is_string() && !entry->headers.contains("Content-Type")) entry->headers.add("Content-Type", "application/json");
        }
        if (item.contains("chunks")) {
            if (!item["chunks"].is_array()) return invalid("`chunks` is not a list.");
            for (const auto& chunk : item["chunks"]) {
                if (!chunk.is_string()) return invalid("a chunk is not text.");
                entry->chunks.push_back(chunk.get<std::string>());
            }
        }
        if (item.contains("delayMs")) {
            if (!item["delayMs"].is_number()) return invalid("`delayMs` is not a number.");
            entry->delay = std::chrono::duration_cast<Duration>(std::chrono::duration<double, std::milli>(item["delayMs"].get<double>()));
        }
        if (item.contains("forUrl")) {
            if (!item["forUrl"].is_string()) return invalid("`forUrl` is not text.");
            const auto pattern = item["forUrl"].get<std::string>();
            int error = 0;
            PCRE2_SIZE offset = 0;
            entry->forUrl.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), PCRE2_UTF, &error, &offset, nullptr));
            if (!entry->forUrl) return invalid("`forUrl` is not a valid regular expression.");
        }
        if (item.contains("fail")) {
            if (item["fail"] != "connect") return invalid("`fail` knows only \"connect\".");
            entry->failsToConnect = true;
        }
        exchange->m_entries.push_back(std::move(entry));
    }
    return exchange;
}

ScriptedExchange::Entry* ScriptedExchange::pick(const std::string& url) {
    Entry* last = nullptr;
    for (const auto& entry : m_entries) {
        if (entry->forUrl && !found(entry->forUrl.get(), url)) continue;
        if (!entry->used) return entry.get();
        last = entry.get();
    }
    return last;
}

Task<bool> ScriptedExchange::pass(Duration duration, std::shared_ptr<Cancellation> cancellation) {
    if (!cancellation) {
        co_await m_clock.sleep(duration);
        co_return true;
    }
    // Whichever comes first decides; the other one finds the promise set and does nothing.
    auto passed = std::make_shared<Promise<bool>>();
    const auto settle = [passed](bool whole) {
        if (!passed->isSet()) passed->set(whole);
    };
    const auto registration = cancellation->onCancel([settle] { settle(false); });
    startTask(m_clock.sleep(duration), [settle] { settle(true); });
    const bool whole = co_await passed->wait();
    co_return whole;
}

Task<Result<http::Response>> ScriptedExchange::exchange(http::Request& request, const http::SendOptions& options) {
    auto sent = co_await request.body.buffer(256u << 20);
    if (!sent) co_return fail(sent.error());
    const std::string url = request.url.toText();
    Entry* entry = pick(url);
    if (!entry) co_return fail("BackendConnectionFailure", "No entry of the backend script fits " + url + ".");
    entry->used = true;
    if (options.headerTimeout && entry->delay > *options.headerTimeout) {
        const bool timedOut = co_await pass(*options.headerTimeout, options.cancellation);
        if (!timedOut) co_return fail("Cancelled", "The call was cancelled.");
        co_return fail("Timeout", "The backend did not answer within the timeout.");
    }
    if (entry->delay > Duration::zero()) {
        const bool answered = co_await pass(entry->delay, options.cancellation);
        if (!answered) co_return fail("Cancelled", "The call was cancelled.");
    }
    if (entry->failsToConnect) co_return fail("BackendConnectionFailure", "Connection refused by " + request.url.authority() + ".");
    http::Response response;
    response.status = entry->status;
    response.reason = entry->reason;
    response.headers = entry->headers;
    if (!entry->chunks.empty()) response.body = http::Body::stream(std::make_unique<Pieces>(entry->chunks));
    else if (entry->body) response.body = http::Body::shared(entry->body);
    co_return response;
}

}  // namespace mgc::gateway
