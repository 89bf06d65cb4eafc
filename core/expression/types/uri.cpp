// System.Uri.
#include <algorithm>
#include <cctype>
#include <cstring>

#include "base/text.h"
#include "expression/runtime/links.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

struct Parts {
    std::string scheme, user, host, path, query, fragment;
    int port = -1;
    bool absolute = false;
};

int defaultPort(const std::string& scheme) {
    if (scheme == "http" || scheme == "ws") return 80;
    if (scheme == "https" || scheme == "wss") return 443;
    if (scheme == "ftp") return 21;
    if (scheme == "mailto") return 25;
    return -1;
}

std::string escapePath(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte <= 0x20 || byte >= 0x7F || std::strchr("\"<>\\^`{|}", text[i])) {
            out += '%';
            out += "0123456789ABCDEF"[byte >> 4];
            out += "0123456789ABCDEF"[byte & 15];
        } else {
            out += text[i];
        }
    }
    return out;
}
/// RFC 3986 5.2.4
std::string withoutDots(const std::string& path) {
    std::vector<std::string> kept;
    bool trailing = false;
    for (const auto part : split(path, '/')) {
        trailing = false;
        if (part == ".")
            trailing = true;
        else if (part == "..") {
            if (kept.size() > 1) kept.pop_back();
            trailing = true;
        } else
            kept.emplace_back(part);
    }
    std::string out;
    for (std::size_t i = 0; i < kept.size(); ++i) out += (i ? "/" : "") + kept[i];
    if (trailing && (out.empty() || out.back() != '/')) out += "/";
    return out;
}

bool parse(std::string_view text, Parts& out) {
    text = trimWhiteSpace(text);
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon < 2 || !std::isalpha(static_cast<unsigned char>(text[0]))) return false;
    for (const char c : text.substr(0, colon))
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '+' && c != '-' && c != '.') return false;
    out.scheme = toLowerAscii(text.substr(0, colon));
    std::string_view rest = text.substr(colon + 1);
    const std::size_t hash = rest.find('#');
    if (hash != std::string_view::npos) {
        out.fragment = escapePath(rest.substr(hash));
        rest = rest.substr(0, hash);
    }
    const std::size_t question = rest.find('?');
    if (question != std::string_view::npos) {
        out.query = escapePath(rest.substr(question));
        rest = rest.substr(0, question);
    }
    out.absolute = true;
    if (out.scheme == "mailto" && rest.substr(0, 2) != "//") {
        const std::size_t at = rest.rfind('@');
        if (at != std::string_view::npos) out.user = rest.substr(0, at);
        out.host = toLowerAscii(at == std::string_view::npos ? std::string_view() : rest.substr(at + 1));
        if (at == std::string_view::npos) return false;
        out.port = 25;
        return true;
    }
    if (rest.substr(0, 2) != "//") {
        if (defaultPort(out.scheme) > 0) return false;
        out.path = escapePath(rest);
        return true;
    }
    rest = rest.substr(2);
    const std::size_t slash = rest.find('/');
    std::string_view authority = rest.substr(0, slash);
    out.path = slash == std::string_view::npos ? "/" : withoutDots(escapePath(rest.substr(slash)));
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) {
        out.user = authority.substr(0, at);
        authority = authority.substr(at + 1);
    }
    std::size_t portAt = authority.rfind(':');
    if (portAt != std::string_view::npos && authority.find(']') != std::string_view::npos && portAt < authority.find(']'))
        portAt = std::string_view::npos;
    if (portAt != std::string_view::npos) {
        const auto digits = authority.substr(portAt + 1);
        if (!digits.empty()) {
            const auto port = toInteger(digits);
            if (!port || *port < 0 || *port > 65535 || digits[0] == '+') return false;
            out.port = static_cast<int>(*port);
        }
        authority = authority.substr(0, portAt);
    }
    out.host = toLowerAscii(authority);
    if (out.host.empty() && out.scheme != "file") return false;
    for (const char c : out.host)
        if (static_cast<unsigned char>(c) <= 0x20 || std::strchr("\"<>\\^`{|}%", c)) return false;
    if (out.port < 0) out.port = defaultPort(out.scheme);
    return true;
}

