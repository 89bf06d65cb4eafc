#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mgc::simulator {

/// How the simulated Azure AI Content Safety resource judges: by phrases, so that the same text always gets the same answer. Besides, a
/// text may name its own judgement: "[[Hate:4]]", "[[attack]]".
struct ContentSafety {
    std::vector<std::string> hosts;  ///< the gateway calls the simulator for these
    struct Rule {
        std::string category;  ///< Hate, SelfHarm, Sexual, Violence
        int severity = 4;      ///< 0 to 7
        std::vector<std::string> phrases;
    };
    std::vector<Rule> rules;                 ///< the highest severity that is found counts
    std::vector<std::string> attackPhrases;  ///< of prompt shields
    struct Blocklist {
        std::string name;
        std::vector<std::string> items;
    };
    std::vector<Blocklist> blocklists;
};

/// A few everyday phrases per category and severity, and the usual jailbreaks; no blocklist.
[[nodiscard]] ContentSafety starterContentSafety();

/// Status and JSON body, in the service's own shapes (version 2024-09-01).
struct SafetyAnswer {
    int status = 200;
    std::string body;
};
/// POST /contentsafety/text:analyze. Errors 400 (no text, more than 10,000 characters, unknown category or output type), 404 (blocklist).
[[nodiscard]] SafetyAnswer analyzeText(const ContentSafety& service, std::string_view requestBody);
/// POST /contentsafety/text:shieldPrompt. Errors 400 (neither prompt nor documents, more than 10,000 characters, more than 5 documents).
[[nodiscard]] SafetyAnswer shieldPrompt(const ContentSafety& service, std::string_view requestBody);
[[nodiscard]] SafetyAnswer safetyAccessDenied();

}  // namespace mgc::simulator
