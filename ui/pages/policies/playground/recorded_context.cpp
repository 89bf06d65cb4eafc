#include "ui/pages/policies/playground/recorded_context.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <map>
#include <nlohmann/json.hpp>

#include "policy/edit/outline.h"
#include "policy/xml/decode.h"
#include "ui/documents/document_scope.h"
#include "ui/documents/document_store.h"
#include "ui/forms/expression_value.h"
#include "ui/pages/page.h"
#include "ui/session/evaluation_context.h"
#include "ui/session/gateway_session.h"

namespace mgc::ui {

namespace {

using Json = nlohmann::ordered_json;
using policy::edit::OutlineItem;
using policy::xml::Document;

constexpr int mostSteps = 200;

/// The documents that a request passed, by the scope's name in traces.
std::map<std::string, Document> documentsOf(const management::RequestDetail& detail, const resources::Workspace& workspace) {
    std::map<std::string, Document> documents;
    const auto add = [&](const std::string& scope, const resources::PolicyDocument& policy) {
        documents.emplace(scope, Document::parse(*policy.text, policy.file));
    };
    if (const auto* global = workspace.globalPolicy()) add("global", *global);
    for (const auto& api : workspace.apis) {
        if (api.name != detail.row.apiId && api.id != detail.row.apiId) continue;
        const resources::PolicyDocument* innermost = nullptr;
        if (api.policy) {
            add("api", *api.policy);
            innermost = &*api.policy;
        }
        const auto* operation = resources::Workspace::operation(api, detail.row.operationId);
        if (operation && operation->policy) {
            add("operation", *operation->policy);
            innermost = &*operation->policy;
        }
        if (innermost)
            for (const auto& outer : scopeOf(QString::fromStdString(innermost->file), &workspace).outer) add(outer.scope, outer);
    }
    return documents;
}

policy::xml::NodeId nodeAt(const std::vector<OutlineItem>& items, const std::string& path) {
    for (const OutlineItem& item : items) {
        if (item.path == path) return item.node;
        if (const auto inside = nodeAt(item.children, path); inside != policy::xml::noNode) return inside;
    }
    return policy::xml::noNode;
}

std::string withNamedValues(std::string text, const resources::Workspace& workspace) {
    for (std::size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at + 1)) {
        const std::size_t end = text.find("}}", at);
        if (end == std::string::npos) break;
        const auto* value = workspace.namedValue(text.substr(at + 2, end - at - 2), "");
        if (value && value->value) text.replace(at, end + 2 - at, *value->value);
    }
    return text;
}

}  // namespace

std::string withVariables(std::string context, const management::RequestDetail& detail, const resources::Workspace& workspace,
                          const policy::Catalog& catalog) {
    Json json = Json::parse(context, nullptr, false);
    if (!json.is_object()) return context;
    const auto documents = documentsOf(detail, workspace);
    std::map<std::string, policy::edit::Outline> outlines;
    for (const auto& [scope, document] : documents) outlines.emplace(scope, policy::edit::outlineOf(document, catalog));
    int count = 0;
    for (const auto& step : detail.steps) {
        if (step.policy != "set-variable" || step.outcome != "done" || ++count > mostSteps) continue;
        const auto found = documents.find(step.scope);
        if (found == documents.end()) continue;
        const Document& document = found->second;
        auto node = policy::xml::noNode;
        for (const auto& section : outlines.at(step.scope).sections)
            if (section.name == step.section) node = nodeAt(section.children, step.path);
        const auto* name = node == policy::xml::noNode ? nullptr : document.attribute(node, "name");
        const auto* value = name ? document.attribute(node, "value") : nullptr;
        if (!value) continue;
        const std::string text = withNamedValues(policy::xml::decodeAttribute(document, *value).text(), workspace);
        Json result = text;
        if (text.starts_with('@')) {
            const ExpressionValue given = evaluate(text, json.dump());
            result = given.ok ? Json::parse(given.text.toStdString(), nullptr, false) : Json(Json::value_t::discarded);
        }
        if (!result.is_discarded()) json["variables"][policy::xml::decodeAttribute(document, *name).text()] = std::move(result);
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

RecordedContext::RecordedContext(PageContext& context, QObject* parent) : QObject(parent), m_context(context) {}

void RecordedContext::show(const management::RequestDetail& detail, const QString& name) {
    std::string plain = evaluationContext(detail, m_context.gateway.status());
    const auto workspace = m_context.documents.workspace().current();
    const quint64 wish = ++m_wish;
    if (!workspace) return m_context.documents.live().set(std::move(plain), name);
    QThreadPool::globalInstance()->start([self = QPointer<RecordedContext>(this), wish, name, detail, workspace, plain = std::move(plain),
                                          &catalog = m_context.documents.catalog()] {
        std::string whole = withVariables(plain, detail, *workspace, catalog);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, wish, name, whole = std::move(whole)]() mutable {
                if (self && self->m_wish == wish) self->m_context.documents.live().set(std::move(whole), name);
            },
            Qt::QueuedConnection);
    });
}

}  // namespace mgc::ui
