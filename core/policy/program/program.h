#pragma once
#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "policy/program/compile_context.h"
#include "policy/program/step.h"

// How the engine gets from documents to programs:
//   1. compileDocument() once per policy document that the validator accepted (shared by all programs it takes part in);
//   2. joinProgram() for each combination of scopes that requests can meet (product x API x operation): cheap, no compiling;
//   3. Runner (runner.h) runs a program on a RequestContext.
namespace mgc::policy {

/// One policy document, compiled. Immutable.
class CompiledDocument {
public:
    struct Part {
        StepList before, after;  ///< steps before and after <base/>
        bool hasBase = false;    ///< false: nothing broader runs in this section; all steps are in `before`
    };
    Scope scope = Scope::Global;
    std::string scopeId;
    std::array<Part, 4> parts;  ///< inbound, backend, outbound, on-error

    [[nodiscard]] const Part& part(Section section) const;
};

/// `root` is the <policies> element. `scopeId` is the resource path ("/apis/x/operations/y"; "" for global). Null with findings in
/// `diagnostics` if there is any error. A missing section counts as empty without <base/>.
[[nodiscard]] std::shared_ptr<const CompiledDocument> compileDocument(const PolicyNode& root, Scope scope, std::string scopeId,
                                                                      const CompileEnvironment& environment, Diagnostics& diagnostics);
/// What stands at global scope where no document does: <forward-request/> in backend. Needs environment.findPolicy.
[[nodiscard]] std::shared_ptr<const CompiledDocument> compileDefaultDocument(const CompileEnvironment& environment,
                                                                             Diagnostics& diagnostics);

/// The effective policy of one combination of scopes. Immutable, shared by requests and threads.
class Program {
public:
    /// Consecutive steps of one scope.
    using Piece = std::span<const StepEntry>;

    [[nodiscard]] std::span<const Piece> pieces(Section section) const;
    /// What <base/> in that scope's document stands for: the section's pieces in broader scopes. Empty for an unknown scope.
    [[nodiscard]] std::vector<Piece> broader(Section section, Scope scope, std::string_view scopeId) const;
    [[nodiscard]] bool empty(Section section) const { return pieces(section).empty(); }
    /// Documents it was joined from, broad to narrow.
    [[nodiscard]] std::span<const std::shared_ptr<const CompiledDocument>> documents() const { return m_documents; }

private:
    friend std::shared_ptr<const Program> joinProgram(std::vector<std::shared_ptr<const CompiledDocument>>);
    std::vector<std::shared_ptr<const CompiledDocument>> m_documents;
    std::array<std::vector<Piece>, 4> m_pieces;
};

/// Joins documents at <base/>. `broadToNarrow` holds only scopes that have a document; the first should be global or the default.
[[nodiscard]] std::shared_ptr<const Program> joinProgram(std::vector<std::shared_ptr<const CompiledDocument>> broadToNarrow);

/// Runs of steps with their scope and everything below them, one line each, for tools and tests:
/// "inbound\n  [global] set-header\n  [api] choose\n".
[[nodiscard]] std::string describe(const Program& program);

}  // namespace mgc::policy
