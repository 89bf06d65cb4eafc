#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mgc::resources {

/// Changes one member of an info file on disk and nothing else: unknown members, order, indentation and line ends stay. The file is
/// replaced whole (see writeFile). `pointer` is from the root of the file ("/properties/url"). A missing file is made.
/// Errors of json::setValue, readFile and writeFile, with the file's name.
[[nodiscard]] Result<void> saveMember(const std::string& file, std::string_view pointer, const nlohmann::ordered_json& value);
/// Takes one member out; an absent one is no error and leaves the file untouched.
[[nodiscard]] Result<void> removeMember(const std::string& file, std::string_view pointer);

}  // namespace mgc::resources
