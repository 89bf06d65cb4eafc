#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "expression/host/context_data.h"

namespace mgc::expression {

class CellObject;
class Iterator;

/// A limit of EvaluationContext::Limits was hit. Not a .NET exception: no catch clause sees it; it ends the evaluation.
struct LimitHit {
    const char* name;  ///< error code: StepLimitExceeded, RecursionLimitExceeded, StringLimitExceeded, CollectionLimitExceeded, TimeLimitExceeded
    std::string message;
};

/// State of one running evaluation; one per thread at a time (nested evaluations do not occur).
struct Runtime {
    explicit Runtime(EvaluationContext& evaluationContext);
    ~Runtime();
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;

    /// The evaluation of this thread; null outside of one.
    static Runtime* current();

    /// Counts one loop iteration or call.
    void step() {
        if (++steps >= nextCheck) check();
    }
    void check();
    /// Number of this evaluation among all of the process; only delegates ask for it.
    [[nodiscard]] std::uint64_t serial();
    [[nodiscard]] std::int64_t nowTicks() const;

    EvaluationContext& context;
    std::uint64_t steps = 0;
    std::uint64_t nextCheck = 1024;
    std::size_t depth = 0;
    std::size_t bytes = 0;  ///< of strings made so far, to bound what one evaluation allocates
    std::chrono::steady_clock::time_point started;
    CellObject* cells = nullptr;        ///< captured variables alive, so that reference cycles through them can be cut at the end
    std::vector<Value> roots;           ///< parsed trees: a child reaches its parent as long as the evaluation runs
    std::size_t nextRoot = 0;

    /// Keeps a parsed tree whole until the evaluation ends, although only a child may be held. The newest 4,096 are kept.
    const Value& keep(const Value& root) {
        if (roots.size() < 4096) roots.push_back(root);
        else roots[nextRoot++ % roots.size()] = root;
        return root;
    }
    bool mutatesTokens = false;         ///< of the program that runs
    Value currentException;             ///< for `throw;`
    Runtime* previous = nullptr;

private:
    std::uint64_t m_serial = 0;
};

/// Counts nesting of lambda and local-function calls.
class CallDepth {
public:
    explicit CallDepth(Runtime& runtime) : m_runtime(runtime) {
        if (++m_runtime.depth > m_runtime.context.limits.recursion) fail();
    }
    ~CallDepth() { --m_runtime.depth; }
    CallDepth(const CallDepth&) = delete;
    CallDepth& operator=(const CallDepth&) = delete;

private:
    [[noreturn]] void fail();
    Runtime& m_runtime;
};

void checkStringSize(std::size_t size);
void checkCollectionSize(std::size_t size);
inline void countStep() {
    if (Runtime* runtime = Runtime::current()) runtime->step();
}

}  // namespace mgc::expression
