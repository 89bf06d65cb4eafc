#include "json/document.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "base/text.h"
#include "json/pointer.h"
#include "json/scanner.h"
#include "json/text_positions.h"

namespace mgc::json {
namespace {

using Json = nlohmann::ordered_json;

bool readNumber(Scanner& scanner, Json& value) {
    std::string_view text;
    const std::size_t at = scanner.offset();
    if (!scanner.number(text)) return false;
    const char* const end = text.data() + text.size();
    if (text.find_first_of(".eE") == std::string_view::npos) {
        std::int64_t whole = 0;
        if (const auto result = std::from_chars(text.data(), end, whole); result.ec == std::errc()) {
            value = whole;
            return true;
        }
        std::uint64_t large = 0;
        if (const auto result = std::from_chars(text.data(), end, large); result.ec == std::errc()) {
            value = large;
            return true;
        }
    }
    double real = 0;
    if (std::from_chars(text.data(), end, real).ec != std::errc()) return scanner.fail("this number is out of range", at);
    value = real;
    return true;
}

bool readValue(Scanner& scanner, Json& value, std::size_t depth);

bool readObject(Scanner& scanner, Json& value, std::size_t depth) {
    value = Json::object();
    scanner.accept('{');
    if (scanner.accept('}')) return true;
    std::unordered_set<std::string> names;  // ordered_json compares names one by one, which a hostile file would make quadratic
    do {
        scanner.skipSpace();
        const std::size_t at = scanner.offset();
        std::string name;
        if (!scanner.string(&name) || !scanner.expect(':', "\":\" after the member name")) return false;
        Json member;
        if (!readValue(scanner, member, depth + 1)) return false;
        if (!names.insert(name).second) return scanner.fail("the member \"" + name + "\" stands here twice", at);
        value.get_ref<Json::object_t&>().Container::emplace_back(std::move(name), std::move(member));
    } while (scanner.accept(','));
    return scanner.expect('}', "\",\" or \"}\"");
}

bool readArray(Scanner& scanner, Json& value, std::size_t depth) {
    value = Json::array();
    scanner.accept('[');
    if (scanner.accept(']')) return true;
    do {
        Json element;
        if (!readValue(scanner, element, depth + 1)) return false;
        value.push_back(std::move(element));
    } while (scanner.accept(','));
    return scanner.expect(']', "\",\" or \"]\"");
}

bool readValue(Scanner& scanner, Json& value, std::size_t depth) {
    const auto kind = scanner.peek();
    if (!kind) return false;
    switch (*kind) {
        case Scanner::Kind::Object:
        case Scanner::Kind::Array:
            if (depth >= maximumDepth) return scanner.fail("nested more than 128 levels deep", scanner.offset());
            return *kind == Scanner::Kind::Object ? readObject(scanner, value, depth) : readArray(scanner, value, depth);
        case Scanner::Kind::String: {
            std::string text;
            if (!scanner.string(&text)) return false;
            value = std::move(text);
            return true;
        }
        case Scanner::Kind::Number:
            return readNumber(scanner, value);
        case Scanner::Kind::True:
            value = true;
            return scanner.literal("true");
        case Scanner::Kind::False:
            value = false;
            return scanner.literal("false");
        case Scanner::Kind::Null:
            value = nullptr;
            return scanner.literal("null");
    }
    return false;
}

/// Moves the scanner to the child `part` of the value it stands before. Only used on text that has parsed.
bool enter(Scanner& scanner, const std::string& part, Document::Location& location) {
    const auto kind = scanner.peek();
    if (kind == Scanner::Kind::Object) {
        scanner.accept('{');
        if (scanner.accept('}')) return false;
        do {
            scanner.skipSpace();
            location.nameBegin = scanner.offset();
            std::string name;
            if (!scanner.string(&name)) return false;
            location.nameEnd = scanner.offset();
            scanner.accept(':');
            if (name == part) return true;
            if (!scanner.skipValue()) return false;
        } while (scanner.accept(','));
        return false;
    }
    if (kind == Scanner::Kind::Array) {
        const auto index = toInteger(part);
        scanner.accept('[');
        if (!index || *index < 0 || scanner.accept(']')) return false;
        location.nameBegin = location.nameEnd = 0;
        for (std::int64_t at = 0; at < *index; ++at)
            if (!scanner.skipValue() || !scanner.accept(',')) return false;
        return true;
    }
    return false;
}

}  // namespace

Result<Document> Document::parse(std::string text, std::string file) {
    if (text.size() > maximumTextBytes) return mgc::fail("InvalidJson", "the file is larger than 32 MiB", rangeAt(file, "", 0, 0));
    auto root = std::make_shared<Json>();
    auto shared = std::make_shared<const std::string>(std::move(text));
    Scanner scanner(*shared);
    if (!readValue(scanner, *root, 0) || !scanner.end())
        return mgc::fail("InvalidJson", scanner.errorMessage(), rangeAt(file, *shared, scanner.errorOffset(), scanner.errorOffset() + 1));
    return Document(std::move(root), std::move(shared), std::move(file));
}

std::optional<Document::Location> Document::locate(std::string_view pointer) const {
    if (m_places) {
        const auto found = m_places->find(pointer);
        return found == m_places->end() ? std::nullopt : std::optional(found->second);
    }
    Scanner scanner(*m_text);
    Location location;
    for (const std::string& part : pointerParts(pointer))
        if (!enter(scanner, part, location)) return std::nullopt;
    scanner.skipSpace();
    location.begin = scanner.offset();
    if (!scanner.skipValue()) return std::nullopt;
    location.end = scanner.offset();
    return location;
}

SourceRange Document::rangeOf(std::string_view pointer) const {
    const auto exact = locate(pointer);
    if (exact) return rangeAt(m_file, *m_text, exact->begin, exact->end);
    while (!pointer.empty()) {
        pointer = parentPointer(pointer);
        if (const auto parent = locate(pointer)) return rangeAt(m_file, *m_text, parent->begin, parent->begin + 1);
    }
    return rangeAt(m_file, *m_text, 0, 0);
}

SourceRange Document::nameRangeOf(std::string_view pointer) const {
    const auto exact = locate(pointer);
    if (exact && exact->nameEnd > exact->nameBegin) return rangeAt(m_file, *m_text, exact->nameBegin, exact->nameEnd);
    return rangeOf(pointer);
}

}  // namespace mgc::json
