#include "policies/support/liquid/rendering.h"

namespace mgc::policies::liquid {

void Rendering::write(std::string_view text) {
    m_written += text.size();
    if (m_written > maximumOutput) throw RenderProblem{"The template's output exceeds 16 MiB."};
    output += text;
}

void Rendering::step() {
    if (++m_steps > maximumSteps) throw RenderProblem{"The template takes more than 1,000,000 steps."};
    constexpr std::uint64_t between = 256;
    if (m_steps % between == 0 && std::chrono::steady_clock::now() - m_started > maximumTime)
        throw RenderProblem{"The template takes longer than 10 seconds."};
}

Value Rendering::lookup(std::string_view name) const {
    for (auto scope = m_scopes.rbegin(); scope != m_scopes.rend(); ++scope)
        if (const Value* found = scope->find(name)) return *found;
    return {};
}

void Rendering::assign(const std::string& name, Value value) { m_scopes.front().set(name, std::move(value)); }

Rendering::Scope::Scope(Rendering& rendering) : m_rendering(rendering) {
    if (rendering.m_scopes.size() > static_cast<std::size_t>(maximumScopes)) throw RenderProblem{"The template nests too deep."};
    rendering.m_scopes.emplace_back();
}

}  // namespace mgc::policies::liquid
