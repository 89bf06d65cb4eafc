#include <QtTest/qtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "resourceTypes.h"
#include "support/paths.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::resources;
using Json = nlohmann::json;

/// Holds our descriptors against Azure's own JSON schemas, so that a misspelt member or value cannot stay.
class ArmSchemaTest : public QObject {
    Q_OBJECT
    Json m_schema;

    /// Members that the service takes but no published schema names (reference/azure/inference-api.md, backends.md), or that are only read.
    static bool unpublished(const std::string& path) {
        static const std::set<std::string> paths = {"api.backendId", "api.mcpProperties", "api.mcpTools", "api.a2aProperties", "api.jsonRpcProperties", "api.agent", "api.subscriptionKeyParameterNames.bearer", "backend.credentials.managedIdentity",
                                                    "subscription.createdDate", "subscription.startDate", "subscription.endDate"};
        return paths.contains(path);
    }
    /// Follows references and takes the typed branch of "type or template expression".
    [[nodiscard]] const Json& resolved(const Json& value) const {
        if (value.contains("$ref")) {
            const std::string reference = value["$ref"];
            return reference.starts_with('#') ? resolved(m_schema.at(Json::json_pointer(reference.substr(1)))) : value;
        }
        if (value.contains("oneOf")) return resolved(value["oneOf"][0]);
        return value;
    }
    void compare(const std::vector<MemberDescriptor>& members, const Json& schema, const std::string& path) {
        const Json required = schema.value("required", Json::array());
        for (const MemberDescriptor& member : members) {
            const std::string at = path + "." + std::string(member.name);
            if (unpublished(at)) continue;
            const bool known = schema.contains("properties") && schema["properties"].contains(std::string(member.name));
            QVERIFY2(known, (at + " is not in Azure's schema").c_str());
            const Json& published = resolved(schema["properties"][std::string(member.name)]);
            QVERIFY2(member.list == (published.value("type", "") == "array"), (at + ": list or not").c_str());
            const Json& item = member.list ? resolved(published["items"]) : published;
            compareValues(member, item, at);
            if (member.type == MemberType::Object) compare(member.members, item, at);
        }
        for (const Json& name : required) {
            const std::string text = name;
            const auto known =
                std::find_if(members.begin(), members.end(), [&](const MemberDescriptor& member) { return member.name == text; });
            // A fragment's text stands in policy.xml, a condition's shape in our own check.
            if (path == "policyFragment" || known == members.end()) continue;
            QVERIFY2(known->needed == Needed::Required, (path + "." + text + " is required in Azure").c_str());
        }
    }
    static void compareValues(const MemberDescriptor& member, const Json& item, const std::string& at) {
        if (item.contains("enum")) {
            std::set<std::string> ours, theirs;
            for (const std::string_view value : member.values) ours.insert(toLowerAscii(value));
            for (const Json& value : item["enum"]) theirs.insert(toLowerAscii(value.get<std::string>()));
            // Kinds of API that are in preview: the service takes them (docs page agent-to-agent-api).
            if (at == "api.type" || at == "api.apiType")
                if (!theirs.contains("a2a")) ours.erase("a2a");
            QVERIFY2(ours == theirs, (at + ": other values than Azure's").c_str());
        }
        const std::string type = item.value("type", "");
        if (type == "boolean") QVERIFY2(member.type == MemberType::Boolean, at.c_str());
        if (type == "integer") QVERIFY2(member.type == MemberType::Integer, at.c_str());
        if (type == "integer" && item.contains("minimum"))
            QVERIFY2(member.minimum == item["minimum"].get<std::int64_t>(), (at + ": minimum").c_str());
        if (type == "integer" && item.contains("maximum"))
            QVERIFY2(member.maximum == item["maximum"].get<std::int64_t>(), (at + ": maximum").c_str());
        if (type == "string" && item.contains("maxLength") && member.type == MemberType::Text)
            QVERIFY2(member.maximum == item["maxLength"].get<std::int64_t>(), (at + ": length").c_str());
    }

private slots:
    void initTestCase() {
        const auto shared = test::sharedDir();
        if (!shared) QSKIP("the handed-over material (../shared) is not there");
        m_schema = Json::parse(test::readFile(*shared / "data/azure/arm-schema.Microsoft.ApiManagement.2025-09-01-preview.json"));
    }
    void descriptorsAgree_data() {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const ResourceDescriptor* const descriptor : resourceTypes()) QTest::newRow(std::string(descriptor->kind).c_str()) << index++;
    }
    void descriptorsAgree() {
        QFETCH(int, index);
        const ResourceDescriptor& descriptor = *resourceTypes()[static_cast<std::size_t>(index)];
        const std::string provider = "Microsoft.ApiManagement/";
        QVERIFY(descriptor.armType.starts_with(provider));
        const std::string key = replacedAll(std::string(descriptor.armType.substr(provider.size())), "/", "_");
        QVERIFY2(m_schema["resourceDefinitions"].contains(key), key.c_str());
        compare(descriptor.members, resolved(m_schema["resourceDefinitions"][key]["properties"]["properties"]),
                std::string(descriptor.kind));
    }
    void everyMemberHasHelp() {
        for (const ResourceDescriptor* const descriptor : resourceTypes()) {
            QVERIFY(!descriptor->help.empty() && !descriptor->documentation.empty() && !descriptor->title.empty());
            for (const MemberDescriptor& member : descriptor->members) QVERIFY2(!member.help.empty(), std::string(member.name).c_str());
        }
    }
};

MGC_TEST_CLASS(ArmSchemaTest);
#include "arm_schema_test.moc"
