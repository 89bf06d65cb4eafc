#include "expression/types/natives.h"

#include <deque>

namespace mgc::expression {

std::string_view keep(std::string text) {
    static auto& texts = *new std::deque<std::string>();
    return texts.emplace_back(std::move(text));
}

std::uint64_t entropy(Call& c) {
    if (c.runtime.context.random) return c.runtime.context.random->next();
    static const auto system = makeSystemRandom();
    return system->next();
}

}  // namespace mgc::expression
