#include "policy/xml/corpus.h"

#include "base/text.h"
#include "support/paths.h"

namespace mgc::test {

std::optional<std::vector<CorpusDocument>> readCorpus() {
    const auto shared = sharedDir();
    if (!shared || !std::filesystem::exists(*shared / "data/corpus/manifest.tsv")) return std::nullopt;
    const auto folder = *shared / "data/corpus";
    const std::string manifest = readFile(folder / "manifest.tsv");
    std::vector<CorpusDocument> documents;
    bool header = true;
    for (const std::string_view line : split(manifest, '\n')) {
        const auto columns = split(line, '\t');
        if (!header && columns.size() > 4) {
            documents.push_back({std::string(columns[0]), std::string(columns[3]), readFile(folder / columns[0])});
        }
        header = false;
    }
    return documents;
}

}  // namespace mgc::test
