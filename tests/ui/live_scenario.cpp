#include "ui/live_scenario.h"

#include <QDateTime>
#include <algorithm>
#include <cmath>

namespace mgc::test {

namespace {

std::string isoTime(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString(); }

/// Deterministic noise in -1..1.
double noise(int seed) {
    unsigned value = static_cast<unsigned>(seed) * 2654435761U;
    value ^= value >> 15U;
    value *= 2246822519U;
    value ^= value >> 13U;
    return static_cast<double>(value % 20001) / 10000.0 - 1;
}

management::Distribution distribution(double p50, double p95, double p99) {
    management::Distribution made;
    made.recent = {40, p50, p95, p99};
    made.minute = made.recent;
    return made;
}

double ramp(double t, double from, double to, double low, double high) {
    return low + std::clamp((t - from) / (to - from), 0.0, 1.0) * (high - low);
}

}  // namespace

LiveScenario::LiveScenario(qint64 endMs, int seconds, int perSecond) {
    status.version = "0.1.0";
    status.workspaceName = "Starter";
    status.tier = "developer";
    status.revision = 8;
    status.reloadMs = 12;
    status.limits = {{"llm-token-limit", "/apis/inference-api", "@(context.Subscription.Id)", 9000, "tokens per minute", 60}};
    status.subscriptions = {{"foundry-subscription", "Foundry", "/apis", "active", "c3f2aaaabbbbccccdddd9ab1"},
                            {"batch-subscription", "Batch", "/apis", "active", "91d7aaaabbbbccccddddee044"},
                            {"ana-dev", "Ana", "/apis", "active", "0b6caaaabbbbccccdddd77f2"}};
    status.apis = {{"inference-api",
                    "Inference",
                    "inference/openai",
                    "1",
                    "api-key",
                    "api-key",
                    {"POST /deployments/{deployment-id}/chat/completions"}}};
    status.simulatedDeployments = {"gpt-4o", "gpt-4o-mini", "text-embedding-3-small"};
    status.simulatedRegions = {"eastus", "westus"};

    const int count = seconds * perSecond;
    const qint64 step = 1000 / perSecond;
    const qint64 startMs = endMs - static_cast<qint64>(seconds) * 1000;
    double good = 200, throttled = 0, failed = 0, token = 0, rate = 0, backend429 = 0;
    std::map<std::string, double> calls{{"aoai-eastus", 140}, {"aoai-westus", 60}, {"aoai-paygo", 0}, {"foundry-1", 0}};
    double foundry = 9000, batch = 9000, ana = 9000, prompt = 0, completion = 0;
    std::vector<management::Annotation> annotations;
    const auto note = [&](double t, double at, const char* kind, const char* text) {
        if (t >= at && annotations.size() < 50 &&
            std::none_of(annotations.begin(), annotations.end(), [&](const auto& a) { return a.text == text; }))
            annotations.push_back({annotations.size() + 1, isoTime(startMs + static_cast<qint64>(at * 1000)), kind, text});
    };
    for (int i = 0; i < count; ++i) {
        const double t = i / static_cast<double>(perSecond) * 300.0 / seconds;  // in the story's 300 s
        const double dt = 1.0 / perSecond;
        const bool burst = t > 120;
        const bool outage = t > 150 && t < 186;
        note(t, 120, "burstStarted", "Burst 2 started");
        note(t, 150, "faultOn", "Region outage on aoai-eastus");
        note(t, 166, "breakerTripped", "Breaker tripped a second time");
        note(t, 204, "policySaved", "Policy saved, revision 8: limit 9,000 to 18,000");

        const double quiet = std::max(0.1, 0.5 + 0.45 * std::sin(t / 11) + 0.15 * noise(i / 16));
        double all = burst ? ramp(t, 120, 133, 1.5, 9.5) + 0.5 * noise(i / 16) : quiet;
        if (t > 262) all += 1.2;
        double refused = 0;
        if (outage) refused = 5.8 + 0.5 * noise(i / 16 + 7);
        if (t > 186 && t < 194) refused = 1.6;
        if (t > 232 && t < 248) refused = t < 242 ? 4.5 : 1.0;
        if (t > 262 && t < 285) refused = 1.6;
        if (t > 292) refused = 5.5;
        refused = std::min(refused, all);
        const double broken = outage ? 0.35 : 0;
        good += (all - refused) * dt;
        throttled += refused * dt;
        failed += broken * dt;
        const bool byRate = t > 262 && t < 285;
        (byRate ? rate : token) += (outage ? refused - 0.4 : refused) * dt;
        if (outage) backend429 += 0.4 * dt;

        // The first trip sends everything west and to the reserve, twice.
        const double east = outage && !(t > 160 && t < 164) ? (t < 154 || (t > 164 && t < 168) ? 0.2 : 0.02) : 0.68;
        const double reserve = outage ? (t > 160 && t < 164 ? 0.0 : 0.17) : 0;
        const double served = (all - refused) * dt;
        calls["aoai-eastus"] += served * east;
        calls["aoai-paygo"] += served * reserve;
        calls["aoai-westus"] += served * (1 - east - reserve);

        const double limit = t < 204 ? 9000 : 18000;
        prompt = burst ? ramp(t, 120, 145, 900, 4800) + ramp(t, 145, 180, 0, 1300) + ramp(t, 204, 230, 0, 2900)
                       : ramp(t, 0, 20, 100, 800) + 60 * noise(i / 40);
        completion = burst ? ramp(t, 120, 145, 1800, 11500) + ramp(t, 145, 180, 0, 3600) + ramp(t, 204, 230, 0, 7300)
                           : ramp(t, 0, 20, 200, 1500) + 90 * noise(i / 40);
        if (t < 120) {
            foundry = 9000 - ramp(t, 0, 40, 0, 1500) - 100 * noise(i / 60);
            batch = 9000 - ramp(t, 10, 60, 0, 700);
            ana = 9000 - ramp(t, 0, 120, 0, 200);
        } else if (t < 204) {
            foundry = ramp(t, 122, 146, 7400, 0);
            batch = ramp(t, 122, 178, 8300, 0);
            ana = ramp(t, 122, 184, 8800, 5900);
        } else {
            foundry = t < 206 ? 9000 : std::max(0.0, ramp(t, 206, 232, 9000, 0) + (t > 232 ? 80 * noise(i / 30) : 0));
            batch = ramp(t, 236, 246, 9000, 8000) + 60 * noise(i / 40);
            ana = 14700;
        }

        management::MetricsSnapshot s;
        s.sequence = static_cast<std::uint64_t>(i) + 1;
        s.time = isoTime(startMs + i * step + step);
        s.revision = t < 204 ? 7 : 8;
        const double climb = ramp(t, 122, 150, 0, 110) + (outage ? 260 : 0);
        const int slow = i / 8;
        s.latency = distribution(330 + climb * 0.9 + 22 * noise(slow), 690 + climb * 2.3 + 55 * noise(slow + 3),
                                 1130 + climb * 3.6 + 130 * noise(slow + 5));
        s.timeToFirstToken = distribution(126 + climb * 0.25 + 9 * noise(slow + 11) + (burst ? 20 : 0),
                                          226 + climb * 0.55 + 18 * noise(slow + 13) + (burst ? 40 : 0), 300);
        const double reload = t > 203 && t < 206 ? 5.2 * (1 - std::abs(t - 204.5) / 1.5) : 0;
        s.policyTime = distribution(1.75 + (burst ? 0.35 : 0) + 0.12 * noise(slow + 17),
                                    3.05 + (burst ? 0.95 : 0) + 0.25 * noise(slow + 19) + std::max(0.0, reload), 6);
        s.requestsByStatus = {{"200", static_cast<std::uint64_t>(good)},
                              {"429", static_cast<std::uint64_t>(throttled)},
                              {"503", static_cast<std::uint64_t>(failed)}};
        s.requests = static_cast<std::uint64_t>(good) + static_cast<std::uint64_t>(throttled) + static_cast<std::uint64_t>(failed);
        s.throttled = static_cast<std::uint64_t>(throttled);
        s.throttlesByReason = {{"tokenLimit", static_cast<std::uint64_t>(token)},
                               {"rateLimit", static_cast<std::uint64_t>(rate)},
                               {"backend429", static_cast<std::uint64_t>(backend429)}};
        s.tokensPerMinute = {static_cast<std::uint64_t>(std::max(0.0, prompt)), static_cast<std::uint64_t>(std::max(0.0, completion)), 0};
        const auto key = [&](const char* name, double left) {
            s.keys.push_back({"llm-token-limit", name, static_cast<std::int64_t>(limit), static_cast<std::int64_t>(limit - left),
                              static_cast<std::int64_t>(std::max(0.0, left)), 60, 0});
        };
        key("foundry-subscription", foundry);
        key("batch", batch);
        key("ana-dev", ana);
        const bool open = (t > 152 && t < 161) || (t > 166 && t < 176);
        for (const auto& [id, made] : calls) {
            management::BackendState state;
            state.id = id;
            state.pool = "aoai-pool";
            state.requests = static_cast<std::uint64_t>(made);
            state.state = id == "aoai-eastus" && open ? "open" : "closed";
            state.share = id == "aoai-eastus" ? east : id == "aoai-westus" ? 1 - east - reserve : id == "aoai-paygo" ? reserve : 0;
            s.backends.push_back(state);
        }
        s.annotations = annotations;
        s.activeRequests = burst ? 6 : 1;
        s.activeStreams = burst ? 4 : 0;
        const auto share = [&](const char* model, double calls, double each) {
            const auto count = static_cast<std::uint64_t>(calls);
            s.costs.models.push_back({model, count, 0, count * 56, static_cast<double>(count) * each});
            s.costs.calls += count;
            s.costs.total += static_cast<double>(count) * each;
        };
        s.costs.currency = "USD";
        share("gpt-4o", good * 0.4, 0.00045);
        share("gpt-4o-mini", good * 0.6, 0.00003);
        s.cacheHits = static_cast<std::uint64_t>(good * 0.2);
        s.cacheMisses = static_cast<std::uint64_t>(good * 0.8);
        snapshots.push_back(s);
    }
}

QVector<management::TrafficRow> trafficRows(int count, qint64 endMs) {
    QVector<management::TrafficRow> rows;
    for (int i = 0; i < count; ++i) {
        management::TrafficRow row;
        row.id = static_cast<std::uint64_t>(i) + 1;
        row.requestId = QStringLiteral("7c1e0f52-41b6-4a86-b9d3-%1").arg(i, 12, 16, QLatin1Char('0')).toStdString();
        row.time = isoTime(endMs - static_cast<qint64>(count - i) * 97);
        row.method = "POST";
        row.apiId = "inference-api";
        row.subscriptionId = i % 10 < 6 ? "foundry-subscription" : i % 10 < 9 ? "batch-subscription" : "ana-dev";
        row.clientIp = "127.0.0.1";
        row.operationId = "ChatCompletions_Create";
        row.model = "gpt-4o";
        row.url = "/inference/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21";
        row.status = 200;
        row.reason = "OK";
        row.stream = true;
        row.promptTokens = 14;
        row.completionTokens = 40 + i % 5;
        row.timeToFirstTokenMs = 128 + 4 * (i % 4);
        row.totalMs = 880 + 13 * (i % 9);
        row.policyMs = 1.7 + 0.1 * (i % 3);
        row.backendId = i % 3 == 1 ? "aoai-westus" : "aoai-eastus";
        row.requestBytes = 412;
        row.responseBytes = 9120;
        const int kind = i % 13;
        if (kind == 3) {
            row.url = "/inference/openai/deployments/text-embedding-3-small/embeddings?api-version=2024-10-21";
            row.model = "3-small";
            row.stream = false;
            row.promptTokens = 212;
            row.completionTokens = 0;
            row.timeToFirstTokenMs = 0;
            row.totalMs = 82;
            row.policyMs = 0.9;
            row.backendId = "embeddings-backend";
        } else if (kind == 4) {
            row.flags = {"retry 1", "eastus 503"};
            row.backendId = "aoai-westus";
            row.timeToFirstTokenMs = 412;
            row.totalMs = 1410;
            row.stream = false;
        } else if (kind == 2) {
            row.cachedTokens = 12;
            row.promptTokens = 18;
        } else if ((kind >= 5 && kind <= 7) || kind == 11) {
            row.status = 429;
            row.reason = "Too Many Requests";
            row.errorReason = "TokenLimitExceeded";
            row.flags = {"token limit"};
            row.stream = false;
            row.completionTokens = 0;
            row.timeToFirstTokenMs = 0;
            row.totalMs = 10;
            row.policyMs = 0.9;
            row.backendId.clear();
        } else if (kind == 9) {
            row.status = 401;
            row.reason = "Unauthorized";
            row.errorReason = "SubscriptionKeyInvalid";
            row.flags = {"key not found"};
            row.subscriptionId.clear();
            row.stream = false;
            row.promptTokens = row.completionTokens = 0;
            row.timeToFirstTokenMs = 0;
            row.totalMs = 1;
            row.policyMs = 0.3;
            row.backendId.clear();
            row.model.clear();
        } else if (kind == 8) {
            row.url = "/inference/openai/v1/responses";
            row.model = "gpt-4o-mini";
            row.promptTokens = 22;
            row.completionTokens = 57;
            row.timeToFirstTokenMs = 96;
            row.totalMs = 610;
        }
        rows.push_back(row);
    }
    return rows;
}

management::RequestDetail trafficDetail(const management::TrafficRow& row) {
    management::RequestDetail detail;
    detail.row = row;
    detail.request.method = row.method;
    detail.request.url = row.url;
    detail.request.headers = {{"Host", "127.0.0.1:8080"},
                              {"api-key", "c3f2••••9ab1"},
                              {"Content-Type", "application/json"},
                              {"Content-Length", "112"},
                              {"User-Agent", "model-gateway-console"}};
    detail.request.body =
        R"({"messages":[{"role":"system","content":"Answer briefly."},{"role":"user","content":"Say hello in three languages."}],"stream":true,"stream_options":{"include_usage":true},"temperature":0.2})";
    detail.request.bodyBytes = detail.request.body.size();
    detail.response.status = row.status;
    detail.response.reason = row.reason;
    const auto step = [&](const char* policy, const char* section, const char* scope, const char* outcome, double start, double took,
                          const char* words) {
        detail.steps.push_back({policy, section, scope, std::string(section) + "/" + policy, outcome, start, took, words});
    };
    if (row.status == 429) {
        detail.response.headers = {{"Retry-After", "23"},
                                   {"x-ratelimit-remaining-tokens", "0"},
                                   {"Content-Type", "application/json"},
                                   {"x-request-id", row.requestId}};
        detail.response.body = R"({ "statusCode": 429, "message": "Token limit is exceeded. Try again in 23 seconds." })";
        step("base", "inbound", "API", "done", 0.0, 0.12, "cors: origin allowed; emit-metric: 1 value");
        step("set-variable", "inbound", "operation", "done", 0.12, 0.20, "model = \"gpt-4o\"");
        step("llm-token-limit", "inbound", "operation", "failed", 0.32, 0.38, "429, Retry-After 23, remaining 0");
        step("choose", "inbound", "operation", "skipped", 0.70, 0, "not reached");
        step("forward-request", "backend", "global", "skipped", 0.70, 0, "not reached");
        step("base", "outbound", "operation", "skipped", 0.70, 0, "not run for a refused call");
        step("base", "on-error", "operation", "done", 0.70, 0.12, "LastError.Source = llm-token-limit");
    } else if (row.status == 401) {
        detail.response.headers = {
            {"Content-Type", "application/json"},
            {"WWW-Authenticate", "AzureApiManagementKey realm=\"http://127.0.0.1:8080\",name=\"api-key\",type=\"header\""}};
        detail.response.body =
            R"({ "statusCode": 401, "message": "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription." })";
        step("base", "on-error", "API", "done", 0.1, 0.1, "LastError.Source = subscription-key");
    } else {
        detail.response.headers = {{"Content-Type", "text/event-stream"},
                                   {"x-ratelimit-remaining-tokens", "1944"},
                                   {"x-ms-region", "East US"},
                                   {"x-request-id", row.requestId},
                                   {"Transfer-Encoding", "chunked"}};
        step("base", "inbound", "API", "done", 0.0, 0.15, "cors: origin allowed");
        step("llm-token-limit", "inbound", "operation", "done", 0.15, 0.41, "14 tokens estimated, remaining 1,944");
        step("set-backend-service", "inbound", "operation", "done", 0.56, 0.22, "aoai-pool chose aoai-eastus");
        step("forward-request", "backend", "global", "done", 0.78, row.totalMs - 1.8, "200 in one attempt");
        step("llm-emit-token-metric", "outbound", "operation", "done", row.totalMs - 1.0, 0.62, "3 values, 2 dimensions");
        management::RequestDetail::BackendCall call;
        call.backendId = row.backendId;
        call.startMs = 0.8;
        call.durationMs = row.totalMs - 2;
        call.request.method = "POST";
        call.request.url = "http://127.0.0.1:41001/sim/eastus/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21";
        call.request.headers = {{"Authorization", "Bearer ••••"}, {"Content-Type", "application/json"}};
        call.response.status = 200;
        call.response.reason = "OK";
        detail.backendCalls.push_back(call);
        const char* words[] = {"Hola", ". ", "Bonjour", ". ", "Hallo", ".", " You", " reached", " aoai", "-eastus", "."};
        double at = row.timeToFirstTokenMs > 0 ? row.timeToFirstTokenMs : 100;
        std::int64_t tokens = 0;
        for (const char* word : words) {
            management::StreamChunk chunk;
            chunk.offsetMs = at;
            chunk.text = std::string(
                             "data: "
                             "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,"
                             "\"delta\":{\"content\":\"") +
                         word + "\"},\"finish_reason\":null}]}\n\n";
            chunk.bytes = chunk.text.size();
            chunk.tokensSoFar = ++tokens;
            detail.chunks.push_back(chunk);
            detail.response.body += chunk.text;
            at += 18.5;
        }
        for (const char* last :
             {"data: "
              "{\"id\":\"chatcmpl-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":14,\"completion_tokens\":42,\"total_tokens\":56}}\n\n",
              "data: [DONE]\n\n"}) {
            management::StreamChunk chunk;
            chunk.offsetMs = at += 2;
            chunk.text = last;
            chunk.bytes = chunk.text.size();
            chunk.tokensSoFar = tokens;
            detail.chunks.push_back(chunk);
            detail.response.body += chunk.text;
        }
    }
    detail.response.bodyBytes = detail.response.body.size();
    return detail;
}

}  // namespace mgc::test
