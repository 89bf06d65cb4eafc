#pragma once
#include <string_view>

#include "tokens/encoding.h"

namespace mgc::tokens {

/// The vocabulary of a model or deployment name, compared without case and with Azure's spelling ("gpt-35-turbo") too.
/// cl100k_base: gpt-4 (not gpt-4o, 4.1, 4.5), gpt-3.5, text-embedding-*. All other names, known or not: o200k_base.
[[nodiscard]] EncodingName encodingForModel(std::string_view model);
/// What every chat message costs beside its texts: 4 and -1 per name with gpt-3.5-turbo-0301, else 3 and 1.
struct MessageOverhead {
    int perMessage = 3;
    int perName = 1;
};
[[nodiscard]] MessageOverhead messageOverhead(std::string_view model);
[[nodiscard]] bool isEmbeddingModel(std::string_view model);

}  // namespace mgc::tokens
