#include "policies/support/cosmos_operation.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "expression/host/host_values.h"

namespace mgc::policies {

using policy::CompileContext;
using policy::PolicyNode;
using policy::RequestContext;
using policy::Template;
using Json = nlohmann::ordered_json;

namespace {

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// "bounded-staleness" as the header has it: BoundedStaleness.
std::string pascalCase(std::string_view text) {
    std::string result;
    for (const auto part : split(text, '-')) {
        if (part.empty()) continue;
        result += toLowerAscii(part);
        char& first = result[result.size() - part.size()];
        if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
    }
    return result;
}

}  // namespace

Result<std::string> CosmosOperation::Text::get(RequestContext& context) const {
    if (!edit) return std::string();
    MGC_TRY_ASSIGN(const http::Body body, edit->make(context));
    return std::string(trimmed(body.view()));
}

Result<CosmosOperation::Text> CosmosOperation::text(const PolicyNode& parent, std::string_view name, CompileContext& context) {
    Text text;
    const PolicyNode* node = parent.child(name);
    if (!node) return text;
    PolicyNode inner = *node;
    const bool liquid = equalsIgnoreCase(context.constant(*node, "template"), "liquid");
    if (!liquid && node->textOrigin == nullptr) {
        // An expression has to be all of the text: the white space around it is layout.
        const std::string_view kept = trimmed(node->text);
        if (!kept.empty()) inner.textRange.begin = node->textPosition(static_cast<std::size_t>(kept.data() - node->text.data()));
        inner.text = kept;
    }
    MGC_TRY_ASSIGN(text.edit, BodyEdit::compile(inner, context));
    return text;
}

Result<CosmosOperation> CosmosOperation::compile(const PolicyNode& node, CompileContext& context) {
    CosmosOperation operation;
    operation.m_kind = node.name == "query-request"    ? Kind::Query
                       : node.name == "read-request"   ? Kind::Read
                       : node.name == "delete-request" ? Kind::Delete
                                                       : Kind::Write;
    MGC_TRY_ASSIGN(operation.m_type, context.attribute(node, "type"));
    operation.m_lowPrecision = context.constant(node, "enable-low-precision-order-by");
    MGC_TRY_ASSIGN(operation.m_consistency, context.attribute(node, "consistency-level"));
    MGC_TRY_ASSIGN(operation.m_indexing, context.attribute(node, "indexing-directive"));
    MGC_TRY_ASSIGN(operation.m_content, context.attribute(node, "enable-content-response-on-write"));
    MGC_TRY_ASSIGN(operation.m_preTrigger, context.attribute(node, "pre-trigger"));
    MGC_TRY_ASSIGN(operation.m_postTrigger, context.attribute(node, "post-trigger"));
    MGC_TRY_ASSIGN(operation.m_statement, text(node, "sql-statement", context));
    MGC_TRY_ASSIGN(operation.m_id, text(node, "id", context));
    MGC_TRY_ASSIGN(operation.m_partitionKey, text(node, "partition-key", context));
    MGC_TRY_ASSIGN(operation.m_etag, text(node, "etag", context));
    if (const auto* key = node.child("partition-key")) {
        MGC_TRY_ASSIGN(operation.m_partitionType, context.attribute(*key, "data-type"));
    }
    if (const auto* etag = node.child("etag")) {
        MGC_TRY_ASSIGN(operation.m_etagType, context.attribute(*etag, "type"));
    }
    if (const auto* paging = node.child("paging")) {
        MGC_TRY_ASSIGN(operation.m_maxItems, text(*paging, "max-item-count", context));
        MGC_TRY_ASSIGN(operation.m_continuation, text(*paging, "continuation-token", context));
    }
    if (const auto* body = node.child("set-body")) {
        MGC_TRY_ASSIGN(operation.m_body, BodyEdit::compile(*body, context));
    }
    if (const auto* parameters = node.child("parameters"))
        for (const auto& each : parameters->children) {
            Parameter parameter;
            MGC_TRY_ASSIGN(parameter.name, context.attribute(each, "name"));
            MGC_TRY_ASSIGN(parameter.value, context.text(each));
            operation.m_parameters.push_back(std::move(parameter));
        }
    return operation;
}

expression::Reads CosmosOperation::reads() const {
    expression::Reads reads = m_body ? m_body->reads() : expression::Reads{.requestBody = m_kind == Kind::Write, .responseBody = false};
    for (const Text* text : {&m_statement, &m_id, &m_partitionKey, &m_etag, &m_maxItems, &m_continuation})
        if (text->edit) reads.requestBody = reads.requestBody || text->edit->reads().requestBody;
    return reads;
}

Result<std::string> CosmosOperation::partitionKey(RequestContext& context) const {
    MGC_TRY_ASSIGN(const std::string type, m_partitionType.present() ? m_partitionType.text(context) : Result<std::string>("string"));
    MGC_TRY_ASSIGN(const std::string value, m_partitionKey.get(context));
    if (equalsIgnoreCase(type, "none")) return std::string("[{}]");
    if (equalsIgnoreCase(type, "null")) return std::string("[null]");
    if (equalsIgnoreCase(type, "string")) return dumped(Json::array({value}));
    Json parsed = Json::parse(toLowerAscii(value), nullptr, false);
    const bool right = equalsIgnoreCase(type, "bool") ? parsed.is_boolean() : parsed.is_number();
    if (!right) return fail("FormatException", "The partition key '" + value + "' is no " + type + ".");
    return dumped(Json::array({std::move(parsed)}));
}

Result<std::string> CosmosOperation::query(RequestContext& context) const {
    MGC_TRY_ASSIGN(const std::string statement, m_statement.get(context));
    Json body{{"query", statement}, {"parameters", Json::array()}};
    for (const auto& parameter : m_parameters) {
        MGC_TRY_ASSIGN(const std::string name, parameter.name.text(context));
        MGC_TRY_ASSIGN(const expression::Value value, parameter.value.value(context));
        // JSON objects and values go as they are; so do the .NET types string, int, decimal and bool (cosmosdb-data-source page).
        const std::string text = value.toText();
        Json parsed = Json::parse(text, nullptr, false);
        const bool structured = parsed.is_object() || parsed.is_array();
        Json given = text;
        if (value.isNull())
            given = nullptr;
        else if (const auto flag = value.asBool())
            given = *flag;
        else if (const auto whole = value.asInteger())
            given = *whole;
        else if (const auto real = value.asDouble())
            given = *real;
        else if (structured && !parameter.value.isConstant())
            given = std::move(parsed);
        body["parameters"].push_back({{"name", name}, {"value", std::move(given)}});
    }
    return dumped(body);
}

Result<void> CosmosOperation::describe(http::Request& request, RequestContext& context) const {
    const auto add = [&](const char* header, const Template& value, bool pascal) -> Result<void> {
        if (!value.present()) return {};
        MGC_TRY_ASSIGN(const std::string text, value.text(context));
        if (!text.empty()) request.headers.set(header, pascal ? pascalCase(text) : text);
        return {};
    };
    MGC_TRY(add("x-ms-consistency-level", m_consistency, true));
    MGC_TRY(add("x-ms-documentdb-pre-trigger-include", m_preTrigger, false));
    MGC_TRY(add("x-ms-documentdb-post-trigger-include", m_postTrigger, false));
    if (m_indexing.present()) {
        MGC_TRY_ASSIGN(const std::string indexing, m_indexing.text(context));
        if (!equalsIgnoreCase(indexing, "default")) request.headers.set("x-ms-indexing-directive", pascalCase(indexing));
    }
    if (m_partitionKey.present()) {
        MGC_TRY_ASSIGN(const std::string key, partitionKey(context));
        request.headers.set("x-ms-documentdb-partitionkey", key);
    } else if (m_kind == Kind::Query) {
        request.headers.set("x-ms-documentdb-query-enablecrosspartition", "True");
    }
    if (m_etag.present()) {
        MGC_TRY_ASSIGN(const std::string etag, m_etag.get(context));
        MGC_TRY_ASSIGN(const std::string type, m_etagType.present() ? m_etagType.text(context) : Result<std::string>("match"));
        request.headers.set(equalsIgnoreCase(type, "no-match") ? "If-None-Match" : "If-Match", etag);
    }
    if (m_maxItems.present()) {
        MGC_TRY_ASSIGN(const std::string most, m_maxItems.get(context));
        request.headers.set("x-ms-max-item-count", most);
    }
    if (m_continuation.present()) {
        MGC_TRY_ASSIGN(const std::string continuation, m_continuation.get(context));
        if (!continuation.empty()) request.headers.set("x-ms-continuation", continuation);
    }
    if (m_content.present()) {
        MGC_TRY_ASSIGN(const bool content, m_content.boolean(context));
        if (!content) request.headers.set("Prefer", "return=minimal");
    }
    return {};
}

Result<http::Request> CosmosOperation::make(RequestContext& context, const std::string& container, std::string& link) const {
    http::Request request;
    MGC_TRY_ASSIGN(const std::string id, m_id.get(context));
    MGC_TRY_ASSIGN(const std::string type, m_type.present() ? m_type.text(context) : Result<std::string>("upsert"));
    const bool replaces = m_kind == Kind::Write && equalsIgnoreCase(type, "replace");
    const bool item = m_kind == Kind::Read || m_kind == Kind::Delete || replaces;
    if (item && id.empty()) return fail("ArgumentException", "The item's id is empty.");
    link = container + (item ? "/docs/" + id : std::string());
    request.method = m_kind == Kind::Read ? "GET" : m_kind == Kind::Delete ? "DELETE" : replaces ? "PUT" : "POST";
    request.url.path = "/" + container + "/docs" + (item ? "/" + percentEncoded(id) : std::string());
    if (m_kind == Kind::Query) {
        MGC_TRY_ASSIGN(std::string body, query(context));
        request.headers.set("Content-Type", "application/query+json");
        request.headers.set("x-ms-documentdb-isquery", "True");
        if (!m_lowPrecision.empty())
            request.headers.set("x-ms-documentdb-query-enable-low-precision-order-by",
                                policy::toBoolean(m_lowPrecision).value_or(false) ? "True" : "False");
        request.body = http::Body::text(std::move(body));
    } else if (m_kind == Kind::Write) {
        request.headers.set("Content-Type", "application/json");
        if (equalsIgnoreCase(type, "upsert")) request.headers.set("x-ms-documentdb-is-upsert", "True");
        if (m_body) {
            MGC_TRY_ASSIGN(request.body, m_body->make(context));
        } else {
            const Json call = Json::parse(context.request().body.view(), nullptr, false);  // the resolver's context has the arguments in it
            request.body = http::Body::text(dumped(call.is_object() ? call.value("arguments", Json::object()) : Json::object()));
        }
    }
    MGC_TRY(describe(request, context));
    return request;
}

}  // namespace mgc::policies
