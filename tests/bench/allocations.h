#pragma once
#include <cstdint>

namespace mgc::bench {

/// Calls of operator new on this thread since it started; allocations.cpp replaces the operator.
[[nodiscard]] std::uint64_t allocations();

}  // namespace mgc::bench
