#pragma once
// Contract of the expression room with the rest of the engine: values that policies store, compare and write out.
#include <atomic>
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace mgc::expression {

class Type;

/// Base of everything on the .NET heap that is not one of Value's inline scalars. Reference counted; see runtime/object.h.
class Object {
public:
    Object() = default;
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;
    virtual ~Object() = default;
    /// The run-time type, as GetType() sees it.
    [[nodiscard]] virtual const Type* type() const = 0;
    /// object.ToString().
    [[nodiscard]] virtual std::string toText() const;
    /// object.Equals(); `other` is never this object itself.
    [[nodiscard]] virtual bool equals(const Object& other) const;
    [[nodiscard]] virtual std::size_t hash() const;

    void retain() noexcept {
        if (m_references.load(std::memory_order_relaxed) < immortal) m_references.fetch_add(1, std::memory_order_relaxed);
    }
    void release() noexcept {
        if (m_references.load(std::memory_order_relaxed) >= immortal) return;
        if (m_references.fetch_sub(1, std::memory_order_acq_rel) == 1) destroy();
    }
    /// Never counted again: constants of compiled expressions, which all threads read. The owner deletes it.
    void makeImmortal() noexcept { m_references.store(immortal, std::memory_order_relaxed); }
    [[nodiscard]] bool isShared() const noexcept { return m_references.load(std::memory_order_relaxed) != 1; }

private:
    friend class ConstantPool;
    void destroy() noexcept;
    static constexpr std::uint32_t immortal = 0x80000000U;
    std::atomic<std::uint32_t> m_references{0};
};

/// How a Value holds its content. All before String are held inline; String and Object are counted references.
enum class Kind : std::uint8_t {
    Null,
    Boolean,
    Char,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
    DateTime,  ///< ticks and DateTimeKind in the two high bits, as .NET stores them
    TimeSpan,  ///< ticks
    Enum,      ///< number; m_type is the enumeration
    Host,      ///< a borrowed object of the request (context, IUrl, IApi, ...); m_type says which
    String,
    Object
};

/// An immutable handle to a .NET value: null, bool, int, long, double, string, or an object (JObject, DateTime, IResponse, Jwt, ...).
/// 16 bytes, cheap to copy (one counted reference at most). Scalars carry their exact .NET type, so boxing costs nothing.
/// Thread use: counting is atomic, so handles may be dropped on any thread; the objects themselves (JObject, List, ...) are mutable
/// and belong to one request, on one thread at a time.
class Value {
public:
    Value() noexcept = default;
    Value(const Value& other) noexcept : m_kind(other.m_kind), m_aux(other.m_aux), m_type(other.m_type) {
        m_data = other.m_data;
        if (isCounted()) m_data.object->retain();
    }
    Value(Value&& other) noexcept : m_kind(other.m_kind), m_aux(other.m_aux), m_type(other.m_type) {
        m_data = other.m_data;
        other.m_kind = Kind::Null;
    }
    Value& operator=(const Value& other) noexcept {
        if (this != &other) {
            Value copy(other);
            swap(copy);
        }
        return *this;
    }
    Value& operator=(Value&& other) noexcept {
        if (this != &other) {
            Value moved(std::move(other));
            swap(moved);
        }
        return *this;
    }
    ~Value() {
        if (isCounted()) m_data.object->release();
    }
    void swap(Value& other) noexcept {
        std::swap(m_kind, other.m_kind);
        std::swap(m_aux, other.m_aux);
        std::swap(m_type, other.m_type);
        std::swap(m_data, other.m_data);
    }

    static Value null() noexcept { return {}; }
    static Value boolean(bool value) noexcept { return scalar(Kind::Boolean, value ? 1 : 0); }
    static Value int32(std::int32_t value) noexcept { return scalar(Kind::Int32, value); }
    static Value int64(std::int64_t value) noexcept { return scalar(Kind::Int64, value); }
    static Value float64(double value) noexcept {
        Value result;
        result.m_kind = Kind::Double;
        result.m_data.number = value;
        return result;
    }
    static Value float32(float value) noexcept {
        Value result;
        result.m_kind = Kind::Single;
        result.m_data.number = static_cast<double>(value);
        return result;
    }
    static Value character(char16_t value) noexcept { return scalar(Kind::Char, value); }
    /// `text` is UTF-8 (lone surrogates in their three-byte form).
    static Value text(std::string_view text);
    /// DateTime of kind Utc from 100 ns ticks since 0001-01-01.
    static Value utcTicks(std::int64_t ticks) noexcept {
        return scalar(Kind::DateTime, static_cast<std::int64_t>(static_cast<std::uint64_t>(ticks) | (1ULL << 62)));
    }
    static Value scalar(Kind kind, std::int64_t value) noexcept {
        Value result;
        result.m_kind = kind;
        result.m_data.integer = value;
        return result;
    }
    static Value enumeration(std::uint16_t type, std::int64_t value) noexcept {
        Value result = scalar(Kind::Enum, value);
        result.m_type = type;
        return result;
    }
    static Value host(std::uint16_t type, const void* data) noexcept {
        Value result;
        result.m_kind = Kind::Host;
        result.m_type = type;
        result.m_data.pointer = data;
        return result;
    }
    static Value object(Object* object) noexcept {
        Value result;
        if (!object) return result;
        result.m_kind = Kind::Object;
        result.m_data.object = object;
        object->retain();
        return result;
    }
    static Value string(Object* text) noexcept {
        Value result = object(text);
        result.m_kind = Kind::String;
        return result;
    }

    [[nodiscard]] Kind kind() const noexcept { return m_kind; }
    [[nodiscard]] bool isNull() const noexcept { return m_kind == Kind::Null; }
    [[nodiscard]] bool isText() const noexcept { return m_kind == Kind::String; }
    /// The bool; empty for any other type.
    [[nodiscard]] std::optional<bool> asBool() const noexcept;
    /// Any of the integer types (not bool, char, enum) that fits; empty for any other type.
    [[nodiscard]] std::optional<std::int64_t> asInteger() const noexcept;
    /// Any numeric type, decimal included; empty for any other type.
    [[nodiscard]] std::optional<double> asDouble() const noexcept;
    /// The text of a string as UTF-8, valid while this Value lives; "" for any other type.
    [[nodiscard]] std::string_view asText() const noexcept;
    /// As APIM writes a value into an attribute, header or body: null is "", bool "True", a JToken its indented JSON, a number in the
    /// invariant culture.
    [[nodiscard]] std::string toText() const;
    /// C# name of the run-time type ("string", "int", "JObject", "List<int>", "null").
    [[nodiscard]] std::string typeName() const;
    /// For `variables` of `try`, traces and `eval`: the shapes of data/expressions/README.md (double always a float, decimal, DateTime,
    /// Guid, TimeSpan as text, byte[] as base64, sequences as arrays, responses as objects).
    [[nodiscard]] nlohmann::json toJson() const;
    /// Compact JSON text of the same shape, with doubles as .NET prints them.
    [[nodiscard]] std::string toJsonText() const;

    // For the expression room.
    [[nodiscard]] std::int64_t bits() const noexcept { return m_data.integer; }
    [[nodiscard]] double number() const noexcept { return m_data.number; }
    [[nodiscard]] Object* pointer() const noexcept { return isCounted() ? m_data.object : nullptr; }
    [[nodiscard]] const void* hostData() const noexcept { return m_data.pointer; }
    [[nodiscard]] std::uint16_t typeId() const noexcept { return m_type; }
    [[nodiscard]] bool isCounted() const noexcept { return m_kind >= Kind::String; }

private:
    Kind m_kind = Kind::Null;
    std::uint8_t m_aux = 0;
    std::uint16_t m_type = 0;
    union {
        std::int64_t integer;
        double number;
        Object* object;
        const void* pointer;
    } m_data{0};
};

}  // namespace mgc::expression
