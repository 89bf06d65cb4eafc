#include <QtTest/qtest.h>

#include <algorithm>

#include "expression/query/query.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::expression;

namespace {

/// A text with the cursor at "|".
struct Marked {
    explicit Marked(std::string marked) : text(std::move(marked)), offset(text.find('|')) { text.erase(offset, 1); }
    std::string text;
    std::size_t offset;
};

std::vector<std::string> labels(const std::string& marked) {
    const Marked at(marked);
    std::vector<std::string> all;
    for (const auto& item : query::completions(at.text, at.offset).items) all.push_back(item.label);
    return all;
}
bool offers(const std::string& marked, const char* label) {
    const auto all = labels(marked);
    return std::find(all.begin(), all.end(), label) != all.end();
}
std::string described(const std::string& marked) {
    const Marked at(marked);
    const auto found = query::describe(at.text, at.offset);
    return found ? found->type + " : " + found->declaration : "-";
}
std::string signature(const std::string& marked) {
    const Marked at(marked);
    const auto help = query::signatures(at.text, at.offset);
    if (!help) return "-";
    const auto& active = help->overloads[help->active];
    std::string parameter = "none";
    if (help->activeParameter < active.parameters.size()) {
        const auto range = active.parameters[help->activeParameter];
        parameter = active.text.substr(range.begin, range.end - range.begin);
    }
    return active.text + " : " + parameter;
}

}  // namespace

