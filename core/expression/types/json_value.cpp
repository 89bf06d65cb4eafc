// JValue, JRaw, JConstructor and JProperty.
#include "expression/types/json_members.h"

namespace mgc::expression {
using namespace json;

namespace {

Value made(Call& c) { return JValueObject::of(c[0])->value(); }

void describe(TypeRegistry& registry) {
    registry.define("Newtonsoft.Json.Linq", "JProperty", TypeKind::Class)
        .base("JContainer")
        .constructor(
            "new(string name, object content)",
            [](Call& c) {
                if (c[1].kind() == Kind::Object && !tokenOf(c[1]) && !byteContent(c[1]) && dynamic_cast<Enumerable*>(c[1].pointer())) {
                    Value array = withContent(Value::object(new JArrayObject), c[1]);
                    return Value::object(new JPropertyObject(std::string(c.needText(0)), TokenRef(tokenOf(array))));
                }
                return Value::object(new JPropertyObject(std::string(c.needText(0)), tokenFrom(c[1])));
            })
        .constructor("new(string name, params object[] content)",
                     [](Call& c) {
                         Value array = withContent(Value::object(new JArrayObject), c[1]);
                         return Value::object(new JPropertyObject(std::string(c.needText(0)), TokenRef(tokenOf(array))));
                     })
        .constructor("new(JProperty other)", [](Call& c) { return tokenOf(c.need(0))->clone()->value(); })
        .property("string Name", [](Call& c) { return textOf(c.selfAs<JPropertyObject>().name); })
        .property(
            "JToken Value", [](Call& c) { return wrap(c.selfAs<JPropertyObject>().content()); }, {},
            [](Call& c) {
                c.selfAs<JPropertyObject>().setContent(tokenFrom(c[0]));
                return Value();
            })
        .mutating();
    auto value = registry.define("Newtonsoft.Json.Linq", "JValue", TypeKind::Class);
    value.base("JToken")
        .implements({"IComparable"})
        .constructor("new(JValue other)", [](Call& c) { return tokenOf(c.need(0))->clone()->value(); })
        .constructor("new(object value)", made)
        .constructor("new(string value)", made)
        .constructor("new(long value)", made)
        .constructor("new(ulong value)", made)
        .constructor("new(double value)", made)
        .constructor("new(float value)", made)
        .constructor("new(decimal value)", made)
        .constructor("new(bool value)", made)
        .constructor("new(char value)", [](Call& c) { return JValueObject::of(textOf(toText(c[0])))->value(); })
        .constructor("new(DateTime value)", made)
        .constructor("new(DateTimeOffset value)", made)
        .constructor("new(Guid value)", made)
        .constructor("new(TimeSpan value)", made)
        .constructor("new(Uri value)", made)
        .property(
            "object Value", [](Call& c) { return c.selfAs<JValueObject>().content; }, {},
            [](Call& c) {
                auto& self = c.selfAs<JValueObject>();
                const TokenRef made = JValueObject::of(c[0]);
                self.assign(made->tokenType(), c[0]);
                return Value();
            })
        .mutating()
        .method("static JValue CreateNull()", [](Call&) { return JValueObject::of({})->value(); })
        .method("static JValue CreateUndefined()", [](Call&) { return Value::object(new JValueObject(TokenType::Undefined, {})); })
        .method("static JValue CreateString(string value)", [](Call& c) { return JValueObject::of(c[0])->value(); })
        .method("static JValue CreateComment(string value)",
                [](Call& c) { return Value::object(new JValueObject(TokenType::Comment, c[0])); })
        .method("string ToString(string format)", [](Call& c) { return textOf(toText(c.selfAs<JValueObject>().content, c.text(0))); })
        .method("string ToString(IFormatProvider formatProvider)", [](Call& c) { return textOf(c.selfAs<JValueObject>().toText()); })
        .method("string ToString(string format, IFormatProvider formatProvider)", [](Call& c) { return textOf(toText(c.selfAs<JValueObject>().content, c.text(0))); })
        .method("bool Equals(JValue other)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); })
        .method("int CompareTo(JValue obj)", [](Call& c) { return number(c.selfAs<JValueObject>().compareTo(c[0])); });
    registry.define("Newtonsoft.Json.Linq", "JRaw", TypeKind::Class).base("JValue").constructor("new(object rawJson)", [](Call& c) {
        return Value::object(new JValueObject(TokenType::Raw, textOf(toText(c[0]))));
    });
    registry.define("Newtonsoft.Json.Linq", "JConstructor", TypeKind::Class).base("JContainer");
}

}  // namespace

MGC_TYPE(json_value, describe)

}  // namespace mgc::expression
