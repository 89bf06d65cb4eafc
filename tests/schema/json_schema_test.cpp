#include "schema/json_schema.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "schema/parameter_text.h"
#include "tests/support/suite.h"

using namespace mgc::schema;
using Json = nlohmann::ordered_json;

namespace {

/// "" where it fits, else "pointer: message" of the first finding, or the error's code.
QString checked(const char* schema, const char* value, const char* components = "{}", JsonSchemaOptions options = {}) {
    Json root;
    root["components"]["schemas"] = Json::parse(components);
    const auto compiled = JsonSchema::compile(Json::parse(schema), root, options);
    if (!compiled) return QString::fromStdString(compiled.error().code);
    const auto found = (*compiled)->checkText(value);
    if (!found) return QString::fromStdString(found.error().code);
    return found->empty() ? QString() : QString::fromStdString(found->front().pointer + ": " + found->front().message);
}

constexpr auto animals =
    "{\"Pet\":{\"type\":\"object\",\"required\":[\"kind\"],\"properties\":{\"kind\":{\"type\":\"string\"},\"next\":{\"$ref\":\"#/"
    "components/schemas/Pet\"}}},\n"
    "\"Dog\":{\"allOf\":[{\"$ref\":\"#/components/schemas/Pet\"},{\"type\":\"object\",\"properties\":{\"bark\":{\"type\":\"boolean\"}}}]}}";

}  // namespace

class JsonSchemaTest : public QObject {
    Q_OBJECT

private slots:
    void checks_data() {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("finding");
        const auto row = [](const char* name, const char* schema, const char* value, const char* finding = "") {
            QTest::newRow(name) << QByteArray(schema) << QByteArray(value) << QString(finding);
        };
        row("fits", R"({"type":"object","properties":{"a":{"type":"integer"}}})", R"({"a":1})");
        row("required", R"({"required":["a","b"]})", R"({"b":1})", ": Required properties are missing from object: a.");
        row("minimum", R"({"properties":{"q":{"type":"integer","minimum":1}}})", R"({"q":0})",
            "/q: Integer 0 is less than minimum value of 1.");
        row("exclusive, OpenAPI 3.0", R"({"minimum":1,"exclusiveMinimum":true})", "1", ": Expected number greater than 1.000000");
        row("nullable", R"({"type":"string","nullable":true})", "null");
        row("nullable reference", "{\"$ref\":\"#/components/schemas/Pet\",\"nullable\":true}", "null");
        row("3.1 types", R"({"type":["string","null"]})", "null");
        row("recursive reference", "{\"$ref\":\"#/components/schemas/Pet\"}", R"({"kind":"x","next":{"kind":1}})",
            "/next/kind: Invalid type. Integer is not what the definition expects.");
        row("dead reference", "{\"$ref\":\"#/components/schemas/Nobody\"}", "1", "InvalidSchema");
        row("outside reference", "{\"$ref\":\"http://example.com/x.json\"}", "1", "InvalidSchema");
        row("additional", R"({"properties":{"a":{}},"additionalProperties":false})", R"({"b":1})",
            ": Property 'b' has not been defined and the schema does not allow additional properties.");
        row("pattern", R"({"type":"string","pattern":"^a+$"})", "\"b\"", ": String 'b' does not match regex pattern '^a+$'.");
        row("patterns end", R"({"type":"string","pattern":"^(a+)+$"})", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"",
            ": String 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' does not match regex pattern '^(a+)+$'.");
        row("date", R"({"type":"string","format":"date"})", "\"2024-13-01\"",
            ": String '2024-13-01' does not validate against format 'date'.");
        row("unknown format", R"({"type":"string","format":"colour"})", "\"x\"");
        row("int32", R"({"type":"integer","format":"int32"})", "3000000000", ": Integer 3000000000 does not fit into 32 bits.");
        row("enum", R"({"enum":["a","b"]})", "\"c\"", ": Value \"c\" is not defined in enum.");
        row("oneOf", R"({"oneOf":[{"type":"string"},{"type":"integer"}]})", "true",
            ": Invalid type. Boolean is not what the definition expects.");
        row("prefixItems", R"({"prefixItems":[{"type":"string"}],"items":{"type":"integer"}})", R"(["a",1])");
        row("too deep", "{}", (std::string(200, '[') + std::string(200, ']')).c_str(), "JsonReaderException");
        row("no JSON", "{}", "{", "JsonReaderException");
    }
    void checks() {
        QFETCH(QByteArray, schema);
        QFETCH(QByteArray, value);
        QFETCH(QString, finding);
        QCOMPARE(checked(schema.constData(), value.constData(), animals), finding);
    }
    void closesObjects() {
        const JsonSchemaOptions closed{.additionalProperties = JsonSchemaOptions::AdditionalProperties::Forbidden};
        QCOMPARE(checked("{\"$ref\":\"#/components/schemas/Dog\"}", R"({"kind":"x","bark":true})", animals, closed), QString());
        QVERIFY(!checked("{\"$ref\":\"#/components/schemas/Dog\"}", R"({"kind":"x","wings":2})", animals, closed).isEmpty());
        QVERIFY(
            !checked("{\"$ref\":\"#/components/schemas/Pet\"}", R"({"kind":"x","next":{"kind":"y","z":1}})", animals, closed).isEmpty());
        const JsonSchemaOptions open{.additionalProperties = JsonSchemaOptions::AdditionalProperties::Allowed};
        QCOMPARE(checked(R"({"properties":{"a":{}},"additionalProperties":false})", R"({"b":1})", "{}", open), QString());
    }
    void ignoresCase() {
        const JsonSchemaOptions options{.ignoreNameCase = true};
        QCOMPARE(checked(R"({"required":["Name"],"properties":{"Name":{"type":"string"}}})", R"({"NAME":"x"})", "{}", options), QString());
        QVERIFY(!checked(R"({"required":["Name"],"properties":{"Name":{"type":"string"}}})", R"({"NAME":1})", "{}", options).isEmpty());
    }
    void readsParameters() {
        const Json root = Json::object();
        const auto value = [&](const char* schema, std::vector<std::string> texts) {
            const auto read = parameterValue(texts, parameterType(Json::parse(schema), root));
            return QString::fromStdString(read ? read->dump() : read.error().code);
        };
        QCOMPARE(value(R"({"type":"integer"})", {"5"}), QString("5"));
        QCOMPARE(value(R"({"type":"integer"})", {"five"}), QString("JsonReaderException"));
        QCOMPARE(value(R"({"type":"boolean"})", {"True"}), QString("true"));
        QCOMPARE(value(R"({"type":"string"})", {"5"}), QString("\"5\""));
        QCOMPARE(value(R"({"type":"array","items":{"type":"integer"}})", {"1,2", "3"}), QString("[1,2,3]"));
    }
};

MGC_TEST_CLASS(JsonSchemaTest);
#include "json_schema_test.moc"
