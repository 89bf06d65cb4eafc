#include "policy/graphql/resolver.h"

#include <algorithm>

namespace mgc::policy {

namespace {

constexpr int deepestFragments = 16;

/// Every include-fragment below `node` becomes the content of its fragment: data sources read their children by name.
bool includeFragments(PolicyNode& node, const CompileEnvironment& environment, Diagnostics& diagnostics, int depth = 0) {
    std::vector<PolicyNode> children;
    bool fine = true;
    for (auto& child : node.children) {
        const auto* id = child.name == "include-fragment" ? child.attribute("fragment-id") : nullptr;
        if (!id) {
            fine = includeFragments(child, environment, diagnostics, depth) && fine;
            children.push_back(std::move(child));
            continue;
        }
        const PolicyNode* found = environment.findFragment ? environment.findFragment(id->text) : nullptr;
        if (!found || depth == deepestFragments) {
            diagnostics.error(
                found ? "MGC2311" : "MGC2310",
                found ? "Policy fragment '" + id->text + "' includes itself." : "There is no policy fragment '" + id->text + "'.",
                child.range, child.name);
            fine = false;
            continue;
        }
        PolicyNode content = *found;
        fine = includeFragments(content, environment, diagnostics, depth + 1) && fine;
        for (auto& each : content.children) children.push_back(std::move(each));
    }
    node.children = std::move(children);
    return fine;
}

const PolicyNode* responsePart(const PolicyNode& root) {
    const PolicyNode* part = root.child("http-response");
    return part ? part : root.child("response");
}

bool compilePart(const PolicyNode& root, const PolicyNode* part, Section section, const std::string& id,
                 const CompileEnvironment& environment, Diagnostics& diagnostics, StepList& into) {
    if (!part) return true;
    CompileContext context(environment, {section, Scope::Api, id}, diagnostics);
    const CompileContext::PathScope outer(context, root.name + "[1]");
    const CompileContext::PathScope inner(context, part->name + "[1]");
    auto steps = context.children(*part);
    if (!steps) return false;
    into = std::move(*steps);
    return true;
}

PolicyNode forwardSection() {
    PolicyNode backend;
    backend.name = "backend";
    backend.children.emplace_back().name = "forward-request";
    return backend;
}

}  // namespace

StepList compileForward(const std::string& id, const CompileEnvironment& environment, Diagnostics& diagnostics) {
    CompileContext context(environment, {Section::Backend, Scope::Api, id}, diagnostics);
    auto steps = context.children(forwardSection());
    return steps ? std::move(*steps) : StepList();
}

std::shared_ptr<const Resolver> compileResolver(const PolicyNode& given, std::string id, std::string_view path,
                                                const CompileEnvironment& environment, Diagnostics& diagnostics) {
    const auto slash = path.find('/');
    if (slash == 0 || slash == std::string_view::npos || slash + 1 == path.size() || path.find('/', slash + 1) != std::string_view::npos) {
        diagnostics.error("MGC2510", "The resolver's path '" + std::string(path) + "' is no \"Type/field\".", given.range, given.name);
        return nullptr;
    }
    auto resolver = std::make_shared<Resolver>();
    resolver->id = std::move(id);
    resolver->type = path.substr(0, slash);
    resolver->field = path.substr(slash + 1);
    PolicyNode root = given;
    if (!includeFragments(root, environment, diagnostics)) return nullptr;

    CompileContext context(environment, {Section::Inbound, Scope::Api, resolver->id}, diagnostics);
    const CompileContext::PathScope scope(context, root.name + "[1]");
    auto source = context.step(root);
    if (!source) return nullptr;
    resolver->source.push_back(std::move(*source));

    const PolicyNode forward = forwardSection();
    const PolicyNode* backend = root.child("backend");
    if (!backend || backend->children.empty()) backend = &forward;
    const PolicyNode* response = responsePart(root);
    const bool fine = compilePart(root, backend, Section::Backend, resolver->id, environment, diagnostics, resolver->backend) &&
                      compilePart(root, response, Section::Outbound, resolver->id, environment, diagnostics, resolver->response);
    if (!fine) return nullptr;
    resolver->replacesBody =
        response && std::ranges::any_of(response->children, [](const PolicyNode& child) { return child.name == "set-body"; });
    return resolver;
}

}  // namespace mgc::policy
