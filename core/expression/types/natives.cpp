#include "expression/types/natives.h"

namespace mgc::expression {

std::uint64_t entropy(Call& c) {
    if (c.runtime.context.random) return c.runtime.context.random->next();
    static const auto system = makeSystemRandom();
    return system->next();
}

}  // namespace mgc::expression
