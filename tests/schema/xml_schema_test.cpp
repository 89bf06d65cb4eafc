#include "schema/xml_schema.h"

#include <QTest>

#include "schema/schema_library.h"
#include "tests/support/suite.h"

using namespace mgc::schema;

namespace {

const std::string order =
    "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"order\"><xs:complexType><xs:sequence>\n"
    "<xs:element name=\"id\" type=\"xs:int\"/></xs:sequence></xs:complexType></xs:element></xs:schema>";

}  // namespace

class XmlSchemaTest : public QObject {
    Q_OBJECT

private slots:
    void checks() {
        const auto schema = XmlSchema::compile(order);
        QVERIFY(schema.has_value());
        QVERIFY((*schema)->check("<order><id>7</id></order>", false)->empty());
        const auto found = (*schema)->check("<order>\n<id>seven</id></order>", false);
        QVERIFY(found && !found->empty());
        QCOMPARE(found->front().line, 2);
    }
    void looksIntoEnvelopes() {
        const auto schema = XmlSchema::compile(order);
        const std::string begin = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>";
        const std::string end = "</s:Body></s:Envelope>";
        QVERIFY((*schema)->check(begin + "<order><id>7</id></order>" + end, true)->empty());
        QVERIFY(!(*schema)->check(begin + "<order/>" + end, true)->empty());
        QVERIFY(!(*schema)->check("<order><id>7</id></order>", true));
        QVERIFY(!(*schema)->check(begin + end, true));
    }
    void refusesDocumentTypes() {
        const auto schema = XmlSchema::compile(order);
        QVERIFY(!(*schema)->check("<!DOCTYPE order [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><order><id>&x;</id></order>", false));
        QVERIFY(!(*schema)->check("<order", false));
    }
    void includesOnlyTheService() {
        const std::string including =
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:include schemaLocation=\"/schemas/order\"/></xs:schema>";
        const std::string file =
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:include schemaLocation=\"/etc/passwd\"/></xs:schema>";
        const SchemaLibrary library({{"order", true, order}, {"all", true, including}, {"file", true, file}, {"json", false, "{}"}});
        const auto all = library.xml("all");
        QVERIFY2(all.has_value(), all ? "" : all.error().message.c_str());
        QVERIFY((*all)->check("<order><id>7</id></order>", false)->empty());
        const auto outside = library.xml("file");
        QVERIFY(!outside || !(*outside)->check("<order><id>7</id></order>", false)->empty());
        QVERIFY(!library.xml("json"));
        QVERIFY(!library.xml("nobody"));
    }
};

MGC_TEST_CLASS(XmlSchemaTest);
#include "xml_schema_test.moc"
