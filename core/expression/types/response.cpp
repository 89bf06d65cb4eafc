// IResponse, of context.Response and of variables.
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

/// An IResponse held by a variable.
class ResponseObject final : public Object {
public:
    explicit ResponseObject(std::shared_ptr<ResponseData> held) : data(std::move(held)) {}
    [[nodiscard]] const Type* type() const override { return types().named("IResponse"); }
    const std::shared_ptr<ResponseData> data;
};

const http::Response& response(Call& c) {
    if (c.self().kind() == Kind::Host) return *context(c).response;
    return c.selfAs<ResponseObject>().data->response;
}
MessageBody* responseBody(Call& c) {
    if (c.self().kind() == Kind::Host) return context(c).responseBody;
    return &c.selfAs<ResponseObject>().data->body;
}
/// Headers of an owned response as a real dictionary; of the request as a borrowed view.
Value headersValue(const http::Headers& headers, const Value& owner) {
    if (owner.kind() == Kind::Host) return Value::host(ids().headers, &headers);
    auto* made = new DictionaryObject(types().generic("Dictionary", {types().string, types().stringArray}),
                                      Comparer(Comparer::Rule::OrdinalIgnoreCase));
    Value result = Value::object(made);
    for (const auto field : headers) {
        std::vector<std::string> all;
        for (const auto each : headers.all(field.name)) all.emplace_back(each);
        (void)made->table.add(textOf(field.name), makeStrings(all));
    }
    return result;
}

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "IResponse", TypeKind::Interface)
        .property("IMessageBody Body", [](Call& c) { return bodyValue(responseBody(c), c.self()); })
        .property("IReadOnlyDictionary<string,string[]> Headers", [](Call& c) { return headersValue(response(c).headers, c.self()); })
        .property("int StatusCode", [](Call& c) { return number(response(c).status); })
        .property("string StatusReason", [](Call& c) { return textOf(response(c).reason); });
}

}  // namespace

Value makeResponse(std::shared_ptr<ResponseData> held) { return held ? Value::object(new ResponseObject(std::move(held))) : Value(); }
std::shared_ptr<ResponseData> responseOf(const Value& value) {
    const auto* object = value.kind() == Kind::Object ? dynamic_cast<const ResponseObject*>(value.pointer()) : nullptr;
    return object ? object->data : nullptr;
}

MGC_TYPE(response, describe)

}  // namespace mgc::expression
