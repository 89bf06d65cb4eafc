#include "base/text.h"
#include "policies/support/content_safety/inspection.h"
#include "policies/support/model_text.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

constexpr std::string_view elementName = "llm-content-safety";
constexpr std::int64_t highestSeverity = 7;

tl::unexpected<Error> refuse(RequestContext& context, const std::string& why) {
    context.addFlag("content safety");
    if (context.trace()) context.trace()->addMessage(elementName, why);
    PolicyError error;
    error.status = 403;
    error.source = elementName;
    error.reason = "ContentSafetyCheckFailed";  // docs silent on the name
    error.message = "Request failed content safety check.";
    return context.fail(std::move(error));
}

Task<Result<void>> inspectCompletion(RequestContext& context, const Inspection& inspection) {
    auto whole = co_await context.buffer({.requestBody = false, .responseBody = true}, elementName);
    if (!whole) co_return fail(std::move(whole).error());
    if (context.responseBody().consumed()) co_return Result<void>{};
    std::string text = completionText(context.response()->body.view(), context.streaming);
    const auto result = co_await inspectText(context, inspection, std::move(text), false);
    if (!result.refusal.empty()) co_return refuse(context, result.refusal);
    co_return Result<void>{};
}

/// enforce-on-completions: judges the backend's answer before any of it leaves. A stream is held back whole: what has been sent could not
/// be refused any more (docs silent on streams).
class CompletionCheck : public PipelineHook {
public:
    explicit CompletionCheck(Inspection inspection) : m_inspection(std::move(inspection)) {}
    [[nodiscard]] Points points() const override { return {.afterBackend = true, .beforeSend = false}; }
    [[nodiscard]] bool mayRefuse() const override { return true; }
    [[nodiscard]] Task<Result<void>> afterBackend(RequestContext& context) override {
        if (!context.backendAnswered() || !context.response() || context.response()->status >= 400) co_return Result<void>{};
        auto done = co_await inspectCompletion(context, m_inspection);
        co_return done;
    }

private:
    Inspection m_inspection;
};

class ContentSafety : public Step {
public:
    Template backend, outputType;
    BooleanSetting shield, enforce;
    IntegerSetting windowSize, windowOverlap;
    struct Category {
        Template name;
        IntegerSetting threshold;
    };
    std::vector<Category> categories;
    std::vector<Template> blocklists;
    bool onResponse = false;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto inspection = prepare(context);
        if (!inspection) co_return fail(std::move(inspection).error());
        if (onResponse) {
            if (!context.response()) co_return Flow::Continue;
            auto done = co_await inspectCompletion(context, *inspection);
            if (!done) co_return fail(std::move(done).error());
            co_return Flow::Continue;
        }
        bool completions = false;
        if (enforce.present()) {
            auto asked = enforce.get(context);
            if (!asked) co_return fail(std::move(asked).error());
            completions = *asked;
        }
        const auto& body = context.request().body;
        if (body.isWhole() && !context.requestBody().consumed()) {
            const auto texts = promptTexts(body.view());
            std::string text = texts ? texts->joined() : std::string();
            const auto result = co_await inspectText(context, *inspection, std::move(text), true);
            if (!result.refusal.empty()) co_return refuse(context, result.refusal);
        }
        if (completions) context.addHook(std::make_shared<CompletionCheck>(std::move(*inspection)));
        co_return Flow::Continue;
    }

