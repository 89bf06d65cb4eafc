#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "policy/model/descriptor.h"
#include "policy/model/node.h"
#include "policy/program/step.h"
#include "policy/program/template.h"

namespace mgc::policy {

/// What compiling needs to know about the rest of the workspace. Must outlive the compilation, not the programs.
struct CompileEnvironment {
    /// Descriptor of a policy element; null if there is none. Needed for documents that the validator has not marked.
    std::function<const PolicyDescriptor*(std::string_view element)> findPolicy;
    /// Root node (<fragment>) of a policy fragment; null if there is none.
    std::function<const PolicyNode*(std::string_view fragmentId)> findFragment;
};

/// Handed to PolicyDescriptor::compile: reads attributes and texts with diagnostics, compiles children. The getters apply the
/// descriptor's default where the attribute is absent. Codes MGC2xxx.
class CompileContext {
public:
    struct Place {
        Section section = Section::Inbound;
        Scope scope = Scope::Global;
        std::string scopeId;  ///< "/apis/inference-api"; "" for global
    };
    CompileContext(const CompileEnvironment& environment, Place place, Diagnostics& diagnostics)
        : m_environment(environment), m_place(std::move(place)), m_diagnostics(diagnostics) {}

    [[nodiscard]] Section section() const { return m_place.section; }
    [[nodiscard]] Scope scope() const { return m_place.scope; }
    [[nodiscard]] const std::string& scopeId() const { return m_place.scopeId; }
    /// True where set-header and set-body act on the response.
    [[nodiscard]] bool actsOnResponse() const { return section() == Section::Outbound || section() == Section::OnError; }
    [[nodiscard]] Diagnostics& diagnostics() { return m_diagnostics; }
    /// Reports at `node` and gives the error to return from compile().
    tl::unexpected<Error> error(std::string_view code, std::string_view message, const PolicyNode& node);

    /// Attribute as template; absent without default: a Template that is not present().
    [[nodiscard]] Result<Template> attribute(const PolicyNode& node, std::string_view name);
    /// Text of an attribute that takes no expressions; "" when absent without default. An expression is kept as its text only if
    /// the descriptor allows it, else it is an error.
    [[nodiscard]] std::string constant(const PolicyNode& node, std::string_view name) const;
    [[nodiscard]] Result<BooleanSetting> boolean(const PolicyNode& node, std::string_view name);
    [[nodiscard]] Result<IntegerSetting> integer(const PolicyNode& node, std::string_view name);
    [[nodiscard]] Result<NumberSetting> number(const PolicyNode& node, std::string_view name);
    /// The element's text. White space around it does not count unless `keepSpace`.
    [[nodiscard]] Result<Template> text(const PolicyNode& node, bool keepSpace = false);

    /// Compiles the child policies of a container; `container` is the name part of the path ("choose[1]\when[2]" for a when).
    [[nodiscard]] Result<StepList> children(const PolicyNode& node);
    /// Compiles the content of a fragment in place. Error MGC2310 unknown fragment, MGC2311 fragments that include each other.
    [[nodiscard]] Result<StepList> fragment(const PolicyNode& node, std::string_view fragmentId);
    /// Compiles one policy element; used by children() and by the document compiler.
    [[nodiscard]] Result<StepEntry> step(const PolicyNode& node);

    /// Path component for a child element that is not a policy ("when[2]"), for as long as the object lives.
    class PathScope {
    public:
        PathScope(CompileContext& context, std::string component);
        ~PathScope();
        PathScope(const PathScope&) = delete;
        PathScope& operator=(const PathScope&) = delete;

    private:
        CompileContext& m_context;
        std::size_t m_length;
    };
    /// While it lives, what templates read does not become the step's reads(): the step buffers by itself, later (retry's condition).
    class DeferredReads {
    public:
        explicit DeferredReads(CompileContext& context) : m_context(context), m_saved(context.m_reads) {}
        ~DeferredReads() { m_context.m_reads = m_saved; }
        DeferredReads(const DeferredReads&) = delete;
        DeferredReads& operator=(const DeferredReads&) = delete;

    private:
        CompileContext& m_context;
        expression::Reads m_saved;
    };

private:
    [[nodiscard]] const AttributeDescriptor* describe(const PolicyNode& node, std::string_view name) const;

    const CompileEnvironment& m_environment;
    Place m_place;
    Diagnostics& m_diagnostics;
    std::string m_path;
    expression::Reads m_reads;
    std::vector<std::string> m_openFragments;
};

/// Union of what the steps and their children read.
[[nodiscard]] expression::Reads allReads(const StepList& steps);
[[nodiscard]] bool anyWaits(const StepList& steps);

}  // namespace mgc::policy
