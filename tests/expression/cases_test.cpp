#include <QtTest/qtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "expression/expression.h"
#include "expression/host/case_context.h"
#include "expression/value.h"
#include "support/paths.h"
#include "support/suite.h"

using namespace mgc;

namespace {

bool sameJson(const nlohmann::json& a, const nlohmann::json& b) {
    if (a.is_number() && b.is_number()) {
        const double x = a.get<double>();
        const double y = b.get<double>();
        return x == y || std::fabs(x - y) <= 1e-14 * std::max(std::fabs(x), std::fabs(y));
    }
    if (a.type() != b.type()) return false;
    if (a.is_array()) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!sameJson(a[i], b[i])) return false;
        return true;
    }
    if (a.is_object()) {
        if (a.size() != b.size()) return false;
        for (const auto& [name, value] : a.items())
            if (!b.contains(name) || !sameJson(value, b[name])) return false;
        return true;
    }
    return a == b;
}

struct Score {
    int total = 0;
    int good = 0;
    std::string misses;
};

/// Runs a file of cases against real C#'s answers.
Score run(const std::string& file, const nlohmann::ordered_json& contexts) {
    Score score;
    std::map<std::string, std::unique_ptr<expression::CaseContext>> known;
    std::istringstream lines(file);
    std::string line;
    while (std::getline(lines, line)) {
        if (line.empty()) continue;
        const auto row = nlohmann::json::parse(line);
        ++score.total;
        const auto& expected = row["expected"];
        Diagnostics diagnostics;
        const auto compiled = expression::compile(row["expression"].get<std::string>(), {}, diagnostics);
        bool good = false;
        std::string got;
        if (!compiled) {
            good = expected.contains("compileError");
            got = diagnostics.all().empty() ? "?" : toText(diagnostics.all().front());
        } else {
            const std::string name = row.value("context", "default");
            auto& context = known[name];
            if (!context) context = std::move(*expression::CaseContext::parse(contexts.contains(name) ? contexts.at(name).dump() : "{}"));
            const auto result = compiled->evaluate(context->context(row["expression"].get<std::string>()));
            if (result) {
                got = result->typeName() + " " + result->toJsonText();
                const std::string type = expected.value("type", "");
                good = !expected.contains("error") && !expected.contains("compileError") && (type == "IEnumerable" || type == result->typeName()) && sameJson(result->toJson(), expected["value"]);
            } else {
                got = result.error().code + ": " + result.error().message;
                good = expected.contains("error") && expected["error"] == result.error().code;
            }
        }
        if (good) ++score.good;
        else score.misses += row["id"].get<std::string>() + ": " + got.substr(0, 200) + "\n";
    }
    return score;
}

}  // namespace

/// The handed-over cases with the results of real C#.
class CasesTest : public QObject {
    Q_OBJECT
private slots:
    /// members: the shortest case of each member that the differential generator found agreeing; regressions: what it found wrong once.
    void agreesWithRecordedCases_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("members") << "members.jsonl";
        QTest::newRow("regressions") << "regressions.jsonl";
    }
    void agreesWithRecordedCases() {
        QFETCH(QString, file);
        const auto score = run(test::readFile(test::dataDir("expression") / file.toStdString()), nlohmann::ordered_json::object());
        QVERIFY2(score.total > 0 && score.good == score.total, (std::to_string(score.good) + " of " + std::to_string(score.total) + " agree\n" + score.misses).c_str());
    }
    void agreesWithCSharp_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<double>("share");
        QTest::newRow("public") << "public.jsonl" << 0.99;
        QTest::newRow("corpus-extra") << "corpus-extra.jsonl" << 0.98;
        QTest::newRow("compile-errors") << "compile-errors.jsonl" << 1.0;
    }
    void agreesWithCSharp() {
        const auto shared = test::sharedDir();
        if (!shared) QSKIP("the expression cases lie beside the checkout; a public clone does not have them");
        QFETCH(QString, file);
        QFETCH(double, share);
        const auto folder = *shared / "data" / "expressions";
        const auto contexts = nlohmann::ordered_json::parse(test::readFile(folder / "contexts.json"));
        const auto score = run(test::readFile(folder / file.toStdString()), contexts);
        QVERIFY2(score.good >= share * score.total, (std::to_string(score.good) + " of " + std::to_string(score.total) + " agree\n" + score.misses).c_str());
    }
    void agreesWithCSharpOnOurOwnCases_data() {
        QTest::addColumn<QString>("file");
        for (const char* file : {"areas.jsonl", "language.jsonl", "overloads.jsonl", "refused.jsonl", "trees_and_times.jsonl"}) QTest::newRow(file) << file;
    }
    /// Cases of this project, each made with the expression oracle (real C#); all must agree.
    void agreesWithCSharpOnOurOwnCases() {
        QFETCH(QString, file);
        const auto folder = test::dataDir("expression");
        const auto contexts = nlohmann::ordered_json::parse(test::readFile(folder / "contexts.json"));
        const auto score = run(test::readFile(folder / file.toStdString()), contexts);
        QVERIFY2(score.total > 100, "the file of cases is empty");
        QVERIFY2(score.good == score.total, (std::to_string(score.good) + " of " + std::to_string(score.total) + " agree\n" + score.misses).c_str());
    }
};

MGC_TEST_CLASS(CasesTest);
#include "cases_test.moc"
