#pragma once
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "expression/check/binder.h"
#include "expression/check/binding_observer.h"
#include "expression/query/query.h"
#include "expression/syntax/parser.h"

namespace mgc::expression::query {

/// Texts longer than this get no answers.
inline constexpr std::size_t maxTextSize = 64 * 1024;
/// Stands for the name being typed; no one writes it.
inline constexpr std::string_view cursorName = "mgc__cursor";

/// What the checker said about one part of the tree.
struct Fact {
    Category category = Category::Error;
    const Type* type = nullptr;
    MemberRef member;
    std::string name;  ///< of a namespace or a local
    bool isLocal = false;
    bool isParameter = false;
    bool hasConstant = false;
};

struct Choice {
    std::vector<MemberRef> candidates;
    bool isExtension = false;
};

struct Local {
    std::string name;
    const Type* type = nullptr;
    Span span;
    bool isParameter = false;
};

/// Keeps what is said about every part.
class Recorder final : public BindingObserver {
public:
    void bound(const Expr& expression, const Bound& result) override;
    void lookingUp(const Expr& name, const Binder& binder) override;
    void accessing(const Expr& member, const Bound& receiver) override;
    void resolved(const Expr& expression, const MemberRef& member) override;
    void choosing(const Expr& call, const std::vector<MemberRef>& candidates, bool isExtension) override;
    void typeNamed(Span span, const Type* type) override;
    void declared(const LocalSymbol& symbol, bool isParameter) override;

    std::map<const Expr*, Fact> facts;
    std::map<const Expr*, Choice> choices;
    std::map<std::uint32_t, std::pair<Span, const Type*>> typeNames;  ///< by begin
    std::map<std::uint32_t, Local> locals;                            ///< declarations by begin of their names
    bool sawName = false;                                             ///< the cursor stands for a simple name
    std::vector<Local> visible;                                       ///< locals there
    bool sawAccess = false;                                           ///< the cursor stands for a member
    Fact receiver;
};

/// A text, parsed and bound as far as it goes. Holds the type system's lock.
class Session {
public:
    explicit Session(std::string text);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    const std::string text;
    Findings findings;
    ParsedExpression tree;
    Program program;
    Recorder recorder;

private:
    std::unique_lock<std::recursive_mutex> m_lock;
};

/// Where the text's content lies: behind "@(" or "@{", before the bracket that closes it or the end.
[[nodiscard]] Span contentOf(std::string_view text);
/// Calls `visit` for every expression of the tree, outer ones first.
void walk(const ParsedExpression& tree, const std::function<void(const Expr&)>& visit);

}  // namespace mgc::expression::query
