#pragma once
#include "expression/value.h"

namespace mgc::expression {

/// IComparable of the room's own objects (Guid, DateTimeOffset, JValue).
class Comparable {
public:
    virtual ~Comparable() = default;
    /// ArgumentException if `other` is of another type.
    [[nodiscard]] virtual int compareTo(const Value& other) const = 0;
};

}  // namespace mgc::expression
