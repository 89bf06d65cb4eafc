// Policy headers stand before Qt, whose macro `emit` would hit MetricSink::emit.
#include "tests/policy/program/toy_steps.h"

#include <QTest>

#include "tests/support/suite.h"

using namespace mgc;
using namespace mgc::test;

/// Joining documents of several scopes at <base/>.
class ScopesTest : public QObject {
    Q_OBJECT

private slots:
    void joins_data() {
        QTest::addColumn<QStringList>("documents");
        QTest::addColumn<QString>("inbound");
        QTest::newRow("base first") << QStringList{"inbound: note g", "inbound: base, note p", "inbound: base, note a"}
                                    << "[global] [product] [api]";
        QTest::newRow("base last") << QStringList{"inbound: note g", "inbound: note p, base"} << "[product] [global]";
        QTest::newRow("base in the middle") << QStringList{"inbound: note g", "inbound: note p, base, note p"}
                                            << "[product] [global] [product]";
        QTest::newRow("no base") << QStringList{"inbound: note g", "inbound: note p", "inbound: note a"} << "[api]";
        QTest::newRow("missing section") << QStringList{"inbound: note g", "outbound: note p"} << "";
        QTest::newRow("base at the broadest scope") << QStringList{"inbound: base, note g"} << "[global]";
    }
    void joins() {
        QFETCH(QStringList, documents);
        QFETCH(QString, inbound);
        std::vector<std::string> texts;
        for (const auto& document : documents) texts.push_back(document.toStdString());
        const auto program = toyProgram(texts);
        QVERIFY(program);
        QStringList scopes;
        for (const auto& piece : program->pieces(policy::Section::Inbound))
            for (const auto& entry : piece) scopes << QString::fromStdString("[" + entry.scope + "]");
        QCOMPARE(scopes.join(' '), inbound);
    }
    void refusesTwoBases() { QVERIFY(!toyProgram({"inbound: base, base"})); }
    void refusesUnknownPolicies() { QVERIFY(!toyProgram({"inbound: nothing"})); }
    void hasADefaultGlobalDocument() {
        policy::CompileEnvironment environment;
        environment.findPolicy = toyPolicy;
        Diagnostics diagnostics;
        const auto program = policy::joinProgram({policy::compileDefaultDocument(environment, diagnostics)});
        QCOMPARE(policy::describe(*program), std::string("inbound\nbackend\n  [global] forward-request\noutbound\non-error\n"));
    }
};

MGC_TEST_CLASS(ScopesTest);
#include "scopes_test.moc"
