#include "policies/support/stylesheet.h"

#include <libxml/parser.h>
#include <libxslt/documents.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include <cstdarg>
#include <cstdio>
#include <mutex>

#include "base/text.h"
#include "schema/xml_access.h"

namespace mgc::policies {

namespace {

struct DocumentDeleter {
    void operator()(xmlDocPtr document) const { xmlFreeDoc(document); }
};
using DocumentPointer = std::unique_ptr<xmlDoc, DocumentDeleter>;

constexpr int readOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;

void collect(void* into, const char* format, ...) __attribute__((format(printf, 2, 3)));
void collect(void* into, const char* format, ...) {
    auto& text = *static_cast<std::string*>(into);
    char buffer[512];
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(buffer, sizeof buffer, format, arguments);
    va_end(arguments);
    if (text.size() < 2000) text += buffer;
}

xmlDocPtr loadNothing(const xmlChar*, xmlDictPtr, int, void*, xsltLoadType) { return nullptr; }

/// One for all, never freed: libxslt reads it only.
xsltSecurityPrefsPtr closedPreferences() {
    static const xsltSecurityPrefsPtr preferences = [] {
        xsltSetLoaderFunc(loadNothing);
        auto* made = xsltNewSecurityPrefs();
        for (const auto option : {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
                                  XSLT_SECPREF_WRITE_NETWORK})
            xsltSetSecurityPrefs(made, option, xsltSecurityForbid);
        return made;
    }();
    return preferences;
}

Result<DocumentPointer> read(std::string_view text) {
    if (text.size() > Stylesheet::maximumInput) return fail("XmlException", "The document exceeds 16 MiB.");
    xmlResetLastError();
    DocumentPointer document(xmlReadMemory(text.data(), static_cast<int>(text.size()), "", nullptr, readOptions));
    if (!document) {
        const auto* error = xmlGetLastError();
        return fail("XmlException", error && error->message ? std::string(trimmed(error->message)) : "The text is no XML.");
    }
    if (document->intSubset) return fail("XmlException", "For security reasons DTD is prohibited in this XML document.");
    return document;
}

/// Messages of libxslt go to one place of the process: readers of stylesheets take turns.
std::mutex& messages() {
    static std::mutex mutex;
    return mutex;
}

}  // namespace

Stylesheet::~Stylesheet() { xsltFreeStylesheet(static_cast<xsltStylesheetPtr>(m_sheet)); }

Result<std::shared_ptr<const Stylesheet>> Stylesheet::compile(std::string_view text) {
    const schema::XmlAccess closed;
    closedPreferences();
    MGC_TRY_ASSIGN(DocumentPointer document, read(text));
    std::string problems;
    std::shared_ptr<Stylesheet> result(new Stylesheet);
    {
        const std::lock_guard lock(messages());
        xsltSetGenericErrorFunc(&problems, collect);
        auto* sheet = xsltParseStylesheetDoc(document.get());
        xsltSetGenericErrorFunc(nullptr, nullptr);
        if (sheet) {
            static_cast<void>(document.release());  // the sheet owns it
            result->m_sheet = sheet;
        }
        if (sheet && sheet->errors == 0) return std::shared_ptr<const Stylesheet>(std::move(result));
    }
    const std::string first(trimmed(std::string_view(problems).substr(0, problems.find("\nxsl"))));
    return fail("XsltException", first.empty() ? "The stylesheet cannot be read." : replacedAll(first, "\n", " "));
}

Result<std::string> Stylesheet::transform(std::string_view text, const std::vector<std::pair<std::string, std::string>>& parameters) const {
    const schema::XmlAccess closed;
    MGC_TRY_ASSIGN(const DocumentPointer document, read(text));
    auto* sheet = static_cast<xsltStylesheetPtr>(m_sheet);
    const std::unique_ptr<xsltTransformContext, decltype(&xsltFreeTransformContext)> context(xsltNewTransformContext(sheet, document.get()),
                                                                                             &xsltFreeTransformContext);
    std::string problems;
    xsltSetTransformErrorFunc(context.get(), &problems, collect);
    xsltSetCtxtSecurityPrefs(closedPreferences(), context.get());
    context->opLimit = maximumSteps;
    context->maxTemplateDepth = maximumDepth;
    for (const auto& [name, value] : parameters)
        xsltQuoteOneUserParam(context.get(), reinterpret_cast<const xmlChar*>(name.c_str()),
                              reinterpret_cast<const xmlChar*>(value.c_str()));
    const DocumentPointer made(xsltApplyStylesheetUser(sheet, document.get(), nullptr, nullptr, nullptr, context.get()));
    if (!made || context->state != XSLT_STATE_OK) {
        const std::string message(trimmed(problems));
        return fail("XsltException", message.empty() ? "The transformation failed." : replacedAll(message, "\n", " "));
    }
    xmlChar* bytes = nullptr;
    int length = 0;
    if (xsltSaveResultToString(&bytes, &length, made.get(), sheet) != 0) return fail("XsltException", "The result cannot be written.");
    std::string result = bytes ? std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)) : std::string();
    xmlFree(bytes);
    return result;
}

}  // namespace mgc::policies
