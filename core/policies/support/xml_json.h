#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

// The conversions of xml-to-json and json-to-xml, after Newtonsoft's conventions, which the service follows.
namespace mgc::policies {

struct XmlToJsonOptions {
    bool direct = true;         ///< attributes as "@name", text as "#text"; else plain names (javascript-friendly)
    bool alwaysArrays = false;  ///< every child element becomes an array
};
/// Error XmlException for text that is no well-formed document, has a document type, or nests deeper than 200.
[[nodiscard]] Result<std::string> xmlToJson(std::string_view xml, const XmlToJsonOptions& options);

struct JsonToXmlOptions {
    std::string namespaceSeparator = "_";
    std::string namespacePrefix = "xmlns";
    std::string attributeBlock;  ///< member that holds an object of attributes; "" for none
};
/// Error JsonReaderException for text that is no JSON or nests deeper than 200. Several roots are wrapped into <Document>.
[[nodiscard]] Result<std::string> jsonToXml(std::string_view json, const JsonToXmlOptions& options);

}  // namespace mgc::policies
