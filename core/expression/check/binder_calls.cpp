#include <algorithm>
#include <array>

#include "expression/check/binder.h"
#include "expression/runtime/collections.h"

namespace mgc::expression {
namespace {

/// How a call fills one parameter.
struct Slot {
    NodePtr node;                  ///< by value
    std::vector<NodePtr> rest;     ///< params in expanded form
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
        return Call{frame.runtime, arguments, static_cast<int>(m_shape.slots.size()), m_shape.member, m_shape.typeArguments.data(), m_shape.result, m_shape.owner};
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

std::string signatureText(const MemberRef& ref) { return std::string(ref.member->signature); }

bool mentions(const Type* type, const Type* parameter) {
    if (type == parameter) return true;
    return std::any_of(type->arguments.begin(), type->arguments.end(), [&](const Type* argument) { return mentions(argument, parameter); });
}

bool hasParameters(const Type* type) {
    if (type->kind == TypeKind::Parameter) return true;
    return std::any_of(type->arguments.begin(), type->arguments.end(), hasParameters);
}

}  // namespace

std::vector<Bound> Binder::bindArguments(const std::vector<Argument>& arguments) {
    std::vector<Bound> result;
    result.reserve(arguments.size());
    for (const auto& argument : arguments) {
        if (argument.mode == 'o' && argument.value->kind == ExprKind::Name && argument.value->typeArguments.empty()) {
            // An out argument need not be assigned before.
            if (LocalSymbol* symbol = lookup(argument.value->text)) {
                Bound bound = value(symbol->type, nullptr, argument.value.get());
                bound.category = Category::OutVariable;
                bound.variable = symbol;
                bound.place = placeOf(symbol);
                result.push_back(std::move(bound));
                continue;
            }
        }
        Bound bound = argument.mode ? bind(*argument.value) : bindValue(*argument.value);
        if (!argument.mode && bound.type && bound.type->kind == TypeKind::Void) {
            error(1503, "An argument of type 'void' is not possible", argument.span);
            bound = errorValue(argument.value.get());
        }
        if (argument.mode && bound.category != Category::OutVariable && !bound.isError()) {
            if (!bound.place) {
                error(1510, "A ref or out argument must be an assignable variable", argument.span);
                bound = errorValue(argument.value.get());
            } else {
                bound.category = Category::OutVariable;
            }
        }
        result.push_back(std::move(bound));
    }
    return result;
}

const Type* Binder::bestCommonType(const std::vector<const Type*>& all) const {
    const Type* best = nullptr;
    for (const Type* candidate : all) {
        if (candidate->isError()) return candidate;
        bool fits = true;
        for (const Type* other : all) fits = fits && (other == candidate || classifyType(other, candidate).exists());
        if (!fits) continue;
        if (!best || (classifyType(candidate, best).exists() && !classifyType(best, candidate).exists())) best = candidate;
    }
    return best;
}

void Binder::lowerBound(const Type* from, const Type* to, std::map<const Type*, std::vector<const Type*>>& bounds) const {
    if (!from || from->isError() || from->kind == TypeKind::Null || from->kind == TypeKind::Void) return;
    if (to->kind == TypeKind::Parameter) {
        auto& list = bounds[to];
        if (std::find(list.begin(), list.end(), from) == list.end()) list.push_back(from);
        return;
    }
    if (to->arguments.empty() || !hasParameters(to)) return;
    if (to->isArray()) {
        if (from->isArray()) lowerBound(from->element(), to->element(), bounds);
        return;
    }
    if (to->isNullable()) {
        lowerBound(from->underlying(), to->arguments[0], bounds);
        return;
    }
    if (to->kind == TypeKind::Tuple) {
        if (from->kind == TypeKind::Tuple && from->arguments.size() == to->arguments.size())
            for (std::size_t i = 0; i < to->arguments.size(); ++i) lowerBound(from->arguments[i], to->arguments[i], bounds);
        return;
    }
    const Type* construction = types().constructionOf(from, to->definition);
    if (!construction) return;
    for (std::size_t i = 0; i < to->arguments.size() && i < construction->arguments.size(); ++i) lowerBound(construction->arguments[i], to->arguments[i], bounds);
}

bool Binder::infer(const MemberRef& ref, const std::vector<const Bound*>& arguments, Candidate& candidate, const std::vector<const Type*>& parameterTypes, std::string* why) {
    const auto& wanted = ref.member->typeParameters;
    std::vector<const Type*> fixed(wanted.size(), nullptr);
    std::map<const Type*, std::vector<const Type*>> bounds;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        if ((arguments[i]->category == Category::Value || arguments[i]->category == Category::OutVariable) && arguments[i]->type) lowerBound(arguments[i]->type, parameterTypes[i], bounds);
    const auto fix = [&](std::size_t index) {
        if (fixed[index]) return true;
        const auto found = bounds.find(wanted[index]);
        if (found == bounds.end()) return false;
        fixed[index] = bestCommonType(found->second);
        return fixed[index] != nullptr;
    };
    std::vector<bool> done(arguments.size(), false);
    for (bool progress = true; progress;) {
        progress = false;
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const bool isLambda = arguments[i]->category == Category::Lambda;
            const bool isGroup = arguments[i]->category == Category::Methods;
            if (done[i] || (!isLambda && !isGroup) || !parameterTypes[i]->isDelegate()) continue;
            const Type* delegateType = parameterTypes[i];
            const Member* delegate = types().invokeOf(delegateType);
            std::vector<const Type*> inputs;
            bool ready = true;
            for (std::size_t k = 0; k < delegate->parameters.size(); ++k) {
                const Type* input = types().inOwner(delegate->parameters[k].type, delegateType);
                // An explicitly typed lambda parameter is itself a bound.
                if (isLambda && k < arguments[i]->syntax->parameters.size() && arguments[i]->syntax->parameters[k].type) {
                    const std::size_t mark = m_findings.mark();
                    lowerBound(bindType(*arguments[i]->syntax->parameters[k].type), input, bounds);
                    m_findings.rollBack(mark);
                }
                for (std::size_t p = 0; p < wanted.size(); ++p)
                    if (mentions(input, wanted[p]) && !fix(p)) ready = false;
                inputs.push_back(types().substitute(input, wanted, fixed));
            }
            if (!ready) continue;
            done[i] = true;
            progress = true;
            const Type* output = types().inOwner(delegate->result, delegateType);
            if (!hasParameters(output)) continue;
            if (isLambda) {
                const auto shape = lambdaShape(*arguments[i]->syntax, inputs);
                if (shape.result) lowerBound(shape.result, output, bounds);
                if (!shape.result && !shape.ok && why) *why = "lambda";
            } else if (const auto chosen = resolveGroup(*arguments[i], inputs)) {
                lowerBound(chosen->result, output, bounds);
            }
        }
    }
    for (std::size_t p = 0; p < wanted.size(); ++p) {
        if (fix(p)) continue;
        if (why && why->empty()) *why = "infer";
        return false;
    }
    candidate.typeArguments = fixed;
    return true;
}

std::optional<Binder::Candidate> Binder::applicable(const MemberRef& ref, const std::vector<const Bound*>& arguments, const std::vector<std::string>& names, const std::vector<char>& modes,
                                                    const std::vector<const Type*>& typeArguments, bool expanded, std::string* why) {
    const Member& member = *ref.member;
    const auto& parameters = member.parameters;
    Candidate candidate;
    candidate.ref = ref;
    candidate.expanded = expanded;
    if (expanded && (parameters.empty() || parameters.back().mode != 'p')) return std::nullopt;
    const std::size_t fixedCount = expanded ? parameters.size() - 1 : parameters.size();
    std::vector<bool> used(parameters.size(), false);
    candidate.parameterOf.assign(arguments.size(), -1);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (!names[i].empty()) {
            for (std::size_t p = 0; p < parameters.size(); ++p)
                if (parameters[p].name == names[i]) candidate.parameterOf[i] = static_cast<int>(p);
            if (candidate.parameterOf[i] < 0) {
                if (why) *why = "name:" + names[i];
                return std::nullopt;
            }
        } else if (i < fixedCount) {
            candidate.parameterOf[i] = static_cast<int>(i);
        } else if (expanded) {
            candidate.parameterOf[i] = static_cast<int>(parameters.size()) - 1;
            continue;
        } else {
            return std::nullopt;
        }
        const auto p = static_cast<std::size_t>(candidate.parameterOf[i]);
        if (used[p]) return std::nullopt;
        used[p] = true;
    }
    for (std::size_t p = 0; p < fixedCount; ++p) {
        if (used[p]) continue;
        if (!parameters[p].hasDefault) return std::nullopt;
        ++candidate.defaultsUsed;
    }
    std::vector<const Type*> parameterTypes;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto p = static_cast<std::size_t>(candidate.parameterOf[i]);
        const Type* type = types().inOwner(parameters[p].type, ref.owner);
        if (expanded && p + 1 == parameters.size()) type = type->element();
        parameterTypes.push_back(type);
        const char mode = parameters[p].mode == 'o' || parameters[p].mode == 'r' ? parameters[p].mode : char{0};
        if (mode != modes[i]) {
            if (why && why->empty()) *why = mode ? "mode" : "nomode";
            return std::nullopt;
        }
    }
    if (!member.typeParameters.empty()) {
        if (!typeArguments.empty()) {
            if (typeArguments.size() != member.typeParameters.size()) return std::nullopt;
            candidate.typeArguments = typeArguments;
        } else if (!infer(ref, arguments, candidate, parameterTypes, why)) {
            return std::nullopt;
        }
    } else if (!typeArguments.empty()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const Type* target = types().substitute(parameterTypes[i], member.typeParameters, candidate.typeArguments);
        candidate.targetOf.push_back(target);
        if (modes[i]) {
            if (arguments[i]->type && arguments[i]->type != target && !arguments[i]->type->isError()) {
                if (why) *why = "convert:" + std::to_string(i);
                return std::nullopt;
            }
            continue;
        }
        if (!classify(*arguments[i], target).exists()) {
            if (why) *why = "convert:" + std::to_string(i);
            return std::nullopt;
        }
        // The receiver of an extension method converts by identity, reference or boxing only.
        if (i == 0 && member.isExtension && arguments[i]->type) {
            const auto kind = classifyType(arguments[i]->type, target).kind;
            if (kind != ConversionKind::Identity && kind != ConversionKind::Reference && kind != ConversionKind::Boxing && arguments[i]->category == Category::Value) {
                if (why) *why = "convert:0";
                return std::nullopt;
            }
        }
    }
    candidate.result = types().substitute(types().inOwner(member.result, ref.owner), member.typeParameters, candidate.typeArguments);
    return candidate;
}

