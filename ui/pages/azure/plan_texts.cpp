#include "ui/pages/azure/plan_texts.h"

#include <QCoreApplication>

#include "azure/apim/service_ref.h"

namespace mgc::ui {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("mgc::ui::PushStep", text); }

}  // namespace

QString titleOf(const azure::Entity& entity) {
    const QStringList parts = QString::fromStdString(entity.id).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    const QString name = parts.isEmpty() ? QString() : parts.last();
    using Kind = azure::EntityKind;
    switch (entity.kind) {
        case Kind::Policy:
            return parts.size() <= 2 ? tr("Policy of all APIs") : tr("Policy of %1").arg(parts[parts.size() - 3]);
        case Kind::Backend:
            return tr("Backend %1").arg(name);
        case Kind::NamedValue:
            return tr("Named value %1").arg(name);
        case Kind::PolicyFragment:
            return tr("Fragment %1").arg(name);
        case Kind::Specification:
            return tr("Specification of %1").arg(name.section(QLatin1Char('#'), 0, 0));
        case Kind::Api:
            return tr("API %1").arg(name);
        case Kind::Operation:
            return tr("Operation %1").arg(name);
        case Kind::Product:
            return tr("Product %1").arg(name);
        case Kind::Subscription:
            return tr("Subscription %1").arg(name);
        default:
            return QString::fromStdString(std::string(azure::toText(entity.kind))) + QLatin1Char(' ') + name;
    }
}

Note noteOf(const azure::PlanItem& item) {
    Note note;
    const bool trouble = !item.conflict.empty() || !item.problem.empty();
    const auto action = item.action;
    note.tone = trouble                               ? paint::Tone::Err
                : action == azure::PlanAction::Create ? paint::Tone::Ok
                : action == azure::PlanAction::Update ? paint::Tone::Warn
                                                      : paint::Tone::Err;
    note.icon = trouble                               ? QStringLiteral("warning")
                : action == azure::PlanAction::Create ? QStringLiteral("add")
                : action == azure::PlanAction::Update ? QStringLiteral("edit")
                                                      : QStringLiteral("dismiss");
    note.title = titleOf(item.entity);
    note.detail = QString::fromStdString(item.entity.file);
    if (!item.conflict.empty())
        note.detail += QLatin1Char('\n') + (item.conflict == "changedInAzure"  ? tr("changed in Azure since the import")
                                            : item.conflict == "existsInAzure" ? tr("made in Azure by somebody else")
                                                                               : tr("removed in Azure since the import"));
    if (!item.problem.empty()) note.detail += QLatin1Char('\n') + QString::fromStdString(item.problem);
    const QString word = action == azure::PlanAction::Create ? tr("new") : action == azure::PlanAction::Delete ? tr("deleted") : QString();
    note.trailing = QStringLiteral("%1+%2 −%3").arg(word.isEmpty() ? word : word + QStringLiteral("  ")).arg(item.added).arg(item.removed);
    note.checkable = true;
    note.checked = !trouble;
    return note;
}

QString checkTitle(const azure::PushCheck& check) {
    if (check.id == "role") return tr("Your role may write policies");
    if (check.id == "tier") return tr("All policies exist in this tier");
    if (check.id == "namedValues") return tr("Named values resolve");
    if (check.id == "conflicts") return tr("No newer version in Azure");
    if (check.id == "secrets") return tr("Everything can be sent");
    return QString::fromStdString(check.title);
}

std::vector<PlannedCall> plannedCalls(const azure::Plan& plan) {
    std::vector<PlannedCall> calls;
    for (const azure::PlanItem& item : plan.items) {
        const bool remove = item.action == azure::PlanAction::Delete;
        const std::string etag = item.live && item.action != azure::PlanAction::Create ? item.live->etag : std::string();
        calls.push_back({remove ? "DELETE" : "PUT",
                         azure::armPath(plan.service.id(), item.entity) +
                             "?api-version=" + (item.apiVersion.empty() ? azure::apimVersion : item.apiVersion),
                         !remove && item.body.has_value(), etag});
    }
    return calls;
}

}  // namespace mgc::ui
