#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mgc::simulator {

/// A unit vector for a text, from the encoder of this build: texts of like meaning (or, without it, of like words) lie close together.
/// Deterministic.
[[nodiscard]] std::vector<float> embed(std::string_view text, std::size_t dimensions);
/// Little-endian float32 in base64: what the SDKs ask for by default.
[[nodiscard]] std::string toBase64(const std::vector<float>& vector);
/// "[0.1,-0.2]" with the shortest digits that read back the same.
[[nodiscard]] std::string toJsonArray(const std::vector<float>& vector);

}  // namespace mgc::simulator
