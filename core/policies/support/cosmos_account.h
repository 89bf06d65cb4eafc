#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "http/message.h"

namespace mgc::policies {

/// A Cosmos DB account as its connection string names it.
struct CosmosAccount {
    http::Url endpoint;
    std::string key;  ///< base64; "" where the string has none (a managed identity signs in)

    /// "AccountEndpoint=https://...;AccountKey=...;"; nullopt without a sound endpoint.
    [[nodiscard]] static std::optional<CosmosAccount> parse(std::string_view connectionString);
};

/// The Authorization value of Cosmos DB's REST interface for the account's key: percent-encoded, signed with HMAC-SHA256 over method,
/// resource type, resource link and date (docs "Access control on Azure Cosmos DB resources"). "" for a key that is no base64.
[[nodiscard]] std::string cosmosKeyToken(std::string_view method, std::string_view resourceType, std::string_view resourceLink,
                                         std::string_view date, std::string_view key);
/// The same for a token of Microsoft Entra ID.
[[nodiscard]] std::string cosmosIdentityToken(std::string_view accessToken);
/// "Tue, 01 Nov 1994 08:12:31 GMT", as x-ms-date has it.
[[nodiscard]] std::string httpDate(Instant instant);

}  // namespace mgc::policies
