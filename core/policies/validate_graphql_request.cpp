#include "base/text.h"
#include "policies/support/graphql_check.h"
#include "policy/graphql/graphql_call.h"
#include "policy/program/compile_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class ValidateGraphQlRequest : public Step {
public:
    std::string variable;
    IntegerSetting maxSize, maxDepth, maxTotalDepth, maxComplexity;
    std::vector<GraphQlRule> rules;

    Result<Flow> run(RequestContext& context) const override {
        auto* call = hookOf<GraphQlCall>(context);
        if (!call || !call->api().schema()) {
            // Seen in Azure (MicrosoftDocs/azure-docs #98711): an API without schema makes the policy fail like this.
            PolicyError error;
            error.reason = "GatewayFailure";
            error.message = "Object reference not set to an instance of an object.";
            return context.fail(std::move(error));
        }
        if (context.upgrade) {
            // A handshake holds no query: each subscription that comes over the connection is judged.
            call->addCheck([this, &schema = *call->api().schema()](RequestContext& opened) { return judge(schema, opened); });
            return Flow::Continue;
        }
        MGC_TRY_ASSIGN(GraphQlFindings found, find(*call->api().schema(), context));
        if (!found.request.empty()) return refuse(*call, context, found.request);
        if (found.fields.empty()) return Flow::Continue;
        store(context, found.fields);
        call->addFieldErrors(found.fields);
        context.setRequestBody(http::Body::text(std::move(found.rest)));
        return Flow::Continue;
    }

private:
    Result<GraphQlFindings> find(const graphql::Schema& schema, RequestContext& context) const {
        GraphQlLimits limits;
        MGC_TRY(take(maxSize, context, limits.size));
        MGC_TRY(take(maxDepth, context, limits.depth));
        MGC_TRY(take(maxTotalDepth, context, limits.totalDepth));
        MGC_TRY(take(maxComplexity, context, limits.complexity));
        return checkGraphQl(schema, context, limits, rules);
    }

    /// Fields that may not be seen refuse a subscription as a whole: its events have no place for their errors.
    Result<std::vector<graphql::Problem>> judge(const graphql::Schema& schema, RequestContext& context) const {
        MGC_TRY_ASSIGN(GraphQlFindings found, find(schema, context));
        return found.request.empty() ? std::move(found.fields) : std::move(found.request);
    }

    static Result<void> take(const IntegerSetting& setting, RequestContext& context, std::optional<std::size_t>& into) {
        if (!setting.present()) return {};
        MGC_TRY_ASSIGN(const std::int64_t value, setting.get(context));
        into = static_cast<std::size_t>(std::max<std::int64_t>(value, 0));
        return {};
    }

    void store(RequestContext& context, const std::vector<graphql::Problem>& problems) const {
        const auto body = graphql::errorsOf(problems);
        storeErrors(context, body["errors"], variable);
    }

    Result<Flow> refuse(GraphQlCall& call, RequestContext& context, const std::vector<graphql::Problem>& problems) const {
        store(context, problems);
        PolicyError error;
        error.status = 400;
        error.reason = "Bad request";
        error.message = problems.front().message;
        error.publicMessage = error.message;
        call.refuse(problems, error);
        return context.fail(std::move(error));
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<ValidateGraphQlRequest>();
    step->variable = context.constant(node, "error-variable-name");
    MGC_TRY_ASSIGN(step->maxSize, context.integer(node, "max-size"));
    MGC_TRY_ASSIGN(step->maxDepth, context.integer(node, "max-depth"));
    MGC_TRY_ASSIGN(step->maxTotalDepth, context.integer(node, "max-total-depth"));
    MGC_TRY_ASSIGN(step->maxComplexity, context.integer(node, "max-complexity"));
    if (const auto* authorize = node.child("authorize"))
        for (const auto& rule : authorize->children) {
            GraphQlRule made;
            made.path = trimmed(context.constant(rule, "path"));
            if (!made.path.starts_with('/'))
                return context.error("MGC2449", "The path '" + made.path + "' of a rule must be '/type/field' or '/__*'.", rule);
            MGC_TRY_ASSIGN(made.action, context.attribute(rule, "action"));
            step->rules.push_back(std::move(made));
        }
    step->setReads({.requestBody = true, .responseBody = false});
    return step;
}

AttributeDescriptor limit(std::string_view name, std::string_view otherwise, std::string_view help, std::string_view unit = {}) {
    return {.name = name, .type = AttributeType::Integer, .defaultValue = otherwise, .minimum = 0, .unit = unit, .help = help};
}

AttributeDescriptor sizeLimit() {
    auto attribute = limit("max-size", "", "Longest request body", "bytes");
    attribute.maximum = 102400;
    return attribute;
}

}  // namespace

const PolicyDescriptor& validate_graphql_request_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Content validation",
        .element = {.name = "validate-graphql-request",
                    .attributes = {{.name = "error-variable-name",
                                    .type = AttributeType::VariableName,
                                    .expressions = Expressions::NotAllowed,
                                    .help = "Variable that takes the list of errors, beside GraphQLErrors"},
                                   limit("max-depth", "6", "Most levels of fields in a query", "levels"),
                                   sizeLimit(),
                                   limit("max-total-depth", "", "Most levels of all root fields together", "levels"),
                                   limit("max-complexity", "", "Most fields in a query", "fields")},
                    .content = Content::Elements,
                    .children = {{.name = "authorize",
                                  .content = Content::Elements,
                                  .children = {{.name = "rule",
                                                .attributes = {{.name = "path",
                                                                .presence = Presence::Required,
                                                                .expressions = Expressions::NotAllowed,
                                                                .help = "/type/field, or /__* for introspection"},
                                                               {.name = "action",
                                                                .type = AttributeType::Enumeration,
                                                                .defaultValue = "allow",
                                                                .values = {"allow", "remove", "reject", "ignore"},
                                                                .help = "What becomes of the field, or of the whole request"}},
                                                .minimum = 1,
                                                .maximum = 100,
                                                .help = "Who may read a field"}},
                                  .maximum = 1,
                                  .help = "Authorization by field; the first rule that applies decides"}},
                    .help = "Checks a GraphQL request against the API's schema"},
        .sections = Section::Inbound,
        .scopes = {Scope::Global, Scope::Workspace, Scope::Product, Scope::Api, Scope::Operation},
        .summary = "Validates a GraphQL request by schema, size and depth, and authorizes its fields",
        .documentation = "https://learn.microsoft.com/azure/api-management/validate-graphql-request-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
