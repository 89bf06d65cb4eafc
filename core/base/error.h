#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/source_range.h"

namespace mgc {

/// What went wrong, as a value. Its members are made and unmade out of line: nearly every function may return one and hardly any does, and
/// what the compiler takes for unlikely it keeps out of the way of the rest.
/// `code` is stable ("MGC1203", "BackendConnectionFailure"); `message` is for people and names the
/// place and the next step; `cause` is the error below it, if there is one.
struct Error {
    std::string code;
    std::string message;
    SourceRange range;
    std::shared_ptr<const Error> cause;

    Error() = default;
    [[gnu::cold]] Error(std::string_view code_, std::string_view message_);
    [[gnu::cold]] Error(std::string_view code_, std::string_view message_, SourceRange range_);
    [[gnu::cold]] Error(const Error& other);
    [[gnu::cold]] Error(Error&& other) noexcept;
    Error& operator=(const Error& other);
    Error& operator=(Error&& other) noexcept;
    [[gnu::cold]] ~Error();

    /// The same error seen from one layer up: `message` says what that layer was doing.
    [[nodiscard]] Error wrapped(std::string_view outerCode, std::string_view outerMessage) const;
    /// Message and all causes, outermost first, joined with ": ".
    [[nodiscard]] std::string fullMessage() const;
};

}  // namespace mgc
