#include <algorithm>

#include "expression/check/binder.h"

namespace mgc::expression {
namespace {

bool mentions(const Type* type, const Type* parameter) {
    if (type == parameter) return true;
    return std::any_of(type->arguments.begin(), type->arguments.end(), [&](const Type* argument) { return mentions(argument, parameter); });
}

bool hasParameters(const Type* type) {
    if (type->kind == TypeKind::Parameter) return true;
    return std::any_of(type->arguments.begin(), type->arguments.end(), hasParameters);
}

}  // namespace

const Type* Binder::bestCommonType(const std::vector<const Type*>& all) {
    const Type* best = nullptr;
    const auto converts = [&](const Type* from, const Type* to) {
        return classifyType(from, to).exists() || userConversion(from, to, false).exists();
    };
    for (const Type* candidate : all) {
        if (candidate->isError()) return candidate;
        bool fits = true;
        for (const Type* other : all) fits = fits && (other == candidate || converts(other, candidate));
        if (!fits) continue;
        if (!best || (converts(candidate, best) && !converts(best, candidate))) best = candidate;
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
    for (std::size_t i = 0; i < to->arguments.size() && i < construction->arguments.size(); ++i)
        lowerBound(construction->arguments[i], to->arguments[i], bounds);
}

bool Binder::infer(const MemberRef& ref, const std::vector<const Bound*>& arguments, Candidate& candidate,
                   const std::vector<const Type*>& parameterTypes, std::string* why) {
    const auto& wanted = ref.member->typeParameters;
    std::vector<const Type*> fixed(wanted.size(), nullptr);
    std::map<const Type*, std::vector<const Type*>> bounds;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        if ((arguments[i]->category == Category::Value || arguments[i]->category == Category::OutVariable) && arguments[i]->type)
            lowerBound(arguments[i]->type, parameterTypes[i], bounds);
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

}  // namespace mgc::expression
