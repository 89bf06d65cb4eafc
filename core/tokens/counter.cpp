#include "tokens/counter.h"

#include "tokens/encoding.h"

namespace mgc::tokens {

std::int64_t Counter::countText(std::string_view text, std::string_view model) const {
    return static_cast<std::int64_t>(Encoding::of(encodingForModel(model)).count(text));
}

std::int64_t Counter::countPrompt(std::string_view requestBody, std::string_view model) const {
    return tokens::countPrompt(requestBody, model);
}

}  // namespace mgc::tokens