int Binder::betterConversion(const Bound& argument, const Type* left, const Type* right) {
    if (left == right) return 0;
    if (argument.category == Category::Lambda && left->isDelegate() && right->isDelegate()) {
        const Member* a = types().invokeOf(left);
        const Member* b = types().invokeOf(right);
        if (a->parameters.size() != b->parameters.size()) return 0;
        std::vector<const Type*> inputs;
        for (std::size_t i = 0; i < a->parameters.size(); ++i) {
            const Type* x = types().inOwner(a->parameters[i].type, left);
            if (x != types().inOwner(b->parameters[i].type, right)) return 0;
            inputs.push_back(x);
        }
        const Type* ra = types().inOwner(a->result, left);
        const Type* rb = types().inOwner(b->result, right);
        if (ra == rb) return 0;
        if (ra->kind == TypeKind::Void) return 1;
        if (rb->kind == TypeKind::Void) return -1;
        const auto shape = lambdaShape(*argument.syntax, inputs);
        if (shape.result == ra) return -1;
        if (shape.result == rb) return 1;
        Bound probe;
        probe.type = shape.result;
        left = ra;
        right = rb;
    } else if (argument.category == Category::Methods && left->isDelegate() && right->isDelegate()) {
        const Member* a = types().invokeOf(left);
        std::vector<const Type*> inputs;
        for (const auto& parameter : a->parameters) inputs.push_back(types().inOwner(parameter.type, left));
        const auto chosen = resolveGroup(argument, inputs);
        const Type* ra = types().inOwner(a->result, left);
        const Type* rb = types().inOwner(types().invokeOf(right)->result, right);
        if (chosen && chosen->result == ra && ra != rb) return -1;
        if (chosen && chosen->result == rb && ra != rb) return 1;
        return 0;
    } else if (argument.category == Category::Value) {
        if (argument.type == left) return -1;
        if (argument.type == right) return 1;
    }
    const bool toRight = classifyType(left, right).exists();
    const bool toLeft = classifyType(right, left).exists();
    if (toRight && !toLeft) return -1;
    if (toLeft && !toRight) return 1;
    const Type* l = left->underlying();
    const Type* r = right->underlying();
    const auto isSigned = [](const Type* type) { return type->isIntegral() && (type->valueKind == Kind::SByte || type->valueKind == Kind::Int16 || type->valueKind == Kind::Int32 || type->valueKind == Kind::Int64); };
    const auto isUnsigned = [](const Type* type) { return type->isIntegral() && (type->valueKind == Kind::Byte || type->valueKind == Kind::UInt16 || type->valueKind == Kind::UInt32 || type->valueKind == Kind::UInt64); };
    if (isSigned(l) && isUnsigned(r)) return -1;
    if (isUnsigned(l) && isSigned(r)) return 1;
    // Among user conversions the one from the exact type wins by the conversion that needs no further step.
    if (argument.category == Category::Value) {
        const auto a = classify(argument, left);
        const auto b = classify(argument, right);
        if (a.kind != ConversionKind::User && b.kind == ConversionKind::User) return -1;
        if (a.kind == ConversionKind::User && b.kind != ConversionKind::User) return 1;
    }
    return 0;
}

