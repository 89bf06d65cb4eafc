#include "expression/check/binder.h"
#include "expression/check/located.h"
#include "expression/runtime/collections.h"

namespace mgc::expression {
namespace {

class ElementPlace final : public Place {
public:
    ElementPlace(NodePtr array, NodePtr index, const Type* element) : m_array(std::move(array)), m_index(std::move(index)) {
        type = element;
    }
    void prepare(Frame& frame, Value* temps) const override {
        temps[0] = m_array->eval(frame);
        temps[1] = m_index->eval(frame);
        if (temps[0].isNull()) raiseNullReference();
    }
    [[nodiscard]] Value load(Frame&, Value* temps) const override { return array(temps).get(index(temps)); }
    void store(Frame&, Value* temps, const Value& value) const override {
        const Type* actual = temps[0].pointer()->type()->element();
        if (!value.isNull() && actual != type && !isInstance(value, actual))
            raise("ArrayTypeMismatchException", "Attempted to access an element as a type incompatible with the array.");
        array(temps).set(index(temps), value);
    }

private:
    static ArrayObject& array(Value* temps) { return as<ArrayObject>(temps[0]); }
    static std::size_t index(Value* temps) {
        const std::int64_t at = temps[1].bits();
        if (at < 0 || at >= static_cast<std::int64_t>(array(temps).size())) raiseIndexOutOfRange();
        return static_cast<std::size_t>(at);
    }
    NodePtr m_array, m_index;
};

class IndexerPlace final : public Place {
public:
    IndexerPlace(NodePtr receiver, std::vector<NodePtr> arguments, const Member* member, const Type* result)
        : m_receiver(std::move(receiver)), m_arguments(std::move(arguments)), m_member(member) {
        type = result;
    }
    void prepare(Frame& frame, Value* temps) const override {
        temps[0] = m_receiver->eval(frame);
        for (std::size_t i = 0; i < m_arguments.size() && i < 3; ++i) temps[i + 1] = m_arguments[i]->eval(frame);
        if (temps[0].isNull()) raiseNullReference();
    }
    [[nodiscard]] Value load(Frame& frame, Value* temps) const override {
        Value arguments[4] = {temps[0], temps[1], temps[2], temps[3]};
        Call call{frame.runtime, arguments, static_cast<int>(m_arguments.size()), m_member, nullptr, type, nullptr};
        return m_member->get(call);
    }
    void store(Frame& frame, Value* temps, const Value& value) const override {
        Value arguments[5] = {temps[0], temps[1], temps[2], temps[3], {}};
        arguments[m_arguments.size() + 1] = value;
        // Without the member: the value has no parameter to be named after in an ArgumentNullException.
        Call call{frame.runtime, arguments, static_cast<int>(m_arguments.size()) + 1, nullptr, nullptr, type, nullptr};
        (void)m_member->set(call);
    }

private:
    NodePtr m_receiver;
    std::vector<NodePtr> m_arguments;
    const Member* m_member;
};

}  // namespace

Bound Binder::bindIndex(const Expr& expression) {
    Bound receiver = bindValue(*expression.children[0]);
    if (m_observer && receiver.category == Category::Value && receiver.type && !receiver.isError()) m_observer->choosing(expression, types().membersOfKind(receiver.type, MemberKind::Indexer), false);
    std::vector<Bound> arguments = bindArguments(expression.arguments);
    if (receiver.isError()) return errorValue(&expression);
    for (const auto& argument : arguments)
        if (argument.isError()) return errorValue(&expression);
    if (receiver.category != Category::Value || arguments.empty()) {
        error(21, "Cannot apply indexing with [] to an expression of type '" + describe(receiver) + "'", expression.span);
        return errorValue(&expression);
    }
    const Type* type = receiver.type;
    if (type->isArray()) {
        if (arguments.size() != 1) {
            error(22, "Wrong number of indices inside []; expected 1", expression.span);
            return errorValue(&expression);
        }
        NodePtr index;
        const auto conversion = classify(arguments[0], types().int32);
        if (conversion.exists())
            index = convert(arguments[0], types().int32, conversion, expression.span);
        else if (classify(arguments[0], types().int64).exists())
            index = convertImplicit(std::move(arguments[0]), types().int64, expression.span);
        else
            index = convertImplicit(std::move(arguments[0]), types().int32, expression.arguments[0].span);
        std::shared_ptr<Place> place = std::make_shared<ElementPlace>(std::move(receiver.node), std::move(index), type->element());
        Bound bound = value(type->element(),
                            makeNode(located(expression.span,
                                             [place](Frame& frame) {
                                                 Value temps[Place::tempCount];
                                                 place->prepare(frame, temps);
                                                 return place->load(frame, temps);
                                             })),
                            &expression);
        bound.place = std::move(place);
        return bound;
    }
    std::vector<MemberRef> indexers;
    for (const auto& ref : types().allMembers(type))
        if (ref.member->kind == MemberKind::Indexer) indexers.push_back(ref);
    if (indexers.empty()) {
        error(21,
              "Cannot apply indexing with [] to an expression of type '" + type->name + "'" +
                  (type == types().object ? ": cast it first, for example ((JObject)x)[...]" : ""),
              expression.span);
        return errorValue(&expression);
    }
    auto chosen = resolve(indexers, arguments, expression.arguments, {}, "this[]", expression.span, true);
    if (!chosen) return errorValue(&expression);
    if (m_observer) m_observer->resolved(expression, chosen->ref);
    std::vector<NodePtr> nodes;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        nodes.push_back(convertImplicit(std::move(arguments[i]), chosen->targetOf[i], expression.arguments[i].span));
    const Member* member = chosen->ref.member;
    const Type* result = chosen->result;
    std::shared_ptr<Place> place = std::make_shared<IndexerPlace>(std::move(receiver.node), std::move(nodes), member, result);
    Bound bound = value(result,
                        makeNode(located(expression.span,
                                         [place](Frame& frame) {
                                             Value temps[Place::tempCount];
                                             place->prepare(frame, temps);
                                             return place->load(frame, temps);
                                         })),
                        &expression);
    if (member->set) {
        bound.place = std::move(place);
        if (member->mutates) m_tokenSetters.insert(&expression);
    }
    return bound;
}

}  // namespace mgc::expression
