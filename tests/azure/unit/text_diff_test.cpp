#include <QtTest>
#include <random>

#include "azure/apim/text_diff.h"
#include "support/suite.h"

namespace mgc::azure {

class TextDiffTest : public QObject {
    Q_OBJECT

    static std::string side(const std::vector<DiffLine>& lines, char other) {
        std::string text;
        for (const DiffLine& line : lines)
            if (line.mark != other) text += line.text + '\n';
        return text;
    }

private slots:
    void bothSidesComeBack() {
        std::mt19937 random(7);
        for (int round = 0; round < 400; ++round) {
            std::string before, after;
            const int lines = static_cast<int>(random() % 30);
            for (int i = 0; i < lines; ++i) {
                const std::string line(1, static_cast<char>('a' + random() % 6));
                if (random() % 4) before += line + '\n';
                if (random() % 4) after += line + '\n';
            }
            const auto diff = diffLines(before, after);
            QCOMPARE(side(diff, '+'), before);
            QCOMPARE(side(diff, '-'), after);
        }
    }

    void isShort() {
        const auto diff = diffLines("a\nb\nc\nd\n", "a\nx\nc\nd\n");
        QCOMPARE(unifiedDiff(diff, 1), std::string("@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"));
        QCOMPARE(unifiedDiff(diffLines("a\n", "a\n")), std::string());
    }
};
MGC_TEST_CLASS(TextDiffTest);

}  // namespace mgc::azure

#include "text_diff_test.moc"
