#pragma once
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

// Authentication-token and authentication-token-store: undocumented; only the product's schema tells their attributes.
namespace mgc::policies {

/// <authentication-token>: a token of the gateway's identity, or one that a token service gives out. Immutable.
class ServiceToken {
public:
    [[nodiscard]] static Result<ServiceToken> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    [[nodiscard]] static policy::ElementDescriptor element();
    /// "" where an error is to be ignored.
    [[nodiscard]] Task<Result<std::string>> get(policy::RequestContext& context) const;

private:
    [[nodiscard]] Task<Result<std::string>> fetch(policy::RequestContext& context) const;

    bool m_fromService = false;
    policy::Template m_serviceUrl, m_resource;
    policy::BooleanSetting m_ignoreError;
};

/// <authentication-token-store>: a token that a configured connection holds. Immutable.
class StoredToken {
public:
    [[nodiscard]] static Result<StoredToken> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    [[nodiscard]] static policy::ElementDescriptor element();
    /// "" where an error is to be ignored, or where a variable takes the token.
    [[nodiscard]] Task<Result<std::string>> get(policy::RequestContext& context) const;

private:
    policy::Template m_tokenId, m_clientId;
    std::string m_variable;
    policy::BooleanSetting m_ignoreError;
};

}  // namespace mgc::policies
