#include <QtTest>

#include "support/suite.h"
#include "ui/pages/azure/diff_rows.h"
#include "ui/pages/azure/observe_panels.h"

namespace mgc::ui {

class AzureDiffTest : public QObject {
    Q_OBJECT

    const std::string m_before = "<inbound>\n  <base />\n  <llm-token-limit tokens-per-minute=\"500\" />\n</inbound>\n";
    const std::string m_after =
        "<inbound>\n  <base />\n  <llm-token-limit tokens-per-minute=\"1000\" />\n  <retry count=\"2\">\n  </retry>\n</inbound>\n";

private slots:
    void inlineRowsMarkWords() {
        const auto rows = inlineRows(azure::diffLines(m_before, m_after));
        QCOMPARE(rows.size(), 7);
        QCOMPARE(rows[2].kind, DiffRow::Kind::Removed);
        QCOMPARE(rows[2].beforeText.mid(rows[2].beforeWord.start, rows[2].beforeWord.length), QStringLiteral("\"500\""));
        QCOMPARE(rows[3].kind, DiffRow::Kind::Added);
        QCOMPARE(rows[3].afterText.mid(rows[3].afterWord.start, rows[3].afterWord.length), QStringLiteral("\"1000\""));
        QCOMPARE(rows[6].after, 6);
    }

    void sideBySideRowsPair() {
        const auto rows = sideBySideRows(azure::diffLines(m_before, m_after));
        QCOMPARE(rows.size(), 6);
        QCOMPARE(rows[2].kind, DiffRow::Kind::Changed);
        QCOMPARE(rows[3].kind, DiffRow::Kind::Added);
        QCOMPARE(rows[3].before, 0);
    }

    void wordsSayWhatChanges() {
        QCOMPARE(diffInWords(azure::diffLines(m_before, m_after)),
                 QStringLiteral("tokens-per-minute of llm-token-limit goes from 500 to 1000; retry is added."));
        QCOMPARE(diffInWords(azure::diffLines("a\n", "a\n")), QString());
    }

    void answersWithTimeAreDrawn() {
        azure::QueryTable table;
        table.columns = {"TimeGenerated", "DeploymentName", "Tokens"};
        table.types = {"datetime", "string", "long"};
        table.rows = {
            {"2026-01-01T00:01:00Z", "a", 5}, {"2026-01-01T00:00:00Z", "a", 3}, {"2026-01-01T00:00:00Z", "b", 1}, {"never", "b", 1}};
        const ChartFrame frame = chartOf(table);
        QCOMPARE(frame.series.size(), 2);
        QCOMPARE(frame.series[0].points.size(), 2);
        QVERIFY(frame.series[0].points[0].x() < frame.series[0].points[1].x());
        table.columns[2] = "ResponseCode";
        QVERIFY2(!chartOf(table).hasData(), "codes are not drawn");
        table.columns[2] = "Tokens";
        table.types[0] = "string";
        QVERIFY(!chartOf(table).hasData());
    }
};
MGC_TEST_CLASS(AzureDiffTest);

}  // namespace mgc::ui

#include "azure_diff_test.moc"
