#include "policy/xml/path.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

class PathTest : public QObject {
    Q_OBJECT
private slots:
    void findsElements_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("id");
        QTest::newRow("section") << "inbound"
                                 << "i";
        QTest::newRow("with root") << "policies/inbound"
                                   << "i";
        QTest::newRow("numbers") << "inbound/choose[1]/when[2]/set-header[1]"
                                 << "h";
        QTest::newRow("number 1 is implied") << "inbound/choose/when[2]/set-header"
                                             << "h";
        QTest::newRow("wrong number") << "inbound/choose[2]"
                                      << "";
        QTest::newRow("unknown") << "outbound"
                                 << "";
        QTest::newRow("zero") << "inbound/choose[0]"
                              << "";
        QTest::newRow("broken number") << "inbound/choose[x]"
                                       << "";
        QTest::newRow("empty part") << "inbound//choose"
                                    << "";
    }
    void findsElements() {
        QFETCH(QString, path);
        QFETCH(QString, id);
        const auto document = xml::Document::parse(
            "<policies><inbound id='i'><choose><when/><base/><when><set-header id='h'/></when></choose></inbound></policies>");
        const auto found = xml::findByPath(document, path.toStdString());
        QCOMPARE(found.has_value(), !id.isEmpty());
        if (!found) {
            QCOMPARE(found.error().code, std::string("MGC1050"));
            return;
        }
        QCOMPARE(QString::fromStdString(std::string(document.slice(document.attribute(*found, "id")->value))), id);
    }

    void tellsAnElementNamedLikeTheRoot() {
        const auto document = xml::Document::parse("<policies><inbound/><policies/></policies>");
        const auto id = document.node(document.firstChildElement(xml::documentNode)).lastChild;
        QCOMPARE(xml::pathOf(document, id), std::string("policies/policies"));
        QCOMPARE(xml::findByPath(document, "policies/policies").value_or(0), id);
    }
};

MGC_TEST_CLASS(PathTest);
#include "path_test.moc"
