#pragma once
#include <string>
#include <string_view>

#include "expression/value.h"

namespace mgc::policies {

/// Values of the cache as bytes: one letter for the type, then the text. Booleans, numbers, strings, byte arrays and JSON tokens come
/// back as what they were; other objects come back as their text.
[[nodiscard]] std::string encodeValue(const expression::Value& value);
/// Null for bytes that encodeValue() did not make.
[[nodiscard]] expression::Value decodeValue(std::string_view bytes);

}  // namespace mgc::policies
