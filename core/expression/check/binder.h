#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "expression/check/binding_observer.h"
#include "expression/check/type_system.h"
#include "expression/eval/node.h"
#include "expression/syntax/findings.h"
#include "expression/syntax/syntax.h"

namespace mgc::expression {

/// A local function: a member like any other, called through the closure that `symbol` holds.
struct LocalFunction {
    Member member;
    std::string signature;
    LocalSymbol* symbol = nullptr;
    const Stmt* syntax = nullptr;
    std::size_t scopes = 0;  ///< around its declaration
};

/// What static checking leaves: the code and the symbols it points to.
struct Program {
    FunctionCode main;
    const Type* type = nullptr;
    std::vector<std::unique_ptr<LocalSymbol>> symbols;
    std::vector<std::unique_ptr<FunctionCode>> functions;
    std::vector<std::unique_ptr<LocalFunction>> localFunctions;
    bool readsRequestBody = false;
    bool readsResponseBody = false;
    bool mutatesTokens = false;  ///< may change a JToken: As<T>() then hands out copies of the cached body
};

/// What an expression turned out to be.
enum class Category : std::uint8_t { Value, Null, Default, TypeName, Namespace, Methods, Lambda, Throw, OutVariable, Error };

struct Bound {
    Category category = Category::Value;
    const Type* type = nullptr;
    NodePtr node;
    bool hasConstant = false;
    Value constant;
    const Expr* syntax = nullptr;
    // Methods
    std::vector<MemberRef> methods;
    std::string name;                          ///< of the method group or namespace
    std::shared_ptr<Bound> receiver;           ///< instance or extension receiver
    std::vector<const Type*> typeArguments;
    LocalSymbol* variable = nullptr;           ///< OutVariable, or a plain local
    std::shared_ptr<class Place> place;        ///< where it can be assigned
    [[nodiscard]] bool isError() const { return category == Category::Error || (type && type->isError()); }
};

/// Something assignable. Receiver and index are evaluated once into temps; then it can be read and written.
class Place {
public:
    virtual ~Place() = default;
    virtual void prepare(Frame&, Value*) const {}
    [[nodiscard]] virtual Value load(Frame& frame, Value* temps) const = 0;
    virtual void store(Frame& frame, Value* temps, const Value& value) const = 0;
    const Type* type = nullptr;
    LocalSymbol* local = nullptr;
    static constexpr int tempCount = 5;
};

enum class ConversionKind : std::uint8_t { None, Identity, Numeric, Constant, Enum, Nullable, Null, Default, Reference, Boxing, User, Lambda, MethodGroup, Throw, Tuple, Error,
                                           // explicit only
                                           ExplicitNumeric, ExplicitEnum, ExplicitNullable, Downcast, Unboxing };

struct Conversion {
    ConversionKind kind = ConversionKind::None;
    MemberRef user;
    const Type* from = nullptr;  ///< source type of the user conversion
    [[nodiscard]] bool exists() const { return kind != ConversionKind::None; }
    [[nodiscard]] bool isIdentity() const { return kind == ConversionKind::Identity; }
};

/// One function while it is checked.
struct FunctionBuilder {
    FunctionBuilder* outer = nullptr;
    FunctionCode* code = nullptr;
    const Type* returnType = nullptr;           ///< null: inferred
    std::vector<const Type*> returnTypes;       ///< seen, for inference
    std::vector<const Expr*> returnExpressions;
    bool returnsNull = false;
    bool returnsVoid = false;
    std::map<LocalSymbol*, LocalSymbol*> imported;  ///< captured symbol -> its stand-in here
    bool isLambda = false;
    int loopDepth = 0;
    int switchDepth = 0;
    int catchDepth = 0;
    int finallyDepth = 0;
    std::vector<int> outParameters;
    std::vector<LocalSymbol*> outSymbols;
};

/// Definite assignment: which variables have a value here, and whether control can be here at all.
struct FlowState {
    std::vector<bool> assigned;
    bool reachable = true;
    void join(const FlowState& other);
    [[nodiscard]] bool isAssigned(int index) const { return !reachable || (index < static_cast<int>(assigned.size()) && assigned[static_cast<std::size_t>(index)]); }
    void assign(int index) {
        if (index >= static_cast<int>(assigned.size())) assigned.resize(static_cast<std::size_t>(index) + 1);
        assigned[static_cast<std::size_t>(index)] = true;
    }
};

/// Checks a parsed expression and builds its code. Reports everything it finds. Split over the binder_*.cpp files.
class Binder {
public:
    /// `observer` (may be null) is told what is found out, for editors.
    Binder(std::string_view source, Findings& findings, Program& program, BindingObserver* observer = nullptr);
    /// False when there were errors.
    bool run(const Expr* expression, const Stmt* block);
    /// Named locals visible where the checker is now, innermost first.
    [[nodiscard]] std::vector<const LocalSymbol*> visibleLocals() const;

private:
    struct Scope {
        std::map<std::string, LocalSymbol*, std::less<>> names;
        std::map<std::string, std::pair<LocalSymbol*, int>, std::less<>> transparent;  ///< query range variables inside a record
        std::map<std::string, LocalFunction*, std::less<>> functions;
        std::map<std::string, const Type*, std::less<>> typeNames;  ///< type parameters of a local function
        std::vector<const LocalSymbol*> declared;
        FunctionBuilder* function = nullptr;
    };
    struct Candidate {
        MemberRef ref;
        std::vector<const Type*> typeArguments;
        std::vector<int> parameterOf;            ///< argument -> parameter
        std::vector<const Type*> targetOf;       ///< argument -> parameter type (element type in expanded form)
        bool expanded = false;
        int defaultsUsed = 0;
        const Type* result = nullptr;
    };
    struct LambdaShape {
        const Type* result = nullptr;
        bool ok = false;
    };
    struct SwitchContext {
        const Type* type = nullptr;
        std::map<std::string, int> sections;  ///< constant text -> section
        int defaultSection = -1;
    };

