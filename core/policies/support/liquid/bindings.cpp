#include "policies/support/liquid/bindings.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "http/url.h"
#include "policies/support/liquid/json_binding.h"

namespace mgc::policies::liquid {

namespace {

constexpr int deepest = 200;

std::string textOf(const xmlChar* chars) { return chars ? std::string(reinterpret_cast<const char*>(chars)) : std::string(); }

bool isNil(const xmlNode* node) {
    for (const xmlAttr* attribute = node->properties; attribute; attribute = attribute->next) {
        if (!attribute->ns || textOf(attribute->ns->href) != "http://www.w3.org/2001/XMLSchema-instance" ||
            textOf(attribute->name) != "nil")
            continue;
        const auto* value = attribute->children;
        return value && (textOf(value->content) == "true" || textOf(value->content) == "1");
    }
    return false;
}

std::string attributeText(const xmlAttr* attribute) {
    xmlChar* content = xmlNodeGetContent(reinterpret_cast<const xmlNode*>(attribute));
    std::string result = textOf(content);
    xmlFree(content);
    return result;
}

/// An element without attributes and elements is its text; several of one name become a list. Prefixes are left out.
Value fromXml(const xmlNode* node, const BodyOptions& options, int depth) {
    if (depth > deepest) return {};
    if (isNil(node)) return options.nilAsNull ? Value{} : Value("");
    Hash hash;
    hash.ignoreCase = true;
    for (const xmlAttr* attribute = node->properties; attribute; attribute = attribute->next)
        hash.set("@" + textOf(attribute->name), Value(attributeText(attribute)));
    std::string text;
    bool hasElements = false;
    for (const xmlNode* child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) text += textOf(child->content);
        if (child->type != XML_ELEMENT_NODE) continue;
        hasElements = true;
        const std::string name = textOf(child->name);
        Value value = fromXml(child, options, depth + 1);
        const Value* earlier = nullptr;
        for (const auto& member : hash.members)
            if (member.first == name) earlier = &member.second;
        if (earlier) {
            List list = earlier->list() ? *earlier->list() : List{*earlier};
            list.push_back(std::move(value));
            value = Value(std::move(list));
        }
        hash.set(name, std::move(value));
    }
    if (!hasElements && hash.members.empty()) return text;
    if (!hasElements) {
        hash.set("#text", Value(text));
        hash.text = text;
    }
    return hash;
}

Value xmlBody(std::string_view text, const BodyOptions& options) {
    xmlDocPtr document = xmlReadMemory(text.data(), static_cast<int>(text.size()), "", nullptr,
                                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
    if (!document) return {};
    Hash body;
    body.ignoreCase = true;
    const xmlNode* root = document->intSubset ? nullptr : xmlDocGetRootElement(document);  // no document types, so no entities
    if (root) body.set(textOf(root->name), fromXml(root, options, 0));
    xmlFreeDoc(document);
    return root ? Value(std::move(body)) : Value{};
}

Hash urlValue(const http::Url& url) {
    Hash hash;
    hash.set("Scheme", Value(url.scheme));
    hash.set("Host", Value(url.host));
    hash.set("Port", Value(static_cast<std::int64_t>(url.effectivePort())));
    hash.set("Path", Value(url.path));
    hash.set("QueryString", Value(url.query.empty() ? std::string() : "?" + url.query));
    Hash query;
    for (const auto& [name, value] : http::parseQuery(url.query)) {
        const Value* earlier = query.find(name);
        query.set(name, Value(earlier ? earlier->text() + "," + value : value));
    }
    hash.set("Query", Value(std::move(query)));
    hash.text = url.toText();
    hash.set("ToString", Value(hash.text));
    hash.set("ToUri", Value(hash.text));
    return hash;
}

Hash headersValue(const http::Headers& headers) {
    Hash hash;
    hash.ignoreCase = true;
    for (const auto field : headers) hash.set(std::string(field.name), Value(headers.joined(field.name).value_or("")));
    return hash;
}

}  // namespace

Value bodyValue(std::string_view text, std::string_view contentType, const BodyOptions& options) {
    const std::string type = toLowerAscii(trimmed(contentType.substr(0, contentType.find(';'))));
    if (type.ends_with("/json") || type.ends_with("+json")) {
        const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
        return json.is_discarded() ? Value{} : fromJson(json, options.parseDates);
    }
    if (type.ends_with("/xml") || type.ends_with("+xml")) return xmlBody(text, options);
    return std::string(text);
}

Hash contextValue(policy::RequestContext& context) {
    Hash request;
    request.set("Url", Value(urlValue(context.request().url)));
    request.set("OriginalUrl", Value(urlValue(context.originalUrl())));
    request.set("Method", Value(context.request().method));
    request.set("OriginalMethod", Value(context.operation ? context.operation->method : context.request().method));
    request.set("IpAddress", Value(context.clientIp));
    request.set("HasBody", Value(!context.request().body.isEmpty()));
    request.set("Headers", Value(headersValue(context.request().headers)));
    Hash matched;
    for (const auto& [name, value] : context.matchedParameters) matched.set(name, Value(value));
    request.set("MatchedParameters", Value(std::move(matched)));
    Hash result;
    result.set("Request", Value(std::move(request)));
    if (const auto* given = context.response()) {
        Hash response;
        response.set("StatusCode", Value(static_cast<std::int64_t>(given->status)));
        response.set("Method", Value(context.request().method));
        response.set("Headers", Value(headersValue(given->headers)));
        result.set("Response", Value(std::move(response)));
    }
    Hash variables;
    for (const auto& [name, value] : context.variables) {
        const auto json = nlohmann::ordered_json::parse(value.toJsonText(), nullptr, false);
        variables.set(name, json.is_discarded() ? Value(value.toText()) : fromJson(json, false));
    }
    result.set("Variables", Value(std::move(variables)));
    return result;
}

}  // namespace mgc::policies::liquid
