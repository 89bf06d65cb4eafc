#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// What one execution of llm-content-safety asks the service for, expressions evaluated.
struct Inspection {
    std::string element;  ///< for the trace
    std::string backendId;
    bool shieldPrompt = false;
    std::string outputType = "FourSeverityLevels";
    struct Category {
        std::string name;            ///< Hate, SelfHarm, Sexual, Violence
        std::int64_t threshold = 0;  ///< this severity and above is refused
    };
    std::vector<Category> categories;
    std::vector<std::string> blocklists;
    std::size_t windowSize = 0, windowOverlap = 0;  ///< characters; 0: the whole text at once
};

/// Why a text is refused; "" where it passes.
struct InspectionResult {
    std::string refusal;
};

/// Sends `text` to Azure AI Content Safety behind the backend entity (text:shieldPrompt for prompts when asked for, then text:analyze,
/// window by window; version 2024-09-01) and judges the answers. A service that cannot be asked or answers an error refuses the text too:
/// reports show the same 403 for a mis-authenticated service (reference/policies/ai-gateway.md). The trace shows what was sent and what
/// came back.
[[nodiscard]] Task<InspectionResult> inspectText(policy::RequestContext& context, const Inspection& inspection, std::string text,
                                                 bool isPrompt);

}  // namespace mgc::policies
