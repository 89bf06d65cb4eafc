#include "schema/xml_access.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <mutex>

namespace mgc::schema {

namespace {
thread_local const XmlAccess* current = nullptr;
}

/// Reads the private lookup from libxml2's callback.
struct XmlAccessPoint {
    static xmlParserInputPtr load(const char* address, const char* /*id*/, xmlParserCtxtPtr parser) {
        if (!current || !current->m_lookup || !address) return nullptr;
        const auto text = current->m_lookup(address);
        if (!text) return nullptr;
        auto* buffer = xmlParserInputBufferCreateMem(text->data(), static_cast<int>(text->size()), XML_CHAR_ENCODING_NONE);
        auto* input = buffer ? xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE) : nullptr;
        if (input && !input->filename) input->filename = reinterpret_cast<char*>(xmlStrdup(reinterpret_cast<const xmlChar*>(address)));
        return input;
    }
};

XmlAccess::XmlAccess(Lookup lookup) : m_lookup(std::move(lookup)), m_outer(current) {
    static std::once_flag installed;
    std::call_once(installed, [] {
        xmlInitParser();
        xmlSetExternalEntityLoader(XmlAccessPoint::load);
    });
    current = this;
}

XmlAccess::~XmlAccess() { current = m_outer; }

}  // namespace mgc::schema
