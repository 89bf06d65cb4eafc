#include "policy/program/program.h"

#include <map>

#include "policy/runtime/trace_recorder.h"

namespace mgc::policy {

namespace {

constexpr std::array<Section, 4> sections{Section::Inbound, Section::Backend, Section::Outbound, Section::OnError};

std::size_t indexOf(Section section) {
    switch (section) {
        case Section::Inbound:
            return 0;
        case Section::Backend:
            return 1;
        case Section::Outbound:
            return 2;
        case Section::OnError:
            return 3;
    }
    return 0;
}

bool compileSection(const PolicyNode& node, CompileContext& context, CompiledDocument::Part& part) {
    std::map<std::string_view, int> counts;
    bool fine = true;
    for (const auto& child : node.children) {
        if (child.name == "base") {
            if (part.hasBase) {
                (void)context.error("MGC2306", "<base/> may stand only once in a section.", child);
                fine = false;
            }
            part.hasBase = true;
            continue;
        }
        const CompileContext::PathScope scope(context, child.name + "[" + std::to_string(++counts[child.name]) + "]");
        auto step = context.step(child);
        if (!step) {
            fine = false;
            continue;
        }
        (part.hasBase ? part.after : part.before).push_back(std::move(*step));
    }
    return fine;
}

/// Appends the effective steps of `section` as seen from document `index` (0 is the broadest).
void join(std::span<const std::shared_ptr<const CompiledDocument>> documents, std::size_t count, Section section,
          std::vector<Program::Piece>& pieces) {
    if (count == 0) return;
    const auto& part = documents[count - 1]->part(section);
    if (!part.before.empty()) pieces.emplace_back(part.before);
    if (part.hasBase) join(documents, count - 1, section, pieces);
    if (!part.after.empty()) pieces.emplace_back(part.after);
}

}  // namespace

const CompiledDocument::Part& CompiledDocument::part(Section section) const { return parts[indexOf(section)]; }

std::shared_ptr<const CompiledDocument> compileDocument(const PolicyNode& root, Scope scope, std::string scopeId,
                                                        const CompileEnvironment& environment, Diagnostics& diagnostics) {
    auto document = std::make_shared<CompiledDocument>();
    document->scope = scope;
    document->scopeId = scopeId;
    bool fine = true;
    for (const Section section : sections) {
        const PolicyNode* node = root.child(sectionName(section));
        if (!node) continue;
        CompileContext context(environment, {section, scope, scopeId}, diagnostics);
        fine = compileSection(*node, context, document->parts[indexOf(section)]) && fine;
    }
    if (!fine) return nullptr;
    return document;
}

std::shared_ptr<const CompiledDocument> compileDefaultDocument(const CompileEnvironment& environment, Diagnostics& diagnostics) {
    PolicyNode forward;
    forward.name = "forward-request";
    PolicyNode backend;
    backend.name = "backend";
    backend.children.push_back(std::move(forward));
    PolicyNode root;
    root.name = "policies";
    root.children.push_back(std::move(backend));
    return compileDocument(root, Scope::Global, "", environment, diagnostics);
}

std::span<const Program::Piece> Program::pieces(Section section) const { return m_pieces[indexOf(section)]; }

std::vector<Program::Piece> Program::broader(Section section, Scope scope, std::string_view scopeId) const {
    std::vector<Piece> pieces;
    for (std::size_t index = 0; index < m_documents.size(); ++index) {
        if (m_documents[index]->scope == scope && m_documents[index]->scopeId == scopeId) join(m_documents, index, section, pieces);
    }
    return pieces;
}

std::shared_ptr<const Program> joinProgram(std::vector<std::shared_ptr<const CompiledDocument>> broadToNarrow) {
    auto program = std::make_shared<Program>();
    program->m_documents = std::move(broadToNarrow);
    for (const Section section : sections)
        join(program->m_documents, program->m_documents.size(), section, program->m_pieces[indexOf(section)]);
    return program;
}

std::string describe(const Program& program) {
    std::string text;
    for (const Section section : sections) {
        text += sectionName(section);
        text += '\n';
        for (const auto& piece : program.pieces(section))
            for (const auto& entry : piece) {
                text += "  [" + entry.scope + "] ";
                text += entry.descriptor->name();
                text += '\n';
            }
    }
    return text;
}

}  // namespace mgc::policy
