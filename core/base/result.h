#pragma once
#include <string_view>
#include <tl/expected.hpp>

#include "base/error.h"

namespace mgc {

/// A value or the Error that kept it from being made. Expected failures are always returned like this, never thrown.
template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard, gnu::cold]] tl::unexpected<Error> fail(Error error);
[[nodiscard, gnu::cold]] tl::unexpected<Error> fail(std::string_view code, std::string_view message);
[[nodiscard, gnu::cold]] tl::unexpected<Error> fail(std::string_view code, std::string_view message, SourceRange range);

}  // namespace mgc

// Leaves the function with the error of `expression`, which is moved from where it has a name; in a coroutine use MGC_CO_TRY.
#define MGC_TRY(expression)                                                   \
    do {                                                                      \
        if (auto&& mgcTried = (expression); !mgcTried) [[unlikely]]           \
            return ::tl::unexpected<::mgc::Error>(std::move(mgcTried).error()); \
    } while (false)
#define MGC_CO_TRY(expression)                                                   \
    do {                                                                         \
        auto&& mgcTried = (expression);                                          \
        if (!mgcTried) [[unlikely]]                                              \
            co_return ::tl::unexpected<::mgc::Error>(std::move(mgcTried).error()); \
    } while (false)
// Declares `declaration` with the value of `expression`, or leaves the function with its error.
#define MGC_TRY_ASSIGN_CONCAT_(a, b) a##b
#define MGC_TRY_ASSIGN_NAME_(a, b) MGC_TRY_ASSIGN_CONCAT_(a, b)
#define MGC_TRY_ASSIGN(declaration, expression)                                                              \
    auto MGC_TRY_ASSIGN_NAME_(mgcValue, __LINE__) = (expression);                                            \
    if (!MGC_TRY_ASSIGN_NAME_(mgcValue, __LINE__)) [[unlikely]]                                              \
        return ::tl::unexpected<::mgc::Error>(std::move(MGC_TRY_ASSIGN_NAME_(mgcValue, __LINE__)).error());  \
    declaration = std::move(*MGC_TRY_ASSIGN_NAME_(mgcValue, __LINE__))
#define MGC_CO_TRY_ASSIGN(declaration, expression)                                                              \
    auto MGC_TRY_ASSIGN_NAME_(mgcValue, __LINE__) = (expression);                                               \
    if (!MGC_TRY_ASSIGN_NAME_(mgcValue, __LINE__)) [[unlikely]]                                                 \
        co_return ::tl::unexpected<::mgc::Error>(std::move(MGC_TRY_ASSIGN_NAME_(mgcValue, __LINE__)).error());  \
    declaration = std::move(*MGC_TRY_ASSIGN_NAME_(mgcValue, __LINE__))
