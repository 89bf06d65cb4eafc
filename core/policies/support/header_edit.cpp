#include "policies/support/header_edit.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "policies/support/trace_note.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using policy::CompileContext;
using policy::PolicyNode;
using policy::RequestContext;
using policy::Template;

namespace {

/// Several values of these stay on lines of their own: they may hold commas (set-header page).
bool keepsLines(std::string_view name) {
    static constexpr std::array<std::string_view, 12> names{
        "User-Agent", "WWW-Authenticate",  "Proxy-Authenticate",  "Cookie",        "Set-Cookie", "Warning", "Date",
        "Expires",    "If-Modified-Since", "If-Unmodified-Since", "Last-Modified", "Retry-After"};
    return std::ranges::any_of(names, [name](std::string_view known) { return equalsIgnoreCase(known, name); });
}

/// Message framing belongs to the gateway.
bool isFraming(std::string_view name) {
    static constexpr std::array<std::string_view, 4> names{"Connection", "Content-Length", "Keep-Alive", "Transfer-Encoding"};
    return std::ranges::any_of(names, [name](std::string_view known) { return equalsIgnoreCase(known, name); });
}

bool isToken(std::string_view name) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
    });
}

bool hasLineBreak(std::string_view value) {
    // Three searches of the library are faster than one of ours: tokens are long.
    return value.find('\n') != std::string_view::npos || value.find('\r') != std::string_view::npos || value.find('\0') != std::string_view::npos;
}

/// Line breaks, with the blanks around them, become one blank: messages such as LastError.Message of the validate policies have them,
/// and the documentation's on-error example puts that message into a header.
/// DIFFERS: what the service does with line breaks in header values is not documented.
std::string onOneLine(std::string_view value) {
    std::string line;
    for (const auto piece : split(value, '\n')) {
        const std::string_view text = trimmed(piece);
        if (text.empty()) continue;
        if (!line.empty()) line += ' ';
        line += text;
    }
    std::ranges::replace_if(line, [](char c) { return c == '\r' || c == '\0'; }, ' ');
    return line;
}

void add(http::Headers& headers, std::string_view name, std::vector<std::string>& values) {
    if (values.empty()) return;
    if (keepsLines(name)) {
        for (const auto& value : values) headers.add(name, value);
        return;
    }
    std::string joined;
    if (const auto old = headers.joined(name)) joined = *old;
    for (const auto& value : values) {
        if (!joined.empty()) joined += ',';
        joined += value;
    }
    headers.set(name, joined);
}

void traceAssigned(RequestContext& context, std::string_view name, std::string_view value) {
    if (!context.trace()) return;
    note(context, "set-header", "Specified value was assigned to the header (see below).",
         {{"header.name", std::string(name)}, {"header.value", std::string(value)}});
}

}  // namespace

Result<ExistsAction> parseExistsAction(std::string_view text) {
    const auto name = trimmed(text);
    if (equalsIgnoreCase(name, "override")) return ExistsAction::Override;
    if (equalsIgnoreCase(name, "skip")) return ExistsAction::Skip;
    if (equalsIgnoreCase(name, "append")) return ExistsAction::Append;
    if (equalsIgnoreCase(name, "delete")) return ExistsAction::Delete;
    return fail("ArgumentException", "'" + std::string(text) + "' is no exists-action.");
}

Result<HeaderEdit> HeaderEdit::compile(const PolicyNode& node, CompileContext& context) {
    HeaderEdit edit;
    MGC_TRY_ASSIGN(edit.m_name, context.attribute(node, "name"));
    edit.m_nameIsSound = edit.m_name.isConstant() && isToken(edit.m_name.constantText()) && !isFraming(edit.m_name.constantText());
    MGC_TRY_ASSIGN(edit.m_action, context.attribute(node, "exists-action"));
    if (edit.m_action.present() && edit.m_action.isConstant()) {
        const auto action = parseExistsAction(edit.m_action.constantText());
        if (!action) return context.error("MGC2401", "exists-action must be override, skip, append or delete.", node);
        edit.m_constantAction = *action;
    }
    for (const auto& child : node.children) {
        MGC_TRY_ASSIGN(Template value, context.text(child));
        edit.m_values.push_back(std::move(value));
    }
    return edit;
}

Result<void> HeaderEdit::apply(http::Headers& headers, RequestContext& context) const {
    std::string nameStorage;
    MGC_TRY_ASSIGN(const std::string_view name, m_name.text(context, nameStorage));
    if (!m_nameIsSound && !isToken(name)) return fail("FormatException", "The header name format is invalid.");
    ExistsAction action = m_constantAction;
    if (m_action.present() && !m_action.isConstant()) {
        MGC_TRY_ASSIGN(const std::string written, m_action.text(context));
        MGC_TRY_ASSIGN(action, parseExistsAction(written));
    }
    if (!m_nameIsSound && isFraming(name)) return {};
    if (action == ExistsAction::Delete) {
        if (!equalsIgnoreCase(name, "Server")) headers.remove(name);
        if (context.trace()) note(context, "set-header", "Specified header was removed (see below).", {{"header.name", std::string(name)}});
        return {};
    }
    if (action == ExistsAction::Skip && headers.contains(name)) {
        if (context.trace())
            note(context, "set-header", "The header exists and was left as it is (see below).", {{"header.name", std::string(name)}});
        return {};
    }
    // The common case: one value that replaces whatever was there.
    if (m_values.size() == 1 && action != ExistsAction::Append) {
        const Template& written = m_values.front();
        expression::Value evaluated;  // its text is not copied: tokens are long
        std::string text;
        std::string_view value;
        if (written.isConstant()) {
            value = written.constantText();
        } else {
            MGC_TRY_ASSIGN(evaluated, written.value(context));
            value = evaluated.kind() == expression::Kind::String ? evaluated.asText() : std::string_view(text = evaluated.toText());
        }
        if (hasLineBreak(value)) [[unlikely]]
            value = text = onOneLine(value);
        headers.set(name, value);
        traceAssigned(context, name, value);
        return {};
    }
    std::vector<std::string> values;
    values.reserve(m_values.size());
    for (const auto& each : m_values) {
        MGC_TRY_ASSIGN(std::string value, each.text(context));
        if (hasLineBreak(value)) value = onOneLine(value);
        values.push_back(std::move(value));
    }
    if (action == ExistsAction::Override) headers.remove(name);
    add(headers, name, values);
    if (context.trace()) traceAssigned(context, name, headers.joined(name).value_or(""));
    return {};
}

Result<std::vector<HeaderEdit>> compileHeaderEdits(const PolicyNode& node, CompileContext& context) {
    std::vector<HeaderEdit> edits;
    for (const auto& child : node.children) {
        if (child.name != "set-header") continue;
        MGC_TRY_ASSIGN(HeaderEdit edit, HeaderEdit::compile(child, context));
        edits.push_back(std::move(edit));
    }
    return edits;
}

Result<void> applyAll(const std::vector<HeaderEdit>& edits, http::Headers& headers, RequestContext& context) {
    for (const auto& edit : edits) MGC_TRY(edit.apply(headers, context));
    return {};
}

}  // namespace mgc::policies
