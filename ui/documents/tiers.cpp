#include "ui/documents/tiers.h"

#include <algorithm>

namespace mgc::ui {

const QVector<Tier>& tiers() {
    using policy::Gateway;
    // Names of Azure, which are not translated.
    static const QVector<Tier> all{{QStringLiteral("developer"), QStringLiteral("Developer"), Gateway::Classic},
                                   {QStringLiteral("basic"), QStringLiteral("Basic"), Gateway::Classic},
                                   {QStringLiteral("standard"), QStringLiteral("Standard"), Gateway::Classic},
                                   {QStringLiteral("premium"), QStringLiteral("Premium"), Gateway::Classic},
                                   {QStringLiteral("basicv2"), QStringLiteral("Basic v2"), Gateway::V2},
                                   {QStringLiteral("standardv2"), QStringLiteral("Standard v2"), Gateway::V2},
                                   {QStringLiteral("premiumv2"), QStringLiteral("Premium v2"), Gateway::V2},
                                   {QStringLiteral("consumption"), QStringLiteral("Consumption"), Gateway::Consumption},
                                   {QStringLiteral("self-hosted"), QStringLiteral("Self-hosted"), Gateway::SelfHosted},
                                   {QStringLiteral("workspace"), QStringLiteral("Workspace gateway"), Gateway::WorkspaceGateway}};
    return all;
}

const Tier* tierNamed(const QString& id) {
    const auto found = std::find_if(tiers().begin(), tiers().end(), [&](const Tier& tier) { return tier.id == id; });
    return found == tiers().end() ? nullptr : &*found;
}

}  // namespace mgc::ui
