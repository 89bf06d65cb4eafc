#include <QTest>
#include <algorithm>
#include <fstream>

#include "graphql/check/validate.h"
#include "graphql/run/execution.h"
#include "graphql/run/inputs.h"
#include "graphql/run/reduction.h"
#include "graphql/syntax/document_parser.h"
#include "graphql/syntax/printer.h"
#include "tests/support/paths.h"
#include "tests/support/suite.h"

using namespace mgc;
using namespace mgc::graphql;

namespace {

Json read(const char* name) {
    std::ifstream file(test::dataDir("graphql") / name);
    return Json::parse(file);
}

/// The sources of queries.json; see oracle/make_cases.mjs.
class CaseSource : public FieldSource {
public:
    CaseSource(const Schema& schema, const Json& sources) : m_sources(sources) {
        m_above = typesAbove(schema, [this](const Type& type, const Field& field) { return resolves(type, field); });
    }
    [[nodiscard]] bool resolves(const Type& parent, const Field& field) const override {
        return m_sources.contains(parent.name + "." + field.name);
    }
    [[nodiscard]] bool reaches(const Type& type) const override { return m_above.contains(&type); }
    [[nodiscard]] Task<Result<Json>> resolve(FieldCall call) override {
        const Json& value = m_sources[call.parentType.name + "." + call.field.name];
        if (value == "$fail") co_return fail("FAILED", "as told");
        if (value == "$arguments") co_return Json(call.arguments.dump());
        co_return value;
    }

private:
    const Json& m_sources;
    std::set<const Type*> m_above;
};

/// Lists of named things in the order of their names: how schemas are ordered is free.
Json normal(Json value) {
    if (value.is_string()) {  // "$arguments" comes as JSON text
        const Json inner = Json::parse(value.get<std::string>(), nullptr, false);
        if (inner.is_object()) return normal(inner);
    }
    if (!value.is_structured()) return value;
    for (auto& each : value) each = normal(std::move(each));
    if (!value.is_array() || value.empty() || !value.front().is_object() || !value.front().contains("name")) return value;
    std::erase_if(value.get_ref<Json::array_t&>(), [](const Json& each) {
        const std::string name =
            each.is_object() && each.contains("name") && each["name"].is_string() ? each["name"].get<std::string>() : "";
        return name.starts_with("__") || name == "oneOf" || name == "deprecated" || name == "String" || name == "Int" || name == "Float" ||
               name == "Boolean" || name == "ID";
    });
    std::ranges::stable_sort(value.get_ref<Json::array_t&>(), {},
                             [](const Json& each) { return each.is_object() ? each.value("name", std::string()) : std::string(); });
    return value;
}

/// Without descriptions of what no schema writes.
Json withoutDescriptions(Json value) {
    if (value.is_object() && value.contains("locations") && value.contains("args")) value.erase("description"), value["args"] = nullptr;
    if (value.is_structured())
        for (auto& each : value) each = withoutDescriptions(std::move(each));
    return value;
}

std::string compared(const Json& data, const Json& paths) {
    return nlohmann::json::parse(Json{{"data", withoutDescriptions(normal(data))}, {"errorPaths", paths}}.dump()).dump(1);
}

std::string outcome(const Schema& schema, const Json& group, const Json& each) {
    const auto document = parseDocument(each["query"].get<std::string>());
    if (!document) {
        const auto place = document.error().locations.front();
        return "syntax " + std::to_string(place.line);
    }
    if (const auto problems = validate(schema, **document); !problems.empty()) return "invalid";
    const auto operation = chooseOperation(**document, each.value("operation", std::string()));
    const auto variables = coerceVariables(schema, **operation, each["variables"]);
    if (!variables) return "refused " + std::to_string(variables.error().size());
    CaseSource source(schema, group["sources"]);
    const Json none;
    const auto execution = runNow(execute(schema, **document, **operation, *variables, none, source));
    std::vector<std::string> paths;
    for (const auto& problem : execution->problems) paths.push_back(problem.path.dump());
    std::ranges::sort(paths);
    return compared(execution->data, paths);
}

std::string expected(const Json& each) {
    if (each.contains("syntax")) return "syntax " + std::to_string(each["syntax"]["line"].get<int>());
    if (each.contains("invalid")) return "invalid";
    if (each.contains("refused")) return "refused " + std::to_string(each["refused"].get<int>());
    return compared(each["data"], each["errorPaths"]);
}

}  // namespace

/// What graphql-js makes of the same schemas, queries and data.
class GraphQlOracleTest : public QObject {
    Q_OBJECT

private slots:
    void queries_data() {
        QTest::addColumn<int>("index");
        m_groups = read("queries.json");
        m_cases = read("cases.json");
        for (std::size_t i = 0; i < m_cases.size(); ++i)
            QTest::addRow("%d %.60s", static_cast<int>(i), m_cases[i]["query"].get<std::string>().c_str()) << static_cast<int>(i);
    }
    void queries() {
        QFETCH(int, index);
        const Json& each = m_cases[static_cast<std::size_t>(index)];
        const Json& group = m_groups[each["group"].get<std::size_t>()];
        Diagnostics diagnostics;
        const auto schema = Schema::parse(group["schema"].get<std::string>(), "schema.graphql", diagnostics);
        QVERIFY2(schema, diagnostics.all().empty() ? "" : diagnostics.all().front().message.c_str());
        const auto actual = QString::fromStdString(outcome(*schema, group, each)).split('\n');
        const auto wanted = QString::fromStdString(expected(each)).split('\n');
        for (qsizetype line = 0; line < std::min(actual.size(), wanted.size()); ++line)
            QVERIFY2(actual[line] == wanted[line], qPrintable("line " + QString::number(line) + ": " + actual.mid(line, 3).join('\n') +
                                                              "\nexpected: " + wanted.mid(line, 3).join('\n')));
        QCOMPARE(actual.size(), wanted.size());
    }

    /// A printed document means the same, and so does one without the fields that are taken out but for those fields.
    void printing() {
        for (const Json& each : read("cases.json")) {
            const auto document = parseDocument(each["query"].get<std::string>());
            if (!document) continue;
            const std::string once = printed(**document);
            const auto again = parseDocument(once);
            QVERIFY2(again, once.c_str());
            QCOMPARE(QString::fromStdString(printed(**again)), QString::fromStdString(once));
        }
    }

    void reduction() {
        const Json groups = read("queries.json");
        Diagnostics diagnostics;
        const auto schema = Schema::parse(groups[0]["schema"].get<std::string>(), "", diagnostics);
        const auto document = parseDocument(
            "query Q($s: Color, $id: ID!) { users { orders(status: $s) { id } } user(id: $id) { ...F } node(id: 1) { id } } query R { date "
            "} "
            "fragment F on User { orders { id } name }");
        const auto text = [&](const auto& drops) {
            return QString::fromStdString(printed(reduced(*schema, **document, (*document)->operations[0], drops)));
        };
        QCOMPARE(
            text([](const Type&, const Selection& field) { return field.name == "orders"; }),
            "query Q($id: ID!) { users { __typename } user(id: $id) { ...F } node(id: 1) { id __typename } } fragment F on User { name }");
        QCOMPARE(text([](const Type& type, const Selection& field) { return type.name == "Root" && field.name != "node"; }),
                 "query Q { node(id: 1) { id __typename } }");
        QVERIFY(isHollow(reduced(*schema, **document, (*document)->operations[0],
                                 [](const Type& type, const Selection&) { return type.name == "Root"; })));
    }

private:
    Json m_groups, m_cases;
};

MGC_TEST_CLASS(GraphQlOracleTest);
#include "oracle_test.moc"
