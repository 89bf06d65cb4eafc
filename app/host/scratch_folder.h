#pragma once
#include <string>

#include "base/result.h"

namespace mgc::app {

/// A private folder (mode 0700) below the system's temporary folder, removed with all its content at the end.
class ScratchFolder {
public:
    ScratchFolder() = default;
    [[nodiscard]] static Result<ScratchFolder> create();
    ScratchFolder(ScratchFolder&& other) noexcept : m_path(std::move(other.m_path)) { other.m_path.clear(); }
    ScratchFolder& operator=(ScratchFolder&& other) noexcept;
    ~ScratchFolder();

    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

}  // namespace mgc::app
