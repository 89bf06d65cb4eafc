// Exception and its descendants.
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

Value makeException(Call& c) {
    const Type* type = c.result;
    std::string message;
    if (c.count > 0 && !c[0].isNull())
        message = c.text(0);
    else
        message = "Exception of type '" + type->definition->fullName() + "' was thrown.";
    return Value::object(new ExceptionObject(type, message, c.count > 1 ? c[1] : Value()));
}

void describe(TypeRegistry& registry) {
    registry.define("System", "Exception", TypeKind::Class)
        .constructor("new()", makeException)
        .constructor("new(string message)", makeException)
        .constructor("new(string message, Exception innerException)", makeException)
        .property("string Message", [](Call& c) { return textOf(c.selfAs<ExceptionObject>().message); })
        .property("Exception InnerException", [](Call& c) { return c.selfAs<ExceptionObject>().inner; })
        .property("string StackTrace", [](Call&) { return textOf(""); })
        .property("string Source", [](Call&) { return textOf("policy"); })
        .property("int HResult", [](Call&) { return number(-2146233088); })
        .method("Exception GetBaseException()",
                [](Call& c) {
                    Value at = c.self();
                    while (!exceptionOf(at).inner.isNull()) at = exceptionOf(at).inner;
                    return at;
                })
        .method("string ToString()", [](Call& c) { return textOf(c.selfAs<ExceptionObject>().toText()); });
    const auto define = [&](const char* space, const char* name, const char* base) {
        auto t = registry.define(space, name, TypeKind::Class);
        t.base(base);
        const bool argument = std::string_view(name).substr(0, 8) == "Argument";
        const bool nameFirst = argument && std::string_view(name) != "ArgumentException";
        t.constructor("new()", makeException);
        if (nameFirst) {
            t.constructor("new(string paramName)", [](Call& c) {
                auto* made = new ExceptionObject(c.result, std::string(c.result->name == "ArgumentNullException"
                                                                           ? "Value cannot be null."
                                                                           : "Specified argument was out of the range of valid values.") +
                                                               "\nParameter name: " + std::string(c.text(0)));
                made->parameter = c.text(0);
                return Value::object(made);
            });
            t.constructor("new(string paramName, string message)", [](Call& c) {
                auto* made = new ExceptionObject(c.result, std::string(c.text(1)) + "\nParameter name: " + std::string(c.text(0)));
                made->parameter = c.text(0);
                return Value::object(made);
            });
        } else {
            t.constructor("new(string message)", makeException).constructor("new(string message, Exception innerException)", makeException);
            if (argument) {
                t.constructor("new(string message, string paramName)", [](Call& c) {
                    auto* made = new ExceptionObject(c.result, std::string(c.text(0)) + "\nParameter name: " + std::string(c.text(1)));
                    made->parameter = c.text(1);
                    return Value::object(made);
                });
            }
        }
        if (std::string_view(name) == "ArgumentException")
            t.property("string ParamName", [](Call& c) { return textOf(c.selfAs<ExceptionObject>().parameter); });
    };
    define("System", "SystemException", "Exception");
    define("System", "ApplicationException", "Exception");
    define("System", "ArgumentException", "SystemException");
    define("System", "ArgumentNullException", "ArgumentException");
    define("System", "ArgumentOutOfRangeException", "ArgumentException");
    define("System", "ArithmeticException", "SystemException");
    define("System", "DivideByZeroException", "ArithmeticException");
    define("System", "OverflowException", "ArithmeticException");
    define("System", "FormatException", "SystemException");
    define("System", "UriFormatException", "FormatException");
    define("System", "IndexOutOfRangeException", "SystemException");
    define("System", "InvalidCastException", "SystemException");
    define("System", "InvalidOperationException", "SystemException");
    define("System", "ObjectDisposedException", "InvalidOperationException");
    define("System", "NotSupportedException", "SystemException");
    define("System", "NotImplementedException", "SystemException");
    define("System", "NullReferenceException", "SystemException");
    define("System", "TimeoutException", "SystemException");
    define("System", "ArrayTypeMismatchException", "SystemException");
    define("System", "RankException", "SystemException");
    define("System", "OutOfMemoryException", "SystemException");
    define("System", "TimeZoneNotFoundException", "Exception");
    define("System.Collections.Generic", "KeyNotFoundException", "SystemException");
    define("System.Text", "DecoderFallbackException", "ArgumentException");
    define("System.Text.RegularExpressions", "RegexMatchTimeoutException", "TimeoutException");
    define("System.Security.Cryptography", "CryptographicException", "SystemException");
    define("System.Xml", "XmlException", "SystemException");
    define("Newtonsoft.Json", "JsonException", "Exception");
    define("Newtonsoft.Json", "JsonReaderException", "JsonException");
    define("Newtonsoft.Json", "JsonSerializationException", "JsonException");
    define("Newtonsoft.Json", "JsonWriterException", "JsonException");
}

}  // namespace

MGC_TYPE(exceptions, describe)

}  // namespace mgc::expression
