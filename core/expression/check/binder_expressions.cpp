#include <algorithm>
#include <utility>

#include "expression/check/binder.h"
#include "expression/runtime/collections.h"
#include "expression/runtime/numbers.h"
#include "expression/runtime/text.h"
#include "expression/runtime/to_text.h"
#include "expression/runtime/links.h"

namespace mgc::expression {

/// Adds the place of `span` to a .NET exception that passes without one.
template <class Body>
static auto located(Span span, Body body) {
    return [body = std::move(body), span](Frame& frame) -> Value {
        try {
            return body(frame);
        } catch (Thrown& thrown) {
            if (thrown.offset < 0) {
                thrown.offset = span.begin;
                thrown.length = span.end - span.begin;
            }
            throw;
        }
    };
}

Bound Binder::bindValue(const Expr& expression, const Type* target) {
    Bound bound = bind(expression, target);
    if (bound.category == Category::TypeName || bound.category == Category::Namespace) {
        if (bound.category == Category::TypeName)
            error(119, "'" + bound.type->name + "' is a type, which is not valid in the given context", expression.span, bound.type->name);
        else
            error(103, "The name '" + bound.name + "' does not exist in the current context", expression.span, bound.name);
        return errorValue(&expression);
    }
    if (bound.category == Category::OutVariable) bound.category = Category::Value;
    return bound;
}

NodePtr Binder::bindCondition(const Expr& expression) {
    m_hasCondition = false;
    Bound bound = bindValue(expression, types().boolean);
    NodePtr node;
    if (bound.isError()) {
        node = std::make_unique<ConstantNode>(Value::boolean(false));
        m_hasCondition = false;
    } else {
        const bool hasCondition = m_hasCondition;
        const bool constant = bound.hasConstant && bound.type == types().boolean;
        const bool constantTrue = constant && bound.constant.bits() != 0;
        if (bound.type != types().boolean && bound.type && bound.type->isNullable() && bound.type->arguments[0] == types().boolean) {
            error(266, "Cannot implicitly convert type 'bool?' to 'bool'. An explicit conversion exists (are you missing a cast?)", expression.span);
            node = std::make_unique<ConstantNode>(Value::boolean(false));
        } else {
            node = convertImplicit(std::move(bound), types().boolean, expression.span);
        }
        m_hasCondition = hasCondition;
        if (constant) {
            m_whenTrue = m_state;
            m_whenFalse = m_state;
            (constantTrue ? m_whenFalse : m_whenTrue).reachable = false;
            m_hasCondition = true;
        }
    }
    if (!m_hasCondition) m_whenTrue = m_whenFalse = m_state;
    m_hasCondition = false;
    return node;
}

Bound Binder::bind(const Expr& expression, const Type* target) {
    struct Depth {
        int& depth;
        explicit Depth(int& d) : depth(d) { ++depth; }
        ~Depth() { --depth; }
    } depth(m_depth);
    if (m_depth > 1200 || ++m_work > 400'000) {
        if (m_work < 1'000'000) error(8078, "An expression is too long or complex to compile", expression.span);
        m_work = 1'000'000;
        return errorValue(&expression);
    }
    const bool keepsCondition = expression.kind == ExprKind::Paren || expression.kind == ExprKind::Unary || expression.kind == ExprKind::Binary || expression.kind == ExprKind::Is;
    if (!keepsCondition) m_hasCondition = false;
    Bound result = [&]() -> Bound {
        switch (expression.kind) {
            case ExprKind::Literal: {
                if (expression.value.isNull()) {
                    Bound bound;
                    bound.category = Category::Null;
                    bound.type = types().nullType;
                    bound.node = std::make_unique<ConstantNode>(Value());
                    bound.syntax = &expression;
                    return bound;
                }
                return constantValue(typeOf(expression.value), expression.value, &expression);
            }
            case ExprKind::Interpolated: return bindInterpolated(expression);
            case ExprKind::Name: return bindName(expression);
            case ExprKind::Predefined: {
                Bound bound;
                bound.category = Category::TypeName;
                bound.type = bindType(*expression.type);
                bound.syntax = &expression;
                if (bound.type->isError()) bound.category = Category::Error;
                return bound;
            }
            case ExprKind::Member: return bindMember(expression);
            case ExprKind::ConditionalAccess: return bindConditionalAccess(expression);
            case ExprKind::Binding: {
                if (m_bindings.empty()) return errorValue(&expression);
                Bound bound = value(m_bindings.back()->type, readLocal(m_bindings.back()->variable), &expression);
                return bound;
            }
            case ExprKind::Invocation: return bindInvocation(expression);
            case ExprKind::Index: return bindIndex(expression);
            case ExprKind::New: return bindNew(expression, target);
            case ExprKind::NewArray: return bindNewArray(expression);
            case ExprKind::NewImplicitArray: return bindImplicitArray(expression);
            case ExprKind::NewAnonymous: return bindAnonymous(expression);
            case ExprKind::Initializer:
                if (target && target->isArray()) return arrayInitializer(expression, target);
                error(622, "Can only use array initializer expressions to assign to array types. Try using a new expression instead.", expression.span);
                return errorValue(&expression);
            case ExprKind::Lambda: {
                Bound bound;
                bound.category = Category::Lambda;
                bound.syntax = &expression;
                return bound;
            }
            case ExprKind::Unary: return bindUnary(expression);
            case ExprKind::Postfix: return bindIncrement(expression, true);
            case ExprKind::Binary: return bindBinary(expression);
            case ExprKind::Assign: return bindAssignment(expression);
            case ExprKind::Conditional: return bindConditional(expression, target);
            case ExprKind::Cast: return bindCast(expression);
            case ExprKind::Is:
            case ExprKind::IsConstant: return bindIs(expression);
            case ExprKind::As: return bindAs(expression);
            case ExprKind::TypeOf: {
                const Type* type = bindType(*expression.type);
                if (type->isError()) return errorValue(&expression);
                return value(types().named("Type"), makeNode([type](Frame&) {
                    return makeTypeValue(type);
                }), &expression);
            }
            case ExprKind::Default: return bindDefault(expression, target);
            case ExprKind::Checked: {
                const bool before = m_checked;
                m_checked = expression.text == "checked";
                const bool uncheckedContext = expression.text == "unchecked";
                const bool wasUnchecked = m_unchecked;
                m_unchecked = uncheckedContext;
                Bound bound = bindValue(*expression.children[0], target);
                m_checked = before;
                m_unchecked = wasUnchecked;
                return bound;
            }
            case ExprKind::Tuple: return bindTuple(expression, target);
            case ExprKind::Paren: return bind(*expression.children[0], target);
            case ExprKind::Throw: {
                Bound thrown = bindValue(*expression.children[0]);
                NodePtr node = convertImplicit(std::move(thrown), types().exception, expression.children[0]->span);
                Bound bound;
                bound.category = Category::Throw;
                bound.syntax = &expression;
                bound.node = makeNode(located(expression.span, [node = std::move(node)](Frame& frame) -> Value {
                    Value exception = node->eval(frame);
                    if (exception.isNull()) raiseNullReference();
                    throw Thrown{std::move(exception)};
                }));
                return bound;
            }
            case ExprKind::Declaration: {
                Bound bound;
                bound.category = Category::OutVariable;
                bound.syntax = &expression;
                if (!expression.type->isVar()) bound.type = bindType(*expression.type);
                return bound;
            }
            case ExprKind::Bad: return errorValue(&expression);
        }
        return errorValue(&expression);
    }();
    if (!result.syntax) result.syntax = &expression;
    return result;
}

Bound Binder::bindName(const Expr& expression) {
    const std::string& name = expression.text;
    std::pair<LocalSymbol*, int> inside{nullptr, 0};
    if (expression.typeArguments.empty()) {
        if (LocalSymbol* symbol = lookup(name, &inside)) {
            useLocal(symbol, expression.span);
            if (symbol->hasConstant) return constantValue(symbol->type, symbol->constant, &expression);
            Bound bound = value(symbol->type, readLocal(symbol), &expression);
            bound.variable = symbol;
            if (!symbol->isReadOnly) bound.place = placeOf(symbol);
            return bound;
        }
        if (inside.first) {
            const Type* type = inside.first->type->arguments[static_cast<std::size_t>(inside.second)];
            return value(type, makeNode([record = readLocal(inside.first), index = static_cast<std::size_t>(inside.second)](Frame& frame) {
                const Value value = record->eval(frame);
                return as<RecordObject>(value).items[index];
            }), &expression);
        }
        if (name == "context") {
            return value(types().context, makeNode([id = types().context->id](Frame& frame) { return Value::host(id, &frame.runtime.context); }), &expression);
        }
    }
    std::vector<const Type*> arguments;
    for (const auto& argument : expression.typeArguments) arguments.push_back(bindType(*argument));
    if (TypeDefinition* definition = types().find(name, arguments.size())) {
        if (definition->refused) {
            error(103, "The type '" + definition->fullName() + "' is not allowed in Azure API Management policy expressions. " + definition->help, expression.span, name);
            return errorValue(&expression);
        }
        for (const Type* argument : arguments)
            if (argument->isError()) return errorValue(&expression);
        Bound bound;
        bound.category = Category::TypeName;
        bound.type = types().generic(definition, std::move(arguments));
        bound.syntax = &expression;
        return bound;
    }
    if (types().isNamespace(name)) {
        Bound bound;
        bound.category = Category::Namespace;
        bound.name = name;
        bound.syntax = &expression;
        return bound;
    }
    error(103, "The name '" + name + "' does not exist in the current context", expression.span, name);
    return errorValue(&expression);
}

Bound Binder::bindMember(const Expr& expression) {
    const bool invoked = std::exchange(m_invoked, false);
    Bound receiver = bind(*expression.children[0]);
    if (receiver.isError()) return errorValue(&expression);
    if (expression.text.empty()) return errorValue(&expression);
    if (receiver.category == Category::Namespace) {
        const std::string qualified = receiver.name + "." + expression.text;
        std::vector<const Type*> arguments;
        for (const auto& argument : expression.typeArguments) arguments.push_back(bindType(*argument));
        Bound bound;
        bound.syntax = &expression;
        if (TypeDefinition* definition = types().find(qualified, arguments.size()); definition && definition->fullName() == qualified) {
            if (definition->refused) {
                error(234, "The type '" + qualified + "' is not allowed in Azure API Management policy expressions. " + definition->help, expression.nameSpan, definition->name);
                return errorValue(&expression);
            }
            for (const Type* argument : arguments)
                if (argument->isError()) return errorValue(&expression);
            bound.category = Category::TypeName;
            bound.type = types().generic(definition, std::move(arguments));
            return bound;
        }
        if (types().isNamespace(qualified)) {
            bound.category = Category::Namespace;
            bound.name = qualified;
            return bound;
        }
        error(234, "The type or namespace name '" + expression.text + "' does not exist in the namespace '" + receiver.name + "', or Azure API Management does not allow it", expression.nameSpan, expression.text);
        return errorValue(&expression);
    }
    if (receiver.category == Category::TypeName) return staticMember(receiver.type, expression, expression.text, expression.typeArguments);
    m_invoked = invoked;
    return memberOf(std::move(receiver), expression, expression.text, expression.typeArguments);
}

void Binder::refuse(const Member& member, const Type* type, Span span) {
    error(117, "'" + type->name + "." + member.name + "' is not allowed in Azure API Management policy expressions", span, member.name);
}

Bound Binder::staticMember(const Type* type, const Expr& expression, const std::string& name, const std::vector<TypePtr>& typeArguments) {
    if (type->kind == TypeKind::Enum) {
        for (const auto& [member, number] : type->definition->enumMembers)
            if (member == name) return constantValue(type, Value::enumeration(type->id, number), &expression);
    }
    Bound group;
    group.category = Category::Methods;
    group.name = name;
    group.type = nullptr;
    group.syntax = &expression;
    const Member* instanceMember = nullptr;
    const Member* refused = nullptr;
    for (const auto& ref : types().allMembers(type)) {
        const Member& member = *ref.member;
        if (member.name != name || member.kind == MemberKind::Operator || member.kind == MemberKind::Constructor) continue;
        if (member.refused) {
            refused = &member;  // another overload may be allowed
            continue;
        }
        if (!member.isStatic) {
            instanceMember = &member;
            if (member.kind == MemberKind::Method) group.methods.push_back(ref);
            continue;
        }
        if (member.kind == MemberKind::Method) {
            group.methods.push_back(ref);
        } else if (group.methods.empty()) {
            const Type* result = types().inOwner(member.result, ref.owner);
            if (member.isConstant) return constantValue(result, member.constant, &expression);
            return value(result, makeNode(located(expression.span, [member = &member, result, owner = type](Frame& frame) {
                Value self;
                Call call{frame.runtime, &self, 0, member, nullptr, result, owner};
                return member->get(call);
            })), &expression);
        }
    }
    if (!group.methods.empty()) {
        // Nested types (TimeZoneInfo.AdjustmentRule) are declared by their plain names.
        for (const auto& argument : typeArguments) group.typeArguments.push_back(bindType(*argument));
        bool anyStatic = false;
        for (const auto& ref : group.methods) anyStatic = anyStatic || ref.member->isStatic;
        if (anyStatic) {
            std::erase_if(group.methods, [](const MemberRef& ref) { return !ref.member->isStatic; });
            return group;
        }
    }
    if (TypeDefinition* nested = types().find(type->name + "." + name, 0)) {
        Bound bound;
        bound.category = Category::TypeName;
        bound.type = types().generic(nested, {});
        bound.syntax = &expression;
        return bound;
    }
    if (refused) {
        refuse(*refused, type, expression.nameSpan);
        return errorValue(&expression);
    }
    if (instanceMember) {
        error(120, "An object reference is required for the non-static field, method, or property '" + type->name + "." + name + "'", expression.span, name);
        return errorValue(&expression);
    }
    error(117, "'" + type->name + "' does not contain a definition for '" + name + "', or Azure API Management does not allow it", expression.nameSpan, name);
    return errorValue(&expression);
}

namespace {

/// A property with a setter.
class PropertyPlace final : public Place {
public:
    PropertyPlace(NodePtr receiver, const Member* member, const Type* result) : m_receiver(std::move(receiver)), m_member(member) { type = result; }
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
        Call call{frame.runtime, arguments, 1, m_member, nullptr, type, nullptr};
        (void)m_member->set(call);
    }

private:
    NodePtr m_receiver;
    const Member* m_member;
};

/// A property read: calls the getter; text properties can hand out a view.
class PropertyNode final : public Node {
public:
    PropertyNode(NodePtr receiver, const Member* member, const Type* result, const Type* owner, Span span) : m_receiver(std::move(receiver)), m_member(member), m_result(result), m_owner(owner), m_span(span) {}
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
        bound.node = makeNode(located(expression.nameSpan.end > expression.nameSpan.begin ? expression.nameSpan : expression.span, [place](Frame& frame) {
            Value temps[Place::tempCount];
            place->prepare(frame, temps);
            return place->load(frame, temps);
        }));
        bound.place = std::move(place);
        return bound;
    }
    bound.node = std::make_unique<PropertyNode>(std::move(receiver.node), &member, result, ref.owner, expression.nameSpan.end > expression.nameSpan.begin ? expression.nameSpan : expression.span);
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
            Bound bound = value(type->arguments[index], makeNode(located(expression.span, [node = std::move(receiver.node), index](Frame& frame) {
                const Value record = node->eval(frame);
                if (record.isNull()) raiseNullReference();
                return as<RecordObject>(record).items[index];
            })), &expression);
            if (type->kind == TypeKind::Tuple && receiver.variable && receiver.place) {
                class ItemPlace final : public Place {
                public:
                    ItemPlace(std::shared_ptr<Place> whole, std::size_t index, const Type* itemType) : m_whole(std::move(whole)), m_index(index) { type = itemType; }
                    Value load(Frame& frame, Value* temps) const override { return as<RecordObject>(m_whole->load(frame, temps)).items[m_index]; }
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
        if (member.name != name || member.isExtension || member.kind == MemberKind::Operator || member.kind == MemberKind::Constructor) continue;
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
        } else if (group.methods.empty() && !(invoked && !types().inOwner(member.result, ref.owner)->isDelegate() && !types().extensions(name).empty())) {
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
            error(176, "Member '" + type->name + "." + name + "' cannot be accessed with an instance reference; qualify it with a type name instead", expression.nameSpan, name);
        } else {
            std::string hint;
            if (type->isNullable()) hint = ". It is a nullable value: read its .Value first";
            if (type == types().object) hint = ". The static type is object: cast it first, for example ((string)x)." + name;
            error(1061, "'" + type->name + "' does not contain a definition for '" + name + "', or Azure API Management does not allow it" + hint, expression.nameSpan, name);
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
    }), &expression);
}

