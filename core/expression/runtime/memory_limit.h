#pragma once
#include <cstddef>

namespace mgc::expression {

/// Counts what an evaluation allocates in large pieces (strings from 4 KB, arrays and lists per 65,536 items), freed or not. More than
/// eight times the string limit in all (512 MB with the usual limits) ends the evaluation with MemoryLimitExceeded.
void countMemory(std::size_t bytes);

}  // namespace mgc::expression
