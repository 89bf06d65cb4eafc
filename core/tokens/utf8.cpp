#include "tokens/utf8.h"

#include <simdjson.h>

#include <cstdint>

namespace mgc::tokens {

bool isValidUtf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

std::string withReplacements(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = byte(i);
        std::size_t needed = 0;
        std::uint8_t low = 0x80;
        std::uint8_t high = 0xBF;
        if (lead < 0x80) {
            out += text[i++];
            continue;
        }
        if (lead >= 0xC2 && lead <= 0xDF) {
            needed = 1;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            needed = 2;
            if (lead == 0xE0) low = 0xA0;
            if (lead == 0xED) high = 0x9F;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            needed = 3;
            if (lead == 0xF0) low = 0x90;
            if (lead == 0xF4) high = 0x8F;
        }
        std::size_t seen = 0;
        while (seen < needed && i + 1 + seen < text.size()) {
            const auto next = byte(i + 1 + seen);
            if (next < low || next > high) break;
            low = 0x80;
            high = 0xBF;
            ++seen;
        }
        if (needed > 0 && seen == needed)
            out.append(text, i, needed + 1);
        else
            out += "\xEF\xBF\xBD";
        i += 1 + seen;
    }
    return out;
}

}  // namespace mgc::tokens
