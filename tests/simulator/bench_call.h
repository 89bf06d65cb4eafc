#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "http/url.h"
#include "simulator/simulator.h"
#include "support/fake_clock.h"

// Qt Test cannot compare JSON values; their texts do as well and show what differs.
#define COMPARE_JSON(actual, ...) QCOMPARE(mgc::test::jsonText(actual), mgc::test::jsonText(__VA_ARGS__))

namespace mgc::test {

inline std::string jsonText(const nlohmann::json& value) { return value.dump(); }

/// A simulator on a clock that stands still, and calls to it that finish at once.
class SimulatorBench {
public:
    explicit SimulatorBench(simulator::Profile profile = instantProfile())
        : clock(*parseIso8601("2026-01-15T10:00:00Z")), random(makeSeededRandom(7)), simulator(std::move(profile), clock, *random) {}

    static simulator::Profile instantProfile() {
        auto profile = simulator::starterProfile();
        for (auto& deployment : profile.deployments) deployment.latency = "instant";
        profile.deterministicIds = true;
        return profile;
    }
    static http::Request request(const std::string& target, const std::string& body = {}, const std::string& method = "POST") {
        http::Request made;
        made.method = method;
        made.url = *http::parseUrl(target.starts_with("http") ? target : "https://aoai-eastus.openai.azure.com" + target);
        made.headers.add("api-key", "some-key");
        if (!body.empty()) made.body = http::Body::text(body);
        return made;
    }

    struct Answer {
        int status = 0;
        std::string body, errorCode;
        http::Headers headers;
        std::vector<std::string> chunks;
        [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, false); }
        [[nodiscard]] std::string header(const char* name) const { return std::string(headers.get(name).value_or("")); }
        /// The data of each event; "[DONE]" and the like as strings.
        [[nodiscard]] std::vector<nlohmann::json> events() const {
            std::vector<nlohmann::json> found;
            std::size_t at = 0;
            while ((at = body.find("data: ", at)) != std::string::npos) {
                const auto end = body.find("\n\n", at);
                const auto text = body.substr(at + 6, end == std::string::npos ? end : end - at - 6);
                auto parsed = nlohmann::json::parse(text, nullptr, false);
                found.push_back(parsed.is_discarded() ? nlohmann::json(text) : parsed);
                at += 6;
            }
            return found;
        }
    };
    Answer call(http::Request made, http::SendOptions options = {}) {
        Answer answer;
        auto sent = runNow(simulator.send(std::move(made), std::move(options)));
        if (!sent) {
            answer.errorCode = "still waiting";
            return answer;
        }
        if (!*sent) {
            answer.errorCode = sent->error().code;
            return answer;
        }
        auto& response = **sent;
        answer.status = response.status;
        answer.headers = std::move(response.headers);
        while (true) {
            auto piece = runNow(response.body.next());
            if (!piece) {
                answer.errorCode = "still waiting";
                break;
            }
            if (!*piece) {
                answer.errorCode = piece->error().code;
                break;
            }
            if (!**piece) break;
            answer.chunks.push_back(***piece);
            answer.body += ***piece;
        }
        return answer;
    }
    Answer chat(const std::string& prompt, nlohmann::json more = nlohmann::json::object(), const std::string& deployment = "gpt-4o-mini") {
        more["messages"] = {{{"role", "user"}, {"content", prompt}}};
        return call(request("/openai/deployments/" + deployment + "/chat/completions?api-version=2024-10-21", more.dump()));
    }

    FakeClock clock;
    std::unique_ptr<Random> random;
    simulator::Simulator simulator;
};

}  // namespace mgc::test