int Binder::better(const Candidate& left, const Candidate& right, const std::vector<const Bound*>& arguments) {
    bool leftWins = false, rightWins = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const int order = betterConversion(*arguments[i], left.targetOf[i], right.targetOf[i]);
        leftWins = leftWins || order < 0;
        rightWins = rightWins || order > 0;
    }
    if (leftWins != rightWins) return leftWins ? -1 : 1;
    if (leftWins) return 0;
    const bool leftGeneric = !left.typeArguments.empty();
    const bool rightGeneric = !right.typeArguments.empty();
    if (leftGeneric != rightGeneric) return leftGeneric ? 1 : -1;
    if (left.expanded != right.expanded) return left.expanded ? 1 : -1;
    if (left.expanded && left.ref.member->parameters.size() != right.ref.member->parameters.size()) return left.ref.member->parameters.size() > right.ref.member->parameters.size() ? -1 : 1;
    if (left.defaultsUsed != right.defaultsUsed) return left.defaultsUsed < right.defaultsUsed ? -1 : 1;
    // More specific declared types: IEnumerable<T> beats T.
    int specific = 0;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const Type* a = left.ref.member->parameters[static_cast<std::size_t>(left.parameterOf[i])].type;
        const Type* b = right.ref.member->parameters[static_cast<std::size_t>(right.parameterOf[i])].type;
        if (a->kind == TypeKind::Parameter && b->kind != TypeKind::Parameter) ++specific;
        if (b->kind == TypeKind::Parameter && a->kind != TypeKind::Parameter) --specific;
    }
    if (specific != 0) return specific > 0 ? 1 : -1;
    // A member of a more derived type hides the base's.
    if (left.ref.owner && right.ref.owner && left.ref.owner != right.ref.owner) {
        if (types().isAssignable(left.ref.owner, right.ref.owner)) return -1;
        if (types().isAssignable(right.ref.owner, left.ref.owner)) return 1;
    }
    return 0;
}

