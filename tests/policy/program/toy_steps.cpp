#include "tests/policy/program/toy_steps.h"

#include <array>
#include <stdexcept>

#include "base/text.h"
#include "policy/program/runner.h"

namespace mgc::test {

using namespace policy;

namespace {

void note(RequestContext& context, const std::string& text) { context.request().headers.add("X-Note", text); }

class Note : public Step {
public:
    explicit Note(std::string text) : m_text(std::move(text)) {}
    Result<Flow> run(RequestContext& context) const override {
        note(context, m_text);
        return Flow::Continue;
    }

protected:
    std::string m_text;
};

class Read : public Note {
public:
    explicit Read(std::string text) : Note(std::move(text)) { setReads({true, false}); }
    Result<Flow> run(RequestContext& context) const override {
        note(context, m_text + "=" + std::string(context.request().body.view()));
        return Flow::Continue;
    }
};

class Pause : public Note {
public:
    using Note::Note;
    bool waits() const override { return true; }
    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        co_await context.services().clock.sleep(std::chrono::seconds(1));
        note(context, m_text);
        co_return Flow::Continue;
    }
};

class Fail : public Note {
public:
    using Note::Note;
    Result<Flow> run(RequestContext& context) const override {
        PolicyError error;
        error.status = 418;
        error.reason = m_text;
        error.message = "It failed.";
        return context.fail(std::move(error));
    }
};

class Answer : public Note {
public:
    using Note::Note;
    Result<Flow> run(RequestContext& context) const override {
        http::Response response;
        response.body = http::Body::text(m_text);
        context.setResponse(std::move(response));
        return m_text == "hit" ? Flow::ToOutbound : Flow::Respond;
    }
};

class Throw : public Step {
public:
    Result<Flow> run(RequestContext& /*context*/) const override { throw std::runtime_error("out of the blue"); }
};

class Group : public Step {
public:
    StepList steps;
    bool waits() const override { return anyWaits(steps); }
    Result<Flow> run(RequestContext& context) const override { return runStepsNow(steps, context); }
    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto flow = co_await runSteps(steps, context);
        co_return flow;
    }
};

template <class Made>
Result<std::unique_ptr<Step>> make(const PolicyNode& node, CompileContext& context) {
    return std::make_unique<Made>(context.constant(node, "text"));
}
Result<std::unique_ptr<Step>> makeThrow(const PolicyNode& /*node*/, CompileContext& /*context*/) { return std::make_unique<Throw>(); }
Result<std::unique_ptr<Step>> makeGroup(const PolicyNode& node, CompileContext& context) {
    auto group = std::make_unique<Group>();
    MGC_TRY_ASSIGN(group->steps, context.children(node));
    group->setContainer(allReads(group->steps));
    return group;
}

PolicyNode element(std::string_view name) {
    PolicyNode node;
    node.name = name;
    return node;
}

/// "note a" or "group [note a, fail b]": a policy, its text, or its children.
PolicyNode parsePolicy(std::string_view text) {
    text = trimmed(text);
    const auto space = text.find(' ');
    PolicyNode node = element(text.substr(0, space));
    if (space == std::string_view::npos) return node;
    auto rest = trimmed(text.substr(space));
    if (!rest.starts_with('[')) {
        AttributeValue attribute;
        attribute.name = "text";
        attribute.text = rest;
        node.attributes.push_back(std::move(attribute));
        return node;
    }
    for (const auto child : split(rest.substr(1, rest.size() - 2), '+')) node.children.push_back(parsePolicy(child));
    return node;
}

}  // namespace

const PolicyDescriptor* toyPolicy(std::string_view name) {
    static const std::array<PolicyDescriptor, 8> all{{
        {.category = "toy", .element = {.name = "note"}, .summary = "", .documentation = "", .compile = make<Note>},
        {.category = "toy", .element = {.name = "pause"}, .summary = "", .documentation = "", .compile = make<Pause>},
        {.category = "toy", .element = {.name = "fail"}, .summary = "", .documentation = "", .compile = make<Fail>},
        {.category = "toy", .element = {.name = "answer"}, .summary = "", .documentation = "", .compile = make<Answer>},
        {.category = "toy", .element = {.name = "read"}, .summary = "", .documentation = "", .compile = make<Read>},
        {.category = "toy", .element = {.name = "throw"}, .summary = "", .documentation = "", .compile = makeThrow},
        {.category = "toy", .element = {.name = "group"}, .summary = "", .documentation = "", .compile = makeGroup},
        {.category = "toy", .element = {.name = "forward-request"}, .summary = "", .documentation = "", .compile = make<Note>},
    }};
    for (const auto& descriptor : all)
        if (descriptor.name() == name) return &descriptor;
    return nullptr;
}

std::shared_ptr<const Program> toyProgram(const std::vector<std::string>& documents) {
    static constexpr std::array scopes{Scope::Global, Scope::Product, Scope::Api, Scope::Operation};
    CompileEnvironment environment;
    environment.findPolicy = toyPolicy;
    std::vector<std::shared_ptr<const CompiledDocument>> compiled;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        PolicyNode root = element("policies");
        for (const auto part : split(documents[i], ';')) {
            const auto colon = part.find(':');
            PolicyNode section = element(trimmed(part.substr(0, colon)));
            for (const auto policy : split(part.substr(colon + 1), ','))
                if (!trimmed(policy).empty()) section.children.push_back(parsePolicy(policy));
            root.children.push_back(std::move(section));
        }
        Diagnostics diagnostics;
        compiled.push_back(compileDocument(root, scopes.at(i), "/" + std::to_string(i), environment, diagnostics));
        if (!compiled.back()) return nullptr;
    }
    return joinProgram(std::move(compiled));
}

std::string notes(const RequestContext& context) {
    std::string text;
    for (const auto value : context.request().headers.all("X-Note")) text += (text.empty() ? "" : " ") + std::string(value);
    return text;
}

void ToyObserver::before(const StepEntry& step, RequestContext& /*context*/) { log += "<" + std::string(step.descriptor->name()) + " "; }

bool ToyObserver::wantsPause(const StepEntry& step, RequestContext& /*context*/) { return step.descriptor->name() == "note"; }

Task<void> ToyObserver::pause(const StepEntry& /*step*/, RequestContext& context) {
    co_await context.services().clock.sleep(std::chrono::seconds(5));
    log += "paused ";
}

void ToyObserver::after(const StepEntry& /*step*/, RequestContext& /*context*/, StepOutcome outcome, const PolicyError* error) {
    log += outcome == StepOutcome::Done ? "done> " : outcome == StepOutcome::Responded ? "responded> " : "failed:" + error->reason + "> ";
}

}  // namespace mgc::test
