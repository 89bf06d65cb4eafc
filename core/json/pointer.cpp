#include "json/pointer.h"

#include "base/text.h"

namespace mgc::json {

std::vector<std::string> pointerParts(std::string_view pointer) {
    std::vector<std::string> parts;
    if (pointer.starts_with('/')) {
        for (const std::string_view part : split(pointer.substr(1), '/'))
            parts.push_back(replacedAll(replacedAll(std::string(part), "~1", "/"), "~0", "~"));
    }
    return parts;
}

std::string escapedPart(std::string_view part) { return replacedAll(replacedAll(std::string(part), "~", "~0"), "/", "~1"); }

std::string joined(std::string_view pointer, std::string_view part) {
    std::string result(pointer);
    result += '/';
    result += escapedPart(part);
    return result;
}

std::string_view parentPointer(std::string_view pointer) {
    const std::size_t slash = pointer.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : pointer.substr(0, slash);
}

}  // namespace mgc::json
