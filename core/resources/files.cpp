#include "resources/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/text.h"

namespace mgc::resources {
namespace {

SourceRange start(const std::string& path) { return {path, {1, 1, 0}, {1, 1, 0}}; }

tl::unexpected<Error> systemError(const std::string& path, std::string_view what) {
    return fail("MGC2001", std::string(what) + ": " + std::strerror(errno), start(path));
}

}  // namespace

Result<std::string> readFile(const std::string& path, std::size_t limit) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return systemError(path, "the file cannot be read");
    std::string text;
    char block[65536];
    while (stream.read(block, sizeof block), stream.gcount() > 0) {
        text.append(block, static_cast<std::size_t>(stream.gcount()));
        if (text.size() > limit) return fail("MGC2009", "the file is larger than " + std::to_string(limit >> 20U) + " MiB", start(path));
    }
    if (stream.bad() || (text.empty() && isFolder(path))) return systemError(path, "the file cannot be read");
    return text;
}

Result<void> writeFile(const std::string& path, std::string_view text, bool ownerOnly) {
    std::error_code code;
    const std::filesystem::path target(path);
    if (target.has_parent_path()) std::filesystem::create_directories(target.parent_path(), code);
    const std::string temporary = path + ".tmp" + std::to_string(::getpid());
    struct stat old {};
    const mode_t mode = ownerOnly ? 0600 : ::stat(path.c_str(), &old) == 0 ? old.st_mode & 07777U : 0644;
    const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (file < 0) return systemError(path, "the file cannot be written");
    bool good = true;
    for (std::size_t done = 0; good && done < text.size();) {
        const ssize_t written = ::write(file, text.data() + done, text.size() - done);
        if (written < 0 && errno == EINTR) continue;
        good = written > 0;
        if (good) done += static_cast<std::size_t>(written);
    }
    good = good && ::fsync(file) == 0;
    ::close(file);
    if (good && ::rename(temporary.c_str(), path.c_str()) == 0) return {};
    auto error = systemError(path, "the file cannot be written");
    ::unlink(temporary.c_str());
    return error;
}

bool isFile(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

bool isFolder(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::vector<std::string> foldersIn(const std::string& path) {
    std::vector<std::string> names;
    std::error_code code;
    for (std::filesystem::directory_iterator entry(path, code), end; !code && entry != end; entry.increment(code)) {
        if (names.size() >= maximumFolderEntries) break;
        std::error_code ignored;
        if (entry->is_directory(ignored)) names.push_back(entry->path().filename().string());
    }
    std::sort(names.begin(), names.end(), [](const std::string& left, const std::string& right) {
        const std::string a = toLowerAscii(left), b = toLowerAscii(right);
        return a != b ? a < b : left < right;
    });
    return names;
}

std::string joinedPath(std::string_view folder, std::string_view name) {
    std::string path(folder);
    if (!path.empty() && path.back() != '/') path += '/';
    path += name;
    return path;
}

}  // namespace mgc::resources
