#include <utility>

#include "expression/check/binder.h"
#include "expression/check/located.h"
#include "expression/runtime/collections.h"
#include "expression/runtime/links.h"

namespace mgc::expression {
namespace {

/// A property with a setter.
class PropertyPlace final : public Place {
public:
    PropertyPlace(NodePtr receiver, const Member* member, const Type* result) : m_receiver(std::move(receiver)), m_member(member) {
        type = result;
    }
    void prepare(Frame& frame, Value* temps) const override {
        temps[0] = m_receiver->eval(frame);
        if (temps[0].isNull()) raiseNullReference();
    }
    [[nodiscard]] Value load(Frame& frame, Value* temps) const override {
        Value arguments[1] = {temps[0]};
        Call call{frame.runtime, arguments, 0, m_member, nullptr, type, nullptr};
        return m_member->get(call);
    }
    void store(Frame& frame, Value* temps, const Value& value) const override {
        Value arguments[2] = {temps[0], value};
        // Without the member: the value has no parameter to be named after in an ArgumentNullException.
        Call call{frame.runtime, arguments, 1, nullptr, nullptr, type, nullptr};
        (void)m_member->set(call);
    }

private:
    NodePtr m_receiver;
    const Member* m_member;
};

/// A property read: calls the getter; text properties can hand out a view.
class PropertyNode final : public Node {
public:
    PropertyNode(NodePtr receiver, const Member* member, const Type* result, const Type* owner, Span span)
        : m_receiver(std::move(receiver)), m_member(member), m_result(result), m_owner(owner), m_span(span) {}
    [[nodiscard]] Value eval(Frame& frame) const override {
        Value self = m_receiver->eval(frame);
        try {
            if (self.isNull() && !m_member->acceptsNullSelf) raiseNullReference();
            Call call{frame.runtime, &self, 0, m_member, nullptr, m_result, m_owner};
            return m_member->get(call);
        } catch (Thrown& thrown) {
            if (thrown.offset < 0) {
                thrown.offset = m_span.begin;
                thrown.length = m_span.end - m_span.begin;
            }
            throw;
        }
    }

private:
    NodePtr m_receiver;
    const Member* m_member;
    const Type* m_result;
    const Type* m_owner;
    Span m_span;
};

}  // namespace

Bound Binder::propertyValue(Bound receiver, const MemberRef& ref, const Expr& expression) {
    const Member& member = *ref.member;
    if (m_observer) m_observer->resolved(expression, ref);
    const Type* result = types().inOwner(member.result, ref.owner);
    if (receiver.type && receiver.type->definition && member.name == "Body") {
        if (receiver.type->is("IRequest")) m_requestBody = true;
        if (receiver.type->is("IResponse")) m_responseBody = true;
    }
    if (receiver.type == types().context) {
        if (member.name == "Request") m_requestUsed = true;
        if (member.name == "Response") m_responseUsed = true;
    }
    if (member.mutates && member.set) m_tokenSetters.insert(&expression);
    Bound bound;
    bound.type = result;
    bound.syntax = &expression;
    if (member.set) {
        std::shared_ptr<Place> place = std::make_shared<PropertyPlace>(std::move(receiver.node), &member, result);
        bound.node = makeNode(
            located(expression.nameSpan.end > expression.nameSpan.begin ? expression.nameSpan : expression.span, [place](Frame& frame) {
                Value temps[Place::tempCount];
                place->prepare(frame, temps);
                return place->load(frame, temps);
            }));
        bound.place = std::move(place);
        return bound;
    }
    bound.node =
        std::make_unique<PropertyNode>(std::move(receiver.node), &member, result, ref.owner,
                                       expression.nameSpan.end > expression.nameSpan.begin ? expression.nameSpan : expression.span);
    return bound;
}

Bound Binder::memberOf(Bound receiver, const Expr& expression, const std::string& name, const std::vector<TypePtr>& typeArguments) {
    const bool invoked = std::exchange(m_invoked, false);
    if (receiver.category == Category::Null) {
        error(23, "Operator '.' cannot be applied to operand of type '<null>'", expression.span);
        return errorValue(&expression);
    }
    if (receiver.category != Category::Value) {
        error(23, "Operator '.' cannot be applied to operand of type '" + describe(receiver) + "'", expression.span);
        return errorValue(&expression);
    }
    const Type* type = receiver.type;
    if (type->kind == TypeKind::Void) {
        error(23, "Operator '.' cannot be applied to operand of type 'void'", expression.span);
        return errorValue(&expression);
    }
    if (type->kind == TypeKind::Anonymous || type->kind == TypeKind::Tuple) {
        std::size_t index = type->arguments.size();
        for (std::size_t i = 0; i < type->arguments.size(); ++i) {
            if (i < type->names.size() && type->names[i] == name && !name.empty()) index = i;
            if (type->kind == TypeKind::Tuple && name == "Item" + std::to_string(i + 1)) index = i;
        }
        if (index < type->arguments.size()) {
            Bound bound = value(type->arguments[index],
                                makeNode(located(expression.span,
                                                 [node = std::move(receiver.node), index](Frame& frame) {
                                                     const Value record = node->eval(frame);
                                                     if (record.isNull()) raiseNullReference();
                                                     return as<RecordObject>(record).items[index];
                                                 })),
                                &expression);
            if (type->kind == TypeKind::Tuple && receiver.variable && receiver.place) {
                class ItemPlace final : public Place {
                public:
                    ItemPlace(std::shared_ptr<Place> whole, std::size_t index, const Type* itemType)
                        : m_whole(std::move(whole)), m_index(index) {
                        type = itemType;
                    }
                    Value load(Frame& frame, Value* temps) const override {
                        return as<RecordObject>(m_whole->load(frame, temps)).items[m_index];
                    }
                    void store(Frame& frame, Value* temps, const Value& value) const override {
                        const Value before = m_whole->load(frame, temps);
                        auto items = as<RecordObject>(before).items;
                        items[m_index] = value;
                        m_whole->store(frame, temps, Value::object(new RecordObject(m_whole->type, std::move(items))));
                    }

                private:
                    std::shared_ptr<Place> m_whole;
                    std::size_t m_index;
                };
                bound.place = std::make_shared<ItemPlace>(receiver.place, index, bound.type);
            }
            return bound;
        }
    }
    Bound group;
    group.category = Category::Methods;
    group.name = name;
    group.syntax = &expression;
    const Member* staticMember = nullptr;
    for (const auto& ref : types().allMembers(type)) {
        const Member& member = *ref.member;
        if (member.name != name || member.isExtension || member.kind == MemberKind::Operator || member.kind == MemberKind::Constructor)
            continue;
        if (member.refused) {
            refuse(member, type, expression.nameSpan);
            return errorValue(&expression);
        }
        if (member.isStatic) {
            staticMember = &member;
            continue;
        }
        if (member.kind == MemberKind::Method) {
            group.methods.push_back(ref);
        } else if (group.methods.empty() &&
                   !(invoked && !types().inOwner(member.result, ref.owner)->isDelegate() && !types().extensions(name).empty())) {
            // Called like a method: an extension method of that name wins over a property that cannot be called (JArray.First()).
            if (!typeArguments.empty()) {
                error(307, "The property '" + name + "' is not a method and cannot be used with type arguments", expression.nameSpan, name);
                return errorValue(&expression);
            }
            return propertyValue(std::move(receiver), ref, expression);
        }
    }
    const auto& extensions = types().extensions(name);
    if (group.methods.empty() && extensions.empty()) {
        if (staticMember) {
            error(176,
                  "Member '" + type->name + "." + name +
                      "' cannot be accessed with an instance reference; qualify it with a type name instead",
                  expression.nameSpan, name);
        } else {
            std::string hint;
            if (type->isNullable()) hint = ". It is a nullable value: read its .Value first";
            if (type == types().object) hint = ". The static type is object: cast it first, for example ((string)x)." + name;
            error(1061,
                  "'" + type->name + "' does not contain a definition for '" + name + "', or Azure API Management does not allow it" + hint,
                  expression.nameSpan, name);
        }
        return errorValue(&expression);
    }
    for (const auto& argument : typeArguments) {
        group.typeArguments.push_back(bindType(*argument));
        if (group.typeArguments.back()->isError()) return errorValue(&expression);
    }
    group.receiver = std::make_shared<Bound>(std::move(receiver));
    return group;
}

Bound Binder::bindConditionalAccess(const Expr& expression) {
    Bound receiver = bindValue(*expression.children[0]);
    if (receiver.isError()) return errorValue(&expression);
    if (receiver.category != Category::Value || (receiver.type->isValueType() && !receiver.type->isNullable())) {
        error(23, "Operator '?' cannot be applied to operand of type '" + describe(receiver) + "'", expression.span);
        return errorValue(&expression);
    }
    LocalSymbol* temp = hidden(receiver.type->underlying());
    Bound binding;
    binding.type = receiver.type->underlying();
    binding.variable = temp;
    m_bindings.push_back(&binding);
    const FlowState before = m_state;
    Bound rest = bind(*expression.children[1]);
    m_bindings.pop_back();
    m_state.join(before);
    if (rest.category == Category::Methods) {
        error(428, "Cannot use method group '" + rest.name + "' as a value. Did you intend to invoke the method?", expression.span);
        return errorValue(&expression);
    }
    if (rest.isError() || !rest.type) return errorValue(&expression);
    const Type* type = rest.type->kind == TypeKind::Void || !rest.type->isValueType() ? rest.type : types().nullableOf(rest.type);
    // The temporary never is captured: it lives in this function and is read at once.
    return value(type, makeNode([receiver = std::move(receiver.node), rest = std::move(rest.node), slot = temp->slot](Frame& frame) {
                     Value self = receiver->eval(frame);
                     if (self.isNull()) return self;
                     frame.slots[slot] = std::move(self);
                     return rest->eval(frame);
                 }),
                 &expression);
}

}  // namespace mgc::expression
