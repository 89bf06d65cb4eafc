#include "json/edit.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"
#include "json/document.h"
#include "json/pointer.h"

namespace mgc::json {
namespace {

using Json = nlohmann::ordered_json;

std::string_view lineEnd(std::string_view text) { return text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n"; }

/// The white space that the line of `offset` begins with.
std::string_view indentAt(std::string_view text, std::size_t offset) {
    const std::size_t newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
    const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
    std::size_t end = begin;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
    return text.substr(begin, end - begin);
}

/// One step of the text's own indentation: the first indented line's white space; two spaces where nothing is indented.
std::string indentUnit(std::string_view text) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
        const std::string_view indent = indentAt(text, at + 1);
        if (!indent.empty()) return std::string(indent);
    }
    return "  ";
}

/// `value` as text whose continuation lines stand at `indent`; on one line if the text around it has no line ends.
std::string printed(const Json& value, std::string_view text, std::string_view indent) {
    if (text.find('\n') == std::string_view::npos) return value.dump();
    const std::string unit = indentUnit(text);
    std::string lines = unit.front() == '\t' ? value.dump(1, '\t') : value.dump(static_cast<int>(unit.size()), ' ');
    const std::string join = std::string(lineEnd(text)) + std::string(indent);
    return replacedAll(std::move(lines), "\n", join);
}

struct Container {
    std::size_t begin = 0, end = 0;  // of the braces, end after the closing one
    bool object = false;
    std::size_t size = 0;
    std::size_t lastChildBegin = 0, lastChildEnd = 0;  // name included; meaningless if empty
};

Container containerAt(const Document& document, const std::string& pointer, const Json& value) {
    const auto place = document.locate(pointer);
    Container container{place->begin, place->end, value.is_object(), value.size()};
    if (container.size != 0) {
        const std::string last = container.object ? std::prev(value.end()).key() : std::to_string(container.size - 1);
        const auto child = document.locate(joined(pointer, last));
        container.lastChildBegin = container.object ? child->nameBegin : child->begin;
        container.lastChildEnd = child->end;
    }
    return container;
}

std::string appended(std::string_view text, const Container& container, std::string_view name, const Json& value) {
    const std::string start = container.object ? Json(std::string(name)).dump() + ": " : std::string();
    std::string result(text);
    if (container.size == 0) {
        const std::string outer(indentAt(text, container.begin));
        const bool lines = text.find('\n') != std::string_view::npos;
        const std::string inner = outer + indentUnit(text);
        const std::string newline(lineEnd(text));
        std::string content = start + printed(value, text, inner);
        if (lines) content = newline + inner + content + newline + outer;
        const char open = container.object ? '{' : '[', close = container.object ? '}' : ']';
        return result.replace(container.begin, container.end - container.begin, open + content + close);
    }
    const bool ownLine = text.substr(container.begin, container.lastChildBegin - container.begin).find('\n') != std::string_view::npos;
    const std::string indent(indentAt(text, container.lastChildBegin));
    std::string content = ownLine ? "," + std::string(lineEnd(text)) + indent : std::string(", ");
    content += start + (ownLine ? printed(value, text, indent) : value.dump());
    return result.insert(container.lastChildEnd, content);
}

}  // namespace

Result<std::string> setValue(std::string_view text, std::string_view pointer, const Json& value) {
    MGC_TRY_ASSIGN(const Document document, Document::parse(std::string(text), {}));
    if (const auto place = document.locate(pointer)) {
        const std::string_view old = text.substr(place->begin, place->end - place->begin);
        const bool multiline = old.find('\n') != std::string_view::npos || (!old.starts_with('{') && !old.starts_with('['));
        std::string result(text);
        const std::string replacement = multiline ? printed(value, text, indentAt(text, place->begin)) : value.dump();
        return result.replace(place->begin, place->end - place->begin, replacement);
    }
    const auto parts = pointerParts(pointer);
    std::string parent;
    const Json* node = &document.root();
    for (std::size_t depth = 0; depth < parts.size(); ++depth) {
        const std::string& part = parts[depth];
        const bool append = node->is_array() && (part == "-" || part == std::to_string(node->size()));
        if (node->is_object() && node->contains(part)) {
            node = &node->at(part);
        } else if (node->is_array() && !append && toInteger(part).value_or(-1) >= 0 &&
                   static_cast<std::size_t>(*toInteger(part)) < node->size()) {
            node = &node->at(static_cast<std::size_t>(*toInteger(part)));
        } else if (node->is_object() || append) {
            Json content = value;
            for (std::size_t inner = parts.size() - 1; inner > depth; --inner) content = Json::object({{parts[inner], std::move(content)}});
            return appended(text, containerAt(document, parent, *node), part, content);
        } else {
            return fail("NoSuchMember", "there is no object or array to hold " + std::string(pointer), document.rangeOf(parent));
        }
        parent = joined(parent, part);
    }
    return fail("NoSuchMember", "there is nothing at " + std::string(pointer));
}

Result<std::string> removeValue(std::string_view text, std::string_view pointer) {
    MGC_TRY_ASSIGN(const Document document, Document::parse(std::string(text), {}));
    const auto place = document.locate(pointer);
    std::string result(text);
    if (!place || pointer.empty()) return result;
    std::size_t begin = place->nameEnd > place->nameBegin ? place->nameBegin : place->begin;
    std::size_t end = place->end;
    const auto isSpace = [](char character) { return character == ' ' || character == '\t' || character == '\n' || character == '\r'; };
    std::size_t after = end, before = begin;
    while (after < text.size() && isSpace(text[after])) ++after;
    while (before > 0 && isSpace(text[before - 1])) --before;
    if (after < text.size() && text[after] == ',') {
        end = after + 1;
        begin = before;  // the white space before the removed member goes, that before the next one stays
    } else {
        begin = before > 0 && text[before - 1] == ',' ? before - 1 : before;
        if (text[begin] != ',') end = after;  // the only child: leave "{}"
    }
    return result.erase(begin, end - begin);
}

}  // namespace mgc::json