std::optional<Binder::Candidate> Binder::resolve(const std::vector<MemberRef>& methods, const std::vector<Bound>& bound, const std::vector<Argument>& syntax, const std::vector<const Type*>& typeArguments,
                                                 const std::string& name, Span span, bool report, const Bound* extensionReceiver) {
    std::vector<const Bound*> arguments;
    std::vector<std::string> names;
    std::vector<char> modes;
    if (extensionReceiver) {
        arguments.push_back(extensionReceiver);
        names.emplace_back();
        modes.push_back(0);
    }
    for (std::size_t i = 0; i < bound.size(); ++i) {
        arguments.push_back(&bound[i]);
        names.push_back(i < syntax.size() ? syntax[i].name : std::string());
        modes.push_back(i < syntax.size() ? syntax[i].mode : char{0});
    }
    std::vector<Candidate> candidates;
    std::vector<std::string> reasons;
    for (const auto& ref : methods) {
        std::string why;
        auto candidate = applicable(ref, arguments, names, modes, typeArguments, false, &why);
        if (!candidate) candidate = applicable(ref, arguments, names, modes, typeArguments, true, &why);
        reasons.push_back(why);
        if (candidate) candidates.push_back(std::move(*candidate));
    }
    // Members of derived types hide applicable ones of bases.
    if (!extensionReceiver)
        for (std::size_t i = 0; i < candidates.size(); ++i)
            std::erase_if(candidates, [&, owner = candidates[i].ref.owner](const Candidate& other) { return other.ref.owner && owner && other.ref.owner != owner && other.ref.owner->kind != TypeKind::Interface && types().isAssignable(owner, other.ref.owner); });
    if (!candidates.empty()) {
        std::size_t best = 0;
        for (std::size_t i = 1; i < candidates.size(); ++i)
            if (better(candidates[i], candidates[best], arguments) < 0) best = i;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (i == best || better(candidates[best], candidates[i], arguments) < 0) continue;
            // Equal declarations reached twice (an interface and its base) are no ambiguity.
            if (candidates[i].targetOf == candidates[best].targetOf) continue;
            if (report) error(121, "The call is ambiguous between the following methods or properties: '" + signatureText(candidates[best].ref) + "' and '" + signatureText(candidates[i].ref) + "'", span, name);
            return std::nullopt;
        }
        return candidates[best];
    }
    if (!report) return std::nullopt;
    const std::string shown = name == "this[]" ? "indexer" : name;
    std::size_t nearest = methods.size();
    for (std::size_t i = 0; i < methods.size(); ++i)
        if (!reasons[i].empty() && (nearest == methods.size() || reasons[i].rfind("convert", 0) == 0)) nearest = i;
    if (nearest < methods.size()) {
        const std::string& why = reasons[nearest];
        if (why.rfind("convert:", 0) == 0) {
            const auto index = static_cast<std::size_t>(std::stoul(why.substr(8)));
            const Bound& argument = *arguments[index];
            if (argument.category == Category::Lambda || why == "lambda") {
                // Report what is wrong inside the lambda if that is the reason.
            }
            if (extensionReceiver && index == 0) {
                error(1929, "'" + describe(argument) + "' does not contain a definition for '" + shown + "' and the best extension method overload '" + signatureText(methods[nearest]) + "' has some invalid arguments", span, name);
                return std::nullopt;
            }
            const auto& parameters = methods[nearest].member->parameters;
            const std::size_t p = std::min(index, parameters.empty() ? 0 : parameters.size() - 1);
            const std::string target = parameters.empty() ? "?" : types().inOwner(parameters[p].type, methods[nearest].owner)->name;
            const std::size_t shift = extensionReceiver ? 1 : 0;
            const Span place = index >= shift && index - shift < syntax.size() ? syntax[index - shift].span : span;
            error(methods.size() > 1 ? 1502 : 1503, "The best overloaded method match for '" + signatureText(methods[nearest]) + "' has some invalid arguments. Argument " + std::to_string(index + 1 - shift) + ": cannot convert from '" + describe(argument) + "' to '" + target + "'", place, name);
            return std::nullopt;
        }
        if (why.rfind("name:", 0) == 0) {
            error(1739, "The best overload for '" + shown + "' does not have a parameter named '" + why.substr(5) + "'", span, name);
            return std::nullopt;
        }
        if (why == "mode" || why == "nomode") {
            error(why == "mode" ? 1620 : 1615, why == "mode" ? "An argument of '" + shown + "' must be passed with the 'out' or 'ref' keyword" : "An argument of '" + shown + "' should not be passed with the 'out' or 'ref' keyword", span, name);
            return std::nullopt;
        }
        if (why == "lambda") {
            // Bind the lambda for real so that its own faults show.
            const std::size_t mark = m_findings.mark();
            for (std::size_t i = 0; i < arguments.size(); ++i) {
                if (arguments[i]->category != Category::Lambda) continue;
                for (const auto& [key, shape] : m_shapes) {
                    if (key.first != arguments[i]->syntax || shape.ok) continue;
                    std::vector<std::pair<std::string, const Type*>> declared;
                    for (std::size_t k = 0; k < key.first->parameters.size(); ++k) declared.emplace_back(key.first->parameters[k].name, key.second[k]);
                    FunctionBuilder builder;
                    (void)buildFunction(key.first->children.empty() ? nullptr : key.first->children[0].get(), key.first->body.get(), declared, {}, builder, key.first);
                    break;
                }
                if (m_findings.hasErrorsSince(mark)) return std::nullopt;
            }
        }
        error(411, "The type arguments for method '" + shown + "' cannot be inferred from the usage. Try specifying the type arguments explicitly.", span, name);
        return std::nullopt;
    }
    error(name == ".ctor" ? 1729 : 1501, "No overload of '" + (name == ".ctor" && !methods.empty() ? methods[0].owner->name : shown) + "' takes " + std::to_string(bound.size()) + " arguments" + (typeArguments.empty() ? "" : " with these type arguments"), span, name);
    return std::nullopt;
}

