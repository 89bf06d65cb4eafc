#include "policies/support/liquid/filters.h"

namespace mgc::policies::liquid {

const Filter* findFilter(std::string_view name) {
    for (const FilterTable table : {textFilters(), listFilters(), numberFilters()})
        for (const auto& entry : table)
            if (entry.first == name) return &entry.second;
    return nullptr;
}

std::size_t utf16Length(std::string_view text) {
    std::size_t length = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80) length += byte >= 0xF0 ? 2 : 1;
    }
    return length;
}

}  // namespace mgc::policies::liquid