/// What the editor asks while somebody types.
class QueryTest : public QObject {
    Q_OBJECT
private slots:
    void completesMembersOfValues() {
        QVERIFY(offers("@(context.|)", "Request"));
        QVERIFY(offers("@(context.Request.|", "MatchedParameters"));
        QVERIFY(offers("@(context.Request.Headers.|", "GetValueOrDefault"));
        QVERIFY(offers("@(context.Request.Headers.Get|.X)", "GetValueOrDefault"));
        QVERIFY(offers("@(\"a\".Su|)", "Substring"));
        QVERIFY(!offers("@(\"a\".|)", "IsNullOrEmpty"));
        QVERIFY(offers("@(context.Request.Body.As<JObject>()[\"a\"].|", "SelectToken"));
        QVERIFY(offers("@(context.Subscription?.|", "Key"));
        QVERIFY(offers("@(new { one = 1 }.|)", "one"));
        QVERIFY(offers("@($\"{context.Api.|}\")", "Revision"));
    }
    void completesMembersOfTypesAndNamespaces() {
        QVERIFY(offers("@(DateTime.|", "UtcNow"));
        QVERIFY(!offers("@(DateTime.|", "AddDays"));
        QVERIFY(!offers("@(DateTime.|", "ParseExact"));
        QVERIFY(offers("@(string.|", "Join"));
        QVERIFY(offers("@(StringComparison.|", "OrdinalIgnoreCase"));
        QVERIFY(offers("@(System.|", "Text"));
        QVERIFY(offers("@(Newtonsoft.Json.Linq.|", "JObject"));
        QVERIFY(offers("@{ var x = new Newtonsoft.Json.Linq.|", "JArray"));
        QVERIFY(offers("@{ var x = new Dic|", "Dictionary"));
    }
    void completesLocalsInTheirScope() {
        QVERIFY(offers("@{ var count = 1; return co|", "count"));
        QVERIFY(offers("@{ var count = 1; if (c|) { } return 1; }", "context"));
        QVERIFY(!offers("@{ { var inner = 1; } return i| }", "inner"));
        QVERIFY(offers("@{ foreach (var header in context.Request.Headers) { h| } return 1; }", "header"));
        QVERIFY(offers("@{ foreach (var header in context.Request.Headers) { header.| } return 1; }", "Value"));
        QVERIFY(offers("@(context.Request.Headers.Where(h => h.|", "Key"));
        QVERIFY(offers("@(context.Request.Headers.Where(h => h.Value.Any(v => v.|", "StartsWith"));
        QVERIFY(offers("@(from x in new[] { \"a\" } where x.|", "Length"));
    }
    void staysSilentInTextsAndComments() {
        QVERIFY(labels("@(\"con|text\")").empty());
        QVERIFY(labels("@(1 /* con| */)").empty());
        QVERIFY(labels("@{ // con|\n return 1; }").empty());
        QVERIFY(labels("con|text").empty());
        QVERIFY(labels("@(\"con|").empty());
    }
    void saysWhatItReplacesAndShowsSignatures() {
        const Marked at("@(\"abc\".Sub|str(1))");
        const auto found = query::completions(at.text, at.offset);
        QCOMPARE(at.text.substr(found.replaces.begin, found.replaces.end - found.replaces.begin), std::string("Substr"));
        const auto item = std::find_if(found.items.begin(), found.items.end(), [](const auto& each) { return each.label == "Substring"; });
        QVERIFY(item != found.items.end());
        QCOMPARE(item->signature, std::string("string Substring(int startIndex)"));
        QCOMPARE(item->overloads, 2);
        QVERIFY(item->kind == query::CompletionKind::Method);
        QVERIFY(!item->help.empty());
    }
    void describesWhatStandsThere() {
        QCOMPARE(QString::fromStdString(described("@(context.Request.Url.Ho|st)")), QString("string : string Host"));
        QCOMPARE(QString::fromStdString(described("@{ var count = 1; return cou|nt; }")), QString("int : (local variable) int count"));
        QCOMPARE(QString::fromStdString(described("@{ var cou|nt = 1; return count; }")), QString("int : (local variable) int count"));
        QCOMPARE(QString::fromStdString(described("@(new[] { 1 }.Select(n => |n + 1).First())")), QString("int : (parameter) int n"));
        QCOMPARE(QString::fromStdString(described("@(\"a\".Sub|string(1))")), QString("string : string Substring(int startIndex)"));
        QCOMPARE(QString::fromStdString(described("@(JOb|ject.Parse(\"{}\"))")), QString("JObject : class JObject"));
        QCOMPARE(QString::fromStdString(described("@(1 |+ 2.5)")), QString("double : double"));
        QCOMPARE(QString::fromStdString(described("@(1 /* | */ + 2)")), QString("-"));
        QCOMPARE(QString::fromStdString(described("@(context.Req|uest.Nope + foo)")), QString("IRequest : IRequest Request"));
    }
    void helpsWithSignatures() {
        QCOMPARE(QString::fromStdString(signature("@(\"a\".Substring(|")), QString("string Substring(int startIndex) : int startIndex"));
        QCOMPARE(QString::fromStdString(signature("@(\"a\".Substring(1, |)")), QString("string Substring(int startIndex, int length) : int length"));
        QCOMPARE(QString::fromStdString(signature("@(string.Join(\",\", new[] { \"a\" }.Select(x => x.Trim(|")), QString("string Trim() : none"));
        QCOMPARE(QString::fromStdString(signature("@(new DateTime(2024, 1, |")), QString("DateTime(int year, int month, int day) : int day"));
        QCOMPARE(QString::fromStdString(signature("@(context.Variables.GetValueOrDefault<string>(\"a\", |)")), QString("T GetValueOrDefault<T>(string key, T defaultValue = default) : T defaultValue = default"));
        QCOMPARE(QString::fromStdString(signature("@(1 + |)")), QString("-"));
        QCOMPARE(QString::fromStdString(signature("@{ int add(int a, int b) => a + b; return add(1, |); }")), QString("int add(int a, int b) : int b"));
    }
    void findsFaultsWithTheirRanges() {
        const std::string text = "@(foo + context.Request.Nope)";
        const auto all = query::findings(text);
        QVERIFY(all.size() >= 2);
        QCOMPARE(all[0].code, std::string("MGC3103"));
        QCOMPARE(text.substr(all[0].range.begin, all[0].range.end - all[0].range.begin), std::string("foo"));
        QCOMPARE(text.substr(all[1].range.begin, all[1].range.end - all[1].range.begin), std::string("Nope"));
        QVERIFY(query::findings("@(1 + 1)").empty());
        QVERIFY(!query::findings("@(1 + ").empty());
    }
    void classesTokens() {
        const std::string text = "@{ var n = 1; /* c */ return $\"x{n}y\" + JObject.Parse(\"{}\").Count; }";
        std::string shown;
        for (const auto& token : query::highlight(text)) {
            static constexpr const char* names[] = {"keyword", "type", "namespace", "method", "property", "constant", "local", "parameter", "number", "text", "comment", "op", "bracket", "bad"};
            const auto kind = names[static_cast<std::size_t>(token.kind)];
            if (std::string(kind) == "op" || std::string(kind) == "bracket") continue;
            shown += text.substr(token.range.begin, token.range.end - token.range.begin) + ":" + kind + " ";
        }
        QCOMPARE(shown, std::string("var:keyword n:local 1:number /* c */:comment return:keyword $\"x{:text n:local }y\":text JObject:type Parse:method \"{}\":text Count:property "));
    }
    void standsAnyText() {
        // Every prefix of a long expression, at every place: no fault, and quick.
        const std::string text =
            "@{ var o = JObject.Parse(\"{}\"); foreach (var p in o.Properties().Where(x => x.Name != \"a\" && $\"{x.Value,5:D2}\" != @\"q\"\"\")) { if (p is JProperty q) return q.Name; } switch (1) { case 1 when o != null: break; } (int a, var b) = (1, \"z\"); return "
            "new Dictionary<string, int> { [\"k\"] = a }.TryGetValue(b, out var v) ? v : default(int?); }";
        for (std::size_t length = 0; length <= text.size(); ++length) {
            const std::string_view part = std::string_view(text).substr(0, length);
            (void)query::completions(part, length);
            (void)query::signatures(part, length);
            (void)query::describe(part, length / 2);
            if (length % 7 == 0) (void)query::highlight(part);
            (void)query::findings(part);
        }
    }
};

MGC_TEST_CLASS(QueryTest);
#include "query_test.moc"
