#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "base/clock.h"
#include "base/markup.h"
#include "base/text.h"
#include "policies/support/xml_json.h"

namespace mgc::policies {

using Json = nlohmann::ordered_json;

namespace {

constexpr int deepest = 200;

/// Control characters have no place in XML 1.0, not even as references.
std::string escaped(std::string_view value, bool attribute) {
    std::string result = attribute ? withReferences(value, {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}})
                                   : withReferences(value, {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}});
    std::erase_if(result, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; });
    return result;
}

bool nameCharacter(char c, bool first) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || byte >= 0x80) return true;
    return !first && ((c >= '0' && c <= '9') || c == '-' || c == '.');
}

/// As .NET's XmlConvert.EncodeName: what may not stand in a name becomes _xHHHH_, or `replacement` where that is set.
std::string encodedName(std::string_view name, std::string_view replacement) {
    std::string result;
    bool first = true;
    for (const char c : name) {
        if (nameCharacter(c, first) || (c == ':' && !first))
            result += c;
        else if (replacement.empty())
            result += fmt::format("_x{:04X}_", static_cast<unsigned char>(c));
        else
            result += replacement;
        first = false;
    }
    return result.empty() ? "_" : result;
}

/// A text that looks like a date and time as Newtonsoft reads and XmlConvert writes it on a server whose zone is UTC (the C# oracle):
/// without trailing zeros of the second, and in UTC where it has an offset. Any other text stays.
std::string parsedDate(const std::string& written) {
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (written.size() < shape.size()) return written;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == 'd' ? !isDigit(written[i]) : written[i] != shape[i]) return written;
    std::size_t end = shape.size();
    if (end < written.size() && written[end] == '.') {
        const std::size_t digits = ++end;
        while (end < written.size() && isDigit(written[end])) ++end;
        if (end == digits || end - digits > 7) return written;
    }
    const std::string zone = written.substr(end);
    const bool offset = zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':';
    if (!zone.empty() && zone != "Z" && !offset) return written;
    const auto instant = parseIso8601(written.substr(0, shape.size()) + (offset ? zone : "Z"));
    if (!instant) return written;
    std::string fraction = written.substr(shape.size(), end - shape.size());
    while (fraction.ends_with('0')) fraction.pop_back();
    if (fraction == ".") fraction.clear();
    return toIso8601(*instant).substr(0, shape.size()) + fraction + (offset ? "+00:00" : zone);
}

constexpr std::string_view nil = " xsi:nil=\"true\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

class XmlWriter {
public:
    explicit XmlWriter(const JsonToXmlOptions& options) : m_options(options) {}

