#pragma once
#include <cstdint>
#include <string>

#include "simulator/operation.h"
#include "simulator/profile.h"

namespace mgc::simulator {

/// What every form of an answer repeats.
struct AnswerIdentity {
    Dialect dialect = Dialect::AzureClassic;
    std::string id;             ///< "chatcmpl-...", "cmpl-...", "resp_..."
    std::int64_t created = 0;   ///< unix seconds
    std::string model;          ///< versioned
    std::string fingerprint;    ///< "fp_..."
    bool withUsage = true;      ///< false with the missing-usage fault
    bool includeUsage = false;  ///< the stream's client asked for a usage event
    Profile::Streaming streaming = Profile::Streaming::Token;

    [[nodiscard]] bool azure() const { return dialect == Dialect::AzureClassic || dialect == Dialect::AzureV1; }
};

}  // namespace mgc::simulator
