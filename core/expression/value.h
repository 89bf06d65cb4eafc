#pragma once
// Contract of the expression room with the rest of the engine: values that policies store, compare and write out.
// The room's own, faster representation may differ inside; this class is what crosses the border.
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mgc::expression {

class Object;  // any .NET reference or boxed value beyond the scalars below

/// An immutable handle to a .NET value: null, bool, int, long, double, string, or an object (JObject, DateTime, IResponse, Jwt, ...).
/// Cheap to copy (one shared pointer at most). Thread use: one request, one thread.
class Value;

}  // namespace mgc::expression
