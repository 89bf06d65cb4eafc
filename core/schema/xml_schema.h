#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mgc::schema {

/// What an XML Schema says against a document.
struct XmlViolation {
    int line = 0;
    std::string message;
};

/// A W3C XML Schema (libxml2). Immutable; may be used by several threads.
class XmlSchema {
public:
    ~XmlSchema();
    XmlSchema(const XmlSchema&) = delete;
    XmlSchema& operator=(const XmlSchema&) = delete;

    /// `include` gives the text behind a schemaLocation ("/schemas/other"); nothing else is read. Error InvalidSchema.
    [[nodiscard]] static Result<std::shared_ptr<const XmlSchema>> compile(
        std::string_view text, const std::function<std::optional<std::string>(const std::string&)>& include = {});
    /// Empty: the document fits. `inSoapEnvelope`: the first element of the SOAP body is checked in place of the document (SOAP 1.1 and
    /// 1.2). Error XmlException: not well-formed, with a document type, or no SOAP envelope. At most 20 violations.
    [[nodiscard]] Result<std::vector<XmlViolation>> check(std::string_view document, bool inSoapEnvelope) const;

private:
    XmlSchema() = default;
    void* m_schema = nullptr;
};

}  // namespace mgc::schema
