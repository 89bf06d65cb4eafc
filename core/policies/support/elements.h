#pragma once
#include "policy/model/descriptor.h"

// Elements and attributes that several policies share, so that they are described once.
namespace mgc::policies {

[[nodiscard]] policy::ElementDescriptor valueElement(std::string_view help);
[[nodiscard]] policy::ElementDescriptor setHeaderElement();
[[nodiscard]] policy::ElementDescriptor setBodyElement();
[[nodiscard]] policy::ElementDescriptor setStatusElement();
[[nodiscard]] policy::ElementDescriptor setMethodElement();
[[nodiscard]] policy::ElementDescriptor setUrlElement();
/// "exists-action" of set-header and set-query-parameter.
[[nodiscard]] policy::AttributeDescriptor existsActionAttribute();
/// prefer-external | external | internal.
[[nodiscard]] policy::AttributeDescriptor cachingTypeAttribute();
/// The attributes of managed identity authentication.
[[nodiscard]] policy::ElementDescriptor managedIdentityElement();
/// A custom dimension of a metric.
[[nodiscard]] policy::ElementDescriptor dimensionElement(std::uint32_t minimum, std::uint32_t maximum);
/// User name and password of authentication-basic, as policy and as child of send-request.
[[nodiscard]] policy::ElementDescriptor basicAuthenticationElement();

}  // namespace mgc::policies
