#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/source_range.h"

namespace mgc {

/// What went wrong, as a value. `code` is stable ("MGC1203", "BackendConnectionFailure"); `message` is for people and names the
/// place and the next step; `cause` is the error below it, if there is one.
struct Error {
    std::string code;
    std::string message;
    SourceRange range;
    std::shared_ptr<const Error> cause;

    Error() = default;
    Error(std::string_view code_, std::string_view message_, SourceRange range_ = {})
        : code(code_), message(message_), range(std::move(range_)) {}

    /// The same error seen from one layer up: `message` says what that layer was doing.
    [[nodiscard]] Error wrapped(std::string_view outerCode, std::string_view outerMessage) const {
        Error outer(outerCode, outerMessage, range);
        outer.cause = std::make_shared<const Error>(*this);
        return outer;
    }
    /// Message and all causes, outermost first, joined with ": ".
    [[nodiscard]] std::string fullMessage() const {
        return cause ? message + ": " + cause->fullMessage() : message;
    }
};

}  // namespace mgc
