#pragma once
#include <string>
#include <string_view>

#include "expression/runtime/collections.h"

// Functions of single types that other files of the room need, so that those need not know the types' own classes.
namespace mgc::expression {

struct Call;

// types/object.cpp
[[nodiscard]] Value makeTypeValue(const Type* type);
/// The type that a System.Type stands for.
[[nodiscard]] const Type* typeOfTypeValue(const Value& value);
// types/interfaces.cpp: a walk over items as an enumerator of that type.
[[nodiscard]] Value makeEnumerator(const Type* type, const Value& items);

// types/host_maps.cpp
[[nodiscard]] bool isHostDictionary(const Value& value);
[[nodiscard]] bool hostDictionaryGet(const Value& map, std::string_view key, Value& out);
[[nodiscard]] IteratorPtr iterateHost(const Value& map);
[[nodiscard]] std::string hostText(const Value& value);
/// What may leave an evaluation: borrowed maps become dictionaries.
[[nodiscard]] Value ownedValue(const Value& value);
// types/enumerable.cpp
[[nodiscard]] Value groupingKey(const Value& grouping);
[[nodiscard]] Value lookupGet(Call& call, bool contains);
// types/date_time_offset.cpp
[[nodiscard]] Value toDateTimeOffset(const Value& value);
[[nodiscard]] Value offsetToDateTime(const Value& value);
[[nodiscard]] Value defaultStruct(const Type* type);
// types/uri.cpp
/// UriFormatException unless it is a URI, absolute or (where allowed) relative.
[[nodiscard]] Value uriFromText(std::string_view text, bool relativeToo = false);
// types/xml_types.cpp
[[nodiscard]] Value xmlElementFromText(std::string_view text);
[[nodiscard]] Value xmlDocumentFromText(std::string_view text);
[[nodiscard]] std::string xmlCompactText(const Value& node);
[[nodiscard]] bool isXmlNode(const Value& value);
// types/certificates.cpp
[[nodiscard]] Value certificateFromDer(std::string_view der);

}  // namespace mgc::expression
