// Queue<T> and Stack<T>.
#include "expression/runtime/links.h"
#include "expression/types/collection_members.h"

namespace mgc::expression {
namespace {

DequeObject& deque(Call& c) { return c.selfAs<DequeObject>(); }
Value takeFrom(Call& c, bool remove) {
    auto& self = deque(c);
    if (self.items.empty()) raise("InvalidOperationException", self.isStack ? "Stack empty." : "Queue empty.");
    Value item = self.isStack ? self.items.back() : self.items.front();
    if (remove) {
        if (self.isStack)
            self.items.pop_back();
        else
            self.items.pop_front();
        ++self.version;
    }
    return item;
}
template <bool isStack>
Value makeDeque(Call& c) {
    if (c.count > 0 && c[0].kind() == Kind::Int32 && c.integer(0) < 0) raiseOutOfRange("capacity", "Non-negative number required.");
    if (c.count > 0 && c[0].isNull()) raiseArgumentNull("collection");
    auto* made = new DequeObject(c.result, isStack);
    Value result = Value::object(made);
    if (c.count > 0 && !c[0].isNull() && c[0].kind() != Kind::Int32)
        for (const auto& item : toVector(c[0], "collection")) made->items.push_back(item);
    return result;
}
Value pushTo(Call& c) {
    deque(c).items.push_back(c[0]);
    ++deque(c).version;
    checkCollectionSize(deque(c).items.size());
    return {};
}
template <bool isStack>
void describeDeque(TypeRegistry& registry) {
    registry.define("System.Collections.Generic", isStack ? "Stack<T>" : "Queue<T>", TypeKind::Class)
        .implements({"IReadOnlyCollection<T>"})
        .constructor("new()", makeDeque<isStack>)
        .constructor("new(int capacity)", makeDeque<isStack>)
        .constructor("new(IEnumerable<T> collection)", makeDeque<isStack>)
        .property("int Count", collectionCount)
        .method(isStack ? "void Push(T item)" : "void Enqueue(T item)", pushTo)
        .method(isStack ? "T Pop()" : "T Dequeue()", [](Call& c) { return takeFrom(c, true); })
        .method("T Peek()", [](Call& c) { return takeFrom(c, false); })
        .method("bool Contains(T item)", collectionContains)
        .method("void Clear()",
                [](Call& c) {
                    deque(c).items.clear();
                    ++deque(c).version;
                    return Value();
                })
        .method("void CopyTo(T[] array, int arrayIndex)",
                [](Call& c) {
                    const auto items = toVector(c.self());
                    const auto& target = as<ArrayObject>(c.need(0));
                    if (c.integer(1) < 0 || c.integer(1) > static_cast<std::int64_t>(target.size())) raiseOutOfRange("arrayIndex");
                    if (c.integer(1) + static_cast<std::int64_t>(items.size()) > static_cast<std::int64_t>(target.size()))
                        raise("ArgumentException",
                              "Offset and length were out of bounds for the array or count is greater than the number of elements from "
                              "index to the end of the source collection.");
                    storeItems(c[0], items, static_cast<std::size_t>(c.integer(1)));
                    return Value();
                })
        .method("IEnumerator<T> GetEnumerator()", [](Call& c) { return makeEnumerator(c.result, c.self()); })
        .method("void TrimExcess()", [](Call&) { return Value(); })
        .method("T[] ToArray()", [](Call& c) { return ArrayObject::make(c.result, toVector(c.self())); });
}

void describe(TypeRegistry& registry) {
    describeDeque<true>(registry);
    describeDeque<false>(registry);
}

}  // namespace

MGC_TYPE(queue_and_stack, describe)

}  // namespace mgc::expression