Bound Binder::callMember(const Candidate& candidate, Bound* receiver, std::vector<Bound> bound, const Expr& expression) {
    const Member& member = *candidate.ref.member;
    CallShape shape;
    shape.member = &member;
    shape.typeArguments = candidate.typeArguments;
    shape.result = candidate.result;
    shape.owner = candidate.ref.owner;
    shape.span = expression.kind == ExprKind::Invocation && !expression.children.empty() && expression.children[0]->nameSpan.end > 0 ? Span{expression.children[0]->nameSpan.begin, expression.span.end} : expression.span;
    shape.nullSelf = member.acceptsNullSelf;
    if (member.mutates) m_program.mutatesTokens = true;
    std::vector<Bound*> arguments;
    const std::size_t shift = member.isExtension && receiver ? 1 : 0;
    if (shift) arguments.push_back(receiver);
    else if (receiver && !member.isStatic) shape.receiver = std::move(receiver->node);
    for (auto& each : bound) arguments.push_back(&each);
    shape.slots.resize(member.parameters.size());
    for (std::size_t p = 0; p < member.parameters.size(); ++p) {
        if (member.parameters[p].hasDefault) {
            const Type* type = types().substitute(types().inOwner(member.parameters[p].type, candidate.ref.owner), member.typeParameters, candidate.typeArguments);
            // `T value = default(T)` is written as null in declarations.
            shape.slots[p].defaultValue = internConstant(member.parameters[p].defaultValue.isNull() ? defaultValue(type) : member.parameters[p].defaultValue);
        }
    }
    if (candidate.expanded) {
        const Type* arrayType = types().substitute(types().inOwner(member.parameters.back().type, candidate.ref.owner), member.typeParameters, candidate.typeArguments);
        shape.slots.back().arrayType = arrayType;
    }
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto p = static_cast<std::size_t>(candidate.parameterOf[i]);
        Slot& slot = shape.slots[p];
        const char mode = member.parameters[p].mode;
        if (mode == 'o' || mode == 'r') {
            Bound& out = *arguments[i];
            const Type* type = candidate.targetOf[i];
            if (out.syntax && out.syntax->kind == ExprKind::Declaration) {
                const bool discard = out.syntax->text == "_";
                LocalSymbol* symbol = discard ? hidden(type) : declare(out.syntax->text, type, out.syntax->nameSpan);
                slot.place = placeOf(symbol);
                m_state.assign(symbol->index);
            } else if (out.place) {
                slot.place = out.place;
                if (out.variable) {
                    if (mode == 'r') useLocal(out.variable, out.syntax->span);
                    m_state.assign(out.variable->index);
                }
            }
            slot.isRef = mode == 'r';
            shape.hasPlaces = true;
            continue;
        }
        const Span place = arguments[i]->syntax ? arguments[i]->syntax->span : expression.span;
        NodePtr node = convertImplicit(std::move(*arguments[i]), candidate.targetOf[i], place);
        if (slot.arrayType) slot.rest.push_back(std::move(node));
        else slot.node = std::move(node);
    }
    const Type* result = candidate.result;
    return value(result, std::make_unique<CallNode>(std::move(shape)), &expression);
}

