#include "policy/model/codes.h"

#include <QtTest/qtest.h>

#include <set>

#include "support/suite.h"

using namespace mgc::policy;

class CodesTest : public QObject {
    Q_OBJECT
private slots:
    void areUniqueAndExplained() {
        std::set<std::string_view> seen;
        for (const auto& info : codes::table) {
            QVERIFY2(seen.insert(info.code).second, std::string(info.code).c_str());
            QVERIFY(!info.title.empty() && !info.help.empty());
            QCOMPARE(info.code.size(), std::size_t{7});
        }
        QVERIFY(codes::find(codes::unsupportedPolicy));
        QVERIFY(!codes::find("MGC9999"));
    }
};

MGC_TEST_CLASS(CodesTest);
#include "codes_test.moc"
