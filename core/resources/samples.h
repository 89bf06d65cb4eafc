#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mgc::resources {

/// A file of a sample workspace, built into the program (from resources/samples).
struct SampleFile {
    std::string_view sample;  ///< "starter"
    std::string_view path;    ///< relative, with "/"
    std::string_view text;
};

inline constexpr std::string_view starterSample = "starter";

[[nodiscard]] std::span<const SampleFile> sampleFiles();
[[nodiscard]] std::vector<std::string> sampleNames();
/// Copies a sample into a folder, which is made where it is missing and must be empty otherwise. Errors: NoSuchSample, FolderNotEmpty,
/// MGC2001.
[[nodiscard]] Result<void> writeSample(std::string_view sample, const std::string& folder);

}  // namespace mgc::resources
