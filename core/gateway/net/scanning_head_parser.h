#pragma once
#include "gateway/net/head_parser.h"

namespace mgc::gateway::net {

/// The default parser: one pass, no copies, no allocation beyond the reused field list.
/// Where it differs from Boost.Beast's parser (the oracle in tests and fuzzing):
/// - a line may end in LF alone (RFC 9112 2.2 allows it, nginx reads it); a CR without LF is refused, as both do;
/// - any HTTP/1.x is read (nginx); Beast takes 1.0 and 1.1;
/// - methods are upper-case letters, "_" and "-" (nginx); Beast takes every token;
/// - a folded line is refused (RFC 9112 5.2 allows that, nginx does it); Beast joins it;
/// - a Connection field that is no list of tokens is read, its unknown options mean nothing; Beast refuses it;
/// - an empty field name, a blank before the colon: refused by both.
class ScanningHeadParser final : public HeadParser {
public:
    [[nodiscard]] HeadStatus parseRequest(std::string_view buffer, const HeadLimits& limits, RequestHead& head) const override;
    [[nodiscard]] HeadStatus parseResponse(std::string_view buffer, const HeadLimits& limits, ResponseHead& head) const override;
};

/// True if `text` may stand as a field value on the wire: no control byte but tab.
[[nodiscard]] bool isFieldValue(std::string_view text);
/// True if `text` is a token (RFC 9110 5.6.2): a field name, a method.
[[nodiscard]] bool isToken(std::string_view text);

}  // namespace mgc::gateway::net
