#include "schema/xml_schema.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

#include <cstring>

#include "base/text.h"
#include "schema/xml_access.h"

namespace mgc::schema {

namespace {

constexpr std::size_t mostViolations = 20;
constexpr int readOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOBLANKS;

struct DocumentDeleter {
    void operator()(xmlDocPtr document) const { xmlFreeDoc(document); }
};
using DocumentPointer = std::unique_ptr<xmlDoc, DocumentDeleter>;

void collect(void* into, xmlErrorPtr error) {
    auto& violations = *static_cast<std::vector<XmlViolation>*>(into);
    if (!error || error->level < XML_ERR_ERROR || violations.size() >= mostViolations) return;
    violations.push_back({error->line, std::string(trimmed(error->message ? error->message : ""))});
}

bool is(const xmlNode* node, const char* name) { return node && std::strcmp(reinterpret_cast<const char*>(node->name), name) == 0; }

bool isSoap(const xmlNode* node) {
    if (!node->ns || !node->ns->href) return false;
    const std::string_view space(reinterpret_cast<const char*>(node->ns->href));
    return space == "http://schemas.xmlsoap.org/soap/envelope/" || space == "http://www.w3.org/2003/05/soap-envelope";
}

/// The payload as a document of its own.
Result<DocumentPointer> payload(xmlDocPtr envelope) {
    xmlNodePtr root = xmlDocGetRootElement(envelope);
    if (!is(root, "Envelope") || !isSoap(root)) return fail("XmlException", "The message is no SOAP envelope.");
    for (xmlNodePtr part = xmlFirstElementChild(root); part; part = xmlNextElementSibling(part)) {
        if (!is(part, "Body") || !isSoap(part)) continue;
        xmlNodePtr content = xmlFirstElementChild(part);
        if (!content) break;
        DocumentPointer document(xmlNewDoc(reinterpret_cast<const xmlChar*>("1.0")));
        xmlDocSetRootElement(document.get(), xmlDocCopyNode(content, document.get(), 1));
        xmlReconciliateNs(document.get(), xmlDocGetRootElement(document.get()));
        return document;
    }
    return fail("XmlException", "The SOAP body is empty.");
}

}  // namespace

XmlSchema::~XmlSchema() { xmlSchemaFree(static_cast<xmlSchemaPtr>(m_schema)); }

Result<std::shared_ptr<const XmlSchema>> XmlSchema::compile(std::string_view text,
                                                            const std::function<std::optional<std::string>(const std::string&)>& include) {
    const XmlAccess access(include);
    std::vector<XmlViolation> problems;
    auto* parser = xmlSchemaNewMemParserCtxt(text.data(), static_cast<int>(text.size()));
    if (!parser) return fail("InvalidSchema", "The XML schema cannot be read.");
    xmlSchemaSetParserStructuredErrors(parser, collect, &problems);
    std::shared_ptr<XmlSchema> result(new XmlSchema);
    result->m_schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    if (result->m_schema) return std::shared_ptr<const XmlSchema>(std::move(result));
    return fail("InvalidSchema", problems.empty() ? "The XML schema cannot be read." : problems.front().message);
}

Result<std::vector<XmlViolation>> XmlSchema::check(std::string_view document, bool inSoapEnvelope) const {
    const XmlAccess closed;
    xmlResetLastError();
    DocumentPointer parsed(xmlReadMemory(document.data(), static_cast<int>(document.size()), "", nullptr, readOptions));
    if (!parsed) {
        const auto* error = xmlGetLastError();
        return fail("XmlException", error && error->message ? std::string(trimmed(error->message)) : "The body is no XML.");
    }
    if (parsed->intSubset) return fail("XmlException", "For security reasons DTD is prohibited in this XML document.");
    if (inSoapEnvelope) {
        MGC_TRY_ASSIGN(parsed, payload(parsed.get()));
    }
    std::vector<XmlViolation> violations;
    auto* validation = xmlSchemaNewValidCtxt(static_cast<xmlSchemaPtr>(m_schema));
    xmlSchemaSetValidStructuredErrors(validation, collect, &violations);
    const int outcome = xmlSchemaValidateDoc(validation, parsed.get());
    xmlSchemaFreeValidCtxt(validation);
    if (outcome != 0 && violations.empty()) violations.push_back({0, "The document does not fit the schema."});
    if (outcome == 0) violations.clear();
    return violations;
}

}  // namespace mgc::schema
