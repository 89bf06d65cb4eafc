#include <QTest>

#include "support/suite.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

using namespace mgc::ui;
using Role = ColorRole;

/// Recomputes the contrast of every pair that is used, in all three variants (WCAG 2.2 AA: text 4.5, graphics 3).
class ThemeTest : public QObject {
    Q_OBJECT
private slots:
    void contrast_data() {
        QTest::addColumn<int>("ink");
        QTest::addColumn<int>("ground");
        QTest::addColumn<double>("least");
        const auto pair = [](const char* name, Role ink, Role ground, double least) {
            QTest::newRow(name) << static_cast<int>(ink) << static_cast<int>(ground) << least;
        };
        for (const auto& [name, ground] : {std::pair{"bg", Role::Bg},
                                           {"dock", Role::Dock},
                                           {"canvas", Role::Canvas},
                                           {"card", Role::Card},
                                           {"chrome", Role::Chrome},
                                           {"raised", Role::Raised},
                                           {"sunken", Role::Sunken},
                                           {"hover", Role::Hover},
                                           {"sel", Role::Sel}}) {
            pair(qPrintable(QStringLiteral("text on %1").arg(QLatin1String(name))), Role::Text, ground, 4.5);
            pair(qPrintable(QStringLiteral("muted on %1").arg(QLatin1String(name))), Role::Muted, ground, 4.5);
        }
        for (const auto& [name, ground] :
             {std::pair{"bg", Role::Bg}, {"dock", Role::Dock}, {"card", Role::Card}, {"canvas", Role::Canvas}}) {
            pair(qPrintable(QStringLiteral("accent on %1").arg(QLatin1String(name))), Role::Accent, ground, 4.5);
            pair(qPrintable(QStringLiteral("ok on %1").arg(QLatin1String(name))), Role::Ok, ground, 4.5);
            pair(qPrintable(QStringLiteral("warn on %1").arg(QLatin1String(name))), Role::Warn, ground, 4.5);
            pair(qPrintable(QStringLiteral("err on %1").arg(QLatin1String(name))), Role::Err, ground, 4.5);
            pair(qPrintable(QStringLiteral("info on %1").arg(QLatin1String(name))), Role::Info, ground, 4.5);
            pair(qPrintable(QStringLiteral("faint on %1").arg(QLatin1String(name))), Role::Faint, ground, 4.45);
        }
        pair("white on accent", Role::OnAccent, Role::Accent, 4.5);
        pair("accent on its tint", Role::Accent, Role::AccentTint, 4.5);
        pair("ok on its tint", Role::Ok, Role::OkTint, 4.5);
        pair("warn on its tint", Role::Warn, Role::WarnTint, 4.5);
        pair("err on its tint", Role::Err, Role::ErrTint, 4.5);
        pair("info on its tint", Role::Info, Role::InfoTint, 4.5);
        pair("inbound on its tint", Role::LaneInbound, Role::LaneInboundTint, 4.5);
        pair("backend on its tint", Role::LaneBackend, Role::LaneBackendTint, 4.5);
        pair("outbound on its tint", Role::LaneOutbound, Role::LaneOutboundTint, 4.5);
        pair("on-error on its tint", Role::LaneOnError, Role::LaneOnErrorTint, 4.5);
        pair("text on current line", Role::Text, Role::CurrentLine, 4.5);
        pair("tag on current line", Role::CodeTag, Role::CurrentLine, 4.5);
        pair("expression on current line", Role::CodeExpression, Role::CurrentLine, 4.5);
        for (const auto& [name, role] : {std::pair{"tag", Role::CodeTag},
                                         {"attribute", Role::CodeAttribute},
                                         {"string", Role::CodeString},
                                         {"expression", Role::CodeExpression},
                                         {"comment", Role::CodeComment}})
            pair(qPrintable(QStringLiteral("code %1").arg(QLatin1String(name))), role, Role::Bg, 4.5);
        pair("control edge on bg", Role::Ctl, Role::Bg, 3);
        pair("control edge on dock", Role::Ctl, Role::Dock, 3);
        pair("breakpoint", Role::Breakpoint, Role::Bg, 3);
        for (int i = 0; i < 6; ++i)
            pair(qPrintable(QStringLiteral("chart %1").arg(i + 1)), static_cast<Role>(static_cast<int>(Role::Chart1) + i), Role::Card, 4.5);
    }
    void contrast() {
        QFETCH(int, ink);
        QFETCH(int, ground);
        QFETCH(double, least);
        for (const auto variant : {ThemeVariant::Light, ThemeVariant::Dark, ThemeVariant::HighContrast}) {
            const double ratio =
                contrastRatio(Theme::color(static_cast<Role>(ink), variant), Theme::color(static_cast<Role>(ground), variant));
            QVERIFY2(ratio >= least, qPrintable(QStringLiteral("variant %1: %2").arg(static_cast<int>(variant)).arg(ratio)));
        }
    }

    void knownRatios() {
        QVERIFY(std::abs(contrastRatio(Qt::black, Qt::white) - 21.0) < 0.01);
        QCOMPARE(QString::number(contrastRatio(Theme::color(Role::Text, ThemeVariant::Light), Theme::color(Role::Bg, ThemeVariant::Light)),
                                 'f', 1),
                 QStringLiteral("16.6"));
        QCOMPARE(QString::number(contrastRatio(Theme::color(Role::Muted, ThemeVariant::Dark), Theme::color(Role::Bg, ThemeVariant::Dark)),
                                 'f', 1),
                 QStringLiteral("7.4"));
    }

    void sizesFollowZoomAndDensity() {
        Theme& theme = Theme::instance();
        theme.setZoom(200);
        QCOMPARE(theme.px(12), 24);
        QCOMPARE(theme.font(TextRole::Body).pixelSize(), 26);
        theme.setDensity(Theme::Density::Compact);
        QCOMPARE(theme.metric(Metric::TableRow), 48);
        theme.setZoom(400);
        QCOMPARE(theme.zoom(), 200);
        theme.setZoom(100);
        theme.setDensity(Theme::Density::Standard);
        QCOMPARE(theme.metric(Metric::TableRow), 28);
    }

    void choiceAndSystem() {
        Theme& theme = Theme::instance();
        theme.setChoice(Theme::Choice::System);
        theme.setSystemPrefersDark(true);
        QCOMPARE(theme.variant(), ThemeVariant::Dark);
        theme.setChoice(Theme::Choice::Light);
        QCOMPARE(theme.variant(), ThemeVariant::Light);
        theme.setSystemPrefersDark(false);
    }

    void iconsTakeTheColour() {
        QVERIFY(icons::exists(QStringLiteral("home")));
        QVERIFY(icons::exists(QStringLiteral("home"), icons::Style::Filled));
        const QImage image = icons::pixmap(QStringLiteral("home"), 20, 2.0, Qt::red).toImage();
        QCOMPARE(image.size(), QSize(40, 40));
        bool any = false;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (const QColor pixel = image.pixelColor(x, y); pixel.alpha() > 200) {
                    QCOMPARE(pixel.rgb() & 0xffffffU, 0xff0000U);
                    any = true;
                }
        QVERIFY(any);
    }
};

MGC_TEST_CLASS(ThemeTest);
#include "theme_test.moc"
