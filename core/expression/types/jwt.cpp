// Jwt.
#include "base/text.h"
#include "expression/json/token.h"
#include "expression/runtime/convert.h"
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

class JwtObject final : public Object {
public:
    explicit JwtObject(std::shared_ptr<const JwtData> held) : data(std::move(held)) {}
    [[nodiscard]] const Type* type() const override { return types().named("Jwt"); }
    const std::shared_ptr<const JwtData> data;
};

const JwtData& jwt(Call& c) { return *c.selfAs<JwtObject>().data; }
Value claims(const JwtData& token) {
    auto* made = new DictionaryObject(types().generic("Dictionary", {types().string, types().stringArray}));
    Value result = Value::object(made);
    for (const auto& [name, values] : token.claims) made->table.set(textOf(name), makeStrings(values));
    return result;
}

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "Jwt", TypeKind::Class)
        .property("string Algorithm", [](Call& c) { return textOf(jwt(c).algorithm); })
        .property("IEnumerable<string> Audiences", [](Call& c) { return makeStrings(jwt(c).audiences); })
        .property("IReadOnlyDictionary<string,string[]> Claims", [](Call& c) { return claims(jwt(c)); })
        .property("DateTime? ExpirationTime", [](Call& c) { return fromInstant(jwt(c).expirationTime); })
        .property("string Id", [](Call& c) { return jwt(c).hasId ? textOf(jwt(c).id) : Value(); })
        .property("string Issuer", [](Call& c) { return jwt(c).hasIssuer ? textOf(jwt(c).issuer) : Value(); })
        .property("DateTime? IssuedAt", [](Call& c) { return fromInstant(jwt(c).issuedAt); })
        .property("DateTime? NotBefore", [](Call& c) { return fromInstant(jwt(c).notBefore); })
        .property("string Subject", [](Call& c) { return jwt(c).hasSubject ? textOf(jwt(c).subject) : Value(); })
        .property("string Type", [](Call& c) { return jwt(c).hasType ? textOf(jwt(c).type) : Value(); });
}

}  // namespace

Value makeJwt(std::shared_ptr<const JwtData> token) { return token ? Value::object(new JwtObject(std::move(token))) : Value(); }
std::shared_ptr<const JwtData> jwtOf(const Value& value) {
    const auto* object = value.kind() == Kind::Object ? dynamic_cast<const JwtObject*>(value.pointer()) : nullptr;
    return object ? object->data : nullptr;
}

std::shared_ptr<const JwtData> parseJwt(std::string_view value) {
    value = trimWhiteSpace(value);
    if (startsWithIgnoreCase(value, "Bearer ")) value = trimWhiteSpace(value.substr(7));
    const auto parts = split(value, '.');
    if (parts.size() != 3) return nullptr;
    try {
        const auto decode = [](std::string_view part) {
            std::string plain(part);
            for (auto& c : plain) c = c == '-' ? '+' : c == '_' ? '/' : c;
            while (plain.size() % 4 != 0) plain += '=';
            std::string bytes;
            if (!base64Decode(plain, bytes)) raiseFormat();
            return parseJson(fromUtf8Bytes(bytes));
        };
        const TokenRef header = decode(parts[0]);
        const TokenRef payload = decode(parts[1]);
        const auto* head = dynamic_cast<JObjectObject*>(header.get());
        const auto* body = dynamic_cast<JObjectObject*>(payload.get());
        if (!head || !body) return nullptr;
        auto token = std::make_shared<JwtData>();
        const auto read = [](const JObjectObject& object, const char* name, std::string& out) {
            JTokenObject* found = object.get(name);
            if (!found || found->tokenType() == TokenType::Null) return false;
            out = std::string(tokenTo(found, types().string).asText());
            return true;
        };
        (void)read(*head, "alg", token->algorithm);
        token->hasType = read(*head, "typ", token->type);
        token->hasId = read(*body, "jti", token->id);
        token->hasIssuer = read(*body, "iss", token->issuer);
        token->hasSubject = read(*body, "sub", token->subject);
        const auto time = [&](const char* name) -> std::optional<Instant> {
            JTokenObject* found = body->get(name);
            if (!found || found->tokenType() == TokenType::Null) return std::nullopt;
            return Instant(std::chrono::seconds(tokenTo(found, types().int64).bits()));
        };
        token->expirationTime = time("exp");
        token->issuedAt = time("iat");
        token->notBefore = time("nbf");
        for (std::size_t i = 0; i < body->count(); ++i) {
            const auto* property = body->propertyAt(i);
            std::vector<std::string> values;
            if (const auto* array = dynamic_cast<const JArrayObject*>(property->content()))
                for (std::size_t k = 0; k < array->count(); ++k) values.push_back(array->child(k)->toText());
            else if (dynamic_cast<const JContainerObject*>(property->content()))
                values.push_back(property->content()->json(false));
            else
                values.push_back(property->content()->toText());
            if (property->name == "aud") token->audiences = values;
            token->claims.emplace_back(property->name, std::move(values));
        }
        return token;
    } catch (const Thrown&) {
        return nullptr;
    }
}

MGC_TYPE(jwt, describe)

}  // namespace mgc::expression
