#include <QtTest/qtest.h>

#include "expression/expression.h"
#include "expression/host/case_context.h"
#include "expression/value.h"
#include "support/suite.h"

using namespace mgc;

namespace {

/// Text of the value, "error NAME" or "compile CODE".
std::string evaluated(const QString& source) {
    Diagnostics diagnostics;
    const auto compiled = expression::compile(source.toStdString(), {}, diagnostics);
    if (!compiled) {
        for (const auto& finding : diagnostics.all())
            if (finding.severity == Severity::Error) return "compile " + finding.code;
        return "compile ?";
    }
    auto made = expression::CaseContext::parse("{}");
    const auto result = compiled->evaluate((*made)->context());
    return result ? result->toText() : "error " + result.error().code;
}

}  // namespace

/// What mono's compiler does not know of C# 7, so that the oracle cannot say it; expectations are the language specification's.
class LanguageTest : public QObject {
    Q_OBJECT
private slots:
    void speaksCSharp7_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* source, const char* expected) { QTest::newRow(name) << source << expected; };
        // local functions
        row("local function", "@{ int add(int a, int b = 2) => a + b; return add(1) + add(b: 5, a: 1); }", "9");
        row("local function before its declaration", "@{ return twice(4); int twice(int n) { return n * 2; } }", "8");
        row("local function with params", "@{ int sum(params int[] all) { return all.Sum(); } return sum(1, 2, 3) * 10 + sum(); }", "60");
        row("local functions call each other", "@{ bool even(int n) => n == 0 || odd(n - 1); bool odd(int n) => n != 0 && even(n - 1); return even(10); }", "True");
        row("local function changes what it captures", "@{ int n = 0; void inc() { n++; } inc(); inc(); return n; }", "2");
        row("local function inside a local function", "@{ int outer(int n) { int inner(int k) => k * n; return inner(3); } return outer(4); }", "12");
        row("local function as delegate", "@{ bool big(int n) => n > 2; return new[] { 1, 2, 3, 4 }.Count(big); }", "2");
        row("local function as Func variable", "@{ int dbl(int n) => n * 2; Func<int, int> f = dbl; return f(21); }", "42");
        row("local function with out", "@{ bool half(int n, out int h) { h = n / 2; return n % 2 == 0; } return half(10, out var r) ? r : -1; }", "5");
        row("local function with ref", "@{ void swap(ref int a, ref int b) { var t = a; a = b; b = t; } int x = 1, y = 2; swap(ref x, ref y); return x * 10 + y; }", "21");
        row("local function with out captured", "@{ void give(out int n) { Action set = () => { }; n = 7; } give(out int r); return r; }", "7");
        row("out parameter not assigned", "@{ void f(out int n) { } f(out int r); return r; }", "compile MGC3177");
        row("recursion", "@{ int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } return fib(12); }", "144");
        row("not all paths return", "@{ int f(int n) { if (n > 0) return 1; } return f(1); }", "compile MGC3643");
        // generic ones
        row("generic local function", "@{ T id<T>(T v) { return v; } return id(3) + id(\"x\"); }", "3x");
        row("generic local function with a collection", "@{ string show<T>(IEnumerable<T> all) => string.Join(\"|\", all.Select(i => i.ToString())); return show(new[] { 1, 2 }) + show(new[] { \"a\" }); }", "1|2a");
        row("generic local function with explicit type", "@{ T make<T>() => default(T); return make<int>() + \"/\" + (make<string>() ?? \"null\"); }", "0/null");
        row("generic local function recursing", "@{ int depth<T>(T v, int n) => n == 0 ? 0 : 1 + depth(v, n - 1); return depth(\"x\", 5); }", "5");
        row("generic local function with closure", "@{ int calls = 0; List<T> twice<T>(T v) where T : class { calls++; return new List<T> { v, v }; } return twice(\"a\").Count + calls; }", "3");
        row("generic local function with two parameters", "@{ R map<T, R>(T v, Func<T, R> f) => f(v); return map(4, n => \"n\" + n); }", "n4");
        // switch
        row("type patterns", "@{ object o = 5; switch (o) { case string s: return s; case int n when n > 3: return \"big\" + n; case int n: return \"small\"; default: return \"?\"; } }", "big5");
        row("null pattern", "@{ object o = null; switch (o) { case null: return \"null\"; case string s: return s; default: return \"?\"; } }", "null");
        row("var pattern", "@{ switch (7) { case var n when n % 2 == 0: return \"even\"; case var n: return \"odd\" + n; } }", "odd7");
        row("constants with when", "@{ int x = 3; switch (x) { case 3 when x > 5: return 1; case 3: return 2; default: return 3; } }", "2");
        row("pattern on a token", "@{ object o = new JObject(); switch (o) { case JArray a: return \"array\"; case JObject j: return \"object\" + j.Count; default: return \"?\"; } }", "object0");
        row("case constant patterns", "@{ object o = \"a\"; switch (o) { case \"a\": return 1; case 5: return 2; } return 3; }", "1");
        row("fall through", "@{ switch (1) { case 1: var x = 2; case 2: return 3; } return 4; }", "compile MGC3163");
        row("same label twice", "@{ switch (1) { case 1: return 1; case 1: return 2; } return 4; }", "compile MGC3152");
        // patterns
        row("is constant", "@{ object o = 5; return (o is 5) + \"\" + (o is \"a\") + (o is null); }", "TrueFalseFalse");
        row("is var", "@{ return \"abc\" is var t && t.Length == 3; }", "True");
        row("is not assigned when false", "@{ object o = 1; if (o is string s) return s; return s; }", "compile MGC3165");
        row("is assigned after a guard", "@{ object o = \"x\"; if (!(o is string s)) return \"no\"; return s; }", "x");
        // tuples
        row("deconstruct nested", "@{ var (a, (b, c)) = (1, (2, 3)); return a * 100 + b * 10 + c; }", "123");
        row("deconstruct typed", "@{ (int a, string b) = (1, \"x\"); return b + a; }", "x1");
        row("deconstruct converts", "@{ (long a, double b) = (1, 2); return a / b; }", "0.5");
        row("deconstruct in foreach", "@{ var all = new List<(int, string)> { (1, \"a\"), (2, \"b\") }; var s = \"\"; foreach (var (n, t) in all) s += t + n; return s; }", "a1b2");
        row("deconstruct into members", "@{ var a = new int[2]; (a[0], a[1]) = (4, 2); return a[0] * 10 + a[1]; }", "42");
        row("deconstruct too many", "@{ var (a, b, c) = (1, 2); return a; }", "compile MGC3632");
        row("deconstruct no tuple", "@{ var (a, b) = 5; return a; }", "compile MGC3629");
        row("swap", "@{ int a = 1, b = 2; (a, b) = (b, a); return a * 10 + b; }", "21");
        row("typed tuple with null", "@{ (int, string) t = (1, null); return t.Item2 == null; }", "True");
        row("tuple equality", "@{ var t = (1, \"a\"); return (t == (1, \"a\")) + \"\" + (t != (1, \"b\")); }", "TrueTrue");
        row("tuple equality of other sizes", "@((1, 2) == (1, 2, 3))", "compile MGC3884");
        row("tuple from a local function", "@{ (int min, int max) range(int[] all) => (all.Min(), all.Max()); var r = range(new[] { 3, 1, 2 }); return r.min * 10 + r.max; }", "13");
        // scopes
        row("while keeps its variables", "@{ int i = 0; while (int.TryParse(\"\" + i, out var v) && v < 3) i++; while (int.TryParse(\"\" + i, out var v) && v < 5) i++; return i; }", "5");
        row("if shows its variables", "@{ if (!int.TryParse(\"12\", out var v)) return -1; return v; }", "12");
        row("two ifs with one name", "@{ if (int.TryParse(\"1\", out var v)) { } if (int.TryParse(\"2\", out var v)) { } return v; }", "compile MGC3128");
        row("cast lambda called", "@(((Func<int, int>)(x => x + 1))(4))", "5");
        // flow
        row("return in finally", "@{ try { return 1; } finally { return 2; } }", "compile MGC3157");
        row("break out of finally", "@{ while (true) { try { } finally { break; } } return 1; }", "compile MGC3157");
        row("break inside finally", "@{ var n = 0; try { n = 1; } finally { while (true) { n++; break; } } return n; }", "2");
        row("nameof of an instance member", "@(nameof(String.Length) + nameof(context.Request))", "LengthRequest");
        row("extension method as delegate", "@{ Func<IEnumerable<int>, int> f = Enumerable.Count; return f(new[] { 1, 2 }); }", "2");
        row("throw in an expression", "@{ string s = null; return s ?? throw new InvalidOperationException(\"none\"); }", "error InvalidOperationException");
        row("digit separators", "@(1_000 + 0b1111_0000 + 0xFF_FF)", "66775");
        row("throw in a lambda", "@{ Func<int> f = () => throw new FormatException(); try { return f(); } catch (FormatException) { return -1; } }", "-1");
    }
    void speaksCSharp7() {
        QFETCH(QString, source);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(evaluated(source)), expected);
    }

    void knowsTimeZones_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* source, const char* expected) { QTest::newRow(name) << source << expected; };
        row("winter by Windows id", "@(TimeZoneInfo.ConvertTimeFromUtc(new DateTime(2024, 1, 15, 12, 0, 0, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(\"W. Europe Standard Time\")).ToString(\"HH:mm\"))", "13:00");
        row("summer by Windows id", "@(TimeZoneInfo.ConvertTimeFromUtc(new DateTime(2024, 7, 15, 12, 0, 0, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(\"W. Europe Standard Time\")).ToString(\"HH:mm\"))", "14:00");
        row("by IANA id", "@(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(new DateTime(2024, 7, 1, 0, 0, 0, DateTimeKind.Utc), \"America/New_York\").ToString(\"yyyy-MM-dd HH:mm\"))", "2024-06-30 20:00");
        row("to UTC", "@(TimeZoneInfo.ConvertTimeToUtc(new DateTime(2024, 7, 15, 12, 0, 0), TimeZoneInfo.FindSystemTimeZoneById(\"Pacific Standard Time\")).ToString(\"o\"))", "2024-07-15T19:00:00.0000000Z");
        row("skipped hour", "@(TimeZoneInfo.ConvertTimeToUtc(new DateTime(2024, 3, 31, 2, 30, 0), TimeZoneInfo.FindSystemTimeZoneById(\"Europe/Berlin\")))", "error ArgumentException");
        row("ambiguous hour", "@{ var z = TimeZoneInfo.FindSystemTimeZoneById(\"Europe/Berlin\"); var t = new DateTime(2024, 10, 27, 2, 30, 0); return z.IsAmbiguousTime(t) + \" \" + z.GetUtcOffset(t) + \" \" + z.IsDaylightSavingTime(t); }", "True 01:00:00 False");
        row("names of Windows zones", "@{ var z = TimeZoneInfo.FindSystemTimeZoneById(\"Eastern Standard Time\"); return z.Id + \"|\" + z.DaylightName + \"|\" + z.BaseUtcOffset + \"|\" + z.SupportsDaylightSavingTime; }", "Eastern Standard Time|Eastern Daylight Time|-05:00:00|True");
        row("unknown id", "@(TimeZoneInfo.FindSystemTimeZoneById(\"Nowhere\"))", "error TimeZoneNotFoundException");
        row("offset value", "@(TimeZoneInfo.ConvertTime(new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById(\"Asia/Kolkata\")).ToString(\"o\"))", "2024-01-01T17:30:00.0000000+05:30");
        row("wrong kind", "@(TimeZoneInfo.ConvertTime(DateTime.UtcNow, TimeZoneInfo.FindSystemTimeZoneById(\"Asia/Tokyo\"), TimeZoneInfo.Utc))", "error ArgumentException");
    }
    void knowsTimeZones() {
        QFETCH(QString, source);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(evaluated(source)), expected);
    }
};

MGC_TEST_CLASS(LanguageTest);
#include "language_test.moc"
