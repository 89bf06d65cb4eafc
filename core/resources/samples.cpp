#include "resources/samples.h"

#include <algorithm>
#include <filesystem>

#include "resources/files.h"

namespace mgc::resources {

std::vector<std::string> sampleNames() {
    std::vector<std::string> names;
    for (const SampleFile& file : sampleFiles())
        if (std::find(names.begin(), names.end(), file.sample) == names.end()) names.emplace_back(file.sample);
    return names;
}

Result<void> writeSample(std::string_view sample, const std::string& folder) {
    const auto names = sampleNames();
    if (std::find(names.begin(), names.end(), sample) == names.end()) {
        std::string list;
        for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
        return fail("NoSuchSample", "there is no sample \"" + std::string(sample) + "\"; there are: " + list);
    }
    std::error_code code;
    if (std::filesystem::exists(folder, code) && !(std::filesystem::is_directory(folder, code) && std::filesystem::is_empty(folder, code)))
        return fail("FolderNotEmpty", folder + " is no empty folder; a sample is only copied into an empty one",
                    {folder, {1, 1, 0}, {1, 1, 0}});
    for (const SampleFile& file : sampleFiles())
        if (file.sample == sample) MGC_TRY(writeFile(joinedPath(folder, file.path), file.text));
    return {};
}

}  // namespace mgc::resources
