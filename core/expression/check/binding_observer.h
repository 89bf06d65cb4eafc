#pragma once
#include <string_view>
#include <vector>

#include "expression/check/type_system.h"
#include "expression/syntax/syntax.h"

namespace mgc::expression {

struct Bound;
struct LocalSymbol;
class Binder;

/// Told what the checker finds out about parts of an expression, for editors. Lambdas are bound several times while overloads are
/// tried: a later word about the same part replaces an earlier one.
class BindingObserver {
public:
    virtual ~BindingObserver() = default;
    /// `expression` was bound to `result` (possibly an error).
    virtual void bound(const Expr& expression, const Bound& result) = 0;
    /// A simple name is looked up; `binder` tells which locals are visible here.
    virtual void lookingUp(const Expr& name, const Binder& binder) = 0;
    /// A member is wanted of `receiver` (a value, type or namespace).
    virtual void accessing(const Expr& member, const Bound& receiver) = 0;
    /// `expression` (name, member, call, creation, index) stands for `member`.
    virtual void resolved(const Expr& expression, const MemberRef& member) = 0;
    /// A call, creation or index with arguments chooses among `candidates`; `isExtension`: the receiver is their first argument.
    virtual void choosing(const Expr& call, const std::vector<MemberRef>& candidates, bool isExtension) = 0;
    virtual void typeNamed(Span span, const Type* type) = 0;
    virtual void declared(const LocalSymbol& symbol, bool isParameter) = 0;
};

}  // namespace mgc::expression
