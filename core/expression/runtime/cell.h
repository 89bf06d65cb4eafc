#pragma once
#include "expression/check/type_system.h"
#include "expression/runtime/limits.h"

namespace mgc::expression {

/// A local variable that a lambda or local function captured. Linked into its Runtime, so that cycles can be cut.
class CellObject final : public Object {
public:
    explicit CellObject(Runtime& runtime) : m_runtime(&runtime), m_next(runtime.cells) {
        if (m_next) m_next->m_previous = this;
        runtime.cells = this;
    }
    ~CellObject() override { unlink(); }
    [[nodiscard]] const Type* type() const override { return types().object; }
    void unlink() {
        if (!m_runtime) return;
        if (m_next) m_next->m_previous = m_previous;
        (m_previous ? m_previous->m_next : m_runtime->cells) = m_next;
        m_runtime = nullptr;
        m_next = m_previous = nullptr;
    }

    Value value;

private:
    Runtime* m_runtime;
    CellObject* m_next;
    CellObject* m_previous = nullptr;
};

}  // namespace mgc::expression
