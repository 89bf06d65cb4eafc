#include "expression/runtime/to_text.h"

#include <cstdlib>

#include "expression/check/type_system.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/formattable.h"
#include "expression/runtime/numbers.h"
#include "expression/runtime/text.h"
#include "expression/runtime/links.h"

namespace mgc::expression {

std::string enumText(const Value& value, std::string_view format) {
    const TypeDefinition& definition = *types().byId(value.typeId())->definition;
    if (format == "d" || format == "D") return std::to_string(value.bits());
    if (format == "x" || format == "X") return formatNumber(Value::int32(static_cast<std::int32_t>(value.bits())), "X8");
    if (!format.empty() && format != "g" && format != "G" && format != "f" && format != "F") raiseFormat("Format String can be only \"G\", \"g\", \"X\", \"x\", \"F\", \"f\", \"D\" or \"d\".");
    const auto name = definition.enumName(value.bits());
    if (!name.empty()) return std::string(name);
    if (definition.isFlags || format == "f" || format == "F") {
        std::int64_t rest = value.bits();
        std::string text;
        for (auto member = definition.enumMembers.rbegin(); member != definition.enumMembers.rend(); ++member) {
            if (member->second == 0 || (rest & member->second) != member->second) continue;
            rest &= ~member->second;
            text = text.empty() ? member->first : member->first + ", " + text;
        }
        if (rest == 0 && !text.empty()) return text;
    }
    return std::to_string(value.bits());
}

std::string toText(const Value& value) {
    switch (value.kind()) {
        case Kind::Null: return {};
        case Kind::Boolean: return value.bits() ? "True" : "False";
        case Kind::Char: return toUtf8(std::u16string(1, static_cast<char16_t>(value.bits())));
        case Kind::UInt64: return std::to_string(static_cast<std::uint64_t>(value.bits()));
        case Kind::Single: return floatText(value.number());
        case Kind::Double: return doubleText(value.number());
        case Kind::DateTime: return formatDateTime(DateParts{value.bits()}, "");
        case Kind::TimeSpan: return formatTimeSpan(value.bits(), "c");
        case Kind::Enum: return enumText(value, "");
        case Kind::Host: {
            return hostText(value);
        }
        case Kind::String: return std::string(value.asText());
        case Kind::Object: return value.pointer()->toText();
        default: return std::to_string(value.bits());
    }
}

std::string toText(const Value& value, std::string_view format) {
    if (format.empty()) return toText(value);
    switch (value.kind()) {
        case Kind::SByte:
        case Kind::Byte:
        case Kind::Int16:
        case Kind::UInt16:
        case Kind::Int32:
        case Kind::UInt32:
        case Kind::Int64:
        case Kind::UInt64:
        case Kind::Single:
        case Kind::Double: return formatNumber(value, format);
        case Kind::DateTime: return formatDateTime(DateParts{value.bits()}, format);
        case Kind::TimeSpan: return formatTimeSpan(value.bits(), format);
        case Kind::Enum: return enumText(value, format);
        case Kind::Object:
            if (decimalOf(value)) return formatNumber(value, format);
            if (const auto* formattable = dynamic_cast<const Formattable*>(value.pointer())) return formattable->format(format);
            return toText(value);
        default: return toText(value);
    }
}

std::string aligned(std::string text, std::int64_t alignment) {
    const auto width = static_cast<std::size_t>(std::min<std::int64_t>(std::abs(alignment), 1'000'000));
    const std::size_t length = utf16Length(text);
    if (length >= width) return text;
    if (alignment < 0) return text.append(width - length, ' ');
    return text.insert(0, width - length, ' ');
}

std::string formatComposite(std::string_view format, const Value* arguments, std::size_t count) {
    std::string out;
    const auto bad = [] { raiseFormat(); };
    for (std::size_t i = 0; i < format.size();) {
        const char c = format[i];
        if (c == '}') {
            if (i + 1 >= format.size() || format[i + 1] != '}') bad();
            out += '}';
            i += 2;
            continue;
        }
        if (c != '{') {
            out += c;
            ++i;
            continue;
        }
        if (i + 1 < format.size() && format[i + 1] == '{') {
            out += '{';
            i += 2;
            continue;
        }
        ++i;
        if (i >= format.size() || format[i] < '0' || format[i] > '9') bad();
        std::size_t index = 0;
        while (i < format.size() && format[i] >= '0' && format[i] <= '9' && index < 1'000'000) index = index * 10 + static_cast<std::size_t>(format[i++] - '0');
        if (index >= count) raiseFormat("Index (zero based) must be greater than or equal to zero and less than the size of the argument list.");
        const auto space = [&] {
            while (i < format.size() && format[i] == ' ') ++i;
        };
        space();
        std::int64_t width = 0;
        if (i < format.size() && format[i] == ',') {
            ++i;
            space();
            bool left = false;
            if (i < format.size() && format[i] == '-') left = true, ++i;
            if (i >= format.size() || format[i] < '0' || format[i] > '9') bad();
            while (i < format.size() && format[i] >= '0' && format[i] <= '9' && width < 1'000'000) width = width * 10 + (format[i++] - '0');
            if (left) width = -width;
            space();
        }
        std::string itemFormat;
        if (i < format.size() && format[i] == ':') {
            ++i;
            while (true) {
                if (i >= format.size()) bad();
                if (format[i] == '{') {
                    if (i + 1 >= format.size() || format[i + 1] != '{') bad();
                    ++i;
                } else if (format[i] == '}') {
                    if (i + 1 < format.size() && format[i + 1] == '}') ++i;
                    else break;
                }
                itemFormat += format[i++];
            }
        }
        if (i >= format.size() || format[i] != '}') bad();
        ++i;
        appendUtf8(out, std::string_view(aligned(toText(arguments[index], itemFormat), width)));
        if (out.size() > (64U << 20)) break;
    }
    return out;
}

}  // namespace mgc::expression
