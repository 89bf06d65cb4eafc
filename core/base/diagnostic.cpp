#include "base/diagnostic.h"

namespace mgc {

std::string_view toText(Severity severity) {
    switch (severity) {
        case Severity::Error: return "error";
        case Severity::Warning: return "warning";
        case Severity::Info: return "info";
    }
    return "error";
}

std::string toText(const Diagnostic& diagnostic) {
    std::string text = diagnostic.range.file;
    if (diagnostic.range.known()) {
        text += ':' + std::to_string(diagnostic.range.begin.line) + ':' + std::to_string(diagnostic.range.begin.column);
    }
    if (!text.empty()) text += ": ";
    text += toText(diagnostic.severity);
    text += ' ' + diagnostic.code + ": " + diagnostic.message;
    return text;
}

}  // namespace mgc
