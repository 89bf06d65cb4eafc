#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "policies/support/liquid/value.h"

namespace mgc::policies::liquid {

/// A stop while rendering; becomes an Error of code LiquidException.
struct RenderProblem {
    std::string message;
};

/// What a template needs to run, and what bounds it.
class Rendering {
public:
    static constexpr std::size_t maximumOutput = 16u << 20;   ///< bytes, captured text included
    static constexpr std::uint64_t maximumSteps = 1'000'000;  ///< tags, outputs and filter calls
    static constexpr int maximumScopes = 100;
    static constexpr Duration maximumTime = std::chrono::seconds(10);  ///< of real time

    enum class Jump { None, Break, Continue };

    Rendering(Hash globals, Instant now) : m_now(now) { m_scopes.push_back(std::move(globals)); }

    std::string output;
    Jump jump = Jump::None;

    void write(std::string_view text);
    /// Counts one step; throws RenderProblem beyond the bound.
    void step();
    [[nodiscard]] Value lookup(std::string_view name) const;
    /// assign and capture: visible in the whole template.
    void assign(const std::string& name, Value value);
    void setLocal(const std::string& name, Value value) { m_scopes.back().set(name, std::move(value)); }
    [[nodiscard]] Instant now() const { return m_now; }
    /// State of increment, decrement, cycle, ifchanged and `offset: continue`.
    std::map<std::string, std::int64_t> counters;
    std::map<std::string, std::string> lastTexts;

    /// Names that live as long as the object.
    class Scope {
    public:
        explicit Scope(Rendering& rendering);
        ~Scope() { m_rendering.m_scopes.pop_back(); }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        Rendering& m_rendering;
    };

private:
    std::vector<Hash> m_scopes;
    std::uint64_t m_steps = 0;
    std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
    std::size_t m_written = 0;
    Instant m_now;
};

}  // namespace mgc::policies::liquid