    // binder_core.cpp
    void error(int csharp, std::string message, Span span, std::string_view element = {});
    Bound errorValue(const Expr* syntax = nullptr) const;
    Bound value(const Type* type, NodePtr node, const Expr* syntax) const;
    Bound constantValue(const Type* type, const Value& constant, const Expr* syntax) const;
    LocalSymbol* declare(const std::string& name, const Type* type, Span span);
    LocalSymbol* hidden(const Type* type);
    LocalSymbol* lookup(std::string_view name, std::pair<LocalSymbol*, int>* transparent = nullptr);
    LocalSymbol* import(LocalSymbol* symbol);
    NodePtr readLocal(LocalSymbol* symbol) const;
    std::shared_ptr<Place> placeOf(LocalSymbol* symbol) const;
    void pushScope();
    std::vector<const LocalSymbol*> popScope();
    const Type* bindType(const TypeSyntax& syntax, bool report = true);
    const Type* typeNamed(const std::vector<TypeSyntax::Part>& parts, Span span, bool report);
    std::string describe(const Bound& bound) const;
    void useLocal(LocalSymbol* symbol, Span span);

    // binder_expressions.cpp
    Bound bind(const Expr& expression, const Type* target = nullptr);
    Bound bindValue(const Expr& expression, const Type* target = nullptr);
    NodePtr bindCondition(const Expr& expression);
    Bound bindName(const Expr& expression);
    Bound bindMember(const Expr& expression);
    Bound memberOf(Bound receiver, const Expr& expression, const std::string& name, const std::vector<TypePtr>& typeArguments);
    Bound bindConditionalAccess(const Expr& expression);
    Bound bindIndex(const Expr& expression);
    Bound bindInterpolated(const Expr& expression);
    Bound bindConditional(const Expr& expression, const Type* target);
    Bound bindCast(const Expr& expression);
    Bound bindIs(const Expr& expression);
    Bound bindAs(const Expr& expression);
    Bound bindTuple(const Expr& expression, const Type* target);
    Bound bindAnonymous(const Expr& expression);
    Bound bindDefault(const Expr& expression, const Type* target);
    Bound bindNameOf(const Expr& expression);
    Bound staticMember(const Type* type, const Expr& expression, const std::string& name, const std::vector<TypePtr>& typeArguments);
    Bound propertyValue(Bound receiver, const MemberRef& ref, const Expr& expression);
    void refuse(const Member& member, const Type* type, Span span);

