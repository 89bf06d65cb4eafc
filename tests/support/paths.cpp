#include "support/paths.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace mgc::test {

namespace fs = std::filesystem;

fs::path sourceDir() {
    if (const char* folder = std::getenv("MGC_SOURCE_DIR")) return folder;
    for (fs::path at = fs::current_path(); at.has_parent_path() && at != at.parent_path(); at = at.parent_path())
        if (fs::exists(at / "CMakePresets.json")) return at;
    throw std::runtime_error("the checkout was not found: set MGC_SOURCE_DIR");
}

fs::path dataDir(const std::string& relative) {
    return sourceDir() / "tests" / "data" / relative;
}

std::optional<fs::path> sharedDir() {
    const fs::path folder = sourceDir().parent_path() / "shared";
    if (!fs::is_directory(folder)) return std::nullopt;
    return folder;
}

std::string readFile(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace mgc::test
