#include "expression/eval/node.h"

#include <array>
#include <mutex>
#include <unordered_map>

#include "expression/eval/delegate.h"
#include "expression/runtime/cell.h"
#include "expression/runtime/decimal.h"

namespace mgc::expression {
namespace {

/// Slots of a function call: inline for small functions.
class Slots {
public:
    explicit Slots(int count) {
        if (count > static_cast<int>(m_inline.size())) m_heap = std::make_unique<Value[]>(static_cast<std::size_t>(count));
    }
    [[nodiscard]] Value* data() { return m_heap ? m_heap.get() : m_inline.data(); }

private:
    std::array<Value, 12> m_inline;
    std::unique_ptr<Value[]> m_heap;
};

}  // namespace

Value internConstant(const Value& value) {
    if (!value.isCounted()) return value;
    constexpr std::size_t most = 64U << 20U;
    // Never destroyed: threads may still read its values when static objects end.
    static std::mutex mutex;
    static auto& constants = *new std::unordered_map<std::string, Value>();
    static std::size_t taken = 0;
    std::string key;
    Value made;
    if (value.isText()) {
        key = "s";
        key += value.asText();
        made = Value::text(value.asText());
    } else if (const Decimal* decimal = decimalOf(value)) {
        key = "d" + decimal->toText();
        made = makeDecimal(*decimal);
    } else {
        return value;
    }
    const std::lock_guard lock(mutex);
    const auto found = constants.find(key);
    if (found != constants.end()) return found->second;
    const std::size_t size = 2 * key.size() + 128;
    if (taken + size > most) return made;
    taken += size;
    made.pointer()->makeImmortal();
    return constants.emplace(std::move(key), std::move(made)).first->second;
}

void freshCells(Frame& frame, const std::vector<const LocalSymbol*>& locals) {
    for (const LocalSymbol* local : locals)
        if (local->captured) frame.slots[local->slot] = Value::object(new CellObject(frame.runtime));
}

Value runFunction(const FunctionCode& code, Runtime& runtime, Value* arguments, int count, const Value* captured) {
    runtime.step();
    const CallDepth depth(runtime);
    Slots slots(code.slotCount);
    Frame frame{runtime, slots.data(), {}, 0};
    for (std::size_t i = 0; i < code.captures.size(); ++i) frame.slots[code.captures[i].second] = captured[i];
    freshCells(frame, code.locals);
    for (int i = 0; i < count && i < static_cast<int>(code.parameters.size()); ++i) {
        const LocalSymbol& parameter = *code.parameters[static_cast<std::size_t>(i)];
        if (parameter.captured) {
            auto* cell = new CellObject(runtime);
            cell->value = std::move(arguments[i]);
            frame.slots[parameter.slot] = Value::object(cell);
        } else {
            frame.slots[parameter.slot] = std::move(arguments[i]);
        }
    }
    Value result;
    if (code.expression) {
        result = code.expression->eval(frame);
    } else {
        (void)code.body->run(frame);
        result = std::move(frame.result);
    }
    // The caller of an out or ref parameter takes its last value from its place.
    for (int i = 0; i < count && i < static_cast<int>(code.parameters.size()); ++i) {
        const LocalSymbol& parameter = *code.parameters[static_cast<std::size_t>(i)];
        Value& slot = frame.slots[parameter.slot];
        arguments[i] = parameter.captured && slot.pointer() ? static_cast<const CellObject*>(slot.pointer())->value : std::move(slot);
    }
    return result;
}

DelegateObject::DelegateObject(const Type* delegateType, const FunctionCode* code, std::vector<Value> captured)
    : m_type(delegateType), m_evaluation(Runtime::current()->serial()), m_code(code), m_captured(std::move(captured)) {}
DelegateObject::DelegateObject(const Type* delegateType, const Member* member, Value receiver, const Type* owner, const Type* result,
                               std::vector<const Type*> typeArguments)
    : m_type(delegateType),
      m_evaluation(Runtime::current()->serial()),
      m_member(member),
      m_receiver(std::move(receiver)),
      m_owner(owner),
      m_result(result),
      m_typeArguments(std::move(typeArguments)) {}

Value DelegateObject::invoke(Value* arguments, int count) const {
    Runtime& runtime = *Runtime::current();
    if (runtime.serial() != m_evaluation) raise("InvalidOperationException", "A delegate cannot be called after its expression has ended.");
    if (m_code) return runFunction(*m_code, runtime, arguments, count, m_captured.data());
    runtime.step();
    std::array<Value, 10> all;
    all[0] = m_receiver;
    // An extension method as delegate has its receiver as first argument; members use slot 0.
    int at = 1;
    if (m_member->isExtension && !m_receiver.isNull()) {
        all[1] = m_receiver;
        at = 2;
    }
    for (int i = 0; i < count && at < static_cast<int>(all.size()); ++i) all[static_cast<std::size_t>(at++)] = std::move(arguments[i]);
    for (std::size_t i = static_cast<std::size_t>(at - 1); i < m_member->parameters.size() && at < static_cast<int>(all.size()); ++i) all[static_cast<std::size_t>(at++)] = m_member->parameters[i].defaultValue;
    Call call{runtime, all.data(), at - 1, m_member, m_typeArguments.data(), m_result, m_owner};
    return m_member->get(call);
}

Value invokeAll(const Value& delegate, Value* arguments, int count) {
    if (delegate.isNull()) raiseNullReference();
    return static_cast<const DelegateObject&>(*delegate.pointer()).invoke(arguments, count);
}

Value invoke(const Value& delegate, Value first) { return invokeAll(delegate, &first, 1); }

Value invoke(const Value& delegate, Value first, Value second) {
    std::array<Value, 2> arguments{std::move(first), std::move(second)};
    return invokeAll(delegate, arguments.data(), 2);
}

}  // namespace mgc::expression
