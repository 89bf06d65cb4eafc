#include <QtTest>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "foundry/probe.h"
#include "foundry/read_connection.h"
#include "foundry/settings.h"
#include "support/paths.h"
#include "support/suite.h"

namespace mgc::foundry {

using Json = nlohmann::ordered_json;

/// Runs tests/data/foundry/<case>/: connection.json as a user has it, gateway.json a scripted gateway, expected.json the findings.
class FoundryCasesTest : public QObject {
    Q_OBJECT

    /// The first rule whose method, target ("/path?query") and required headers fit answers; none: API Management's 404.
    static Answer answerOf(const Json& rules, const Call& call) {
        const std::size_t host = call.url.find("//") + 2;
        const std::size_t slash = call.url.find('/', host);
        const std::string target = slash == std::string::npos ? "/" : call.url.substr(slash);
        Answer answer{404, {{"Content-Type", "application/json"}}, R"({ "statusCode": 404, "message": "Resource not found" })", {}};
        for (const Json& rule : rules) {
            if (rule["method"] != call.method || rule["target"] != target) continue;
            if (rule.contains("bodyHas") && call.body.find(rule["bodyHas"].get<std::string>()) == std::string::npos) continue;
            bool fits = true;
            const Json needs = rule.value("needs", Json::object()), headers = rule.value("headers", Json::object());
            for (const auto& [name, value] : needs.items()) {
                const auto has = [&name = name, &value = value](const auto& header) {
                    return equalsIgnoreCase(header.first, name) && header.second == value;
                };
                fits = fits && std::any_of(call.headers.begin(), call.headers.end(), has);
            }
            if (!fits) {
                answer.status = 401;
                answer.body =
                    R"({ "statusCode": 401, "message": "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API." })";
                return answer;
            }
            answer.status = rule["status"];
            answer.headers.clear();
            for (const auto& [name, value] : headers.items()) answer.headers.emplace_back(name, value.get<std::string>());
            answer.body = rule["body"].is_string() ? rule["body"].get<std::string>() : rule["body"].dump();
            return answer;
        }
        return answer;
    }

    static std::string describe(const Findings& findings) {
        std::string text;
        for (const Finding& finding : findings.all())
            text += std::string(toText(finding.severity)) + ' ' + finding.code + ": " + finding.message + '\n';
        return text;
    }

private slots:
    void cases_data() {
        QTest::addColumn<QString>("folder");
        for (const auto& entry : std::filesystem::directory_iterator(test::dataDir("foundry")))
            QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
    }

    void cases() {
        QFETCH(QString, folder);
        const std::filesystem::path path = folder.toStdString();
        const auto document = json::Document::parse(test::readFile(path / "connection.json"), "connection.json");
        QVERIFY2(document, "connection.json is not valid JSON");
        const Json gateway = Json::parse(test::readFile(path / "gateway.json"));
        const Json expected = Json::parse(test::readFile(path / "expected.json"));

        Findings findings;
        auto connection = readConnection(*document, expected.value("url", ""), findings);
        QVERIFY(connection);
        if (expected.contains("key")) connection->credentials.key = expected["key"];
        checkCredentials(*connection, findings);
        const std::string fails = gateway.value("fails", "");
        const auto send = [&](const Call& call) -> Result<Answer> {
            if (!fails.empty()) return fail(fails, "scripted failure");
            return answerOf(gateway["rules"], call);
        };
        const auto pause = [](std::chrono::milliseconds) { return true; };
        Probe probe(*connection, {.deployment = expected.value("deployment", "")}, send, pause, findings);
        probe.run();

        const std::string all = describe(findings);
        QVERIFY2(findings.ok() == expected["ok"].get<bool>(), all.c_str());
        for (const Json& code : expected["codes"])
            QVERIFY2(findings.has(code.get<std::string>()), (code.get<std::string>() + " is not among\n" + all).c_str());
        if (expected.value("onlyThese", true))
            for (const Finding& finding : findings.all())
                if (finding.severity == Severity::Error)
                    QVERIFY2(std::find(expected["codes"].begin(), expected["codes"].end(), finding.code) != expected["codes"].end(),
                             ("unexpected:\n" + all).c_str());
        for (const Finding& finding : findings.all()) QVERIFY(finding.severity == Severity::Info || !finding.fix.empty());
        if (expected.contains("steps")) {
            Json steps = Json::array();
            for (const ProbedRequest& request : probe.requests())
                steps.push_back(request.step + ' ' + request.request.method + ' ' + request.request.url);
            QCOMPARE(QString::fromStdString(steps.dump(1)), QString::fromStdString(expected["steps"].dump(1)));
        }
    }
};
MGC_TEST_CLASS(FoundryCasesTest);

}  // namespace mgc::foundry

#include "cases_test.moc"
