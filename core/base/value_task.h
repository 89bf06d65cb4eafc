#pragma once
#include <concepts>
#include <coroutine>
#include <optional>
#include <utility>

#include "base/task.h"

namespace mgc {

/// A value that is there already, or a Task that gives it: for what seldom waits (counters in memory, a kept token), so that the usual
/// call costs no coroutine. Functions that return one may be coroutines or plain functions. Awaited once, like a Task.
template <class T>
class [[nodiscard]] ValueTask {
public:
    using promise_type = typename Task<T>::promise_type;

    template <class U>
        requires std::convertible_to<U, T>
    ValueTask(U&& value) : m_value(std::forward<U>(value)) {}  // implicit, so that `return value;` works
    ValueTask(Task<T> task) noexcept : m_task(std::move(task)) {}

    [[nodiscard]] bool await_ready() const noexcept { return m_value || m_task.await_ready(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiter) noexcept { return m_task.await_suspend(awaiter); }
    T await_resume() { return m_value ? std::move(*m_value) : m_task.await_resume(); }

private:
    std::optional<T> m_value;
    Task<T> m_task;
};

}  // namespace mgc
