#pragma once
#include <array>
#include <memory>
#include <vector>

#include "expression/check/binder.h"
#include "expression/eval/call.h"
#include "expression/runtime/collections.h"

namespace mgc::expression {

/// How a call fills one parameter.
struct Slot {
    NodePtr node;               ///< by value
    std::vector<NodePtr> rest;  ///< params in expanded form
    const Type* arrayType = nullptr;
    std::shared_ptr<Place> place;  ///< out and ref
    bool isRef = false;
    Value defaultValue;
};

struct CallShape {
    NodePtr receiver;
    std::vector<Slot> slots;
    const Member* member = nullptr;
    std::vector<const Type*> typeArguments;
    const Type* result = nullptr;
    const Type* owner = nullptr;
    Span span;
    bool nullSelf = false;
    bool hasPlaces = false;
};

class CallNode final : public Node {
public:
    explicit CallNode(CallShape shape) : m_shape(std::move(shape)) {}

    [[nodiscard]] Value eval(Frame& frame) const override {
        if (m_shape.slots.size() + 1 <= inlineCount) {
            std::array<Value, inlineCount> arguments;
            return run(frame, arguments.data());
        }
        std::vector<Value> arguments(m_shape.slots.size() + 1);
        return run(frame, arguments.data());
    }

    [[nodiscard]] std::string_view evalText(Frame& frame, Value& hold, bool& isNull) const override {
        if (m_shape.member->view && m_shape.slots.size() + 1 <= inlineCount) {
            std::array<Value, inlineCount> arguments;
            fill(frame, arguments.data(), nullptr);
            Call call = make(frame, arguments.data());
            std::string_view text;
            if (m_shape.member->view(call, text, isNull)) return text;
        }
        return Node::evalText(frame, hold, isNull);
    }

private:
    static constexpr std::size_t inlineCount = 5;

    [[nodiscard]] Call make(Frame& frame, Value* arguments) const {
        return Call{frame.runtime,  arguments,    static_cast<int>(m_shape.slots.size()), m_shape.member, m_shape.typeArguments.data(),
                    m_shape.result, m_shape.owner};
    }

    void fill(Frame& frame, Value* arguments, Value* temps) const {
        if (m_shape.receiver) arguments[0] = m_shape.receiver->eval(frame);
        for (std::size_t i = 0; i < m_shape.slots.size(); ++i) {
            const Slot& slot = m_shape.slots[i];
            if (slot.node) {
                arguments[i + 1] = slot.node->eval(frame);
            } else if (slot.place) {
                Value* own = temps + i * Place::tempCount;
                slot.place->prepare(frame, own);
                if (slot.isRef) arguments[i + 1] = slot.place->load(frame, own);
            } else if (slot.arrayType) {
                std::vector<Value> items;
                items.reserve(slot.rest.size());
                for (const auto& node : slot.rest) items.push_back(node->eval(frame));
                arguments[i + 1] = ArrayObject::make(slot.arrayType, std::move(items));
            } else {
                arguments[i + 1] = slot.defaultValue;
            }
        }
    }

    [[nodiscard]] Value run(Frame& frame, Value* arguments) const {
        frame.runtime.step();
        std::vector<Value> temps;
        if (m_shape.hasPlaces) temps.resize(m_shape.slots.size() * Place::tempCount);
        fill(frame, arguments, temps.data());
        try {
            if (m_shape.receiver && !m_shape.nullSelf && arguments[0].isNull()) raiseNullReference();
            Call call = make(frame, arguments);
            Value result = m_shape.member->get(call);
            if (m_shape.hasPlaces)
                for (std::size_t i = 0; i < m_shape.slots.size(); ++i)
                    if (m_shape.slots[i].place) m_shape.slots[i].place->store(frame, temps.data() + i * Place::tempCount, arguments[i + 1]);
            return result;
        } catch (Thrown& thrown) {
            if (thrown.offset < 0) {
                thrown.offset = m_shape.span.begin;
                thrown.length = m_shape.span.end - m_shape.span.begin;
            }
            throw;
        }
    }

    CallShape m_shape;
};

}  // namespace mgc::expression
