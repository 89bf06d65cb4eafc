#include "policies/support/dimensions.h"

#include <algorithm>
#include <array>

namespace mgc::policies {

using policy::CompileContext;
using policy::PolicyNode;
using policy::RequestContext;

namespace {

constexpr std::array<std::string_view, 8> defaultNames{"API ID",          "Operation ID", "Product ID", "User ID",
                                                       "Subscription ID", "Location",     "Gateway ID", "Backend ID"};

std::string defaultValue(std::string_view name, const RequestContext& context) {
    if (name == "API ID") return context.api ? context.api->id : "";
    if (name == "Operation ID") return context.operation ? context.operation->id : "";
    if (name == "Product ID") return context.product ? context.product->id : "";
    if (name == "User ID") return context.user ? context.user->id : "";
    if (name == "Subscription ID") return context.subscription ? context.subscription->id : "";
    if (name == "Location") return context.deployment ? context.deployment->region : "";
    if (name == "Gateway ID") return context.deployment ? context.deployment->gatewayId : "";
    if (name == "Backend ID") return std::string(context.calledBackendId());
    return {};
}

}  // namespace

Result<Dimensions> Dimensions::compile(const PolicyNode& node, CompileContext& context) {
    Dimensions dimensions;
    for (const auto& child : node.children) {
        if (child.name != "dimension") continue;
        Dimension dimension;
        MGC_TRY_ASSIGN(dimension.name, context.attribute(child, "name"));
        MGC_TRY_ASSIGN(dimension.value, context.attribute(child, "value"));
        const auto& name = dimension.name.constantText();
        if (!dimension.value.present() && dimension.name.isConstant() && std::ranges::find(defaultNames, name) == defaultNames.end())
            context.diagnostics().warning("MGC2415", "Dimension '" + name + "' is no default dimension; without a value Azure may refuse it.",
                                          child.nameRange, child.name);
        dimensions.m_all.push_back(std::move(dimension));
    }
    return dimensions;
}

Result<Dimensions::Values> Dimensions::evaluate(RequestContext& context) const {
    Values values;
    values.reserve(m_all.size());
    for (const auto& dimension : m_all) {
        MGC_TRY_ASSIGN(std::string name, dimension.name.text(context));
        if (dimension.value.present()) {
            MGC_TRY_ASSIGN(std::string value, dimension.value.text(context));
            values.emplace_back(std::move(name), std::move(value));
        } else {
            std::string value = defaultValue(name, context);
            values.emplace_back(std::move(name), std::move(value));
        }
    }
    return values;
}

void Dimensions::complete(Values& values, const RequestContext& context) {
    for (auto& [name, value] : values)
        if (name == "Backend ID" && value.empty()) value = context.calledBackendId();
}

}  // namespace mgc::policies
