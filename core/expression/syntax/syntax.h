#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "expression/syntax/token.h"

// The syntax tree of C# 7 expressions and statements. One struct for all expressions and one for all statements: the kinds differ in
// which fields they use, said beside each kind.
namespace mgc::expression {

struct Expr;
struct Stmt;
using ExprPtr = std::unique_ptr<Expr>;
using StmtPtr = std::unique_ptr<Stmt>;

/// A type as written: a (qualified, generic) name, or a tuple, with nullable and array suffixes.
struct TypeSyntax {
    struct Part {
        std::string name;
        std::vector<std::unique_ptr<TypeSyntax>> arguments;
    };
    Span span;
    std::vector<Part> parts;
    std::vector<std::unique_ptr<TypeSyntax>> tuple;
    std::vector<std::string> tupleNames;
    /// '?' and '[' (one-dimensional array), in order of writing.
    std::string suffixes;  ///< in order: ? nullable, [ array, 2 or 3 an array of so many dimensions

    [[nodiscard]] bool isVar() const { return parts.size() == 1 && parts[0].name == "var" && parts[0].arguments.empty() && suffixes.empty(); }
};
using TypePtr = std::unique_ptr<TypeSyntax>;

struct Argument {
    std::string name;      ///< of a named argument
    char mode = 0;         ///< 'o' out, 'r' ref, 0 by value
    ExprPtr value;
    Span span;
};

struct LambdaParameter {
    std::string name;
    TypePtr type;          ///< null when implicit
    bool transparent = false;  ///< made by query translation: its members are visible by name
    Span span;
};

enum class ExprKind : std::uint8_t {
    Literal,            // value
    Interpolated,       // pieces (text), children (holes, in order), alignments in `second` list
    Name,               // text, typeArguments
    Predefined,         // type: `string`, `int` used as an expression
    Member,             // children[0].text, typeArguments
    ConditionalAccess,  // children[0] ?. children[1]; the right side starts at a Binding leaf
    Binding,            // the receiver placeholder inside a conditional access
    Invocation,         // children[0](arguments)
    Index,              // children[0][arguments]
    New,                // type, arguments, initializer
    NewArray,           // type (element), children[0] length or none, initializer
    NewImplicitArray,   // initializer
    NewAnonymous,       // names, children
    Initializer,        // children (each an expression, an Assign or a nested Initializer)
    Lambda,             // parameters, children[0] or body
    Unary,              // text, children[0]
    Postfix,            // text, children[0]
    Binary,             // text, children[0], children[1]
    Assign,             // text ("=", "+=", ...), children
    Conditional,        // children[0..2]
    Cast,               // type, children[0]
    Is,                 // children[0], type, text = designation or ""
    IsConstant,         // children[0] is children[1]
    As,                 // children[0], type
    TypeOf,             // type
    Default,            // type or null
    Checked,            // text "checked"/"unchecked", children[0]
    Tuple,              // names, children
    Paren,              // children[0]
    Throw,              // children[0]
    Declaration,        // type (or var), text: `out var x`
    Bad
};

struct Expr {
    ExprKind kind = ExprKind::Bad;
    Span span;
    Span nameSpan;  ///< of the member or variable name where there is one
    std::string text;
    Value value;
    TypePtr type;
    std::vector<TypePtr> typeArguments;
    std::vector<ExprPtr> children;
    std::vector<Argument> arguments;
    std::vector<std::string> names;
    std::vector<LambdaParameter> parameters;
    std::vector<InterpolationPiece> pieces;
    std::vector<ExprPtr> alignments;
    ExprPtr initializer;
    StmtPtr body;
    bool hasArguments = false;
    bool parenthesized = false;
};

enum class StmtKind : std::uint8_t {
    Block,          // statements
    Declaration,    // type, declarators; text "const" for constants
    Expression,     // expression
    If,             // expression, body, otherwise
    While,          // expression, body
    Do,             // body, expression
    For,            // statements[0] initial declaration or expressions, expression, iterators, body
    ForEach,        // type, text = variable (or iterators[0] = targets of a deconstruction), expression, body
    Switch,         // expression, sections
    Break,
    Continue,
    Goto,           // text: "case", "default" or a label; expression
    Return,         // expression or null
    Throw,          // expression or null
    Try,            // body, catches, otherwise = finally
    Using,          // statements[0] declaration or expression, body
    LocalFunction,  // type, text, typeParameters, parameters, body or expression
    CheckedBlock,   // text, body
    Labeled,        // text, body
    Lock,           // expression, body
    Empty
};

struct Declarator {
    std::string name;
    Span span;
    ExprPtr value;  ///< may be an Initializer for arrays
};

struct SwitchLabel {
    Span span;
    ExprPtr value;     ///< case constant; null with `type` or for default
    TypePtr type;      ///< case T name
    std::string name;  ///< designation, "_" for none
    ExprPtr when;
    bool isDefault = false;
};

struct SwitchSection {
    std::vector<SwitchLabel> labels;
    std::vector<StmtPtr> statements;
};

struct CatchClause {
    TypePtr type;
    std::string name;
    Span span;
    ExprPtr filter;
    StmtPtr body;
};

struct FunctionParameter {
    TypePtr type;
    std::string name;
    Span span;
    ExprPtr value;   ///< default
    char mode = 0;   ///< 'o', 'r', 'p' (params)
};

struct Stmt {
    StmtKind kind = StmtKind::Empty;
    Span span;
    Span nameSpan;
    std::string text;
    TypePtr type;
    ExprPtr expression;
    std::vector<ExprPtr> iterators;
    std::vector<Declarator> declarators;
    std::vector<StmtPtr> statements;
    std::vector<SwitchSection> sections;
    std::vector<CatchClause> catches;
    std::vector<FunctionParameter> parameters;
    std::vector<std::string> typeParameters;
    StmtPtr body;
    StmtPtr otherwise;
};

}  // namespace mgc::expression
