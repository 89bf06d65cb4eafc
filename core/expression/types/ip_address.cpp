// IPAddress, narrowed to the members that Azure allows.
#include <arpa/inet.h>

#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

class AddressObject final : public Object {
public:
    AddressObject(std::string content, bool v6) : bytes(std::move(content)), isV6(v6) {}
    [[nodiscard]] const Type* type() const override { return types().named("IPAddress"); }
    [[nodiscard]] bool equals(const Object& other) const override {
        const auto* address = dynamic_cast<const AddressObject*>(&other);
        return address && address->bytes == bytes;
    }
    [[nodiscard]] std::size_t hash() const override { return std::hash<std::string>()(bytes); }
    [[nodiscard]] std::string toText() const override {
        char text[INET6_ADDRSTRLEN];
        return inet_ntop(isV6 ? AF_INET6 : AF_INET, bytes.data(), text, sizeof text) ? text : "";
    }
    const std::string bytes;
    const bool isV6;
};
Value parseAddress(std::string_view text) {
    std::string plain(text);
    if (plain.size() > 2 && plain.front() == '[' && plain.back() == ']') plain = plain.substr(1, plain.size() - 2);
    unsigned char bytes[16];
    if (inet_pton(AF_INET6, plain.c_str(), bytes) == 1)
        return Value::object(new AddressObject(std::string(reinterpret_cast<const char*>(bytes), 16), true));
    in_addr address{};
    if (!plain.empty() && plain.find_first_not_of("0123456789.xXabcdefABCDEF") == std::string::npos && inet_aton(plain.c_str(), &address))
        return Value::object(new AddressObject(std::string(reinterpret_cast<const char*>(&address.s_addr), 4), false));
    return {};
}

void describe(TypeRegistry& registry) {
    registry.define("System.Net", "IPAddress", TypeKind::Class)
        .method("static IPAddress Parse(string ipString)",
                [](Call& c) {
                    Value address = parseAddress(c.needText(0));
                    if (address.isNull()) raiseFormat("An invalid IP address was specified.");
                    return address;
                })
        .method("static bool TryParse(string ipString, out IPAddress address)",
                [](Call& c) {
                    c[1] = c.isNull(0) ? Value() : parseAddress(c.text(0));
                    return boxed(!c[1].isNull());
                })
        .method("static bool IsLoopback(IPAddress address)",
                [](Call& c) {
                    const auto& address = as<AddressObject>(c.need(0));
                    return boxed(address.isV6 ? address.bytes == std::string(15, '\0') + '\x01' : address.bytes[0] == 127);
                })
        .method("byte[] GetAddressBytes()", [](Call& c) { return Value::object(new ByteArrayObject(c.selfAs<AddressObject>().bytes)); })
        .property("AddressFamily AddressFamily",
                  [](Call& c) { return enumValue("AddressFamily", c.selfAs<AddressObject>().isV6 ? 23 : 2); })
        .method("string ToString()", [](Call& c) { return textOf(c.selfAs<AddressObject>().toText()); })
        .refuses({"bool IsIPv6LinkLocal", "IPAddress MapToIPv4()", "IPAddress MapToIPv6()"});
}

}  // namespace

MGC_TYPE(ip_address, describe)

}  // namespace mgc::expression
