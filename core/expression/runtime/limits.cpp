#include "expression/runtime/limits.h"

#include <atomic>

#include "expression/runtime/cell.h"
#include "expression/runtime/memory_limit.h"

namespace mgc::expression {
namespace {
thread_local Runtime* currentRuntime = nullptr;
}  // namespace

Runtime::Runtime(EvaluationContext& evaluationContext) : context(evaluationContext), previous(currentRuntime) { currentRuntime = this; }

Runtime::~Runtime() {
    // Cut cycles: a lambda that captures the variable it is stored in would keep itself alive.
    while (cells) {
        CellObject* cell = cells;
        Value dropped;
        cell->unlink();
        dropped.swap(cell->value);
    }
    currentRuntime = previous;
}

Runtime* Runtime::current() { return currentRuntime; }

void Runtime::check() {
    nextCheck = steps + 1024;
    // The clock runs from the first check on: most evaluations end before it and need not read it.
    if (started == std::chrono::steady_clock::time_point()) started = std::chrono::steady_clock::now();
    if (steps >= context.limits.steps)
        throw LimitHit{"StepLimitExceeded", "The expression ran more than " + std::to_string(context.limits.steps) + " steps (loop iterations and calls)."};
    if (std::chrono::steady_clock::now() - started > context.limits.time)
        throw LimitHit{"TimeLimitExceeded", "The expression ran longer than " + std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(context.limits.time).count()) + " ms."};
    if (context.limits.steps < nextCheck) nextCheck = context.limits.steps;
}

std::uint64_t Runtime::serial() {
    static std::atomic<std::uint64_t> last{0};
    if (m_serial == 0) m_serial = last.fetch_add(1, std::memory_order_relaxed) + 1;
    return m_serial;
}

std::int64_t Runtime::nowTicks() const {
    const Instant now = context.clock ? context.clock->now() : Instant(std::chrono::system_clock::now());
    return now.time_since_epoch().count() / 100 + 621355968000000000LL;
}

void CallDepth::fail() {
    --m_runtime.depth;
    throw LimitHit{"RecursionLimitExceeded", "Calls were nested deeper than " + std::to_string(m_runtime.context.limits.recursion) + "."};
}

void checkStringSize(std::size_t size) {
    Runtime* runtime = Runtime::current();
    if (!runtime || size < 4096) return;
    countMemory(size);
    const std::size_t most = runtime->context.limits.stringBytes;
    if (size > most) throw LimitHit{"StringLimitExceeded", "A string would be longer than " + std::to_string(most) + " bytes."};
    runtime->steps += size / 4096;
    runtime->step();
}

void checkCollectionSize(std::size_t size) {
    Runtime* runtime = Runtime::current();
    if (!runtime) return;
    const std::size_t most = runtime->context.limits.collectionItems;
    if (size > most) throw LimitHit{"CollectionLimitExceeded", "A collection would hold more than " + std::to_string(most) + " items."};
    constexpr std::size_t batch = 65536;
    if (size != 0 && size % batch == 0) countMemory(batch * sizeof(Value));
}

void countMemory(std::size_t bytes) {
    Runtime* runtime = Runtime::current();
    if (!runtime) return;
    runtime->bytes += bytes;
    const std::size_t most = runtime->context.limits.stringBytes * 8;
    if (runtime->bytes > most) throw LimitHit{"MemoryLimitExceeded", "The expression allocated more than " + std::to_string(most) + " bytes."};
}

}  // namespace mgc::expression
