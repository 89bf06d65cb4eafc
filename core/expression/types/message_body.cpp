// IMessageBody: As<T>() and the form content.
#include "expression/host/message_body.h"
#include "base/text.h"
#include "expression/host/parsed_body.h"
#include "expression/json/token.h"
#include "expression/runtime/convert.h"
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

/// The body keeps a variable's response alive through its owner.
class BodyObject final : public Object {
public:
    BodyObject(MessageBody* messageBody, Value owner) : body(messageBody), m_owner(std::move(owner)) {}
    [[nodiscard]] const Type* type() const override { return types().named("IMessageBody"); }
    MessageBody* body;

private:
    Value m_owner;
};

MessageBody& body(Call& c) {
    if (c.self().kind() == Kind::Host) return *static_cast<MessageBody*>(const_cast<void*>(c.self().hostData()));
    return *c.selfAs<BodyObject>().body;
}

/// The gateway says first what could not be read, then Newtonsoft's words (azure-docs issue 95956).
[[noreturn]] void raiseNoJson(const std::string& why) { raise("JsonReaderException", "The message body is not a valid JSON. " + why); }

Value sharedToken(std::string_view text) {
    try {
        TokenRef made = parseJson(fromUtf8Bytes(text));
        made->isShared = true;
        return made->value();
    } catch (const Thrown& thrown) {
        raiseNoJson(exceptionOf(thrown.exception).message);
    }
}

Value bodyAs(Call& c) {
    MessageBody& self = body(c);
    if (self.consumed())
        raise("InvalidOperationException",
              "The message body was consumed by an earlier As<T>() without preserveContent: true and is not available any more.");
    const Type* type = c.typeArguments[0];
    const bool preserve = c.flag(0);
    const std::string_view content = self.text();
    const auto finish = [&](Value value) {
        if (!preserve) self.markConsumed();
        return value;
    };
    if (type == types().byteArray) return finish(Value::object(new ByteArrayObject(std::string(content))));
    auto& parsed = self.parsed();
    if (!parsed) parsed = std::make_shared<ParsedBody>();
    std::string_view plain = content;
    if (plain.substr(0, 3) == "\xEF\xBB\xBF") plain.remove_prefix(3);
    if (type == types().string) {
        if (parsed->text.isNull()) parsed->text = textOf(fromUtf8Bytes(plain));
        return finish(parsed->text);
    }
    if (types().isAssignable(type, types().jToken)) {
        if (parsed->token.isNull()) {
            parsed->token = sharedToken(plain);
        }
        JTokenObject* token = tokenOf(parsed->token);
        if (!isInstance(parsed->token, type)) {
            const bool wantsObject = type == types().jObject;
            raiseNoJson(std::string("Error reading ") + type->name + " from JsonReader. Current JsonReader item is not an " +
                      (wantsObject ? "object: StartArray" : "array: StartObject") + ". Path '', line 1, position 1.");
        }
        if (!c.runtime.mutatesTokens) return finish(parsed->token);
        return finish(c.runtime.keep(token->clone()->value()));
    }
    if (type->is("XElement") || type->is("XNode")) return finish(xmlElementFromText(plain));
    if (type->is("XDocument")) return finish(xmlDocumentFromText(plain));
    raise("NotSupportedException",
          "As<" + type->name + ">() is not supported: T is string, byte[], JObject, JToken, JArray, XNode, XElement or XDocument.");
}

Value formContent(Call& c) {
    MessageBody& self = body(c);
    if (self.consumed())
        raise("InvalidOperationException",
              "The message body was consumed by an earlier As<T>() without preserveContent: true and is not available any more.");
    const Type* listType = types().generic("List", {types().string});
    auto* made = new DictionaryObject(types().generic("Dictionary", {types().string, types().generic("IList", {types().string})}));
    Value result = Value::object(made);
    for (const auto& [name, value] : http::parseQuery(self.text())) {
        const Value key = textOf(fromUtf8Bytes(name));
        auto* entry = made->table.find(key);
        if (!entry) {
            (void)made->table.add(key, Value::object(new ListObject(listType)));
            entry = made->table.find(key);
        }
        as<ListObject>(entry->value).items.push_back(textOf(fromUtf8Bytes(value)));
    }
    if (!c.flag(0)) self.markConsumed();
    return result;
}

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "IMessageBody", TypeKind::Interface)
        .method("T As<T>(bool preserveContent = false)", bodyAs,
                "The body as string, byte[], JObject, JToken, JArray, XNode, XElement or XDocument. Without preserveContent it can be read "
                "once only.")
        .method("IDictionary<string,IList<string>> AsFormUrlEncodedContent(bool preserveContent = false)", formContent);
}

}  // namespace

Value host::bodyValue(MessageBody* body, const Value& owner) {
    if (!body) return {};
    if (owner.kind() == Kind::Host) return Value::host(ids().body, body);
    return Value::object(new BodyObject(body, owner));
}

MGC_TYPE(message_body, describe)

}  // namespace mgc::expression
