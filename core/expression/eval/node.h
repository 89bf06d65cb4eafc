#pragma once
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "expression/eval/call.h"
#include "expression/runtime/limits.h"
#include "expression/syntax/token.h"
#include "expression/value.h"

namespace mgc::expression {

/// The local variables of one running function.
struct Frame {
    Runtime& runtime;
    Value* slots;
    Value result;             ///< of a return statement
    int target = 0;           ///< section or label of a goto
};

/// A compiled expression: immutable, shared by threads.
class Node {
public:
    Node() = default;
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;
    virtual ~Node() = default;
    [[nodiscard]] virtual Value eval(Frame& frame) const = 0;
    [[nodiscard]] virtual bool evalBool(Frame& frame) const { return eval(frame).bits() != 0; }
    /// The text of a string expression as a view that `hold` keeps alive; `isNull` for null.
    [[nodiscard]] virtual std::string_view evalText(Frame& frame, Value& hold, bool& isNull) const {
        hold = eval(frame);
        isNull = hold.isNull();
        return hold.asText();
    }
};
using NodePtr = std::unique_ptr<Node>;

template <class F>
class FunctionNode final : public Node {
public:
    explicit FunctionNode(F function) : m_function(std::move(function)) {}
    [[nodiscard]] Value eval(Frame& frame) const override { return m_function(frame); }

private:
    F m_function;
};
/// A node from a lambda `Value(Frame&)` that owns its operands.
template <class F>
[[nodiscard]] NodePtr makeNode(F function) {
    return std::make_unique<FunctionNode<F>>(std::move(function));
}

template <class F>
class BoolNode final : public Node {
public:
    explicit BoolNode(F function) : m_function(std::move(function)) {}
    [[nodiscard]] Value eval(Frame& frame) const override { return Value::boolean(m_function(frame)); }
    [[nodiscard]] bool evalBool(Frame& frame) const override { return m_function(frame); }

private:
    F m_function;
};
template <class F>
[[nodiscard]] NodePtr makeBool(F function) {
    return std::make_unique<BoolNode<F>>(std::move(function));
}

class ConstantNode final : public Node {
public:
    explicit ConstantNode(Value value) : m_value(std::move(value)) {}
    [[nodiscard]] Value eval(Frame&) const override { return m_value; }
    [[nodiscard]] bool evalBool(Frame&) const override { return m_value.bits() != 0; }
    [[nodiscard]] std::string_view evalText(Frame&, Value&, bool& isNull) const override {
        isNull = m_value.isNull();
        return m_value.asText();
    }

private:
    Value m_value;
};
/// A constant that all threads may copy: strings and decimals are interned for the life of the process, so that literals are identical
/// objects as in .NET, and their counts are never touched. The pool takes 64 MB; what comes later is counted as any other value.
[[nodiscard]] Value internConstant(const Value& value);

/// How a statement ended.
enum class Flow : std::uint8_t { Next, Break, Continue, Return, GotoSection, GotoLabel };

class StatementNode {
public:
    StatementNode() = default;
    StatementNode(const StatementNode&) = delete;
    StatementNode& operator=(const StatementNode&) = delete;
    virtual ~StatementNode() = default;
    [[nodiscard]] virtual Flow run(Frame& frame) const = 0;
};
using StatementPtr = std::unique_ptr<StatementNode>;

template <class F>
class FunctionStatement final : public StatementNode {
public:
    explicit FunctionStatement(F function) : m_function(std::move(function)) {}
    [[nodiscard]] Flow run(Frame& frame) const override { return m_function(frame); }

private:
    F m_function;
};
template <class F>
[[nodiscard]] StatementPtr makeStatementNode(F function) {
    return std::make_unique<FunctionStatement<F>>(std::move(function));
}

/// A local variable as the checker knows it. Lives in the program; `captured` is final once checking is done.
struct LocalSymbol {
    std::string name;
    const Type* type = nullptr;
    int slot = 0;
    int index = 0;             ///< in the definite-assignment sets
    bool captured = false;     ///< by a lambda: its slot holds a CellObject
    bool isReadOnly = false;   ///< foreach and using variables
    bool hasConstant = false;
    Value constant;
    Span span;
    const void* function = nullptr;  ///< FunctionBuilder that declares it
};

/// Code of the expression itself, a lambda or a local function.
struct FunctionCode {
    int slotCount = 0;
    std::vector<const LocalSymbol*> parameters;
    std::vector<std::pair<int, int>> captures;  ///< slot outside -> slot inside
    std::vector<const LocalSymbol*> locals;     ///< of the outermost scope, for fresh cells
    NodePtr expression;
    StatementPtr body;
};

/// Runs `code` with `arguments` (moved from) and the captured cells.
[[nodiscard]] Value runFunction(const FunctionCode& code, Runtime& runtime, Value* arguments, int count, const Value* captured);
/// Gives each captured variable of a scope a new cell.
void freshCells(Frame& frame, const std::vector<const LocalSymbol*>& locals);

}  // namespace mgc::expression
