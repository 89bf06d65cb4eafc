#pragma once
#include <optional>
#include <string>
#include <vector>

#include "policies/support/body_edit.h"
#include "policies/support/cosmos_account.h"

namespace mgc::policies {

/// What a cosmosdb-data-source asks of its container: one query, read, delete or write. Immutable.
class CosmosOperation {
public:
    enum class Kind { Query, Read, Delete, Write };

    /// `node` is query-request, read-request, delete-request or write-request.
    [[nodiscard]] static Result<CosmosOperation> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] expression::Reads reads() const;
    /// The request below "/dbs/d/colls/c" but for its signature; `link` gets the resource link that is signed.
    [[nodiscard]] Result<http::Request> make(policy::RequestContext& context, const std::string& container, std::string& link) const;

private:
    struct Text {
        std::optional<BodyEdit> edit;
        [[nodiscard]] bool present() const { return edit.has_value(); }
        [[nodiscard]] Result<std::string> get(policy::RequestContext& context) const;
    };
    struct Parameter {
        policy::Template name, value;
    };
    [[nodiscard]] static Result<Text> text(const policy::PolicyNode& parent, std::string_view name, policy::CompileContext& context);
    [[nodiscard]] Result<std::string> partitionKey(policy::RequestContext& context) const;
    [[nodiscard]] Result<void> describe(http::Request& request, policy::RequestContext& context) const;
    [[nodiscard]] Result<std::string> query(policy::RequestContext& context) const;

    Kind m_kind = Kind::Query;
    policy::Template m_type, m_consistency, m_indexing, m_preTrigger, m_postTrigger, m_partitionType, m_etagType, m_content;
    std::string m_lowPrecision;  ///< enable-low-precision-order-by; "" for the account's way
    Text m_statement, m_id, m_partitionKey, m_etag, m_maxItems, m_continuation;
    std::optional<BodyEdit> m_body;
    std::vector<Parameter> m_parameters;
};

}  // namespace mgc::policies