Bound Binder::invokeDelegate(Bound target, std::vector<Bound> arguments, const Expr& expression) {
    const Member* delegate = types().invokeOf(target.type);
    if (delegate->parameters.size() != arguments.size()) {
        error(1593, "Delegate '" + target.type->name + "' does not take " + std::to_string(arguments.size()) + " arguments", expression.span);
        return errorValue(&expression);
    }
    auto nodes = std::make_shared<std::vector<NodePtr>>();
    for (std::size_t i = 0; i < arguments.size(); ++i) nodes->push_back(convertImplicit(std::move(arguments[i]), types().inOwner(delegate->parameters[i].type, target.type), expression.arguments[i].span));
    const Type* result = types().inOwner(delegate->result, target.type);
    return value(result, makeNode([function = std::move(target.node), nodes](Frame& frame) {
        const Value callee = function->eval(frame);
        std::array<Value, 9> values;
        for (std::size_t i = 0; i < nodes->size() && i < values.size(); ++i) values[i] = (*nodes)[i]->eval(frame);
        return invokeAll(callee, values.data(), static_cast<int>(nodes->size()));
    }), &expression);
}

Bound Binder::callLocalFunction(const Expr& expression, const std::string& name, LocalSymbol* symbol, const Stmt* declaration) {
    std::vector<Bound> arguments = bindArguments(expression.arguments);
    for (const auto& argument : arguments)
        if (argument.isError()) return errorValue(&expression);
    const auto& parameters = declaration->parameters;
    std::vector<NodePtr> nodes(parameters.size());
    std::vector<NodePtr> rest;
    const Type* restType = nullptr;
    const bool hasParams = !parameters.empty() && parameters.back().mode == 'p';
    const std::size_t plain = hasParams ? parameters.size() - 1 : parameters.size();
    bool wrong = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::size_t p = i;
        if (!expression.arguments[i].name.empty()) {
            p = parameters.size();
            for (std::size_t k = 0; k < parameters.size(); ++k)
                if (parameters[k].name == expression.arguments[i].name) p = k;
        }
        if (p < plain && !nodes[p]) {
            nodes[p] = convertImplicit(std::move(arguments[i]), bindType(*parameters[p].type), expression.arguments[i].span);
        } else if (hasParams && p >= plain) {
            restType = bindType(*parameters.back().type);
            if (arguments.size() == parameters.size() && classify(arguments[i], restType).exists()) nodes[plain] = convertImplicit(std::move(arguments[i]), restType, expression.arguments[i].span);
            else rest.push_back(convertImplicit(std::move(arguments[i]), restType->element() ? restType->element() : types().errorType, expression.arguments[i].span));
        } else {
            wrong = true;
        }
    }
    for (std::size_t p = 0; p < plain; ++p) {
        if (nodes[p]) continue;
        if (!parameters[p].value) {
            wrong = true;
            break;
        }
        Bound fallback = bindValue(*parameters[p].value);
        nodes[p] = convertImplicit(std::move(fallback), bindType(*parameters[p].type), parameters[p].span);
    }
    if (wrong) {
        error(1501, "No overload of '" + name + "' takes these " + std::to_string(arguments.size()) + " arguments", expression.span, name);
        return errorValue(&expression);
    }
    if (hasParams && !nodes[plain]) {
        restType = bindType(*parameters.back().type);
        auto items = std::make_shared<std::vector<NodePtr>>(std::move(rest));
        nodes[plain] = makeNode([items, restType](Frame& frame) {
            std::vector<Value> values;
            for (const auto& item : *items) values.push_back(item->eval(frame));
            return ArrayObject::make(restType, std::move(values));
        });
    }
    auto all = std::make_shared<std::vector<NodePtr>>(std::move(nodes));
    return value(bindType(*declaration->type), makeNode([function = readLocal(symbol), all](Frame& frame) {
        const Value callee = function->eval(frame);
        std::array<Value, 9> values;
        for (std::size_t i = 0; i < all->size() && i < values.size(); ++i) values[i] = (*all)[i]->eval(frame);
        return invokeAll(callee, values.data(), static_cast<int>(all->size()));
    }), &expression);
}

