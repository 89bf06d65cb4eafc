#pragma once
#include <optional>
#include <string>
#include <vector>

namespace mgc::test {

/// A row of the corpus manifest: a real policy document.
struct CorpusDocument {
    std::string file;    ///< relative to the corpus
    std::string strict;  ///< "yes", "no" or "broken"
    std::string text;
};

/// All documents; nullopt where the shared material is absent.
[[nodiscard]] std::optional<std::vector<CorpusDocument>> readCorpus();

}  // namespace mgc::test