class UriObject final : public Object {
public:
    UriObject(Parts parsed, std::string written) : parts(std::move(parsed)), original(std::move(written)) {}
    [[nodiscard]] const Type* type() const override { return types().named("Uri"); }
    [[nodiscard]] std::string authority() const {
        return parts.host + (parts.port >= 0 && parts.port != defaultPort(parts.scheme) ? ":" + std::to_string(parts.port) : "");
    }
    [[nodiscard]] std::string left() const {
        if (parts.scheme == "mailto") return "mailto:" + (parts.user.empty() ? "" : parts.user + "@") + parts.host;
        return parts.host.empty() && parts.path.substr(0, 1) != "/"
                   ? parts.scheme + ":"
                   : parts.scheme + "://" + (parts.user.empty() ? "" : parts.user + "@") + authority();
    }
    [[nodiscard]] std::string absolute() const { return parts.absolute ? left() + parts.path + parts.query + parts.fragment : original; }
    /// ToString() shows the unescaped form except for reserved characters.
    [[nodiscard]] std::string toText() const override {
        if (!parts.absolute) return original;
        std::string out;
        const std::string text = absolute();
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '%' && i + 2 < text.size() && std::isxdigit(static_cast<unsigned char>(text[i + 1])) &&
                std::isxdigit(static_cast<unsigned char>(text[i + 2]))) {
                const int byte = std::stoi(text.substr(i + 1, 2), nullptr, 16);
                if (byte >= 0x20 && byte != '%' && byte != '#' && byte != '?' && byte != '/' && byte != '\\' && byte != '@' &&
                    byte != ':' && byte != '&' && byte != '=' && byte != '+' && byte != ';' && byte != ',' && byte != '$' && byte != 0x7F) {
                    out += static_cast<char>(byte);
                    i += 2;
                    continue;
                }
            }
            out += text[i];
        }
        return fromUtf8Bytes(out);
    }
    [[nodiscard]] bool equals(const Object& other) const override {
        const auto* uri = dynamic_cast<const UriObject*>(&other);
        return uri && uri->left() + uri->parts.path + uri->parts.query == left() + parts.path + parts.query &&
               uri->parts.absolute == parts.absolute && (parts.absolute || uri->original == original);
    }
    [[nodiscard]] std::size_t hash() const override { return std::hash<std::string>()(absolute()); }
    const Parts parts;
    const std::string original;
};

Value make(std::string_view text, std::int64_t kind) {
    Parts parts;
    if (parse(text, parts)) {
        if (kind == 2) return {};
        return Value::object(new UriObject(std::move(parts), std::string(text)));
    }
    if (kind == 1) return {};
    return Value::object(new UriObject(Parts(), std::string(text)));
}
Value combine(const UriObject& base, std::string_view relative) {
    Parts whole;
    if (parse(relative, whole)) return make(relative, 1);
    if (relative.substr(0, 2) == "//") return make(base.parts.scheme + ":" + std::string(relative), 1);
    std::string text = base.left();
    if (relative.empty())
        text += base.parts.path + base.parts.query;
    else if (relative[0] == '/')
        text += relative;
    else if (relative[0] == '?')
        text += base.parts.path + std::string(relative);
    else if (relative[0] == '#')
        text += base.parts.path + base.parts.query + std::string(relative);
    else
        text += base.parts.path.substr(0, base.parts.path.rfind('/') + 1) + std::string(relative);
    return make(text, 1);
}
[[noreturn]] void invalid() { raise("UriFormatException", "Invalid URI: The format of the URI could not be determined."); }
const UriObject& me(Call& c) { return c.selfAs<UriObject>(); }
const UriObject& absolute(Call& c) {
    if (!me(c).parts.absolute) raise("InvalidOperationException", "This operation is not supported for a relative URI.");
    return me(c);
}
std::string escapeData(std::string_view text, const char* keep) {
    std::string out;
    for (const char ch : toStrictUtf8(text)) {
        const auto byte = static_cast<unsigned char>(ch);
        if (std::isalnum(byte) || (byte && std::strchr("-_.~", ch)) || (byte && std::strchr(keep, ch)))
            out += ch;
        else {
            out += '%';
            out += "0123456789ABCDEF"[byte >> 4];
            out += "0123456789ABCDEF"[byte & 15];
        }
    }
    return out;
}
Value need(Value value) {
    if (value.isNull()) invalid();
    return value;
}

