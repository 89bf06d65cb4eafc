// StringWriter.
#include "expression/types/char_text.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

class WriterObject final : public Object {
public:
    [[nodiscard]] const Type* type() const override { return types().named("StringWriter"); }
    [[nodiscard]] std::string toText() const override { return text; }
    std::string text;
};

void describe(TypeRegistry& registry) {
    auto t = registry.define("System.IO", "StringWriter", TypeKind::Class);
    t.implements({"IDisposable"}).constructor("new()", [](Call&) { return Value::object(new WriterObject); });
    for (const char* type : {"string", "object", "bool", "char", "int", "uint", "long", "ulong", "float", "double", "decimal"}) {
        t.method(keep(std::string("void Write(") + type + " value)"), [](Call& c) {
            appendUtf8(c.selfAs<WriterObject>().text, std::string_view(toText(c[0])));
            checkStringSize(c.selfAs<WriterObject>().text.size());
            return Value();
        });
        t.method(keep(std::string("void WriteLine(") + type + " value)"), [](Call& c) {
            appendUtf8(c.selfAs<WriterObject>().text, std::string_view(toText(c[0]) + "\n"));
            checkStringSize(c.selfAs<WriterObject>().text.size());
            return Value();
        });
    }
    t.method("void WriteLine()",
             [](Call& c) {
                 c.selfAs<WriterObject>().text += "\n";
                 return Value();
             })
        .method("void Write(char[] buffer)", [](Call& c) {
            if (!c.isNull(0)) appendUtf8(c.selfAs<WriterObject>().text, std::string_view(charText(c[0])));
            return Value();
        })
        .method("void Write(string format, params object[] arg)", [](Call& c) {
            const auto arguments = toVector(c.need(1));
            appendUtf8(c.selfAs<WriterObject>().text, std::string_view(formatComposite(c.needText(0), arguments.data(), arguments.size())));
            return Value();
        })
        .method("void WriteLine(string format, params object[] arg)", [](Call& c) {
            const auto arguments = toVector(c.need(1));
            appendUtf8(c.selfAs<WriterObject>().text, std::string_view(formatComposite(c.needText(0), arguments.data(), arguments.size()) + "\n"));
            return Value();
        })
        .method("void Flush()", [](Call&) { return Value(); })
        .method("void Close()", [](Call&) { return Value(); })
        .method("void Dispose()", [](Call&) { return Value(); })
        .method("string ToString()", [](Call& c) { return textOf(c.selfAs<WriterObject>().text); });
}

}  // namespace

MGC_TYPE(string_writer, describe)

}  // namespace mgc::expression
