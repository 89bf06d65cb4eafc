#include "ui/pages/policies/flow/flow_tree.h"

#include <QCoreApplication>

#include "base/text.h"
#include "ui/pages/policies/flow/card_summary.h"

namespace mgc::ui {

namespace {

using policy::edit::OutlineItem;
using policy::edit::Part;
using policy::xml::Document;

constexpr int mostCards = 5000;
constexpr int deepestFold = 8;

QString scopeName(const std::optional<policy::Scope>& scope) {
    if (!scope) return {};
    switch (*scope) {
        case policy::Scope::Global:
            return QStringLiteral("global");
        case policy::Scope::Workspace:
            return QStringLiteral("workspace");
        case policy::Scope::Product:
            return QStringLiteral("product");
        case policy::Scope::Api:
            return QStringLiteral("api");
        case policy::Scope::Operation:
            return QStringLiteral("operation");
    }
    return {};
}

class Maker {
public:
    explicit Maker(const FlowSource& source) : m_source(source) {}

    FlowNode node(const Document& document, const OutlineItem& item, const QString& section, const QString& scope, const QString& file,
                  std::size_t outer) {
        ++m_count;
        FlowNode made;
        made.node = item.node;
        made.place = document.node(item.node).range.begin;
        made.item = item;
        made.item.children.clear();
        made.name = QString::fromStdString(item.name);
        made.summary = cardSummary(document, item);
        made.readOnly = !file.isEmpty();
        made.file = file;
        made.scope = scope;
        for (const OutlineItem& child : item.children)
            if (m_count < mostCards) made.children.push_back(node(document, child, section, scope, file, outer));
        if (item.part == Part::Base) base(made, section, outer);
        if (item.part == Part::Policy && item.name == "include-fragment") fragment(document, made, section, scope);
        return made;
    }

private:
    /// <base/> holds what the next outer scope does in this section.
    void base(FlowNode& into, const QString& section, std::size_t outer) {
        const auto& documents = m_source.scope.outer;
        if (m_depth >= deepestFold || outer >= documents.size()) {
            into.summary = QCoreApplication::translate("Flow", "no outer scope");
            return;
        }
        const resources::PolicyDocument& policy = documents[outer];
        const QString scope = QString::fromStdString(policy.scope);
        const Document document = Document::parse(*policy.text, policy.file);
        ++m_depth;
        for (const OutlineItem& item : policy::edit::outlineOf(document, m_source.catalog).sections) {
            if (QString::fromStdString(item.name) != section) continue;
            for (const OutlineItem& child : item.children)
                if (m_count < mostCards)
                    into.children.push_back(node(document, child, section, scope, QString::fromStdString(policy.file), outer + 1));
        }
        --m_depth;
        into.summary = QCoreApplication::translate("Flow", "%1, %n policies", nullptr, static_cast<int>(into.children.size()))
                           .arg(scope == QLatin1String("api") ? QStringLiteral("API") : scope);
        into.file = QString::fromStdString(policy.file);
    }

    void fragment(const Document& document, FlowNode& into, const QString& section, const QString& scope) {
        if (!m_source.workspace || m_depth >= deepestFold) return;
        const auto* id = document.attribute(into.node, "fragment-id");
        const auto* found = id ? m_source.workspace->fragment(document.slice(id->value), m_source.scope.apimWorkspace) : nullptr;
        if (!found || !found->policy) return;
        const Document inner = Document::parse(*found->policy->text, found->policy->file);
        ++m_depth;
        for (const OutlineItem& item : policy::edit::outlineOf(inner, m_source.catalog).sections)
            for (const OutlineItem& child : item.children)
                if (m_count < mostCards)
                    into.children.push_back(node(inner, child, section, scope, QString::fromStdString(found->policy->file), deepestFold));
        --m_depth;
    }

    const FlowSource& m_source;
    int m_count = 0;
    int m_depth = 0;
};

}  // namespace

std::vector<FlowNode> flowTree(const Document& document, const FlowSource& source) {
    const auto outline = policy::edit::outlineOf(document, source.catalog);
    std::vector<FlowNode> lanes;
    Maker maker(source);
    const QString scope = scopeName(source.scope.scope);
    if (outline.isFragment || outline.root == policy::xml::noNode) {
        for (const auto& section : outline.sections)
            lanes.push_back(maker.node(document, section, QString::fromStdString(section.name), scope, {}, 0));
        return lanes;
    }
    for (const char* name : {"inbound", "backend", "outbound", "on-error"}) {
        FlowNode lane;
        lane.name = QLatin1String(name);
        lane.item.part = Part::Section;
        lane.item.name = name;
        lane.item.holdsPolicies = true;
        lane.missing = true;
        for (const auto& section : outline.sections)
            if (section.name == name && lane.missing) lane = maker.node(document, section, lane.name, scope, {}, 0);
        lanes.push_back(std::move(lane));
    }
    return lanes;
}

ColorRole laneColor(const QString& section) {
    if (section == QLatin1String("backend")) return ColorRole::LaneBackend;
    if (section == QLatin1String("outbound")) return ColorRole::LaneOutbound;
    if (section == QLatin1String("on-error")) return ColorRole::LaneOnError;
    return ColorRole::LaneInbound;
}

QString sectionTitle(const QString& section) {
    if (section == QLatin1String("inbound")) return QCoreApplication::translate("Flow", "Inbound");
    if (section == QLatin1String("backend")) return QCoreApplication::translate("Flow", "Backend");
    if (section == QLatin1String("outbound")) return QCoreApplication::translate("Flow", "Outbound");
    if (section == QLatin1String("on-error")) return QCoreApplication::translate("Flow", "On-error");
    if (section == QLatin1String("fragment")) return QCoreApplication::translate("Flow", "Fragment");
    return section;
}

}  // namespace mgc::ui
