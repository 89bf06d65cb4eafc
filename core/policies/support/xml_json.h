#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

// The conversions of xml-to-json and json-to-xml, after Newtonsoft's conventions, which the service
// follows but where it was observed to differ: "$" for the colon of names, xsi:nil for null.
namespace mgc::policies {

struct XmlToJsonOptions {
    bool direct = true;         ///< attributes as "@name", CDATA as "#cdata-section"; else plain names (javascript-friendly)
    bool alwaysArrays = false;  ///< every child element becomes an array
    // Undocumented; what the names say.
    bool keepSpace = false;    ///< text that is white space only counts too
    bool trimValues = false;   ///< white space around texts and attributes goes
    bool emptyAsNull = false;  ///< <b></b> is null, as <b/> is
};
/// Error XmlException for text that is no well-formed document, has a document type, or nests deeper than 200.
[[nodiscard]] Result<std::string> xmlToJson(std::string_view xml, const XmlToJsonOptions& options);

struct JsonToXmlOptions {
    std::string namespaceSeparator = "_";
    std::string namespacePrefix = "xmlns";
    std::string attributeBlock;  ///< member that holds an object of attributes; "" for none
    bool parseDates = true;      ///< texts that look like dates are written as XmlConvert writes dates
    // Undocumented; what the names say.
    std::string attributePrefix = "@";
    std::string namespaceBlock;      ///< member that holds an object of prefixes and their namespaces; "" for none
    std::string invalidReplacement;  ///< of characters that cannot stand in an XML name; "" for _xHHHH_
    bool trimValues = false;         ///< white space around texts goes
    bool emptyAsNull = false;        ///< "" is null, which is xsi:nil="true"
};
/// Error JsonReaderException for text that is no JSON or nests deeper than 200. Several roots are wrapped into <Document>.
[[nodiscard]] Result<std::string> jsonToXml(std::string_view json, const JsonToXmlOptions& options);

}  // namespace mgc::policies
