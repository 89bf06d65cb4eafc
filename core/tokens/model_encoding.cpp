#include "tokens/model_encoding.h"

#include <string>

namespace mgc::tokens {

namespace {

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

}  // namespace

EncodingName encodingForModel(std::string_view model) {
    const std::string name = lowered(model);
    const std::string_view view = name;
    if (isEmbeddingModel(name)) return EncodingName::Cl100kBase;
    // Deployments often carry the model name with something around it ("team-a-gpt-4").
    for (const std::string_view family : {"gpt-3.5", "gpt-35", "gpt35"})
        if (view.find(family) != std::string_view::npos) return EncodingName::Cl100kBase;
    for (const std::string_view family : {"gpt-4", "gpt4"}) {
        const auto at = view.find(family);
        if (at == std::string_view::npos) continue;
        const auto rest = view.substr(at + family.size());
        // gpt-4o, gpt-4.1, gpt-4.5 (also spelled gpt-41, gpt-45) came with the newer vocabulary.
        const bool newer =
            rest.starts_with("o") || rest.starts_with(".") || rest.starts_with("1") || rest.starts_with("5") || rest.starts_with("-o");
        return newer ? EncodingName::O200kBase : EncodingName::Cl100kBase;
    }
    return EncodingName::O200kBase;
}

MessageOverhead messageOverhead(std::string_view model) {
    const std::string name = lowered(model);
    if (name == "gpt-3.5-turbo-0301" || name == "gpt-35-turbo-0301") return {4, -1};
    return {};
}

bool isEmbeddingModel(std::string_view model) {
    const std::string name = lowered(model);
    return name.find("embedding") != std::string::npos || name.starts_with("embed") || name.find("ada-002") != std::string::npos;
}

}  // namespace mgc::tokens
