#pragma once
#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "base/frame_pool.h"

namespace mgc {

template <class T = void>
class Task;

namespace detail {

struct TaskPromiseBase {
    std::coroutine_handle<> continuation;
    std::exception_ptr exception;

    static void* operator new(std::size_t bytes) { return FramePool::take(bytes); }
    static void operator delete(void* frame, std::size_t bytes) noexcept { FramePool::giveBack(frame, bytes); }

    struct FinalAwaiter {
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        template <class Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> self) const noexcept {
            const auto next = self.promise().continuation;
            return next ? next : std::noop_coroutine();
        }
        void await_resume() const noexcept {}
    };
    [[nodiscard]] std::suspend_always initial_suspend() const noexcept { return {}; }
    [[nodiscard]] FinalAwaiter final_suspend() const noexcept { return {}; }
    void unhandled_exception() noexcept { exception = std::current_exception(); }
};

template <class T>
struct TaskPromise : TaskPromiseBase {
    std::optional<T> value;
    Task<T> get_return_object() noexcept;
    template <class U>
    void return_value(U&& result) {
        value.emplace(std::forward<U>(result));
    }
    T take() {
        if (exception) std::rethrow_exception(exception);
        return std::move(*value);
    }
};

template <>
struct TaskPromise<void> : TaskPromiseBase {
    Task<void> get_return_object() noexcept;
    void return_void() const noexcept {}
    void take() const {
        if (exception) std::rethrow_exception(exception);
    }
};

}  // namespace detail

/// A lazily started coroutine with one awaiter. It runs on the thread that resumes it; nothing here switches threads.
/// Keep every `co_await` in a statement of its own: g++ 12 destroys temporaries of larger expressions twice.
template <class T>
class [[nodiscard]] Task {
public:
    using promise_type = detail::TaskPromise<T>;

    Task() noexcept = default;
    explicit Task(std::coroutine_handle<promise_type> handle) noexcept : m_handle(handle) {}
    Task(Task&& other) noexcept : m_handle(std::exchange(other.m_handle, {})) {}
    Task& operator=(Task&& other) noexcept {
        if (this != &other) {
            if (m_handle) m_handle.destroy();
            m_handle = std::exchange(other.m_handle, {});
        }
        return *this;
    }
    ~Task() {
        if (m_handle) m_handle.destroy();
    }

    [[nodiscard]] bool valid() const noexcept { return static_cast<bool>(m_handle); }
    [[nodiscard]] bool await_ready() const noexcept { return m_handle.done(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiter) noexcept {
        m_handle.promise().continuation = awaiter;
        return m_handle;
    }
    T await_resume() { return m_handle.promise().take(); }

private:
    std::coroutine_handle<promise_type> m_handle;
};

namespace detail {
template <class T>
Task<T> TaskPromise<T>::get_return_object() noexcept {
    return Task<T>(std::coroutine_handle<TaskPromise<T>>::from_promise(*this));
}
inline Task<void> TaskPromise<void>::get_return_object() noexcept {
    return Task<void>(std::coroutine_handle<TaskPromise<void>>::from_promise(*this));
}

struct Detached {
    struct promise_type {
        Detached get_return_object() const noexcept { return {}; }
        [[nodiscard]] std::suspend_never initial_suspend() const noexcept { return {}; }
        [[nodiscard]] std::suspend_never final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const noexcept { std::terminate(); }
    };
};
}  // namespace detail

/// Runs `task` now, on this thread, up to its first wait; `done` is called with its result when it has finished.
/// `done` must not throw. An exception that leaves the task ends the program: tasks return Result for what can fail.
template <class T, class Done>
void startTask(Task<T> task, Done done) {
    [](Task<T> owned, Done callback) -> detail::Detached {
        if constexpr (std::is_void_v<T>) {
            co_await owned;
            callback();
        } else {
            T value = co_await owned;
            callback(std::move(value));
        }
    }(std::move(task), std::move(done));
}

/// The result of a task that never waits (tests, `try` with everything scripted). Empty if it did wait.
template <class T>
std::optional<T> runNow(Task<T> task) {
    auto slot = std::make_shared<std::optional<T>>();
    startTask(std::move(task), [slot](T value) { slot->emplace(std::move(value)); });
    return std::move(*slot);
}

/// A value that one side sets and one side waits for, both on the same thread. Setting resumes the waiter at once.
template <class T>
class Promise {
public:
    void set(T value) {
        m_value.emplace(std::move(value));
        if (auto waiter = std::exchange(m_waiter, {})) waiter.resume();
    }
    [[nodiscard]] bool isSet() const { return m_value.has_value(); }
    [[nodiscard]] auto wait() {
        struct Awaiter {
            Promise& promise;
            [[nodiscard]] bool await_ready() const noexcept { return promise.m_value.has_value(); }
            void await_suspend(std::coroutine_handle<> handle) const noexcept { promise.m_waiter = handle; }
            T await_resume() const { return std::move(*promise.m_value); }
        };
        return Awaiter{*this};
    }

private:
    std::optional<T> m_value;
    std::coroutine_handle<> m_waiter;
};

}  // namespace mgc
