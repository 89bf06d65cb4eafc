#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mgc::json {

/// Changes of one member as text patches: every byte outside the member stays as it is, so that unknown members, order and layout of
/// a file survive a save. The indentation of new members follows their neighbours. All give the new text; the old one must be valid JSON.

/// Replaces the value at `pointer`, or adds it as last member where its parent object exists; missing parent objects are made.
/// In an array an index replaces, "-" or the index after the last appends. Error InvalidJson, or NoSuchMember where the path crosses
/// something that is neither object nor array.
[[nodiscard]] Result<std::string> setValue(std::string_view text, std::string_view pointer, const nlohmann::ordered_json& value);
/// Removes a member or an element with its comma; an absent one is no error.
[[nodiscard]] Result<std::string> removeValue(std::string_view text, std::string_view pointer);

}  // namespace mgc::json
