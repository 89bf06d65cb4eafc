#pragma once
#include <deque>
#include <functional>
#include <vector>

#include "azure/arm/arm_client.h"

namespace mgc::azure::test {

/// Answers from a script; waiting takes no time and is noted.
class FakeTransport : public Transport {
public:
    std::deque<std::function<Result<HttpResponse>(const HttpRequest&)>> script;
    std::vector<HttpRequest> requests;
    std::vector<std::chrono::milliseconds> waits;
    bool isCancelled = false;

    void answers(int status, const std::string& body, HeaderList headers = {}) {
        script.push_back([=](const HttpRequest&) { return HttpResponse{status, headers, body, {}}; });
    }
    void loses() {
        script.push_back([](const HttpRequest&) -> Result<HttpResponse> { return fail("ConnectionFailed", "lost"); });
    }

    Result<HttpResponse> send(const HttpRequest& request) override {
        requests.push_back(request);
        if (script.empty()) return fail("ScriptEnded", "nothing more is scripted for " + request.method + ' ' + request.url);
        const auto answer = script.front();
        script.pop_front();
        return answer(request);
    }
    Result<void> wait(std::chrono::milliseconds duration) override {
        waits.push_back(duration);
        if (isCancelled) return fail("Cancelled", "Cancelled.");
        return {};
    }
    bool cancelled() const override { return isCancelled; }
    void hold(bool) override {}
};

class FakeCredential : public Credential {
public:
    std::vector<TokenRequest> asked;
    Result<AccessToken> fetch(const TokenRequest& request) override {
        asked.push_back(request);
        return AccessToken{"token-" + std::to_string(asked.size()), std::chrono::system_clock::now() + std::chrono::hours(1)};
    }
    std::string name() const override { return "fake"; }
};

/// A client on the fakes.
struct FakeAzure {
    FakeTransport transport;
    CallLog log;
    FakeCredential* credential = new FakeCredential;  // owned by tokens
    TokenSource tokens{std::unique_ptr<Credential>(credential), ""};
    ArmClient arm{Cloud{}, transport, tokens, log};
};

}  // namespace mgc::azure::test
