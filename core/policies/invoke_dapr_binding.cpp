#include <nlohmann/json.hpp>

#include "base/text.h"
#include "policies/support/body_edit.h"
#include "policies/support/dapr_call.h"

namespace mgc::policies {

using namespace policy;

namespace {

class InvokeDaprBinding : public Step {
public:
    struct Item {
        std::string key;
        Template value;
    };
    Template name, operation;
    std::vector<Item> metadata;
    std::optional<BodyEdit> data;
    DaprCall call;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto binding = name.text(context);
        if (!binding) co_return fail(std::move(binding).error());
        auto message = compose(context);
        if (!message) co_return fail(std::move(message).error());
        std::string path = "bindings/" + percentEncoded(*binding);
        http::Body body = http::Body::text(std::move(*message));
        std::string source = "invoke-dapr-binding";
        auto flow = co_await call.post(context, std::move(path), std::move(body), std::move(source));
        co_return flow;
    }

private:
    /// {"operation", "metadata", "data"}: data as JSON where it is that, else as a text.
    Result<std::string> compose(RequestContext& context) const {
        nlohmann::ordered_json message;
        MGC_TRY_ASSIGN(message["operation"], operation.text(context));
        if (!metadata.empty()) {
            auto& items = message["metadata"] = nlohmann::ordered_json::object();
            for (const auto& item : metadata) {
                MGC_TRY_ASSIGN(items[item.key], item.value.text(context));
            }
        }
        if (data) {
            MGC_TRY_ASSIGN(http::Body written, data->make(context));
            auto json = nlohmann::ordered_json::parse(written.view(), nullptr, false);
            message["data"] = json.is_discarded() ? nlohmann::ordered_json(std::string(written.view())) : std::move(json);
        }
        return message.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<InvokeDaprBinding>();
    MGC_TRY_ASSIGN(step->name, context.attribute(node, "name"));
    MGC_TRY_ASSIGN(step->operation, context.attribute(node, "operation"));
    MGC_TRY_ASSIGN(step->call, DaprCall::compile(node, context));
    for (const auto& child : node.children) {
        if (child.name == "metadata") {
            for (const auto& each : child.children) {
                InvokeDaprBinding::Item item;
                item.key = context.constant(each, "key");
                MGC_TRY_ASSIGN(item.value, context.text(each));
                step->metadata.push_back(std::move(item));
            }
        } else {
            // The policy's own template attribute speaks for its data.
            PolicyNode content = child;
            if (const auto* language = node.attribute("template")) content.attributes.push_back(*language);
            MGC_TRY_ASSIGN(step->data, BodyEdit::compile(content, context));
            step->setReads(step->data->reads());
        }
    }
    return step;
}

std::vector<AttributeDescriptor> attributes() {
    std::vector<AttributeDescriptor> all{{.name = "name", .presence = Presence::Required, .help = "Binding"},
                                         {.name = "operation", .defaultValue = "create", .help = "What the binding is to do"}};
    for (auto& attribute : DaprCall::attributes()) all.push_back(std::move(attribute));
    return all;
}

std::vector<ElementDescriptor> children() {
    return {{.name = "metadata",
             .content = Content::Elements,
             .children =
                 {{.name = "item",
                   .attributes = {{.name = "key", .presence = Presence::Required, .expressions = Expressions::NotAllowed, .help = "Name"}},
                   .content = Content::Text,
                   .help = "A name and its value"}},
             .maximum = 1,
             .help = "What the binding asks for beside the data"},
            {.name = "data", .content = Content::Text, .maximum = 1, .help = "What is sent"}};
}

}  // namespace

const PolicyDescriptor& invoke_dapr_binding_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Integration and external communication",
        .element = {.name = "invoke-dapr-binding",
                    .attributes = attributes(),
                    .content = Content::Elements,
                    .children = children(),
                    .ordered = true,
                    .help = "Invokes an output binding through Dapr"},
        .sections = {Section::Inbound, Section::Outbound, Section::OnError},
        .scopes = {Scope::Global, Scope::Product, Scope::Api, Scope::Operation},
        .gateways = Gateway::SelfHosted,
        .summary = "Invokes an output binding of the Dapr sidecar",
        .documentation = "https://learn.microsoft.com/azure/api-management/invoke-dapr-binding-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
