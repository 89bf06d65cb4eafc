#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mgc::resources {

inline constexpr std::size_t maximumFileBytes = 32u << 20;
inline constexpr std::size_t maximumFolderEntries = 10'000;

/// Whole file as bytes. Error MGC2001 with the system's reason; larger than `limit`: MGC2009.
[[nodiscard]] Result<std::string> readFile(const std::string& path, std::size_t limit = maximumFileBytes);
/// Writes beside the file, then renames: readers and watchers see the old or the new text, never a part. Keeps the mode of an existing
/// file; `ownerOnly` makes it 0600 from the start. Missing folders are made. Error MGC2001.
[[nodiscard]] Result<void> writeFile(const std::string& path, std::string_view text, bool ownerOnly = false);
[[nodiscard]] bool isFile(const std::string& path);
[[nodiscard]] bool isFolder(const std::string& path);
/// Names of the sub-folders, sorted without case; at most maximumFolderEntries.
[[nodiscard]] std::vector<std::string> foldersIn(const std::string& path);
[[nodiscard]] std::string joinedPath(std::string_view folder, std::string_view name);

}  // namespace mgc::resources
