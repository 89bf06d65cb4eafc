#include "base/error.h"

#include "base/result.h"

namespace mgc {

Error::Error(std::string_view code_, std::string_view message_) : code(code_), message(message_) {}
Error::Error(std::string_view code_, std::string_view message_, SourceRange range_)
    : code(code_), message(message_), range(std::move(range_)) {}
Error::Error(const Error& other) = default;
Error::Error(Error&& other) noexcept = default;
Error& Error::operator=(const Error& other) = default;
Error& Error::operator=(Error&& other) noexcept = default;
Error::~Error() = default;

Error Error::wrapped(std::string_view outerCode, std::string_view outerMessage) const {
    Error outer(outerCode, outerMessage, range);
    outer.cause = std::make_shared<const Error>(*this);
    return outer;
}

std::string Error::fullMessage() const { return cause ? message + ": " + cause->fullMessage() : message; }

tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }
tl::unexpected<Error> fail(std::string_view code, std::string_view message) { return fail(Error(code, message)); }
tl::unexpected<Error> fail(std::string_view code, std::string_view message, SourceRange range) {
    return fail(Error(code, message, std::move(range)));
}

}  // namespace mgc