    // binder_operators.cpp
    Bound bindUnary(const Expr& expression);
    Bound bindIncrement(const Expr& expression, bool postfix);
    Bound bindBinary(const Expr& expression);
    Bound bindAssignment(const Expr& expression);
    Bound binaryOperation(const std::string& op, Bound left, Bound right, const Expr& expression);
    Bound concatenation(const Expr& expression, Bound left, Bound right);
    Bound coalesce(const Expr& expression, const Type* target);
    Bound equality(const std::string& op, Bound left, Bound right, const Expr& expression);
    std::optional<Bound> userOperator(const std::string& op, Bound& left, Bound& right, const Expr& expression);
    std::optional<Value> foldBinary(const std::string& op, const Value& left, const Value& right, const Type* type, Span span);
    const Type* promoted(const Type* left, const Type* right, bool shift) const;
    NodePtr arithmeticNode(const std::string& op, const Type* type, NodePtr left, NodePtr right, bool lifted) const;
    NodePtr comparisonNode(const std::string& op, const Type* type, NodePtr left, NodePtr right, bool lifted) const;
    Bound shortCircuit(const Expr& expression);

    // binder_creation.cpp
    Bound bindNew(const Expr& expression, const Type* target);
    Bound bindNewArray(const Expr& expression);
    Bound bindImplicitArray(const Expr& expression);
    Bound arrayInitializer(const Expr& initializer, const Type* arrayType);
    // binder_grids.cpp: arrays of two and three dimensions
    Bound bindNewGrid(const Expr& expression, const Type* element, std::size_t rank);
    Bound gridInitializer(const Expr& initializer, const Type* gridType, std::size_t rank);
    Bound applyInitializer(Bound created, const Expr& initializer);
    void initializerItem(const Expr& item, LocalSymbol* temp, const Type* type, std::vector<NodePtr>& steps);

    // binder_calls.cpp
    Bound bindInvocation(const Expr& expression);
    Bound invoke(Bound target, std::vector<Bound> arguments, const Expr& expression);
    std::vector<Bound> bindArguments(const std::vector<Argument>& arguments);
    Bound callMember(const Candidate& candidate, Bound* receiver, std::vector<Bound> arguments, const Expr& expression);
    std::optional<Candidate> resolve(const std::vector<MemberRef>& methods, const std::vector<Bound>& arguments, const std::vector<Argument>& syntax, const std::vector<const Type*>& typeArguments,
                                     const std::string& name, Span span, bool report, const Bound* extensionReceiver = nullptr);
    std::optional<Candidate> applicable(const MemberRef& ref, const std::vector<const Bound*>& arguments, const std::vector<std::string>& names, const std::vector<char>& modes,
                                        const std::vector<const Type*>& typeArguments, bool expanded, std::string* why);
    bool infer(const MemberRef& ref, const std::vector<const Bound*>& arguments, Candidate& candidate, const std::vector<const Type*>& parameterTypes, std::string* why);
    void lowerBound(const Type* from, const Type* to, std::map<const Type*, std::vector<const Type*>>& bounds) const;
    int better(const Candidate& left, const Candidate& right, const std::vector<const Bound*>& arguments);
    int betterConversion(const Bound& argument, const Type* left, const Type* right);
    Bound invokeDelegate(Bound target, std::vector<Bound> arguments, const Expr& expression);
    Bound callLocalFunction(const Expr& expression, LocalFunction& function);
    const Type* bestCommonType(const std::vector<const Type*>& types);

    // binder_local_functions.cpp
    LocalFunction* findFunction(std::string_view name) const;
    void declareLocalFunction(const Stmt& statement);
    FunctionCode* buildLocalFunction(LocalFunction& function, const std::vector<const Type*>& typeArguments, FunctionBuilder& builder);
    NodePtr instantiate(LocalFunction& function, const std::vector<const Type*>& typeArguments);
    void checkOutParameters(Span span);

    // binder_deconstruction.cpp
    Bound bindDeconstruction(const Expr& expression);
    const Type* targetTuple(const Expr& targets);
    void deconstruct(const Expr& targets, const Type* tupleType, LocalSymbol* tuple, std::vector<NodePtr>& steps);
    void assignItem(const Expr& target, Bound item, std::vector<NodePtr>& steps);
    Bound tupleEquality(const std::string& op, Bound left, Bound right, const Expr& expression);