private:
    Result<Inspection> prepare(RequestContext& context) const {
        Inspection inspection;
        inspection.element = elementName;
        MGC_TRY_ASSIGN(const std::string backendId, backend.text(context));
        inspection.backendId = trimmed(backendId);
        if (shield.present()) {
            MGC_TRY_ASSIGN(inspection.shieldPrompt, shield.get(context));
        }
        if (outputType.present()) {
            MGC_TRY_ASSIGN(const std::string type, outputType.text(context));
            inspection.outputType = spelled(trimmed(type));
        }
        for (const auto& category : categories) {
            Inspection::Category one;
            MGC_TRY_ASSIGN(const std::string name, category.name.text(context));
            one.name = trimmed(name);
            MGC_TRY_ASSIGN(one.threshold, category.threshold.get(context));
            inspection.categories.push_back(std::move(one));
        }
        for (const auto& blocklist : blocklists) {
            MGC_TRY_ASSIGN(const std::string id, blocklist.text(context));
            if (!trimmed(id).empty()) inspection.blocklists.emplace_back(trimmed(id));
        }
        MGC_TRY_ASSIGN(inspection.windowSize, characters(windowSize, context));
        MGC_TRY_ASSIGN(inspection.windowOverlap, characters(windowOverlap, context));
        return inspection;
    }

    /// As the service spells it; any other value is for the service to judge.
    static std::string spelled(std::string_view type) {
        for (const std::string_view known : {"FourSeverityLevels", "EightSeverityLevels"})
            if (equalsIgnoreCase(type, known)) return std::string(known);
        return std::string(type);
    }

    static Result<std::size_t> characters(const IntegerSetting& setting, RequestContext& context) {
        if (!setting.present()) return std::size_t{0};
        MGC_TRY_ASSIGN(const std::int64_t value, setting.get(context));
        return static_cast<std::size_t>(std::max<std::int64_t>(0, value));
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<ContentSafety>();
    step->onResponse = context.actsOnResponse();
    if (!step->onResponse) step->setReads({.requestBody = true, .responseBody = false});
    MGC_TRY_ASSIGN(step->backend, context.attribute(node, "backend-id"));
    MGC_TRY_ASSIGN(step->shield, context.boolean(node, "shield-prompt"));
    MGC_TRY_ASSIGN(step->enforce, context.boolean(node, "enforce-on-completions"));
    MGC_TRY_ASSIGN(step->windowSize, context.integer(node, "window-size"));
    MGC_TRY_ASSIGN(step->windowOverlap, context.integer(node, "window-overlap-size"));
    for (const auto& child : node.children) {
        if (child.name == "categories") {
            MGC_TRY_ASSIGN(step->outputType, context.attribute(child, "output-type"));
            for (const auto& one : child.children) {
                ContentSafety::Category category;
                MGC_TRY_ASSIGN(category.name, context.attribute(one, "name"));
                MGC_TRY_ASSIGN(category.threshold, context.integer(one, "threshold"));
                step->categories.push_back(std::move(category));
            }
        } else if (child.name == "blocklists") {
            for (const auto& one : child.children) {
                MGC_TRY_ASSIGN(Template id, context.text(one));
                step->blocklists.push_back(std::move(id));
            }
        }
    }
    return step;
}

}  // namespace

const PolicyDescriptor& llm_content_safety_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "AI gateway",
        .element = {.name = elementName,
                    .attributes = {{.name = "backend-id",
                                    .type = AttributeType::BackendId,
                                    .presence = Presence::Required,
                                    .help = "Backend of the Azure AI Content Safety resource"},
                                   {.name = "shield-prompt",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "false",
                                    .help = "Also look for attacks in the prompt"},
                                   {.name = "enforce-on-completions",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "false",
                                    .help = "Also check the model's answer; streams are held back for it"},
                                   {.name = "window-size",
                                    .type = AttributeType::Integer,
                                    .minimum = 1,
                                    .unit = "characters",
                                    .help = "Check the text in pieces of this length"},
                                   {.name = "window-overlap-size",
                                    .type = AttributeType::Integer,
                                    .minimum = 0,
                                    .unit = "characters",
                                    .help = "Characters that neighbouring pieces share"}},
                    .content = Content::Elements,
                    .children = {{.name = "categories",
                                  .attributes = {{.name = "output-type",
                                                  .type = AttributeType::Enumeration,
                                                  .defaultValue = "FourSeverityLevels",
                                                  .values = {"FourSeverityLevels", "EightSeverityLevels"},
                                                  .help = "Severities 0, 2, 4, 6 or 0 to 7",
                                                  .doubtfulValues = {"*"}}},
                                  .content = Content::Elements,
                                  .children = {{.name = "category",
                                                .attributes = {{.name = "name",
                                                                .type = AttributeType::Enumeration,
                                                                .presence = Presence::Required,
                                                                .values = {"Hate", "SelfHarm", "Sexual", "Violence"},
                                                                .help = "Kind of harm",
                                                                .doubtfulValues = {"*"}},
                                                               {.name = "threshold",
                                                                .type = AttributeType::Integer,
                                                                .presence = Presence::Required,
                                                                .minimum = 0,
                                                                .maximum = highestSeverity,
                                                                .help = "Lowest severity that is refused"}},
                                                .minimum = 1,
                                                .help = "Kind of harm and its limit"}},
                                  .maximum = 1,
                                  .help = "Kinds of harm to measure"},
                                 {.name = "blocklists",
                                  .content = Content::Elements,
                                  .children = {{.name = "id", .content = Content::Text, .minimum = 1, .help = "Id of a blocklist"}},
                                  .maximum = 1,
                                  .help = "Blocklists of the resource to match"}},
                    .help = "Has prompts and answers checked"},
        .sections = {Section::Inbound, Section::Outbound},
        .summary = "Refuses prompts (and answers) that Azure AI Content Safety finds harmful",
        .documentation = "https://learn.microsoft.com/azure/api-management/llm-content-safety-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