Bound Binder::bindInvocation(const Expr& expression) {
    const Expr& callee = *expression.children[0];
    if (callee.kind == ExprKind::Name && callee.typeArguments.empty()) {
        if (callee.text == "nameof" && expression.arguments.size() == 1 && !lookup("nameof")) return bindNameOf(expression);
        for (auto scope = m_scopes.rbegin(); scope != m_scopes.rend(); ++scope) {
            const auto found = (*scope)->functions.find(callee.text);
            if (found == (*scope)->functions.end()) continue;
            return callLocalFunction(expression, callee.text, lookup(callee.text), found->second);
        }
    }
    m_invoked = callee.kind == ExprKind::Member;
    Bound target = bind(callee);
    m_invoked = false;
    std::vector<Bound> arguments = bindArguments(expression.arguments);
    if (target.isError()) return errorValue(&expression);
    for (const auto& argument : arguments)
        if (argument.isError()) return errorValue(&expression);
    return invoke(std::move(target), std::move(arguments), expression);
}

Bound Binder::invoke(Bound target, std::vector<Bound> arguments, const Expr& expression) {
    if (target.category == Category::Value && target.type->isDelegate()) return invokeDelegate(std::move(target), std::move(arguments), expression);
    if (target.category != Category::Methods) {
        const std::string what = target.category == Category::TypeName ? "'" + target.type->name + "' is a type but is used like a method: write 'new " + target.type->name + "(...)'" : "Non-invocable member '" + (target.syntax && !target.syntax->text.empty() ? target.syntax->text : describe(target)) + "' cannot be used like a method.";
        error(1955, what, expression.span);
        return errorValue(&expression);
    }
    const std::string name = target.name;
    const Span span = target.syntax && target.syntax->nameSpan.end > 0 ? target.syntax->nameSpan : expression.span;
    const auto& extensions = types().extensions(name);
    const bool canExtend = target.receiver && !extensions.empty();
    // A static extension method called as a plain static one, Enumerable.Count(x), has no receiver.
    std::optional<Candidate> chosen;
    if (!target.methods.empty()) {
        const bool instanceByReceiver = target.receiver != nullptr;
        chosen = resolve(target.methods, arguments, expression.arguments, target.typeArguments, name, span, !canExtend);
        if (!chosen && !canExtend) return errorValue(&expression);
        if (chosen) return callMember(*chosen, instanceByReceiver ? target.receiver.get() : nullptr, std::move(arguments), expression);
    }
    chosen = resolve(extensions, arguments, expression.arguments, target.typeArguments, name, span, target.methods.empty(), target.receiver.get());
    if (!chosen) {
        if (!target.methods.empty()) (void)resolve(target.methods, arguments, expression.arguments, target.typeArguments, name, span, true);
        return errorValue(&expression);
    }
    return callMember(*chosen, target.receiver.get(), std::move(arguments), expression);
}

}  // namespace mgc::expression