namespace {

class ElementPlace final : public Place {
public:
    ElementPlace(NodePtr array, NodePtr index, const Type* element) : m_array(std::move(array)), m_index(std::move(index)) { type = element; }
    void prepare(Frame& frame, Value* temps) const override {
        temps[0] = m_array->eval(frame);
        temps[1] = m_index->eval(frame);
        if (temps[0].isNull()) raiseNullReference();
    }
    [[nodiscard]] Value load(Frame&, Value* temps) const override { return array(temps).get(index(temps)); }
    void store(Frame&, Value* temps, const Value& value) const override {
        const Type* actual = temps[0].pointer()->type()->element();
        if (!value.isNull() && actual != type && !isInstance(value, actual)) raise("ArrayTypeMismatchException", "Attempted to access an element as a type incompatible with the array.");
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
    IndexerPlace(NodePtr receiver, std::vector<NodePtr> arguments, const Member* member, const Type* result) : m_receiver(std::move(receiver)), m_arguments(std::move(arguments)), m_member(member) { type = result; }
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
        Call call{frame.runtime, arguments, static_cast<int>(m_arguments.size()) + 1, m_member, nullptr, type, nullptr};
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
        if (conversion.exists()) index = convert(arguments[0], types().int32, conversion, expression.span);
        else if (classify(arguments[0], types().int64).exists()) index = convertImplicit(std::move(arguments[0]), types().int64, expression.span);
        else index = convertImplicit(std::move(arguments[0]), types().int32, expression.arguments[0].span);
        std::shared_ptr<Place> place = std::make_shared<ElementPlace>(std::move(receiver.node), std::move(index), type->element());
        Bound bound = value(type->element(), makeNode(located(expression.span, [place](Frame& frame) {
            Value temps[Place::tempCount];
            place->prepare(frame, temps);
            return place->load(frame, temps);
        })), &expression);
        bound.place = std::move(place);
        return bound;
    }
    std::vector<MemberRef> indexers;
    for (const auto& ref : types().allMembers(type))
        if (ref.member->kind == MemberKind::Indexer) indexers.push_back(ref);
    if (indexers.empty()) {
        error(21, "Cannot apply indexing with [] to an expression of type '" + type->name + "'" + (type == types().object ? ": cast it first, for example ((JObject)x)[...]" : ""), expression.span);
        return errorValue(&expression);
    }
    auto chosen = resolve(indexers, arguments, expression.arguments, {}, "this[]", expression.span, true);
    if (!chosen) return errorValue(&expression);
    std::vector<NodePtr> nodes;
    for (std::size_t i = 0; i < arguments.size(); ++i) nodes.push_back(convertImplicit(std::move(arguments[i]), chosen->targetOf[i], expression.arguments[i].span));
    const Member* member = chosen->ref.member;
    const Type* result = chosen->result;
    std::shared_ptr<Place> place = std::make_shared<IndexerPlace>(std::move(receiver.node), std::move(nodes), member, result);
    Bound bound = value(result, makeNode(located(expression.span, [place](Frame& frame) {
        Value temps[Place::tempCount];
        place->prepare(frame, temps);
        return place->load(frame, temps);
    })), &expression);
    if (member->set) {
        bound.place = std::move(place);
        if (member->mutates) m_tokenSetters.insert(&expression);
    }
    return bound;
}

Bound Binder::bindInterpolated(const Expr& expression) {
    struct Part {
        std::string text;
        NodePtr node;
        std::int64_t alignment = 0;
        std::string format;
    };
    auto parts = std::make_shared<std::vector<Part>>();
    std::size_t hole = 0;
    bool failed = false;
    for (const auto& piece : expression.pieces) {
        Part part;
        if (!piece.isHole) {
            part.text = piece.text;
            parts->push_back(std::move(part));
            continue;
        }
        const Expr& inner = *expression.children[hole];
        Bound bound = bindValue(inner);
        if (bound.type && bound.type->kind == TypeKind::Void) {
            error(1599, "An interpolation hole needs a value", inner.span);
            failed = true;
        }
        failed = failed || bound.isError();
        part.node = convertImplicit(std::move(bound), types().object, inner.span);
        if (expression.alignments[hole]) {
            Bound alignment = bindValue(*expression.alignments[hole]);
            if (!alignment.hasConstant || !alignment.type->isIntegral())
                error(150, "A constant value is expected", expression.alignments[hole]->span);
            else
                part.alignment = alignment.constant.bits();
        }
        part.format = piece.format;
        parts->push_back(std::move(part));
        ++hole;
    }
    if (failed) return errorValue(&expression);
    return value(types().string, makeNode(located(expression.span, [parts](Frame& frame) {
        std::string out;
        for (const auto& part : *parts) {
            if (!part.node) {
                appendUtf8(out, std::string_view(part.text));
                continue;
            }
            const Value item = part.node->eval(frame);
            std::string text = toText(item, part.format);
            appendUtf8(out, std::string_view(part.alignment ? aligned(std::move(text), part.alignment) : text));
        }
        return Value::text(out);
    })), &expression);
}

Bound Binder::bindConditional(const Expr& expression, const Type* target) {
    NodePtr condition = bindCondition(*expression.children[0]);
    const FlowState whenTrue = m_whenTrue;
    const FlowState whenFalse = m_whenFalse;
    m_state = whenTrue;
    Bound left = bindValue(*expression.children[1], target);
    const FlowState afterTrue = m_state;
    m_state = whenFalse;
    Bound right = bindValue(*expression.children[2], target);
    const bool before = m_state.reachable;
    FlowState joined = afterTrue;
    joined.join(m_state);
    m_state = joined;
    m_state.reachable = before || afterTrue.reachable;
    m_hasCondition = false;
    if (left.isError() || right.isError()) return errorValue(&expression);
    const Type* type = nullptr;
    const auto usable = [](const Bound& bound) { return bound.category == Category::Value; };
    if (usable(left) && usable(right)) {
        if (left.type == right.type) {
            type = left.type;
        } else {
            const bool toRight = classify(left, right.type).exists();
            const bool toLeft = classify(right, left.type).exists();
            if (toRight && !toLeft) type = right.type;
            else if (toLeft && !toRight) type = left.type;
            else if (toLeft && toRight) type = left.hasConstant && !right.hasConstant ? right.type : right.hasConstant && !left.hasConstant ? left.type : implicitNumeric(left.type, right.type) ? right.type : left.type;
        }
    } else if (usable(left) && classify(right, left.type).exists()) {
        type = left.type;
    } else if (usable(right) && classify(left, right.type).exists()) {
        type = right.type;
    } else if (target && classify(left, target).exists() && classify(right, target).exists() && (left.category == Category::Lambda || right.category == Category::Lambda)) {
        type = target;
    }
    if (!type || type->kind == TypeKind::Void) {
        error(173, "Type of conditional expression cannot be determined because there is no implicit conversion between '" + describe(left) + "' and '" + describe(right) + "'", expression.span);
        return errorValue(&expression);
    }
    NodePtr a = convertImplicit(std::move(left), type, expression.children[1]->span);
    NodePtr b = convertImplicit(std::move(right), type, expression.children[2]->span);
    return value(type, makeNode([condition = std::move(condition), a = std::move(a), b = std::move(b)](Frame& frame) { return condition->evalBool(frame) ? a->eval(frame) : b->eval(frame); }), &expression);
}

Bound Binder::bindCast(const Expr& expression) {
    const Type* type = bindType(*expression.type);
    Bound operand = bindValue(*expression.children[0], type);
    if (type->isError() || operand.isError()) return errorValue(&expression);
    if (operand.hasConstant && operand.type->isNumeric() && type->isNumeric()) {
        try {
            const bool isChecked = !m_unchecked && !(operand.type->valueKind >= Kind::Single && !type->isIntegral());
            Value folded = convertNumber(operand.constant, type, isChecked);
            return constantValue(type, folded, &expression);
        } catch (const Thrown&) {
            error(221, "Constant value '" + toText(operand.constant) + "' cannot be converted to a '" + type->name + "' (use 'unchecked' syntax to override)", expression.span);
            return errorValue(&expression);
        }
    }
    if (operand.hasConstant && (type->kind == TypeKind::Enum || operand.type->kind == TypeKind::Enum) && (type->isIntegral() || type->kind == TypeKind::Enum)) {
        Value number = operand.constant.kind() == Kind::Enum ? Value::int64(operand.constant.bits()) : operand.constant;
        return constantValue(type, convertNumber(number, type, false), &expression);
    }
    const auto conversion = classifyExplicit(operand, type);
    if (!conversion.exists()) {
        error(30, "Cannot convert type '" + describe(operand) + "' to '" + type->name + "'", expression.span);
        return errorValue(&expression);
    }
    const bool identity = conversion.isIdentity() && operand.hasConstant;
    if (identity) {
        operand.place = nullptr;
        return operand;
    }
    Bound source = std::move(operand);
    return value(type, convert(source, type, conversion, expression.span), &expression);
}

Bound Binder::bindIs(const Expr& expression) {
    m_hasCondition = false;
    Bound operand = bindValue(*expression.children[0]);
    if (expression.kind == ExprKind::IsConstant) {
        Bound constant = bindValue(*expression.children[1]);
        m_hasCondition = false;
        if (operand.isError() || constant.isError()) return errorValue(&expression);
        if (constant.category == Category::Null) return value(types().boolean, makeBool([node = std::move(operand.node)](Frame& frame) { return node->eval(frame).isNull(); }), &expression);
        if (!constant.hasConstant) {
            error(150, "A constant value is expected", expression.children[1]->span);
            return errorValue(&expression);
        }
        NodePtr other;
        if (operand.type && operand.type->underlying()->isNumeric() && constant.type->isNumeric()) other = convertImplicit(std::move(constant), operand.type->underlying(), expression.span);
        else other = std::move(constant.node);
        return value(types().boolean, makeBool([node = std::move(operand.node), other = std::move(other)](Frame& frame) { return valuesEqual(node->eval(frame), other->eval(frame)); }), &expression);
    }
    m_hasCondition = false;
    const bool isVar = expression.type->isVar();
    const Type* type = isVar ? operand.type : nullptr;
    if (!isVar) {
        // `x is Name` may also test against a constant.
        const std::size_t mark = m_findings.mark();
        type = bindType(*expression.type);
        if (type->isError() && expression.text.empty() && expression.type->parts.size() >= 1 && expression.type->suffixes.empty() && lookup(expression.type->parts[0].name)) {
            m_findings.rollBack(mark);
            LocalSymbol* symbol = lookup(expression.type->parts[0].name);
            if (symbol->hasConstant) return value(types().boolean, makeBool([node = std::move(operand.node), other = symbol->constant](Frame& frame) { return valuesEqual(node->eval(frame), other); }), &expression);
            error(150, "A constant value is expected", expression.type->span);
        }
    }
    if (operand.isError() || !type || type->isError()) {
        if (!expression.text.empty() && expression.text != "_") m_state.assign(declare(expression.text, type ? type : types().errorType, expression.nameSpan)->index);
        return errorValue(&expression);
    }
    if (operand.category != Category::Value && operand.category != Category::Null) {
        error(8117, "Invalid operand for pattern match; value required, but found '" + describe(operand) + "'", expression.children[0]->span);
        return errorValue(&expression);
    }
    if (operand.category == Category::Value && !classifyExplicit(operand, type).exists() && !expression.text.empty()) {
        error(8121, "An expression of type '" + operand.type->name + "' cannot be handled by a pattern of type '" + type->name + "'", expression.span);
        return errorValue(&expression);
    }
    if (expression.text.empty() || expression.text == "_")
        return value(types().boolean, makeBool([node = std::move(operand.node), type, isVar](Frame& frame) {
            const Value value = node->eval(frame);
            return isVar || isInstance(value, type);
        }), &expression);
    if (type->isNullable()) error(8116, "It is not legal to use nullable type '" + type->name + "' in a pattern; use the underlying type instead.", expression.type->span);
    LocalSymbol* symbol = declare(expression.text, type, expression.nameSpan);
    auto place = placeOf(symbol);
    m_whenFalse = m_state;
    m_whenTrue = m_state;
    m_whenTrue.assign(symbol->index);
    m_hasCondition = true;
    return value(types().boolean, makeBool([node = std::move(operand.node), type, isVar, place](Frame& frame) {
        const Value value = node->eval(frame);
        if (!isVar && !isInstance(value, type)) return false;
        place->store(frame, nullptr, value);
        return true;
    }), &expression);
}

Bound Binder::bindAs(const Expr& expression) {
    Bound operand = bindValue(*expression.children[0]);
    const Type* type = bindType(*expression.type);
    if (operand.isError() || type->isError()) return errorValue(&expression);
    if (type->isValueType() && !type->isNullable()) {
        error(77, "The as operator must be used with a reference type or nullable type ('" + type->name + "' is a non-nullable value type)", expression.span);
        return errorValue(&expression);
    }
    if (operand.category == Category::Null) return value(type, std::make_unique<ConstantNode>(Value()), &expression);
    const auto conversion = classifyExplicit(operand, type);
    if (operand.category != Category::Value || !conversion.exists() || conversion.kind == ConversionKind::User) {
        error(39, "Cannot convert type '" + describe(operand) + "' to '" + type->name + "' via a reference conversion, boxing conversion, unboxing conversion, wrapping conversion, or null type conversion", expression.span);
        return errorValue(&expression);
    }
    return value(type, makeNode([node = std::move(operand.node), type](Frame& frame) {
        Value value = node->eval(frame);
        return isInstance(value, type) ? value : Value();
    }), &expression);
}

Bound Binder::bindTuple(const Expr& expression, const Type* target) {
    std::vector<const Type*> members;
    std::vector<NodePtr> nodes;
    bool failed = false;
    const bool fits = target && target->kind == TypeKind::Tuple && target->arguments.size() == expression.children.size();
    std::vector<std::string> names = expression.names;
    for (std::size_t i = 0; i < expression.children.size(); ++i) {
        const Type* wanted = fits ? target->arguments[i] : nullptr;
        Bound item = bindValue(*expression.children[i], wanted);
        failed = failed || item.isError();
        if (!wanted && (item.category != Category::Value || !item.type)) {
            if (!item.isError()) error(8210, "A tuple may not contain a value of type '" + describe(item) + "'", expression.children[i]->span);
            failed = true;
        }
        const Type* type = wanted && classify(item, wanted).exists() ? wanted : item.type;
        if (!type) type = types().object;
        members.push_back(type);
        nodes.push_back(convertImplicit(std::move(item), type, expression.children[i]->span));
        if (names[i].empty() && expression.children[i]->kind == ExprKind::Name) names[i] = expression.children[i]->text;
    }
    if (failed) return errorValue(&expression);
    const Type* type = fits ? target : types().tuple(std::move(members), std::move(names));
    return value(type, makeNode([nodes = std::make_shared<std::vector<NodePtr>>(std::move(nodes)), type](Frame& frame) {
        std::vector<Value> items;
        for (const auto& node : *nodes) items.push_back(node->eval(frame));
        return Value::object(new RecordObject(type, std::move(items)));
    }), &expression);
}

Bound Binder::bindAnonymous(const Expr& expression) {
    std::vector<const Type*> members;
    std::vector<NodePtr> nodes;
    bool failed = false;
    for (const auto& child : expression.children) {
        Bound item = bindValue(*child);
        if (item.category != Category::Value || item.isError() || item.type->kind == TypeKind::Void) {
            if (!item.isError()) error(828, "Cannot assign '" + describe(item) + "' to anonymous type property", child->span);
            failed = true;
            continue;
        }
        members.push_back(item.type);
        nodes.push_back(std::move(item.node));
    }
    for (std::size_t i = 0; i < expression.names.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (!expression.names[i].empty() && expression.names[i] == expression.names[k]) {
                error(833, "An anonymous type cannot have multiple properties with the same name", expression.children[i]->span);
                failed = true;
            }
    if (failed) return errorValue(&expression);
    const Type* type = types().anonymous(std::move(members), expression.names);
    return value(type, makeNode([nodes = std::make_shared<std::vector<NodePtr>>(std::move(nodes)), type](Frame& frame) {
        std::vector<Value> items;
        for (const auto& node : *nodes) items.push_back(node->eval(frame));
        return Value::object(new RecordObject(type, std::move(items)));
    }), &expression);
}

Bound Binder::bindDefault(const Expr& expression, const Type* target) {
    if (!expression.type) {
        if (target && !target->isError() && target->kind != TypeKind::Parameter) return constantValue(target, defaultValue(target), &expression);
        Bound bound;
        bound.category = Category::Default;
        bound.syntax = &expression;
        return bound;
    }
    const Type* type = bindType(*expression.type);
    if (type->isError()) return errorValue(&expression);
    const Value constant = defaultValue(type);
    if (type->isNumeric() || type == types().boolean) return constantValue(type, constant, &expression);
    return value(type, std::make_unique<ConstantNode>(internConstant(constant)), &expression);
}

Bound Binder::bindNameOf(const Expr& expression) {
    const Expr* inner = expression.arguments[0].value.get();
    const std::size_t mark = m_findings.mark();
    Bound bound = bind(*inner);
    if (m_findings.hasErrorsSince(mark)) return errorValue(&expression);
    if (inner->kind != ExprKind::Name && inner->kind != ExprKind::Member) {
        error(8081, "Expression does not have a name.", inner->span);
        return errorValue(&expression);
    }
    return constantValue(types().string, Value::text(inner->text), &expression);
}

}  // namespace mgc::expression
