#include <QtTest/qtest.h>
#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "support/suite.h"
#include "ui/models/traffic_filter_model.h"
#include "ui/models/traffic_model.h"

using namespace mgc;
using ui::TrafficFilter;
using ui::TrafficFilterModel;
using ui::TrafficModel;

namespace {

management::TrafficRow row(std::uint64_t id, int status = 200) {
    management::TrafficRow made;
    made.id = id;
    made.time = "2026-01-01T10:02:06.118Z";
    made.method = "POST";
    made.url = "/inference/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21";
    made.apiId = "inference-api";
    made.model = "gpt-4o";
    made.subscriptionId = "foundry-subscription";
    made.status = status;
    made.totalMs = status == 200 ? 920 : 10;
    made.timeToFirstTokenMs = status == 200 ? 131 : 0;
    made.promptTokens = 14;
    made.completionTokens = status == 200 ? 42 : 0;
    made.backendId = status == 200 ? "aoai-eastus" : "";
    if (status == 200) made.stream = true;
    if (status == 429) made.flags = {"token limit"};
    return made;
}

QVector<management::TrafficRow> rows(std::uint64_t first, std::uint64_t last) {
    QVector<management::TrafficRow> made;
    for (auto id = first; id <= last; ++id) made.push_back(row(id, id % 5 == 0 ? 429 : 200));
    return made;
}

}  // namespace

class TrafficModelTest : public QObject {
    Q_OBJECT
private slots:
    void keepsTheModelContract();
    void forgetsTheOldest();
    void dropsRepeats();
    void holds();
    void showsAndSorts();
    void showsWhatRequestsCost();
    void filters_data();
    void filters();
    void refusesBadTerms();
    void groups();
};

void TrafficModelTest::keepsTheModelContract() {
    TrafficModel model;
    TrafficFilterModel filtered;
    filtered.setSourceModel(&model);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester proxyTester(&filtered, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(rows(1, 20));
    filtered.setFilter(TrafficFilter::parse(QStringLiteral("status:429")));
    model.append(rows(21, 60));
    filtered.sort(TrafficModel::Total, Qt::DescendingOrder);
    model.append(rows(61, 80));
    QCOMPARE(filtered.rowCount(), 16);
    model.clear();
    model.append(rows(81, 90));
    QCOMPARE(model.rowCount(), 10);
}

void TrafficModelTest::forgetsTheOldest() {
    TrafficModel model;
    for (std::uint64_t id = 1; id < 30000; id += 3000) model.append(rows(id, id + 2999));
    QCOMPARE(model.rowCount(), TrafficModel::capacity);
    QCOMPARE(model.rowAt(model.rowCount() - 1).id, std::uint64_t{30000});
    QCOMPARE(model.find(30000), TrafficModel::capacity - 1);
    QCOMPARE(model.find(5), -1);
    model.append(rows(30001, 55000));
    QCOMPARE(model.rowCount(), TrafficModel::capacity);
    QCOMPARE(model.rowAt(0).id, std::uint64_t{45001});
}

void TrafficModelTest::dropsRepeats() {
    TrafficModel model;
    model.append(rows(1, 10));
    model.append(rows(5, 12));
    QCOMPARE(model.rowCount(), 12);
}

void TrafficModelTest::holds() {
    TrafficModel model;
    QSignalSpy changes(&model, &TrafficModel::heldChanged);
    model.append(rows(1, 3));
    model.setHeld(true);
    model.append(rows(4, 9));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.heldCount(), 6);
    model.setHeld(false);
    QCOMPARE(model.rowCount(), 9);
    QCOMPARE(changes.size(), 3);
}

void TrafficModelTest::showsAndSorts() {
    TrafficModel model;
    model.append({row(7, 200), row(8, 429)});
    const auto text = [&](int r, int column) { return model.index(r, column).data().toString(); };
    QCOMPARE(text(0, TrafficModel::Operation), QStringLiteral("chat/completions"));
    QCOMPARE(text(0, TrafficModel::Notes), QStringLiteral("stream"));
    QCOMPARE(text(1, TrafficModel::Notes), QStringLiteral("token limit"));
    QCOMPARE(text(1, TrafficModel::Backend), QStringLiteral("none"));
    QCOMPARE(text(1, TrafficModel::FirstToken), QString());
    QCOMPARE(model.index(0, TrafficModel::Total).data(TrafficModel::RawRole).toDouble(), 920.0);
    QVERIFY(model.index(1, TrafficModel::Status).data(Qt::AccessibleTextRole).toString().contains(QLatin1String("429")));
}

