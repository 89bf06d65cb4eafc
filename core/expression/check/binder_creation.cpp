#include "expression/check/binder.h"
#include "expression/runtime/collections.h"

namespace mgc::expression {

Bound Binder::bindNew(const Expr& expression, const Type*) {
    const Type* type = bindType(*expression.type);
    if (m_observer && !type->isError()) m_observer->choosing(expression, types().membersOfKind(type, MemberKind::Constructor), false);
    std::vector<Bound> arguments = bindArguments(expression.arguments);
    if (type->isError()) return errorValue(&expression);
    for (const auto& argument : arguments)
        if (argument.isError()) return errorValue(&expression);
    Bound created;
    if (type->isDelegate() && arguments.size() == 1) {
        created = value(type, convertImplicit(std::move(arguments[0]), type, expression.span), &expression);
    } else if (type->isValueType() && arguments.empty()) {
        created = value(type, std::make_unique<ConstantNode>(internConstant(defaultValue(type))), &expression);
    } else {
        if (type->isNullable() && arguments.size() == 1) return value(type, convertImplicit(std::move(arguments[0]), type, expression.span), &expression);
        const auto constructors = types().membersOfKind(type, MemberKind::Constructor);
        if (type->isInterface()) {
            error(144, "Cannot create an instance of the interface '" + type->name + "'", expression.span, type->name);
            return errorValue(&expression);
        }
        if (constructors.empty()) {
            error(143, "The type '" + type->name + "' has no constructors defined that Azure API Management allows", expression.span, type->name);
            return errorValue(&expression);
        }
        auto chosen = resolve(constructors, arguments, expression.arguments, {}, ".ctor", expression.span, true);
        if (!chosen) return errorValue(&expression);
        if (chosen->ref.member->refused) {
            error(143, "This constructor of '" + type->name + "' is not allowed in Azure API Management policy expressions", expression.span, type->name);
            return errorValue(&expression);
        }
        Candidate candidate = *chosen;
        candidate.result = type;
        if (m_observer) m_observer->resolved(expression, candidate.ref);
        created = callMember(candidate, nullptr, std::move(arguments), expression);
    }
    if (expression.initializer) return applyInitializer(std::move(created), *expression.initializer);
    return created;
}

Bound Binder::applyInitializer(Bound created, const Expr& initializer) {
    const Type* type = created.type;
    LocalSymbol* temp = hidden(type);
    std::vector<NodePtr> steps;
    const std::size_t mark = m_findings.mark();
    for (const auto& item : initializer.children) initializerItem(*item, temp, type, steps);
    if (m_findings.hasErrorsSince(mark)) return errorValue(created.syntax);
    auto all = std::make_shared<std::vector<NodePtr>>(std::move(steps));
    return value(type, makeNode([node = std::move(created.node), all, slot = temp->slot](Frame& frame) {
        Value made = node->eval(frame);
        frame.slots[slot] = made;
        for (const auto& step : *all) {
            (void)step->eval(frame);
            frame.slots[slot] = made;  // a nested evaluation of the same code may have used the slot
        }
        return made;
    }), created.syntax);
}

void Binder::initializerItem(const Expr& item, LocalSymbol* temp, const Type* type, std::vector<NodePtr>& steps) {
    Bound binding;
    binding.type = type;
    binding.variable = temp;
    if (item.kind == ExprKind::Assign && item.text == "=") {
        const Expr& target = *item.children[0];
        if (target.kind == ExprKind::Index && !target.children.empty() && target.children[0]->kind == ExprKind::Binding) {
            m_bindings.push_back(&binding);
            Bound place = bindIndex(target);
            m_bindings.pop_back();
            if (place.isError()) return;
            if (!place.place) {
                error(200, "The indexer of '" + type->name + "' is read only", item.span);
                return;
            }
            if (m_tokenSetters.count(&target)) m_program.mutatesTokens = true;
            Bound source = item.children[1]->kind == ExprKind::Initializer ? Bound{} : bindValue(*item.children[1], place.place->type);
            if (item.children[1]->kind == ExprKind::Initializer) {
                error(1525, "A nested initializer is not possible here", item.children[1]->span);
                return;
            }
            NodePtr node = convertImplicit(std::move(source), place.place->type, item.children[1]->span);
            steps.push_back(makeNode([target = place.place, node = std::move(node)](Frame& frame) {
                Value temps[Place::tempCount];
                target->prepare(frame, temps);
                target->store(frame, temps, node->eval(frame));
                return Value();
            }));
            return;
        }
        if (target.kind == ExprKind::Name) {
            for (const auto& ref : types().allMembers(type)) {
                if (ref.member->name != target.text || ref.member->kind != MemberKind::Property || ref.member->isStatic) continue;
                const Type* result = types().inOwner(ref.member->result, ref.owner);
                if (item.children[1]->kind == ExprKind::Initializer) {
                    Bound inner = value(result, makeNode([self = readLocal(temp), member = ref.member, result](Frame& frame) {
                        Value receiver = self->eval(frame);
                        Call call{frame.runtime, &receiver, 0, member, nullptr, result, nullptr};
                        return member->get(call);
                    }), &item);
                    Bound filled = applyInitializer(std::move(inner), *item.children[1]);
                    steps.push_back(std::move(filled.node));
                    return;
                }
                Bound source = bindValue(*item.children[1], result);
                if (!ref.member->set) {
                    error(200, "Property or indexer '" + type->name + "." + target.text + "' cannot be assigned to: it is read only", item.span, target.text);
                    return;
                }
                if (ref.member->mutates) m_program.mutatesTokens = true;
                NodePtr node = convertImplicit(std::move(source), result, item.children[1]->span);
                steps.push_back(makeNode([self = readLocal(temp), node = std::move(node), member = ref.member, result](Frame& frame) {
                    Value arguments[2] = {self->eval(frame), node->eval(frame)};
                    Call call{frame.runtime, arguments, 1, nullptr, nullptr, result, nullptr};
                    return member->set(call);
                }));
                return;
            }
            error(117, "'" + type->name + "' does not contain a definition for '" + target.text + "'", target.span, target.text);
            return;
        }
    }
    // Collection element: Add(...).
    std::vector<const Expr*> parts;
    if (item.kind == ExprKind::Initializer) {
        for (const auto& child : item.children) parts.push_back(child.get());
    } else {
        parts.push_back(&item);
    }
    std::vector<MemberRef> methods = types().members(type, "Add");
    std::erase_if(methods, [](const MemberRef& ref) { return ref.member->isStatic || ref.member->kind != MemberKind::Method; });
    if (methods.empty()) {
        error(1922, "Cannot initialize type '" + type->name + "' with a collection initializer because it has no 'Add' method", item.span, type->name);
        return;
    }
    std::vector<Bound> arguments;
    std::vector<Argument> syntax;
    for (const Expr* part : parts) {
        arguments.push_back(bindValue(*part));
        if (arguments.back().isError()) return;
        Argument argument;
        argument.span = part->span;
        syntax.push_back(std::move(argument));
    }
    auto chosen = resolve(methods, arguments, syntax, {}, "Add", item.span, true);
    if (!chosen) return;
    Bound self = value(type, readLocal(temp), &item);
    const bool mutated = m_program.mutatesTokens;
    Bound call = callMember(*chosen, &self, std::move(arguments), item);
    m_program.mutatesTokens = mutated;  // adding to an object made right here changes no shared token
    steps.push_back(std::move(call.node));
}

Bound Binder::arrayInitializer(const Expr& initializer, const Type* arrayType) {
    auto nodes = std::make_shared<std::vector<NodePtr>>();
    bool failed = false;
    for (const auto& child : initializer.children) {
        Bound item = bindValue(*child, arrayType->element());
        failed = failed || item.isError();
        nodes->push_back(convertImplicit(std::move(item), arrayType->element(), child->span));
    }
    if (failed) return errorValue(&initializer);
    return value(arrayType, makeNode([nodes, arrayType](Frame& frame) {
        std::vector<Value> items;
        items.reserve(nodes->size());
        for (const auto& node : *nodes) items.push_back(node->eval(frame));
        return ArrayObject::make(arrayType, std::move(items));
    }), &initializer);
}

Bound Binder::bindNewArray(const Expr& expression) {
    const Type* element = bindType(*expression.type);
    if (element->isError()) return errorValue(&expression);
    if (expression.text == "2" || expression.text == "3") return bindNewGrid(expression, element, expression.text == "2" ? 2 : 3);
    const Type* type = types().arrayOf(element);
    if (expression.initializer) {
        if (!expression.children.empty()) {
            Bound length = bindValue(*expression.children[0]);
            if (!length.hasConstant || length.constant.bits() != static_cast<std::int64_t>(expression.initializer->children.size()))
                error(847, "An array initializer of length '" + std::to_string(expression.initializer->children.size()) + "' does not fit the stated size", expression.span);
        }
        Bound bound = arrayInitializer(*expression.initializer, type);
        bound.syntax = &expression;
        return bound;
    }
    if (expression.children.empty()) return errorValue(&expression);
    Bound length = bindValue(*expression.children[0]);
    if (length.isError()) return errorValue(&expression);
    if (length.hasConstant && length.type->isIntegral() && length.constant.bits() < 0 && length.type != types().uint64) {
        error(248, "Cannot create an array with a negative size", expression.children[0]->span);
        return errorValue(&expression);
    }
    NodePtr node = convertImplicit(std::move(length), types().int64, expression.children[0]->span);
    return value(type, makeNode([node = std::move(node), type](Frame& frame) { return ArrayObject::zeroed(type, node->eval(frame).bits()); }), &expression);
}

Bound Binder::bindImplicitArray(const Expr& expression) {
    if (expression.text == "2" || expression.text == "3") return bindNewGrid(expression, nullptr, expression.text == "2" ? 2 : 3);
    std::vector<Bound> items;
    std::vector<const Type*> all;
    for (const auto& child : expression.initializer->children) {
        items.push_back(bindValue(*child));
        if (items.back().isError()) return errorValue(&expression);
        if (items.back().category == Category::Value) all.push_back(items.back().type);
    }
    const Type* element = nullptr;
    for (const Type* candidate : all) {
        bool fits = candidate->kind != TypeKind::Void;
        for (const auto& item : items) fits = fits && classify(item, candidate).exists();
        if (fits && (!element || classifyType(element, candidate).exists())) element = element && classifyType(candidate, element).exists() ? element : candidate;
    }
    if (!element) {
        error(826, "No best type found for implicitly-typed array", expression.span);
        return errorValue(&expression);
    }
    const Type* type = types().arrayOf(element);
    auto nodes = std::make_shared<std::vector<NodePtr>>();
    for (std::size_t i = 0; i < items.size(); ++i) nodes->push_back(convertImplicit(std::move(items[i]), element, expression.initializer->children[i]->span));
    return value(type, makeNode([nodes, type](Frame& frame) {
        std::vector<Value> values;
        values.reserve(nodes->size());
        for (const auto& node : *nodes) values.push_back(node->eval(frame));
        return ArrayObject::make(type, std::move(values));
    }), &expression);
}

}  // namespace mgc::expression
