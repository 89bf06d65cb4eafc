#include "expression/expression.h"

#include <mutex>

#include "expression/check/binder.h"
#include "expression/host/context_data.h"
#include "expression/json/token.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/to_text.h"
#include "expression/syntax/parser.h"
#include "expression/value.h"
#include "expression/runtime/links.h"

namespace mgc::expression {

namespace {

/// Turns byte offsets of an expression into places of its document.
class Places {
public:
    Places(std::string_view source, const SourceRange& origin) : m_source(source), m_origin(origin) {}
    [[nodiscard]] SourceRange range(std::size_t begin, std::size_t end) const {
        SourceRange result;
        result.file = m_origin.file;
        result.begin = position(begin);
        result.end = position(std::max(begin, end));
        return result;
    }

private:
    [[nodiscard]] SourcePosition position(std::size_t offset) const {
        SourcePosition place = m_origin.begin;
        if (place.line == 0) place.line = place.column = 1;
        offset = std::min(offset, m_source.size());
        for (std::size_t i = 0; i < offset; ++i) {
            if (m_source[i] == '\n') {
                ++place.line;
                place.column = 1;
            } else if ((static_cast<unsigned char>(m_source[i]) & 0xC0) != 0x80) {
                ++place.column;
            }
        }
        place.offset += offset;
        return place;
    }
    std::string_view m_source;
    const SourceRange& m_origin;
};

class CompiledExpression final : public Expression {
public:
    CompiledExpression(std::string source, SourceRange origin) : m_source(std::move(source)), m_origin(std::move(origin)) {}

    [[nodiscard]] Result<Value> evaluate(EvaluationContext& context) const override {
        return run(context, [](Value value) -> Result<Value> { return finish(std::move(value)); });
    }
    [[nodiscard]] Result<bool> evaluateBool(EvaluationContext& context) const override {
        return run(context, [this](Value value) -> Result<bool> {
            if (const auto flag = value.asBool()) return *flag;
            return fail("InvalidCastException", "The condition must give a bool, but gave " + value.typeName() + ".", m_origin);
        });
    }
    [[nodiscard]] Result<std::string> evaluateText(EvaluationContext& context) const override {
        return run(context, [](Value value) -> Result<std::string> { return toText(value); });
    }
    [[nodiscard]] std::string_view typeName() const override { return program.type ? std::string_view(program.type->name) : std::string_view("object"); }
    [[nodiscard]] Reads reads() const override { return {program.readsRequestBody, program.readsResponseBody}; }
    [[nodiscard]] const std::string& source() const override { return m_source; }

    Program program;

private:
    static Value finish(Value value) {
        if (value.kind() == Kind::Host) return ownedValue(value);
        if (value.kind() != Kind::Object) return value;
        if (JTokenObject* token = tokenOf(value)) {
            // A token of a cached body must not be changed through the result.
            const JTokenObject* root = token;
            while (root->parent()) root = root->parent();
            return root->isShared ? token->clone()->value() : value;
        }
        // A lazy sequence would run code of this evaluation later: take its items now.
        if (auto* items = dynamic_cast<Enumerable*>(value.pointer()); items && items->type()->isInterface()) {
            const Type* type = items->type();
            auto all = toVector(value);
            return Value::object(new SequenceObject(type, [all = std::make_shared<std::vector<Value>>(std::move(all))] {
                return makeIterator([all, at = std::size_t{0}](Value& out) mutable {
                    if (at >= all->size()) return false;
                    out = (*all)[at++];
                    return true;
                });
            }));
        }
        return value;
    }

    template <class Finish>
    auto run(EvaluationContext& context, Finish done) const -> decltype(done(Value())) {
        try {
            Runtime runtime(context);
            runtime.mutatesTokens = program.mutatesTokens;
            return done(runFunction(program.main, runtime, nullptr, 0, nullptr));
        } catch (const Thrown& thrown) {
            const auto& exception = exceptionOf(thrown.exception);
            return fail(exception.type()->definition->name, exception.message, place(thrown.offset, thrown.length));
        } catch (const LimitHit& limit) {
            return fail(limit.name, limit.message, m_origin);
        } catch (const std::bad_alloc&) {
            return fail("OutOfMemoryException", "Insufficient memory to continue the execution of the program.", m_origin);
        } catch (const std::exception& error) {
            return fail("ExpressionEngineFailure", error.what(), m_origin);
        }
    }
    [[nodiscard]] SourceRange place(std::int64_t offset, std::uint32_t length) const {
        if (offset < 0) return Places(m_source, m_origin).range(0, m_source.size());
        return Places(m_source, m_origin).range(static_cast<std::size_t>(offset), static_cast<std::size_t>(offset) + length);
    }

    std::string m_source;
    SourceRange m_origin;
};

}  // namespace

std::shared_ptr<const Expression> compile(std::string_view source, const SourceRange& origin, Diagnostics& diagnostics) {
    auto compiled = std::make_shared<CompiledExpression>(std::string(source), origin);
    Findings findings;
    const std::lock_guard lock(types().mutex());
    const ParsedExpression parsed = parseExpression(compiled->source(), findings);
    if (!findings.hasErrorsSince(0)) {
        Binder binder(compiled->source(), findings, compiled->program);
        (void)binder.run(parsed.expression.get(), parsed.block.get());
    }
    const Places places(compiled->source(), origin);
    for (const auto& finding : findings.all()) {
        Diagnostic diagnostic;
        diagnostic.severity = finding.severity;
        diagnostic.code = findingCode(finding.csharp);
        diagnostic.message = finding.message;
        diagnostic.range = places.range(finding.span.begin, std::max(finding.span.end, finding.span.begin + 1));
        diagnostic.element = finding.element;
        diagnostics.add(std::move(diagnostic));
    }
    if (findings.hasErrorsSince(0)) return nullptr;
    return compiled;
}

}  // namespace mgc::expression