void TrafficModelTest::showsWhatRequestsCost() {
    TrafficModel model;
    auto priced = row(7, 200), unpriced = row(8, 200), throttled = row(9, 429);
    priced.cost = 0.000041;
    priced.currency = "USD";
    throttled.promptTokens = throttled.completionTokens = 0;
    model.append({priced, unpriced, throttled});
    const auto text = [&](int r, int role = Qt::DisplayRole) { return model.index(r, TrafficModel::Cost).data(role).toString(); };
    QCOMPARE(text(0), QLocale().toString(0.000041, 'f', 6));
    QVERIFY(text(0, Qt::ToolTipRole).contains(QLatin1String("USD for 14 prompt")));
    QCOMPARE(text(1), QStringLiteral("no price"));
    QVERIFY(text(1, Qt::ToolTipRole).contains(QLatin1String("prices.json")));
    QCOMPARE(text(2), QString());
    QVERIFY(TrafficFilter::parse(QStringLiteral("cost:>0")).accepts(priced));
    QVERIFY(!TrafficFilter::parse(QStringLiteral("cost:>0")).accepts(unpriced));
}

void TrafficModelTest::filters_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<bool>("throttled");
    QTest::newRow("empty") << "" << true << true;
    QTest::newRow("status") << "status:429" << false << true;
    QTest::newRow("class") << "status:4xx" << false << true;
    QTest::newRow("range") << "status:200-299" << true << false;
    QTest::newRow("not") << "-status:200" << false << true;
    QTest::newRow("backend") << "backend:aoai" << true << false;
    QTest::newRow("no backend") << "backend:none" << false << true;
    QTest::newRow("more tokens") << "tokens>50" << true << false;
    QTest::newRow("colon and sign") << "tokens:>10" << true << true;
    QTest::newRow("at least") << "in>=14" << true << true;
    QTest::newRow("less") << "total<100" << false << true;
    QTest::newRow("word") << "token" << false << true;
    QTest::newRow("quoted") << "\"token limit\"" << false << true;
    QTest::newRow("field with quotes") << "flag:\"token limit\"" << false << true;
    QTest::newRow("joined") << "api:inference-api tokens:>10 op:chat model:gpt-4o" << true << true;
    QTest::newRow("contradiction") << "status:200 status:429" << false << false;
    QTest::newRow("upper case") << "STATUS:429" << false << true;
    QTest::newRow("unfinished") << "backend:" << true << true;
    QTest::newRow("url") << "/deployments/gpt-4o/" << true << true;
}

void TrafficModelTest::filters() {
    QFETCH(QString, filter);
    QFETCH(bool, ok);
    QFETCH(bool, throttled);
    const auto parsed = TrafficFilter::parse(filter);
    QVERIFY2(parsed.errors().isEmpty(), qPrintable(parsed.errors().join(u' ')));
    QCOMPARE(parsed.accepts(row(1, 200)), ok);
    QCOMPARE(parsed.accepts(row(2, 429)), throttled);
}

void TrafficModelTest::refusesBadTerms() {
    QVERIFY(TrafficFilter::parse(QStringLiteral("status:abc")).errors().value(0).contains(QLatin1String("needs a number")));
    QVERIFY(TrafficFilter::parse(QStringLiteral("stat:429")).errors().value(0).contains(QLatin1String("There is no field")));
    QCOMPARE(TrafficFilter::parse(QStringLiteral("a b stat:1")).terms().size(), 2);
    QVERIFY(!TrafficFilter::parse(QStringLiteral("x ").repeated(100)).errors().isEmpty());
}

void TrafficModelTest::groups() {
    TrafficModel model;
    TrafficFilterModel filtered;
    filtered.setSourceModel(&model);
    model.append({row(1, 200), row(2, 429), row(3, 401), row(4, 500)});
    filtered.setGroup(TrafficFilterModel::Group::Throttled);
    QCOMPARE(filtered.rowCount(), 1);
    filtered.setGroup(TrafficFilterModel::Group::Errors);
    QCOMPARE(filtered.rowCount(), 2);
    QCOMPARE(filtered.count(TrafficFilterModel::Group::All), 4);
}

MGC_TEST_CLASS(TrafficModelTest);
#include "models_traffic_test.moc"
