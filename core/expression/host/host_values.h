#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "expression/host/message_body.h"
#include "expression/value.h"
#include "http/message.h"

// How policies put their results into variables as the .NET objects that expressions expect.
namespace mgc::expression {

/// An IResponse that a variable owns (send-request, the `response` of on-error helpers). `body` must view `response.body`.
struct ResponseData {
    http::Response response;
    MessageBody body;

    explicit ResponseData(http::Response received) : response(std::move(received)), body(&response.body) {}
    ResponseData(const ResponseData&) = delete;
    ResponseData& operator=(const ResponseData&) = delete;
};

/// A Jwt as AsJwt() reads it and validate-jwt stores it (output-token-variable-name). Nothing is verified here.
struct JwtData {
    std::string algorithm, id, issuer, subject, type;
    bool hasId = false, hasIssuer = false, hasSubject = false, hasType = false;
    std::vector<std::string> audiences;
    std::vector<std::pair<std::string, std::vector<std::string>>> claims;
    std::optional<Instant> expirationTime, issuedAt, notBefore;
};

/// Result of get-authorization-context.
struct AuthorizationData {
    std::string accessToken;
    std::vector<std::pair<std::string, Value>> claims;
};

/// IResponse; the body must be whole (Body::buffer) before expressions read it.
[[nodiscard]] Value makeResponse(std::shared_ptr<ResponseData> response);
/// The data of an IResponse value made by makeResponse(); null for any other value.
[[nodiscard]] std::shared_ptr<ResponseData> responseOf(const Value& value);
[[nodiscard]] Value makeJwt(std::shared_ptr<const JwtData> token);
/// The data of a Jwt value; null for any other value.
[[nodiscard]] std::shared_ptr<const JwtData> jwtOf(const Value& value);
/// Reads a compact JWT, or a whole "Bearer x" header; null if it is none. No signature check.
[[nodiscard]] std::shared_ptr<const JwtData> parseJwt(std::string_view text);
[[nodiscard]] Value makeAuthorization(std::shared_ptr<const AuthorizationData> authorization);
/// JToken from JSON text with Newtonsoft's lenient grammar. Error code JsonReaderException.
[[nodiscard]] Result<Value> makeToken(std::string_view json);
/// byte[].
[[nodiscard]] Value makeBytes(std::string_view bytes);
/// The content of a byte[]; empty for any other value.
[[nodiscard]] std::optional<std::string> bytesOf(const Value& value);
/// DateTime of kind Utc, Guid from its text (null if it is none).
[[nodiscard]] Value makeDateTime(Instant instant);
[[nodiscard]] Value makeGuid(std::string_view text);

}  // namespace mgc::expression
