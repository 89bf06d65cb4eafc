#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "policy/xml/document.h"

namespace mgc::policy::xml {

/// Finds an element by a path like "inbound/choose[1]/when[2]/set-header[1]". Numbers count elements of the same name below one
/// parent from 1 and default to 1. The root (<policies>, <fragment>) may be left out. Error MGC1050 names the part that is not there.
[[nodiscard]] Result<NodeId> findByPath(const Document& document, std::string_view path);

/// The path of an element, without the root; "" for the root itself.
[[nodiscard]] std::string pathOf(const Document& document, NodeId element);

}  // namespace mgc::policy::xml
