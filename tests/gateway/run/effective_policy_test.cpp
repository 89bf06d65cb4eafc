#include "gateway/run/effective_policy.h"

#include <QtTest/qtest.h>
#include <QTemporaryDir>

#include "policy/xml/document.h"
#include "resources/files.h"
#include "support/suite.h"

using namespace mgc;

class EffectivePolicyTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    std::shared_ptr<const resources::Workspace> m_workspace;

    void put(const std::string& path, const std::string& text) {
        (void)resources::writeFile(m_folder.path().toStdString() + "/" + path, text);
    }
    static std::string document(const std::string& inbound) {
        return "<policies>\n  <inbound>\n" + inbound + "\n  </inbound>\n  <backend><base/></backend>\n  <on-error />\n</policies>\n";
    }
    /// The names of the elements of the inbound section in order, and the scope marks.
    static QString inbound(const std::string& text) {
        const auto parsed = policy::xml::Document::parse(text);
        const auto section = parsed.firstChildElement(parsed.firstChildElement(policy::xml::documentNode));
        QStringList names;
        for (auto child = parsed.firstChildElement(section); child != policy::xml::noNode; child = parsed.nextElement(child))
            names << QString::fromUtf8(parsed.name(child).data(), static_cast<qsizetype>(parsed.name(child).size()));
        return names.join(' ');
    }

private slots:
    void initTestCase() {
        put("policy.xml",
            "<policies>\n  <inbound>\n    <global1 />\n  </inbound>\n  <backend>\n    <forward-request />\n  </backend>\n  <outbound />\n  "
            "<on-error />\n</policies>\n");
        put("apis/a/apiInformation.json", "{\"properties\":{\"path\":\"a\"}}");
        put("apis/a/specification.json",
            "{\"openapi\":\"3.0.1\",\"paths\":{\"/x\":{\"get\":{\"operationId\":\"x\"},\"put\":{\"operationId\":\"y\"}}}}");
        put("apis/a/policy.xml", document("    <before />\n    <base />\n    <after />"));
        put("apis/a/operations/x/policy.xml", document("    <base />\n    <operation />"));
        put("apis/a/operations/y/policy.xml", document("    <alone />"));
        put("apis/nested/apiInformation.json", "{\"properties\":{\"path\":\"nested\"}}");
        put("apis/nested/specification.json", "{\"openapi\":\"3.0.1\",\"paths\":{\"/x\":{\"get\":{\"operationId\":\"x\"}}}}");
        put("apis/nested/policy.xml",
            document("    <choose><when condition=\"true\"><first /><base /></when><otherwise><base /></otherwise></choose>"));
        put("products/p/productInformation.json", "{\"properties\":{\"displayName\":\"p\"}}");
        put("products/p/apis/a/productApiInformation.json", "{}");
        put("products/p/policy.xml", document("    <product /><base />"));
        put("policy fragments/f/policy.xml", "<fragment />");
        Diagnostics diagnostics;
        resources::ReadOptions options;
        options.keySeed = "test";
        m_workspace = *resources::Workspace::read(m_folder.path().toStdString(), diagnostics, options);
        QVERIFY(diagnostics.all().empty());
    }
    void joinsScopesAtBase_data() {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("product");
        QTest::addColumn<QString>("elements");
        QTest::newRow("api") << ""
                             << ""
                             << "before global1 after";
        QTest::newRow("operation") << "x"
                                   << ""
                                   << "before global1 after operation";
        QTest::newRow("operation in a product") << "x"
                                                << "p"
                                                << "before product global1 after operation";
        QTest::newRow("without base") << "y"
                                      << "p"
                                      << "alone";
    }
    void joinsScopesAtBase() {
        QFETCH(QString, operation);
        QFETCH(QString, product);
        QFETCH(QString, elements);
        const auto text = gateway::effectivePolicy(*m_workspace, "a", operation.toStdString(), product.toStdString());
        QVERIFY(text.has_value());
        QVERIFY(!policy::xml::Document::parse(*text).hasErrors());
        QCOMPARE(inbound(*text), elements);
        QVERIFY(text->find("<forward-request />") != std::string::npos);
    }
    void marksTheScope() {
        const auto text = gateway::effectivePolicy(*m_workspace, "a", "x", "");
        const std::string root = m_folder.path().toStdString();
        QVERIFY(text->find("<!-- [global] " + root + "/policy.xml:3 -->\n    <global1 />") != std::string::npos);
        QVERIFY(text->find("<!-- [api /apis/a] " + root + "/apis/a/policy.xml:5 -->\n    <after />") != std::string::npos);
        QVERIFY(text->find("<!-- [operation /apis/a/operations/x] ") != std::string::npos);
    }
    void putsBaseInsideOfOtherElements() {
        const auto text = gateway::effectivePolicy(*m_workspace, "nested", "x", "");
        QVERIFY(text.has_value());
        const auto parsed = policy::xml::Document::parse(*text);
        QVERIFY(!parsed.hasErrors());
        QCOMPARE(inbound(*text), QString("choose"));
        const auto section = parsed.firstChildElement(parsed.firstChildElement(policy::xml::documentNode));
        const auto when = parsed.firstChildElement(parsed.firstChildElement(section));
        const auto first = parsed.firstChildElement(when);
        QCOMPARE(parsed.name(first), std::string_view("first"));
        QCOMPARE(parsed.name(parsed.nextElement(first)), std::string_view("global1"));
        QCOMPARE(parsed.name(parsed.firstChildElement(parsed.nextElement(when))), std::string_view("global1"));
    }
    void namesWhatThereIs() {
        QCOMPARE(gateway::effectivePolicy(*m_workspace, "b", "", "").error().code, std::string("NoSuchApi"));
        const auto error = gateway::effectivePolicy(*m_workspace, "a", "z", "").error();
        QCOMPARE(error.code, std::string("NoSuchOperation"));
        QVERIFY(error.message.find("x, y") != std::string::npos);
        QCOMPARE(gateway::effectivePolicy(*m_workspace, "a", "", "q").error().code, std::string("NoSuchProduct"));
    }
};

MGC_TEST_CLASS(EffectivePolicyTest);
#include "effective_policy_test.moc"
