#include "app/gateway/text_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>

namespace mgc::app {

Result<std::string> readTextFile(const std::filesystem::path& path, std::size_t limit) {
    const SourceRange place{path.string(), {}, {}};
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) return fail("MGC9001", path.string() + " is a folder, not a file.", place);
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return fail("MGC9001", path.string() + " cannot be read: " + std::strerror(errno) + ".", place);
    std::string text;
    char buffer[65536];
    while (stream.read(buffer, sizeof buffer) || stream.gcount() > 0) {
        text.append(buffer, static_cast<std::size_t>(stream.gcount()));
        if (text.size() > limit) return fail("MGC9001", path.string() + " is larger than " + std::to_string(limit >> 20U) + " MiB.", place);
    }
    if (stream.bad()) return fail("MGC9001", path.string() + " cannot be read.", place);
    return text;
}

}  // namespace mgc::app
