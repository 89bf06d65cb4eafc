#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/source_range.h"

namespace mgc {

enum class Severity { Error, Warning, Info };

/// One replacement of text; an empty range inserts, an empty replacement deletes.
struct TextEdit {
    SourceRange range;
    std::string replacement;
};

/// What would resolve a diagnostic. `title` is what the user picks ("Set tokens-per-minute to 500"); the edits are made together, their
/// ranges are those of the unchanged document and do not overlap.
struct QuickFix {
    std::string title;
    std::vector<TextEdit> edits;
};

/// One finding about a document or a workspace. `code` is stable ("MGC1203"); `element` names the policy or member it is about.
struct Diagnostic {
    Severity severity = Severity::Error;
    std::string code;
    std::string message;
    SourceRange range;
    std::string element;
    std::vector<QuickFix> fixes;
};

/// Collects findings; readers report everything they can, not the first problem only.
class Diagnostics {
public:
    void add(Diagnostic diagnostic) {
        if (diagnostic.severity == Severity::Error) ++m_errors;
        m_all.push_back(std::move(diagnostic));
    }
    void error(std::string_view code, std::string_view message, SourceRange range, std::string_view element = {}) {
        add({Severity::Error, std::string(code), std::string(message), std::move(range), std::string(element), {}});
    }
    void warning(std::string_view code, std::string_view message, SourceRange range, std::string_view element = {}) {
        add({Severity::Warning, std::string(code), std::string(message), std::move(range), std::string(element), {}});
    }
    [[nodiscard]] bool hasErrors() const { return m_errors != 0; }
    [[nodiscard]] std::size_t errorCount() const { return m_errors; }
    [[nodiscard]] const std::vector<Diagnostic>& all() const { return m_all; }
    void append(const Diagnostics& other) {
        for (const auto& diagnostic : other.m_all) add(diagnostic);
    }

private:
    std::vector<Diagnostic> m_all;
    std::size_t m_errors = 0;
};

/// "file:line:column: error MGC1203: text", the form `model-gateway check` prints.
[[nodiscard]] std::string toText(const Diagnostic& diagnostic);
[[nodiscard]] std::string_view toText(Severity severity);

}  // namespace mgc
