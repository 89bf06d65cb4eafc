#include "policies/support/graphql_check.h"

#include <set>

#include "base/text.h"
#include "graphql/check/selections.h"
#include "graphql/check/validate.h"
#include "graphql/run/inputs.h"
#include "graphql/run/reduction.h"
#include "graphql/run/request.h"
#include "graphql/syntax/document_parser.h"
#include "graphql/syntax/printer.h"

namespace mgc::policies {

using graphql::Json;
using graphql::Problem;
using policy::RequestContext;

namespace {

enum class Verdict { Allow, Remove, Reject, Ignore };

/// The rules for one request: each action is evaluated at most once.
class Rules {
public:
    Rules(const std::vector<GraphQlRule>& rules, RequestContext& context) : m_rules(rules), m_context(context), m_known(rules.size()) {}

    /// What the first rule that applies says; Allow where none does.
    Result<Verdict> of(const std::string& type, const std::string& field, bool atRoot) {
        for (std::size_t i = 0; i < m_rules.size(); ++i) {
            if (!applies(m_rules[i].path, type, field, atRoot)) continue;
            if (!m_known[i]) {
                MGC_TRY_ASSIGN(m_known[i], action(m_rules[i]));
            }
            if (*m_known[i] != Verdict::Ignore) return *m_known[i];
        }
        return Verdict::Allow;
    }

private:
    static bool applies(std::string_view path, const std::string& type, const std::string& field, bool atRoot) {
        const std::string inner = "/" + type + "/" + field, root = "/" + field;
        if (path == "/__*") return field == "__schema" || field == "__type";  // __typename is no introspection of the schema
        if (path.ends_with('*')) {
            path.remove_suffix(1);
            return inner.starts_with(path) || (atRoot && root.starts_with(path));
        }
        return path == inner || (atRoot && path == root);
    }

    Result<Verdict> action(const GraphQlRule& rule) const {
        MGC_TRY_ASSIGN(const std::string text, rule.action.text(m_context));
        const auto name = trimmed(text);
        if (equalsIgnoreCase(name, "allow")) return Verdict::Allow;
        if (equalsIgnoreCase(name, "remove")) return Verdict::Remove;
        if (equalsIgnoreCase(name, "ignore")) return Verdict::Ignore;
        if (equalsIgnoreCase(name, "reject") || equalsIgnoreCase(name, "deny"))
            return Verdict::Reject;  // "deny": the page's second example
        return fail("ExpressionValueEvaluationFailure", "'" + text + "' is no action: allow, remove, reject or ignore.");
    }

    const std::vector<GraphQlRule>& m_rules;
    RequestContext& m_context;
    std::vector<std::optional<Verdict>> m_known;
};

std::optional<Problem> limitProblem(const graphql::Measure& size, const GraphQlLimits& limits) {
    const auto nested = [](std::size_t depth, std::size_t most) {
        return Problem{"Query is too nested to execute. Depth is " + std::to_string(depth) +
                           " levels, maximum allowed on this endpoint is " + std::to_string(most) + ".",
                       {},
                       "COMPLEXITY"};
    };
    if (limits.depth && size.depth > *limits.depth) return nested(size.depth, *limits.depth);
    if (limits.totalDepth && size.totalDepth > *limits.totalDepth) return nested(size.totalDepth, *limits.totalDepth);
    if (limits.complexity && size.fields > *limits.complexity)
        return Problem{"Query is too complex to execute. Complexity is " + std::to_string(size.fields) +
                           ", maximum allowed on this endpoint is " + std::to_string(*limits.complexity) + ".",
                       {},
                       "COMPLEXITY"};
    return std::nullopt;
}

Problem unauthorized(const std::string& type, const graphql::Selection& field) {
    return {"You are not authorized to access the field '" + field.name + "' of type '" + type + "'.", {field.location}, "AUTHORIZATION"};
}

/// Applies the rules to every field of the operation.
Result<void> authorize(const graphql::Schema& schema, const graphql::Document& document, const graphql::Operation& operation, Rules rules,
                       GraphQlFindings& findings, std::set<std::pair<std::string, std::string>>& removed) {
    std::optional<Error> failed;
    graphql::forEachField(schema, document, operation,
                          [&](const graphql::Type& parent, const graphql::Selection& field, std::size_t level) {
                              if (failed || findings.request.size() == graphql::mostProblems) return;
                              const auto verdict = rules.of(parent.name, field.name, level == 1);
                              if (!verdict) {
                                  failed = verdict.error();
                              } else if (*verdict == Verdict::Reject) {
                                  findings.request.push_back(unauthorized(parent.name, field));
                              } else if (*verdict == Verdict::Remove && removed.emplace(parent.name, field.name).second) {
                                  findings.fields.push_back(unauthorized(parent.name, field));
                              }
                          });
    if (failed) return fail(std::move(*failed));
    return {};
}

}  // namespace

Result<GraphQlFindings> checkGraphQl(const graphql::Schema& schema, RequestContext& context, const GraphQlLimits& limits,
                                     const std::vector<GraphQlRule>& rules) {
    GraphQlFindings findings;
    const auto refused = [&](Problem problem) {
        findings.request.push_back(std::move(problem));
        return findings;
    };
    const std::string_view body = context.request().body.view();
    if (limits.size && body.size() > *limits.size)
        return refused({"The request's body is " + std::to_string(body.size()) + " bytes long and it exceeds the configured limit of " +
                            std::to_string(*limits.size) + " bytes.",
                        {},
                        "MAX_SIZE"});
    auto request = graphql::readRequest(context.request().headers.get("Content-Type").value_or(""), body);
    if (!request) return refused(std::move(request).error());
    const auto document = graphql::parseDocument(request->query);
    if (!document) return refused(document.error());
    findings.request = graphql::validate(schema, **document);
    if (!findings.request.empty()) return findings;
    const auto operation = graphql::chooseOperation(**document, request->operationName);
    if (!operation) return refused(operation.error());
    if (auto variables = graphql::coerceVariables(schema, **operation, request->variables); !variables) {
        findings.request = std::move(variables).error();
        return findings;
    }
    if (auto problem = limitProblem(graphql::measure(schema, **document, **operation), limits)) return refused(std::move(*problem));
    std::set<std::pair<std::string, std::string>> removed;
    MGC_TRY(authorize(schema, **document, **operation, Rules(rules, context), findings, removed));
    if (!findings.request.empty() || removed.empty()) return findings;

    const graphql::Document rest =
        graphql::reduced(schema, **document, **operation, [&](const graphql::Type& type, const graphql::Selection& field) {
            return removed.contains({type.name, field.name});
        });
    Json json{{"query", graphql::printed(rest)}, {"variables", Json::object()}};
    for (const auto& variable : rest.operations.front().variables)
        if (request->variables.contains(variable.name)) json["variables"][variable.name] = request->variables[variable.name];
    if (!(*operation)->name.empty()) json["operationName"] = (*operation)->name;
    findings.rest = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    context.request().headers.set("Content-Type", "application/json");
    return findings;
}

}  // namespace mgc::policies
