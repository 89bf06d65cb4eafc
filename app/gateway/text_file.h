#pragma once
#include <cstddef>
#include <filesystem>
#include <string>

#include "base/result.h"

namespace mgc::app {

/// Whole file as bytes; an error (MGC9001) that names file and reason, also for files above `limit` bytes.
[[nodiscard]] Result<std::string> readTextFile(const std::filesystem::path& path, std::size_t limit);

}  // namespace mgc::app
