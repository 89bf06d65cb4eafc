#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mgc::json {

/// Reads single values out of a body on the hot path without building a tree. Paths are JSON pointers ("/stream_options/include_usage").
/// Every read gives nullopt when the value is absent, has another type, or the body is not JSON: never throws, never recurses.
/// The body is copied once into a padded buffer that each thread keeps (at most 1 MiB kept per thread, two readers at a time; others
/// allocate). Bound to the thread that made it.
class BodyReader {
public:
    /// A body larger than `limit` bytes counts as no JSON.
    explicit BodyReader(std::string_view body, std::size_t limit = 64u << 20);
    ~BodyReader();
    BodyReader(const BodyReader&) = delete;
    BodyReader& operator=(const BodyReader&) = delete;

    /// True if the body begins as a JSON object or array and its text structure is sound (strings closed, valid UTF-8).
    [[nodiscard]] bool isJson() const;
    [[nodiscard]] std::optional<std::string> string(std::string_view pointer) const;
    [[nodiscard]] std::optional<bool> boolean(std::string_view pointer) const;
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view pointer) const;
    [[nodiscard]] std::optional<double> number(std::string_view pointer) const;
    /// True if there is a value, null included.
    [[nodiscard]] bool has(std::string_view pointer) const;
    /// The value's own text as it stands in the body ("[1, 2]").
    [[nodiscard]] std::optional<std::string> raw(std::string_view pointer) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace mgc::json
