#include "policy/model/fixes.h"

namespace mgc::policy {

namespace {

std::string quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

SourceRange at(const SourcePosition& position, const std::string& file) { return {file, position, position}; }

}  // namespace

QuickFix renameTo(std::string_view name, const SourceRange& range) {
    return {"Rename to " + std::string(name), {{range, std::string(name)}}};
}

QuickFix setTo(std::string_view value, const AttributeValue& attribute) {
    return {"Set to " + std::string(value), {{attribute.valueRange, std::string(value)}}};
}

QuickFix removeElement(const PolicyNode& node) { return {"Remove " + quoted(node.name), {{node.range, ""}}}; }

QuickFix removeAttribute(const AttributeValue& attribute) {
    SourceRange range{attribute.nameRange.file, attribute.nameRange.begin, attribute.valueRange.end};
    ++range.end.column;  // the closing quote
    ++range.end.offset;
    return {"Remove " + quoted(attribute.name), {{std::move(range), ""}}};
}

QuickFix addAttribute(const PolicyNode& node, const AttributeDescriptor& attribute) {
    const std::string name(attribute.name);
    return {"Add " + name,
            {{at(node.nameRange.end, node.nameRange.file), " " + name + "=\"" + std::string(attribute.defaultValue) + "\""}}};
}

QuickFix moveBefore(const PolicyNode& node, const PolicyNode& before, std::string text) {
    return {"Move before " + quoted(before.name), {{at(before.range.begin, before.range.file), std::move(text)}, {node.range, ""}}};
}

}  // namespace mgc::policy
