#include "policy/program/compile_context.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "policy/program/nested_base.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policy {

namespace {
// A failed compile has told its findings to the diagnostics; the error only carries the fact upward.
tl::unexpected<Error> reported() { return fail("MGC2300", "The policy document has errors."); }

std::string quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

const ElementDescriptor* elementOf(const PolicyNode& node) {
    if (node.element) return node.element;
    return node.policy ? &node.policy->element : nullptr;
}
}  // namespace

tl::unexpected<Error> CompileContext::error(std::string_view code, std::string_view message, const PolicyNode& node) {
    m_diagnostics.error(code, message, node.nameRange.known() ? node.nameRange : node.range, node.name);
    return reported();
}

const AttributeDescriptor* CompileContext::describe(const PolicyNode& node, std::string_view name) const {
    const ElementDescriptor* element = elementOf(node);
    if (!element) return nullptr;
    for (const auto& attribute : element->attributes)
        if (attribute.name == name) return &attribute;
    return nullptr;
}

Result<Template> CompileContext::attribute(const PolicyNode& node, std::string_view name) {
    const auto* found = node.attribute(name);
    if (!found) {
        const auto* described = describe(node, name);
        if (described && !described->defaultValue.empty()) return Template::constant(std::string(described->defaultValue));
        return Template{};
    }
    auto compiled = Template::compile(found->text, found->valueRange, m_diagnostics);
    if (!compiled) return reported();
    m_reads = m_reads | compiled->reads();
    return std::move(*compiled);
}

std::string CompileContext::constant(const PolicyNode& node, std::string_view name) const {
    if (const auto* found = node.attribute(name)) return found->text;
    if (const auto* described = describe(node, name)) return std::string(described->defaultValue);
    return {};
}

Result<BooleanSetting> CompileContext::boolean(const PolicyNode& node, std::string_view name) {
    MGC_TRY_ASSIGN(Template value, attribute(node, name));
    if (!value.present()) return BooleanSetting{};
    if (!value.isConstant()) return BooleanSetting(std::move(value));
    if (const auto constant = toBoolean(value.constantText())) return BooleanSetting(*constant);
    return error("MGC2302", "Attribute " + quoted(name) + " must be true or false.", node);
}

Result<IntegerSetting> CompileContext::integer(const PolicyNode& node, std::string_view name) {
    MGC_TRY_ASSIGN(Template value, attribute(node, name));
    if (!value.present()) return IntegerSetting{};
    if (!value.isConstant()) return IntegerSetting(std::move(value));
    if (const auto constant = toInteger(trimmed(value.constantText()))) return IntegerSetting(*constant);
    return error("MGC2303", "Attribute " + quoted(name) + " must be a whole number.", node);
}

Result<NumberSetting> CompileContext::number(const PolicyNode& node, std::string_view name) {
    MGC_TRY_ASSIGN(Template value, attribute(node, name));
    if (!value.present()) return NumberSetting{};
    if (!value.isConstant()) return NumberSetting(std::move(value));
    if (const auto constant = toNumber(value.constantText())) return NumberSetting(*constant);
    return error("MGC2304", "Attribute " + quoted(name) + " must be a number.", node);
}

Result<Template> CompileContext::text(const PolicyNode& node, bool keepSpace) {
    const std::string_view text = keepSpace ? std::string_view(node.text) : trimmed(node.text);
    SourceRange origin = node.textRange;
    if (!text.empty()) origin.begin = node.textPosition(static_cast<std::size_t>(text.data() - node.text.data()));
    auto compiled = Template::compile(text, origin, m_diagnostics);
    if (!compiled) return reported();
    m_reads = m_reads | compiled->reads();
    return std::move(*compiled);
}

Result<StepEntry> CompileContext::step(const PolicyNode& node) {
    const PolicyDescriptor* descriptor = node.policy;
    if (!descriptor && m_environment.findPolicy) descriptor = m_environment.findPolicy(node.name);
    if (!descriptor || !descriptor->compile) return error("MGC2305", "Policy " + quoted(node.name) + " is not supported.", node);
    StepEntry entry;
    entry.descriptor = descriptor;
    entry.range = node.range;
    if (const auto* id = node.attribute("id")) entry.id = id->text;
    entry.path = m_path;
    entry.scope = scopeName(m_place.scope);
    entry.scopeId = m_place.scopeId;

    const expression::Reads outer = std::exchange(m_reads, expression::Reads{});
    auto compiled = descriptor->compile(node, *this);
    const expression::Reads own = std::exchange(m_reads, outer);
    if (!compiled) {
        if (!m_diagnostics.hasErrors()) m_diagnostics.error(compiled.error().code, compiled.error().message, node.range, node.name);
        return fail(std::move(compiled).error());
    }
    entry.step = std::move(*compiled);
    entry.step->setReads(entry.step->reads() | own);
    entry.waits = entry.step->waits();
    return entry;
}

Result<StepList> CompileContext::children(const PolicyNode& node) {
    StepList steps;
    std::map<std::string_view, int> counts;
    bool failed = false;
    const expression::Reads outer = m_reads;
    for (const auto& child : node.children) {
        const PathScope scope(*this, child.name + "[" + std::to_string(++counts[child.name]) + "]");
        if (child.name == "base") {
            steps.push_back(nestedBase(child, *this, m_path));
            continue;
        }
        auto compiled = step(child);
        if (compiled)
            steps.push_back(std::move(*compiled));
        else
            failed = true;
    }
    m_reads = outer;
    if (failed) return reported();
    return steps;
}

Result<StepList> CompileContext::fragment(const PolicyNode& node, std::string_view fragmentId) {
    const PolicyNode* found = m_environment.findFragment ? m_environment.findFragment(fragmentId) : nullptr;
    if (!found) return error("MGC2310", "There is no policy fragment " + quoted(fragmentId) + ".", node);
    if (std::ranges::find(m_openFragments, fragmentId) != m_openFragments.end())
        return error("MGC2311", "Policy fragment " + quoted(fragmentId) + " includes itself.", node);
    m_openFragments.emplace_back(fragmentId);
    auto steps = children(*found);
    m_openFragments.pop_back();
    return steps;
}

CompileContext::PathScope::PathScope(CompileContext& context, std::string component) : m_context(context), m_length(context.m_path.size()) {
    if (!context.m_path.empty()) context.m_path += '\\';
    context.m_path += component;
}

CompileContext::PathScope::~PathScope() { m_context.m_path.resize(m_length); }

expression::Reads allReads(const StepList& steps) {
    expression::Reads reads;
    for (const auto& entry : steps) reads = reads | entry.step->reads() | entry.step->childReads();
    return reads;
}

bool anyWaits(const StepList& steps) {
    return std::ranges::any_of(steps, [](const StepEntry& entry) { return entry.waits; });
}

}  // namespace mgc::policy
