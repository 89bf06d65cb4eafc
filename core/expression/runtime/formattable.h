#pragma once
#include <string>
#include <string_view>

namespace mgc::expression {

/// IFormattable of the room's own objects (Guid, DateTimeOffset).
class Formattable {
public:
    virtual ~Formattable() = default;
    [[nodiscard]] virtual std::string format(std::string_view format) const = 0;
};

}  // namespace mgc::expression
