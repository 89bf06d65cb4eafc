#pragma once
#include <vector>

#include "policies/support/outgoing_request.h"
#include "policy/program/step.h"

namespace mgc::policies {

// Policies that are parts of resolvers; each is defined in its own file.
[[nodiscard]] const policy::PolicyDescriptor& authentication_certificate_descriptor();
[[nodiscard]] const policy::PolicyDescriptor& authentication_basic_descriptor();
[[nodiscard]] const policy::PolicyDescriptor& authentication_managed_identity_descriptor();
[[nodiscard]] const policy::PolicyDescriptor& find_and_replace_descriptor();
[[nodiscard]] const policy::PolicyDescriptor& forward_request_descriptor();
[[nodiscard]] const policy::PolicyDescriptor& get_authorization_context_descriptor();
[[nodiscard]] const policy::PolicyDescriptor& include_fragment_descriptor();
[[nodiscard]] const policy::PolicyDescriptor& json_to_xml_descriptor();
[[nodiscard]] const policy::PolicyDescriptor& publish_event_descriptor();
[[nodiscard]] const policy::PolicyDescriptor& set_backend_service_descriptor();
[[nodiscard]] const policy::PolicyDescriptor& xml_to_json_descriptor();

/// The request that a GraphQL resolver's data source describes by its children. Making it leaves it as the context's own request, and
/// its address as the context's backend, for forward-request. Immutable.
class ResolverRequest {
public:
    /// Children that only the policy itself knows are left out by name.
    [[nodiscard]] static Result<ResolverRequest> compile(const policy::PolicyNode& node, policy::CompileContext& context,
                                                         const std::vector<std::string_view>& others = {});
    /// What get-authorization-context, set-backend-service and the body's Liquid template read.
    [[nodiscard]] expression::Reads reads() const;
    /// `body` replaces that of set-body where there is one.
    [[nodiscard]] Task<Result<policy::Flow>> prepare(policy::RequestContext& context, std::optional<std::string> body = std::nullopt) const;

private:
    policy::StepList m_before;
    OutgoingRequest m_request;
};

/// A policy as a part of a resolver: its element, at most `maximum` times.
[[nodiscard]] policy::ElementDescriptor resolverPart(const policy::PolicyDescriptor& policy, std::uint32_t maximum = 1);
/// <response> and <http-response>: what is done with the data source's answer.
[[nodiscard]] policy::ElementDescriptor resolverResponse(std::string_view name, std::vector<policy::ElementDescriptor> children);

}  // namespace mgc::policies
