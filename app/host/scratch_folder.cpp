#include "app/host/scratch_folder.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace mgc::app {

Result<ScratchFolder> ScratchFolder::create() {
    std::error_code error;
    const auto base = std::filesystem::temp_directory_path(error);
    std::string name = (error ? std::string("/tmp") : base.string()) + "/model-gateway-XXXXXX";
    if (!mkdtemp(name.data())) return fail("ScratchFolderFailed", "No temporary folder can be made at '" + name + "'.");
    ScratchFolder folder;
    folder.m_path = std::move(name);
    return folder;
}

ScratchFolder& ScratchFolder::operator=(ScratchFolder&& other) noexcept {
    std::swap(m_path, other.m_path);
    return *this;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;  // best effort: what cannot be removed stays in the temporary folder
    if (!m_path.empty()) std::filesystem::remove_all(m_path, ignored);
}

}  // namespace mgc::app
