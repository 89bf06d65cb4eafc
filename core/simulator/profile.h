#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "simulator/fault.h"
#include "simulator/safety/content_safety.h"

namespace mgc::simulator {

/// How a deployment's capacity is judged (reference/openai-wire.md 9).
enum class LimiterKind {
    AzureStandard,  ///< tokens in a minute counted from its first call; requests in windows of 10 s
    Sliding,        ///< tokens over the last 60 s, requests over the last 10 s
    Provisioned,    ///< a bucket that leaks tokens each second, millisecond hints
    Unlimited,
};

enum class ModelKind { Chat, Completion, Embeddings };

/// Log-normal times; `spread` is the standard deviation as a share of the mean. All 0: answers come at once.
struct LatencyProfile {
    double firstTokenMs = 0;
    double prefillMicrosecondsPerToken = 0;  ///< added to the first token per prompt token
    double perTokenMs = 0;
    double spread = 0.25;
    friend bool operator==(const LatencyProfile&, const LatencyProfile&) = default;
};

struct Deployment {
    std::string name;     ///< as in the path or the body's `model`
    std::string model;    ///< "gpt-4o-mini"
    std::string version;  ///< "2024-07-18"; "" for none
    std::string format = "OpenAI";
    ModelKind kind = ModelKind::Chat;
    std::int64_t tokensPerMinute = 100'000;
    std::int64_t requestsPerMinute = 600;
    LimiterKind limiter = LimiterKind::AzureStandard;
    std::string latency = "local";  ///< name in Profile::latencies
    std::int64_t contextTokens = 128'000;
    std::int64_t dimensions = 1536;    ///< of embeddings
    std::vector<std::string> regions;  ///< empty: every region has it

    /// "gpt-4o-mini-2024-07-18": what answers call the model.
    [[nodiscard]] std::string versionedModel() const { return version.empty() ? model : model + "-" + version; }
};

/// One simulated resource: a host that answers for a region.
struct Region {
    std::string id;           ///< "aoai-eastus"
    std::string displayName;  ///< "East US": the x-ms-region header
    std::vector<std::string> hosts;
    bool enabled = true;  ///< false: connections are refused
};

/// All that can be configured about the simulator: `.model-gateway/simulator.json`. See starterProfile() for the defaults.
struct Profile {
    std::uint64_t seed = 1;
    bool deterministicIds = false;  ///< ids and times of answers come from the request too (golden files)
    bool authRequired = true;       ///< a call without api-key and Authorization gets 401
    std::vector<std::string> keys;  ///< accepted api-key values; empty: any
    enum class Streaming { Token, Buffered, AsyncFilter } streaming = Streaming::Token;
    std::vector<Region> regions;
    std::vector<Deployment> deployments;
    std::map<std::string, LatencyProfile> latencies;
    std::vector<FaultRule> faults;
    ContentSafety contentSafety = starterContentSafety();
    std::string extraJson = "{}";  ///< members we do not know but keep: "$schema", "description", "x-..."

    /// The deployment of that name (without case) in that region; nullptr for none.
    [[nodiscard]] const Deployment* find(std::string_view name, std::string_view region) const;
    /// The region that claims `host` (listed, or its first label is the id); nullptr for none.
    [[nodiscard]] const Region* regionOf(std::string_view host) const;
};

/// Two regions (aoai-eastus, aoai-westus), deployments gpt-4o-mini, gpt-4.1-mini, gpt-4o, text-embedding-3-small at 100K TPM / 600 RPM.
[[nodiscard]] Profile starterProfile();

/// Bounds: 64 regions, 256 deployments, 256 faults, 64 latency profiles, 1 MiB of text.
/// Errors (MGC51xx) carry `file`, line and column. Missing members keep the starter's values.
[[nodiscard]] Result<Profile> parseProfile(std::string_view json, const std::string& file);
/// `json` holds some members of a profile; they replace those of `base` ("stats" and "presets", which GET adds, are ignored).
[[nodiscard]] Result<Profile> parseProfileOver(const Profile& base, std::string_view json, const std::string& file);
[[nodiscard]] std::string profileToJson(const Profile& profile, int indent = 2);

}  // namespace mgc::simulator
