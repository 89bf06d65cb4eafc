#include <algorithm>

#include "expression/check/binder.h"

namespace mgc::expression {
namespace {

std::string signatureText(const MemberRef& ref) { return std::string(ref.member->signature); }

}  // namespace

std::optional<Binder::Candidate> Binder::applicable(const MemberRef& ref, const std::vector<const Bound*>& arguments,
                                                    const std::vector<std::string>& names, const std::vector<char>& modes,
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
            if (kind != ConversionKind::Identity && kind != ConversionKind::Reference && kind != ConversionKind::Boxing &&
                arguments[i]->category == Category::Value) {
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
    const auto isSigned = [](const Type* type) {
        return type->isIntegral() && (type->valueKind == Kind::SByte || type->valueKind == Kind::Int16 || type->valueKind == Kind::Int32 ||
                                      type->valueKind == Kind::Int64);
    };
    const auto isUnsigned = [](const Type* type) {
        return type->isIntegral() && (type->valueKind == Kind::Byte || type->valueKind == Kind::UInt16 || type->valueKind == Kind::UInt32 ||
                                      type->valueKind == Kind::UInt64);
    };
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
    if (left.expanded && left.ref.member->parameters.size() != right.ref.member->parameters.size())
        return left.ref.member->parameters.size() > right.ref.member->parameters.size() ? -1 : 1;
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

std::optional<Binder::Candidate> Binder::resolve(const std::vector<MemberRef>& methods, const std::vector<Bound>& bound,
                                                 const std::vector<Argument>& syntax, const std::vector<const Type*>& typeArguments,
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
            std::erase_if(candidates, [&, owner = candidates[i].ref.owner](const Candidate& other) {
                return other.ref.owner && owner && other.ref.owner != owner && other.ref.owner->kind != TypeKind::Interface &&
                       types().isAssignable(owner, other.ref.owner);
            });
    if (!candidates.empty()) {
        std::size_t best = 0;
        for (std::size_t i = 1; i < candidates.size(); ++i)
            if (better(candidates[i], candidates[best], arguments) < 0) best = i;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (i == best || better(candidates[best], candidates[i], arguments) < 0) continue;
            // Equal declarations reached twice (an interface and its base) are no ambiguity.
            if (candidates[i].targetOf == candidates[best].targetOf) continue;
            if (report)
                error(121,
                      "The call is ambiguous between the following methods or properties: '" + signatureText(candidates[best].ref) +
                          "' and '" + signatureText(candidates[i].ref) + "'",
                      span, name);
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
                error(1929,
                      "'" + describe(argument) + "' does not contain a definition for '" + shown +
                          "' and the best extension method overload '" + signatureText(methods[nearest]) + "' has some invalid arguments",
                      span, name);
                return std::nullopt;
            }
            const auto& parameters = methods[nearest].member->parameters;
            const std::size_t p = std::min(index, parameters.empty() ? 0 : parameters.size() - 1);
            const std::string target = parameters.empty() ? "?" : types().inOwner(parameters[p].type, methods[nearest].owner)->name;
            const std::size_t shift = extensionReceiver ? 1 : 0;
            const Span place = index >= shift && index - shift < syntax.size() ? syntax[index - shift].span : span;
            error(methods.size() > 1 ? 1502 : 1503,
                  "The best overloaded method match for '" + signatureText(methods[nearest]) + "' has some invalid arguments. Argument " +
                      std::to_string(index + 1 - shift) + ": cannot convert from '" + describe(argument) + "' to '" + target + "'",
                  place, name);
            return std::nullopt;
        }
        if (why.rfind("name:", 0) == 0) {
            error(1739, "The best overload for '" + shown + "' does not have a parameter named '" + why.substr(5) + "'", span, name);
            return std::nullopt;
        }
        if (why == "mode" || why == "nomode") {
            error(why == "mode" ? 1620 : 1615,
                  why == "mode" ? "An argument of '" + shown + "' must be passed with the 'out' or 'ref' keyword"
                                : "An argument of '" + shown + "' should not be passed with the 'out' or 'ref' keyword",
                  span, name);
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
                    for (std::size_t k = 0; k < key.first->parameters.size(); ++k)
                        declared.emplace_back(key.first->parameters[k].name, key.second[k]);
                    FunctionBuilder builder;
                    (void)buildFunction(key.first->children.empty() ? nullptr : key.first->children[0].get(), key.first->body.get(),
                                        declared, {}, builder, key.first);
                    break;
                }
                if (m_findings.hasErrorsSince(mark)) return std::nullopt;
            }
        }
        error(411,
              "The type arguments for method '" + shown +
                  "' cannot be inferred from the usage. Try specifying the type arguments explicitly.",
              span, name);
        return std::nullopt;
    }
    error(name == ".ctor" ? 1729 : 1501,
          "No overload of '" + (name == ".ctor" && !methods.empty() ? methods[0].owner->name : shown) + "' takes " +
              std::to_string(bound.size()) + " arguments" + (typeArguments.empty() ? "" : " with these type arguments"),
          span, name);
    return std::nullopt;
}

}  // namespace mgc::expression
