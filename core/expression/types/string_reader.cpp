// StringReader.
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

class ReaderObject final : public Object {
public:
    explicit ReaderObject(std::string_view content) : m_units(toUtf16(content)) {}
    [[nodiscard]] const Type* type() const override { return types().named("StringReader"); }
    Value readLine() {
        if (m_at >= m_units.size()) return {};
        const std::size_t begin = m_at;
        while (m_at < m_units.size() && m_units[m_at] != '\n' && m_units[m_at] != '\r') ++m_at;
        Value line = textValue(std::u16string_view(m_units).substr(begin, m_at - begin));
        if (m_at < m_units.size() && m_units[m_at++] == '\r' && m_at < m_units.size() && m_units[m_at] == '\n') ++m_at;
        return line;
    }
    Value readToEnd() {
        Value rest = textValue(std::u16string_view(m_units).substr(std::min(m_at, m_units.size())));
        m_at = m_units.size();
        return rest;
    }
    Value read(bool consume) {
        if (m_at >= m_units.size()) return number(-1);
        return number(m_units[consume ? m_at++ : m_at]);
    }

private:
    std::u16string m_units;
    std::size_t m_at = 0;
};

Value readChars(Call& c) {
    auto& target = as<ArrayObject>(c.need(0));
    if (c.integer(1) < 0) raiseOutOfRange("index", "Non-negative number required.");
    if (c.integer(2) < 0) raiseOutOfRange("count", "Non-negative number required.");
    if (c.integer(1) + c.integer(2) > static_cast<std::int64_t>(target.size())) raise("ArgumentException", "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.");
    std::int64_t done = 0;
    for (; done < c.integer(2); ++done) {
        const Value unit = c.selfAs<ReaderObject>().read(true);
        if (unit.bits() < 0) break;
        target.set(static_cast<std::size_t>(c.integer(1) + done), Value::character(static_cast<char16_t>(unit.bits())));
    }
    return number(done);
}

void describe(TypeRegistry& registry) {
    registry.define("System.IO", "StringReader", TypeKind::Class)
        .implements({"IDisposable"})
        .constructor("new(string s)", [](Call& c) { return Value::object(new ReaderObject(c.needText(0))); })
        .method("string ReadLine()", [](Call& c) { return c.selfAs<ReaderObject>().readLine(); })
        .method("string ReadToEnd()", [](Call& c) { return c.selfAs<ReaderObject>().readToEnd(); })
        .method("int Read()", [](Call& c) { return c.selfAs<ReaderObject>().read(true); })
        .method("int Peek()", [](Call& c) { return c.selfAs<ReaderObject>().read(false); })
        .method("int Read(char[] buffer, int index, int count)", readChars)
        .method("int ReadBlock(char[] buffer, int index, int count)", readChars)
        .method("void Close()", [](Call&) { return Value(); })
        .method("void Dispose()", [](Call&) { return Value(); });
}

}  // namespace

MGC_TYPE(string_reader, describe)

}  // namespace mgc::expression
