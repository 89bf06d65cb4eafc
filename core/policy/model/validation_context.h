#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "policy/model/validator.h"

// What the parts of the validator share. Not for use outside of this room.
namespace mgc::policy {

struct ValidationContext {
    const Catalog& catalog;
    const ValidationOptions& options;
    Diagnostics& diagnostics;
    bool& openPlaceholders;

    void error(std::string_view code, std::string message, const SourceRange& range, std::string_view element) const {
        diagnostics.error(code, message, range, element);
    }
    void errorWithFix(std::string_view code, std::string message, const SourceRange& range, std::string_view element, QuickFix fix) const {
        diagnostics.add({Severity::Error, std::string(code), std::move(message), range, std::string(element), {std::move(fix)}});
    }
    void handled(Handling handling, std::string_view code, std::string message, const SourceRange& range, std::string_view element) const {
        if (handling == Handling::Error) diagnostics.error(code, message, range, element);
        if (handling == Handling::Warn) diagnostics.warning(code, message, range, element);
    }
};

[[nodiscard]] inline std::string quotedName(std::string_view name) { return "'" + std::string(name) + "'"; }

}  // namespace mgc::policy
