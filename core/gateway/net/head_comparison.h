#pragma once
#include <string>
#include <string_view>

#include "gateway/net/head_parser.h"

namespace mgc::gateway::net {

/// Has both parsers read `text` and judges what they made of it; for tests and fuzzing. "" where they agree or differ as explained in
/// scanning_head_parser.h; else what differs. The dangerous direction is never explained away: a head that `own` takes and `kept`
/// refuses, or that they read differently.
[[nodiscard]] std::string compareRequest(const HeadParser& own, const HeadParser& kept, std::string_view text);
[[nodiscard]] std::string compareResponse(const HeadParser& own, const HeadParser& kept, std::string_view text);

}  // namespace mgc::gateway::net
