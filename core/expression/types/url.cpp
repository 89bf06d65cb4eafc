// IUrl.
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "IUrl", TypeKind::Interface)
        .property("string Host", [](Call& c) { return textOf(data<http::Url>(c).host); })
        .property("string Path", [](Call& c) { return textOf(data<http::Url>(c).path); })
        .property("string Scheme", [](Call& c) { return textOf(data<http::Url>(c).scheme); })
        .property("int Port", [](Call& c) { return number(data<http::Url>(c).effectivePort()); })
        .property(
            "string QueryString", [](Call& c) { return textOf(data<http::Url>(c).query.empty() ? "" : "?" + data<http::Url>(c).query); },
            "With its leading \"?\"; \"\" without one.")
        .property("IReadOnlyDictionary<string,string[]> Query", [](Call& c) { return Value::host(ids().query, c.self().hostData()); })
        .method(
            "string ToString()", [](Call& c) { return textOf(data<http::Url>(c).toText()); }, "The whole URL.")
        .method("Uri ToUri()", [](Call& c) { return uriFromText(data<http::Url>(c).toText()); });
}

}  // namespace

MGC_TYPE(url, describe)

}  // namespace mgc::expression
