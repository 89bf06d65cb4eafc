#pragma once
#include <filesystem>
#include <optional>
#include <string>

namespace mgc::test {

/// The checkout's root (from MGC_SOURCE_DIR, set by ctest; else found upward from the working folder).
[[nodiscard]] std::filesystem::path sourceDir();
/// tests/data/<relative>.
[[nodiscard]] std::filesystem::path dataDir(const std::string& relative);
/// The handed-over material beside the checkout (../shared); nullopt in a public clone: skip with a clear message then.
[[nodiscard]] std::optional<std::filesystem::path> sharedDir();
/// Whole file as bytes; throws if it cannot be read (a broken test set-up).
[[nodiscard]] std::string readFile(const std::filesystem::path& path);

}  // namespace mgc::test