/// A base URI, which must be absolute.
UriObject& base(Call& c) {
    auto& uri = as<UriObject>(c.need(0));
    if (!uri.parts.absolute) raiseOutOfRange("baseUri");
    return uri;
}

void describe(TypeRegistry& registry) {
    registry.define("System", "Uri", TypeKind::Class)
        .help("A URI, normalised as .NET does.")
        .constant("const string UriSchemeHttp", Value::text("http"))
        .constant("const string UriSchemeHttps", Value::text("https"))
        .constant("const string UriSchemeFile", Value::text("file"))
        .constant("const string UriSchemeFtp", Value::text("ftp"))
        .constant("const string UriSchemeMailto", Value::text("mailto"))
        .constant("const string SchemeDelimiter", Value::text("://"))
        .constructor("new(string uriString)", [](Call& c) { return need(make(c.needText(0), 1)); })
        .constructor("new(string uriString, UriKind uriKind)", [](Call& c) { return need(make(c.needText(0), c.integer(1))); })
        .constructor("new(Uri baseUri, string relativeUri)", [](Call& c) { return need(combine(base(c), c.text(1))); })
        .constructor("new(Uri baseUri, Uri relativeUri)", [](Call& c) { return need(combine(base(c), as<UriObject>(c.need(1)).original)); })
        .property("string AbsoluteUri", [](Call& c) { return textOf(absolute(c).absolute()); })
        .property("string AbsolutePath", [](Call& c) { return textOf(absolute(c).parts.path); })
        .property("string LocalPath", [](Call& c) { return textOf(fromUtf8Bytes(percentDecoded(absolute(c).parts.path))); })
        .property("string PathAndQuery", [](Call& c) { return textOf(absolute(c).parts.path + absolute(c).parts.query); })
        .property("string Query", [](Call& c) { return textOf(absolute(c).parts.query); })
        .property("string Fragment", [](Call& c) { return textOf(absolute(c).parts.fragment); })
        .property("string Host", [](Call& c) { return textOf(absolute(c).parts.host); })
        .property("string DnsSafeHost", [](Call& c) { return textOf(absolute(c).parts.host); })
        .property("string IdnHost", [](Call& c) { return textOf(absolute(c).parts.host); })
        .property("string Authority", [](Call& c) { return textOf(absolute(c).authority()); })
        .property("string Scheme", [](Call& c) { return textOf(absolute(c).parts.scheme); })
        .property("string UserInfo", [](Call& c) { return textOf(absolute(c).parts.user); })
        .property("int Port", [](Call& c) { return number(absolute(c).parts.port); })
        .property("bool IsDefaultPort", [](Call& c) { return boxed(absolute(c).parts.port == defaultPort(absolute(c).parts.scheme)); })
        .property("bool IsAbsoluteUri", [](Call& c) { return boxed(me(c).parts.absolute); })
        .property("bool IsLoopback",
                  [](Call& c) {
                      return boxed(absolute(c).parts.host == "localhost" || absolute(c).parts.host == "127.0.0.1" ||
                                   absolute(c).parts.host == "[::1]");
                  })
        .property("bool IsFile", [](Call& c) { return boxed(absolute(c).parts.scheme == "file"); })
        .property("string OriginalString", [](Call& c) { return textOf(me(c).original); })
        .property("string[] Segments",
                  [](Call& c) {
                      std::vector<std::string> parts;
                      std::string current;
                      for (const char ch : absolute(c).parts.path) {
                          current += ch;
                          if (ch == '/') parts.push_back(std::exchange(current, {}));
                      }
                      if (!current.empty()) parts.push_back(current);
                      return makeStrings(parts);
                  })
        .method("string GetLeftPart(UriPartial part)",
                [](Call& c) {
                    const auto& uri = absolute(c);
                    switch (c.integer(0)) {
                        case 0:
                            return textOf(uri.parts.scheme + (uri.parts.scheme == "mailto" ? ":" : "://"));
                        case 1:
                            return textOf(uri.left());
                        case 2:
                            return textOf(uri.left() + uri.parts.path);
                        default:
                            return textOf(uri.left() + uri.parts.path + uri.parts.query);
                    }
                })
        .method("bool IsBaseOf(Uri uri)",
                [](Call& c) {
                    const auto& other = as<UriObject>(c.need(0));
                    const std::string base = me(c).parts.path.substr(0, me(c).parts.path.rfind('/') + 1);
                    return boxed(other.left() == me(c).left() && other.parts.path.substr(0, base.size()) == base);
                })
        .method("string ToString()", [](Call& c) { return textOf(me(c).toText()); })
        .method("static string EscapeDataString(string stringToEscape)", [](Call& c) { return textOf(escapeData(c.needText(0), "")); })
        .method("static string EscapeUriString(string stringToEscape)",
                [](Call& c) { return textOf(escapeData(c.needText(0), "!#$&'()*+,/:;=?@[]")); })
        .method("static string UnescapeDataString(string stringToUnescape)",
                [](Call& c) { return textOf(fromUtf8Bytes(percentDecoded(c.needText(0)))); })
        .method("static bool IsWellFormedUriString(string uriString, UriKind uriKind)",
                [](Call& c) {
                    if (c.isNull(0)) return boxed(false);
                    const Value made = make(c.text(0), c.integer(1));
                    return boxed(!made.isNull() && c.text(0).find_first_of(" \"<>\\^`{|}") == std::string_view::npos);
                })
        .method("static bool TryCreate(string uriString, UriKind uriKind, out Uri result)",
                [](Call& c) {
                    c[2] = c.isNull(0) ? Value() : make(c.text(0), c.integer(1));
                    return boxed(!c[2].isNull());
                })
        .method("static bool TryCreate(Uri baseUri, string relativeUri, out Uri result)",
                [](Call& c) {
                    c[2] = c.isNull(0) || c.isNull(1) ? Value() : combine(as<UriObject>(c[0]), c.text(1));
                    return boxed(!c[2].isNull());
                })
        .method("static bool CheckSchemeName(string schemeName)",
                [](Call& c) {
                    const std::string_view name = c.text(0);
                    const auto isPart = [](char ch) {
                        return std::isalnum(static_cast<unsigned char>(ch)) || ch == '+' || ch == '-' || ch == '.';
                    };
                    return boxed(!name.empty() && std::isalpha(static_cast<unsigned char>(name[0])) &&
                                 std::all_of(name.begin(), name.end(), isPart));
                })
        .method("static string HexEscape(char character)",
                [](Call& c) {
                    if (c.integer(0) > 255) raiseOutOfRange("character");
                    const std::string_view digits = "0123456789ABCDEF";
                    return textOf(std::string("%") + digits[static_cast<std::size_t>(c.integer(0) >> 4)] +
                                  digits[static_cast<std::size_t>(c.integer(0) & 15)]);
                })
        .method("static bool IsHexDigit(char character)",
                [](Call& c) { return boxed(c.integer(0) < 128 && std::isxdigit(static_cast<int>(c.integer(0)))); })
        .method("bool IsWellFormedOriginalString()",
                [](Call& c) { return boxed(me(c).original.find_first_of(" \"<>\\^`{|}") == std::string::npos); })
        .method("static bool operator ==(Uri a, Uri b)", [](Call& c) { return boxed(valuesEqual(c[0], c[1])); })
        .method("static bool operator !=(Uri a, Uri b)", [](Call& c) { return boxed(!valuesEqual(c[0], c[1])); });
}

}  // namespace

Value uriFromText(std::string_view text, bool relativeToo) { return need(make(text, relativeToo ? 0 : 1)); }

MGC_TYPE(uri, describe)

}  // namespace mgc::expression
