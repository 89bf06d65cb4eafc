#include "expression/json/token.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"

namespace mgc::expression {

std::string_view tokenTypeName(TokenType type) {
    static constexpr const char* names[] = {"None",    "Object", "Array",  "Constructor", "Property", "Comment",
                                            "Integer", "Float",  "String", "Boolean",     "Null",     "Undefined",
                                            "Date",    "Raw",    "Bytes",  "Guid",        "Uri",      "TimeSpan"};
    return names[static_cast<std::size_t>(type)];
}

JTokenObject* tokenOf(const Value& value) { return value.kind() == Kind::Object ? dynamic_cast<JTokenObject*>(value.pointer()) : nullptr; }

IteratorPtr JTokenObject::iterate() {
    return makeIterator([](Value&) { return false; });
}

std::string JTokenObject::json(bool indented) const {
    std::string out;
    write(out, indented, 0);
    checkStringSize(out.size());
    return out;
}

std::string JTokenObject::path() const {
    if (!m_parent) return {};
    std::vector<const JTokenObject*> chain;
    for (const JTokenObject* at = this; at; at = at->parent()) chain.push_back(at);
    std::string out;
    for (std::size_t i = chain.size(); i-- > 0;) {
        const JTokenObject* token = chain[i];
        if (token->tokenType() == TokenType::Property) {
            const auto& name = static_cast<const JPropertyObject*>(token)->name;
            const bool special =
                name.find_first_of(" '/\"[]()\t\n\r\f\b.\\") != std::string::npos || name.find("\xC2\x85") != std::string::npos;
            if (special) {
                std::string escaped;
                for (const char c : name) {
                    if (c == '\'' || c == '\\') escaped += '\\';
                    escaped += c;
                }
                out += "['" + escaped + "']";
            } else {
                if (!out.empty()) out += '.';
                out += name;
            }
        } else if (token->parent() && token->parent()->tokenType() == TokenType::Array) {
            out += "[" + std::to_string(token->parent()->indexOf(token)) + "]";
        }
    }
    return out;
}

}  // namespace mgc::expression
