#include "expression/host/host_values.h"
#include "expression/json/token.h"
#include "expression/runtime/convert.h"
#include "expression/types/host_members.h"
#include "expression/types/natives.h"

namespace mgc::expression {

Result<Value> makeToken(std::string_view json) {
    try {
        return parseJson(fromUtf8Bytes(json))->value();
    } catch (const Thrown& thrown) {
        return fail("JsonReaderException", exceptionOf(thrown.exception).message);
    }
}
Value makeBytes(std::string_view bytes) { return Value::object(new ByteArrayObject(std::string(bytes))); }
std::optional<std::string> bytesOf(const Value& value) {
    const std::string* bytes = byteContent(value);
    return bytes ? std::optional<std::string>(*bytes) : std::nullopt;
}
Value makeDateTime(Instant instant) { return host::fromInstant(instant); }
Value makeGuid(std::string_view text) {
    std::string bytes;
    return parseGuid(text, bytes) ? guidValue(std::move(bytes)) : Value();
}

}  // namespace mgc::expression
