#include "base/markup.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;

class MarkupTest : public QObject {
    Q_OBJECT
private slots:
    void replacesWhatIsListed() {
        QCOMPARE(withReferences("a<b> & \"c\" 'd' \xC3\xA4", {{'&', "&amp;"}, {'<', "&lt;"}}),
                 std::string("a&lt;b> &amp; \"c\" 'd' \xC3\xA4"));
        QCOMPARE(withReferences("&lt;", {{'&', "&amp;"}, {'<', "&lt;"}}), std::string("&amp;lt;"));
        QCOMPARE(withReferences("", {{'&', "&amp;"}}), std::string());
    }
};

MGC_TEST_CLASS(MarkupTest);
#include "markup_test.moc"