    Result<void> member(const std::string& name, const Json& value, int depth) {
        if (depth > deepest) return fail("JsonReaderException", "The document nests too deep.");
        if (value.is_array()) {
            for (const auto& entry : value) MGC_TRY(member(name, entry, depth + 1));
            return {};
        }
        const std::size_t spaces = m_prefixes.size();
        const bool isNull = value.is_null() || (m_options.emptyAsNull && value.is_string() && scalar(value).empty());
        std::string attributes;
        std::string inner;
        std::vector<std::pair<std::string, const Json*>> children;
        if (value.is_object()) {
            for (const auto& [key, child] : value.items()) {
                if (isDeclaration(key)) {
                    declare(declaredPrefix(key), scalar(child), attributes);
                } else if (!m_options.namespaceBlock.empty() && key == m_options.namespaceBlock && child.is_object()) {
                    for (const auto& [prefix, space] : child.items()) declare(prefix, scalar(space), attributes);
                } else if (!m_options.attributeBlock.empty() && key == m_options.attributeBlock && child.is_object()) {
                    for (const auto& [attribute, text] : child.items()) add(attributes, attribute, scalar(text));
                } else if (key.size() > m_options.attributePrefix.size() && key.starts_with(m_options.attributePrefix)) {
                    add(attributes, key.substr(m_options.attributePrefix.size()), scalar(child));
                } else if (key == "#text") {
                    inner += escaped(scalar(child), false);
                } else {
                    children.emplace_back(key, &child);
                }
            }
        } else if (isNull) {
            attributes = nil;  // observed in a tutorial's output
        } else {
            inner = escaped(scalar(value), false);
        }
        const std::string tag = elementName(name);
        m_text += "<" + tag + attributes;
        if (inner.empty() && children.empty() && (isNull || !value.is_string())) {
            m_text += " />";
        } else {
            m_text += ">" + inner;
            for (const auto& [key, child] : children) MGC_TRY(member(key, *child, depth + 1));
            m_text += "</" + tag + ">";
        }
        m_prefixes.resize(spaces);
        return {};
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    [[nodiscard]] bool isDeclaration(const std::string& key) const {
        return key == m_options.namespacePrefix || key.starts_with(m_options.namespacePrefix + m_options.namespaceSeparator);
    }
    /// "" for the default namespace.
    [[nodiscard]] std::string declaredPrefix(const std::string& key) const {
        return key == m_options.namespacePrefix ? "" : key.substr(m_options.namespacePrefix.size() + m_options.namespaceSeparator.size());
    }
    void declare(const std::string& written, const std::string& space, std::string& attributes) {
        if (written.empty()) {
            attributes += " xmlns=\"" + escaped(space, true) + "\"";
            return;
        }
        const std::string prefix = encoded(written);
        m_prefixes.push_back(prefix);
        attributes += " xmlns:" + prefix + "=\"" + escaped(space, true) + "\"";
    }
    void add(std::string& attributes, const std::string& name, const std::string& value) const {
        attributes += " " + elementName(name) + "=\"" + escaped(value, true) + "\"";
    }
    /// "s_Book" is s:Book where the prefix s has been declared.
    [[nodiscard]] std::string elementName(const std::string& name) const {
        const auto at = m_options.namespaceSeparator.empty() ? std::string::npos : name.find(m_options.namespaceSeparator);
        if (at != std::string::npos && at > 0) {
            const std::string prefix = name.substr(0, at);
            const std::string local = name.substr(at + m_options.namespaceSeparator.size());
            for (const auto& known : m_prefixes)
                if (known == prefix && !local.empty()) return prefix + ":" + encoded(local);
        }
        return encoded(name);
    }
    [[nodiscard]] std::string encoded(const std::string& name) const {
        const std::string& replacement = m_options.invalidReplacement;
        return encodedName(replacedAll(name, ":", replacement.empty() ? "_x003A_" : replacement), replacement);
    }
    [[nodiscard]] std::string scalar(const Json& value) const {
        if (value.is_null()) return {};
        if (value.is_boolean()) return value.get<bool>() ? "True" : "False";  // as .NET prints it; observed in a tutorial's output
        if (value.is_string()) {
            const auto& text = value.get_ref<const std::string&>();
            const std::string kept = m_options.trimValues ? std::string(trimmed(text)) : text;
            return m_options.parseDates ? parsedDate(kept) : kept;
        }
        return value.dump(-1, ' ', false, Json::error_handler_t::replace);
    }

    const JsonToXmlOptions& m_options;
    std::vector<std::string> m_prefixes;
    std::string m_text;
};

}  // namespace

Result<std::string> jsonToXml(std::string_view json, const JsonToXmlOptions& options) {
    bool deep = false;
    const auto bounded = [&](int depth, Json::parse_event_t, Json&) {
        deep = deep || depth > deepest;
        return !deep;
    };
    const auto value = Json::parse(json, bounded, false);
    if (deep) return fail("JsonReaderException", "The document nests too deep.");
    if (value.is_discarded()) return fail("JsonReaderException", "The body is no JSON document.");
    XmlWriter writer(options);
    const bool oneRoot = value.is_object() && value.size() == 1 && !value.begin()->is_array();
    if (oneRoot) {
        MGC_TRY(writer.member(value.begin().key(), *value.begin(), 1));
    } else if (value.is_array()) {
        MGC_TRY(writer.member("Document", Json{{"Array", value}}, 1));
    } else {
        MGC_TRY(writer.member("Document", value, 1));
    }
    return writer.take();
}

}  // namespace mgc::policies