    // binder_lambda.cpp
    LambdaShape lambdaShape(const Expr& lambda, const std::vector<const Type*>& parameters);
    NodePtr lambdaNode(const Expr& lambda, const Type* delegateType);
    bool lambdaFits(const Expr& lambda, const Type* delegateType);
    NodePtr closureNode(const Type* delegateType, FunctionCode* code, FunctionBuilder& builder);
    FunctionCode* buildFunction(const Expr* expression, const Stmt* body, const std::vector<std::pair<std::string, const Type*>>& parameters, const std::vector<Span>& spans, FunctionBuilder& builder,
                                const Expr* lambda);
    std::optional<Candidate> resolveGroup(const Bound& group, const std::vector<const Type*>& parameters);
    NodePtr methodGroupNode(Bound& group, const Type* delegateType);

    // conversions.cpp
    Conversion classify(const Bound& from, const Type* to);
    Conversion classifyType(const Type* from, const Type* to) const;
    Conversion classifyExplicit(const Bound& from, const Type* to);
    Conversion userConversion(const Type* from, const Type* to, bool allowExplicit, const Bound* source = nullptr);
    NodePtr convert(Bound& from, const Type* to, const Conversion& conversion, Span span);
    NodePtr convertImplicit(Bound from, const Type* to, Span span);
    NodePtr numericNode(NodePtr node, const Type* from, const Type* to) const;
    static bool implicitNumeric(const Type* from, const Type* to);
    static bool constantFits(const Value& constant, const Type* to);
    bool isConvertible(const Bound& from, const Type* to) { return classify(from, to).exists(); }

    // binder_statements.cpp
    StatementPtr bindStatement(const Stmt& statement);
    StatementPtr bindBlock(const std::vector<StmtPtr>& statements, bool ownScope = true);
    StatementPtr bindDeclaration(const Stmt& statement);
    StatementPtr bindIf(const Stmt& statement);
    StatementPtr bindWhile(const Stmt& statement);
    StatementPtr bindDo(const Stmt& statement);
    StatementPtr bindFor(const Stmt& statement);
    StatementPtr bindForEach(const Stmt& statement);
    StatementPtr bindSwitch(const Stmt& statement);
    StatementPtr bindTry(const Stmt& statement);
    StatementPtr bindUsing(const Stmt& statement);
    StatementPtr bindReturn(const Stmt& statement);
    StatementPtr bindThrow(const Stmt& statement);
    StatementPtr bindLocalFunction(const Stmt& statement);
    StatementPtr bindExpressionStatement(const Expr& expression);
    StatementPtr runExpression(const Expr& expression);
    static bool isStatementExpression(const Expr& expression);
    void declareLocalFunctions(const std::vector<StmtPtr>& statements);

    std::string_view m_source;
    Findings& m_findings;
    Program& m_program;
    BindingObserver* m_observer = nullptr;
    std::vector<std::unique_ptr<Scope>> m_scopes;
    FunctionBuilder* m_function = nullptr;
    FlowState m_state;
    FlowState m_whenTrue, m_whenFalse;
    bool m_hasCondition = false;
    bool m_checked = false;
    bool m_unchecked = false;
    bool m_invoked = false;  ///< the member access being bound is called
    int m_symbols = 0;
    int m_depth = 0;
    std::size_t m_work = 0;
    std::vector<std::vector<FlowState>*> m_breaks;
    std::vector<SwitchContext*> m_switches;
    std::size_t m_finallyBreaks = 0;  ///< breakable statements around the innermost finally block
    int m_finallyLoops = 0;
    std::map<std::pair<const LocalFunction*, std::vector<const Type*>>, LocalSymbol*> m_instances;  ///< generic ones being built
    std::map<std::string, int, std::less<>> m_labels;
    std::map<std::pair<const Expr*, std::vector<const Type*>>, LambdaShape> m_shapes;
    std::vector<Bound*> m_bindings;  ///< receivers of conditional accesses and initializers
    std::set<const Expr*> m_tokenSetters;  ///< places whose assignment changes a JToken
    bool m_requestUsed = false, m_responseUsed = false, m_requestBody = false, m_responseBody = false;
};

}  // namespace mgc::expression
