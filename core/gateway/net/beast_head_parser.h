#pragma once
#include "gateway/net/head_parser.h"

namespace mgc::gateway::net {

/// Boost.Beast's parser behind our interface: the kept one, and the oracle of the scanning parser in tests and fuzzing. About five
/// times slower (it copies every field). A library of its own, so that programs that do not name it do not carry it.
class BeastHeadParser final : public HeadParser {
public:
    [[nodiscard]] HeadStatus parseRequest(std::string_view buffer, const HeadLimits& limits, RequestHead& head) const override;
    [[nodiscard]] HeadStatus parseResponse(std::string_view buffer, const HeadLimits& limits, ResponseHead& head) const override;
};

}  // namespace mgc::gateway::net
