// Policy headers stand before Qt, whose macro `emit` would hit MetricSink::emit.
#include "policies/support/liquid/bindings.h"
#include "policies/support/liquid/template.h"

#include <QTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/paths.h"
#include "tests/support/suite.h"

using namespace mgc::policies;

/// The table of tests/data/liquid/cases.json: template, body (JSON or {"xml": text}), output or error.
class LiquidTest : public QObject {
    Q_OBJECT

private slots:
    void renders_data() {
        QTest::addColumn<QString>("given");
        std::ifstream file(mgc::test::dataDir("liquid") / "cases.json");
        const auto cases = nlohmann::json::parse(file);
        for (const auto& each : cases) QTest::newRow(each["template"].get<std::string>().c_str()) << QString::fromStdString(each.dump());
    }
    void renders() {
        QFETCH(QString, given);
        const auto each = nlohmann::json::parse(given.toStdString());
        liquid::SyntaxProblem problem;
        const auto parsed = liquid::Template::parse(each["template"].get<std::string>(), problem);
        if (each.contains("offset")) {
            QVERIFY(!parsed);
            QCOMPARE(problem.offset, each["offset"].get<std::size_t>());
            return;
        }
        QVERIFY2(parsed, problem.message.c_str());
        liquid::Hash globals;
        const auto body = each.value("body", nlohmann::json::object());
        const bool xml = body.is_object() && body.contains("xml");
        const liquid::BodyOptions options{.nilAsNull = each.value("nilAsNull", false), .parseDates = each.value("parseDates", true)};
        globals.set("body",
                    liquid::bodyValue(xml ? body["xml"].get<std::string>() : body.dump(), xml ? "text/xml" : "application/json", options));
        const auto output = parsed->render(std::move(globals), mgc::Instant(std::chrono::seconds(1'768'471'200)));
        if (each.contains("error")) {
            QVERIFY(!output);
            QVERIFY2(output.error().message.find(each["error"].get<std::string>()) != std::string::npos, output.error().message.c_str());
            return;
        }
        QVERIFY2(output.has_value(), output ? "" : output.error().message.c_str());
        QCOMPARE(QString::fromStdString(*output), QString::fromStdString(each["output"].get<std::string>()));
    }
};

MGC_TEST_CLASS(LiquidTest);
#include "liquid_test.moc"
