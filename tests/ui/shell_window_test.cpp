#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QTextEdit>
#include <QTimer>

#include "support/suite.h"
#include "ui/settings/settings_catalog.h"
#include "ui/shell/toast_place.h"
#include "ui/shell_stage.h"
#include "ui/theme/theme.h"

using namespace mgc;
using test::ShellStage;

namespace {

/// Every accessible object below `root`, depth first.
QList<QAccessibleInterface*> below(QAccessibleInterface* root) {
    QList<QAccessibleInterface*> all;
    if (!root) return all;
    all << root;
    for (int i = 0; i < root->childCount(); ++i)
        if (QAccessibleInterface* child = root->child(i)) all += below(child);
    return all;
}

QStringList namesBelow(QWidget* widget) {
    QStringList names;
    for (QAccessibleInterface* item : below(QAccessible::queryAccessibleInterface(widget))) names << item->text(QAccessible::Name);
    return names;
}

}  // namespace

class ShellWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ShellStage::dress(ui::Theme::Choice::Light); }

    /// The names that scripts outside rely on, each borne by one control of the first window.
    void firstWindowNames() {
        ShellStage stage;
        stage.open();
        const QStringList names = namesBelow(&stage.window());
        for (const char* name : {"Prompt", "Send", "Send request", "Answer", "Burst"}) QCOMPARE(names.count(QLatin1String(name)), 1);
        QCOMPARE(names.filter(QRegularExpression(QStringLiteral("^Throttled"))).size(), 1);
        QVERIFY(names.filter(QRegularExpression(QStringLiteral("^Throttled"))).first().contains(QRegularExpression(QStringLiteral("\\d"))));
    }

    void promptIsSentAndAnswered() {
        ShellStage stage;
        stage.open();
        auto* prompt = stage.find<QLineEdit>("prompt");
        auto* answer = stage.find<QTextEdit>("answer");
        QVERIFY(prompt->hasFocus());
        prompt->clear();
        QTest::keyClicks(prompt, QStringLiteral("Say hello"));
        QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(answer->toPlainText().contains(QStringLiteral("Hola. Bonjour. Hallo.")));
        QTRY_VERIFY(stage.window().context().prompt.detail().has_value());
        QCOMPARE(stage.window().context().prompt.history().first(), QStringLiteral("Say hello"));
        QVERIFY(stage.server.requests().last().path.startsWith(QStringLiteral("/v1/requests/")));
    }

    void refusalIsShown() {
        ShellStage stage;
        stage.chatStatus = 429;
        stage.open();
        QTest::mouseClick(stage.find<QAbstractButton>("send"), Qt::LeftButton);
        QTRY_VERIFY(stage.find<QTextEdit>("answer")->toPlainText().contains(QStringLiteral("Token limit is exceeded")));
    }

    void promptTextMayBeSetThroughAccessibility() {
        ShellStage stage;
        stage.open();
        auto* prompt = stage.find<QLineEdit>("prompt");
        QAccessible::queryAccessibleInterface(prompt)->editableTextInterface()->replaceText(0, static_cast<int>(prompt->text().size()),
                                                                                            QStringLiteral("From outside"));
        QCOMPARE(stage.window().context().prompt.text(), QStringLiteral("From outside"));
    }

    void burstFiresWithoutDialog() {
        ShellStage stage;
        stage.open();
        stage.settings().set(ui::settings::burstTotal, 12);
        QTest::mouseClick(stage.find<QAbstractButton>("burst"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(stage.window().context().gateway.burst().progress().answered, 12, 20000);
        QVERIFY(!QApplication::activeModalWidget());
    }

    void pagesOpenByKey_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<QString>("page");
        int key = Qt::Key_1;
        for (const char* page : {"home", "policies", "debug", "backends", "traffic", "live", "azure", "tests"})
            QTest::newRow(page) << key++ << QString::fromLatin1(page);
        QTest::newRow("settings") << static_cast<int>(Qt::Key_Comma) << QStringLiteral("settings");
    }
    void pagesOpenByKey() {
        QFETCH(int, key);
        QFETCH(QString, page);
        ShellStage stage;
        stage.open({1280, 720});
        stage.window().showPage(page == QLatin1String("home") ? QStringLiteral("live") : QStringLiteral("home"));
        stage.window().activateWindow();
        QTest::keyClick(&stage.window(), static_cast<Qt::Key>(key), Qt::ControlModifier);
        QCOMPARE(stage.window().currentPage(), page);
    }

    /// No control that can have the focus may be without a name, on any page, with all docks open.
    void everyControlHasAName() {
        ShellStage stage;
        stage.open();
        QStringList nameless;
        for (const auto* page : stage.window().pages()) {
            stage.window().showPage(QLatin1String(page->id));
            for (const char* tab : {"prompt", "problems", "trace", "log", "activity"}) stage.window().showPanel(QLatin1String(tab));
            stage.window().focusWorkspace();
            stage.window().focusInspector();
            for (QWidget* widget : stage.window().findChildren<QWidget*>()) {
                if (!(widget->focusPolicy() & Qt::TabFocus) || widget->isHidden()) continue;
                // Parts that Qt makes inside spin boxes and combo boxes: the box itself bears the name.
                if (widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QComboBoxListView")) continue;
                // Parts that Qt makes inside a spin box or a combo box speak with their owner's name.
                if (widget->objectName() == QLatin1String("qt_spinbox_lineedit") || widget->inherits("QComboBoxListView")) continue;
                QAccessibleInterface* item = QAccessible::queryAccessibleInterface(widget);
                if (item && item->text(QAccessible::Name).isEmpty())
                    nameless << QStringLiteral("%1: %2 %3 in %4")
                                    .arg(QLatin1String(page->id), QLatin1String(widget->metaObject()->className()), widget->objectName(),
                                         QLatin1String(widget->parentWidget()->metaObject()->className()));
            }
        }
        nameless.removeDuplicates();
        for (const QString& line : nameless) qWarning("%s", qPrintable(line));
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }

    void paletteRunsCommands() {
        ShellStage stage;
        stage.open();
        stage.window().openPalette(QStringLiteral(">tests"));
        auto* palette = stage.find<QWidget>("commandPalette");
        QVERIFY(palette->isVisible());
        QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QCOMPARE(stage.window().currentPage(), QStringLiteral("tests"));
    }

    /// Where the box of saved requests has no room, the menu beside Burst has them.
    void savedRequestsAreReachableInANarrowWindow() {
        ShellStage stage;
        stage.open({1024, 720});
        auto& context = stage.window().context();
        const QString folder = context.gateway.workspace() + QStringLiteral("/requests");
        QDir().mkpath(folder);
        QFile file(folder + QStringLiteral("/greeting.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"method": "POST", "body": {"messages": [{"role": "user", "content": "Good morning"}]}})");
        file.close();
        context.workspace.refresh();
        auto* box = stage.window().findChild<QComboBox*>(QStringLiteral("savedRequest"));
        QVERIFY(box);
        QTRY_VERIFY(box->count() > 1);
        QVERIFY(box->isHidden());
        QAbstractButton* more = nullptr;
        for (auto* button : stage.window().findChildren<QAbstractButton*>())
            if (button->accessibleName() == QLatin1String("More ways to send")) more = button;
        QVERIFY(more);
        bool taken = false;
        QTimer::singleShot(0, &stage.window(), [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            if (!menu) return;
            for (QAction* action : menu->actions())
                if (action->menu() && action->text() == QLatin1String("Saved request"))
                    for (QAction* each : action->menu()->actions())
                        if (each->text().startsWith(QLatin1String("greeting"))) {
                            each->trigger();
                            taken = true;
                        }
            menu->close();
        });
        more->click();
        QVERIFY(taken);
        QCOMPARE(context.prompt.text(), QStringLiteral("Good morning"));
    }

    void messagesLeaveControlsFree() {
        const QRect area(0, 0, 1000, 600);
        const QSize block(360, 60);
        QCOMPARE(ui::freePlace(area, block, {}), QPoint(640, 540));
        // Nearest to the corner that no control takes.
        const QRect footer(0, 560, 1000, 40);
        const QPoint above = ui::freePlace(area, block, {footer});
        QVERIFY(above.x() == 640 && above.y() <= 500 && above.y() > 470);
        // A window full of controls: where the least is covered.
        QCOMPARE(ui::freePlace(area, block, {QRect(0, 0, 1000, 590)}), QPoint(640, 540));
        // A block that is larger than the window stays at its upper left corner.
        QCOMPARE(ui::freePlace({0, 0, 100, 50}, block, {}), QPoint(0, 0));

        ShellStage stage;
        stage.open();
        for (const char* page : {"home", "backends", "live", "azure"}) {
            stage.window().showPage(QString::fromLatin1(page));
            QCoreApplication::processEvents();
            stage.window().toast(ui::paint::Tone::Info, QStringLiteral("Something was saved."), {});
            stage.window().toast(ui::paint::Tone::Warn, QStringLiteral("Something else was not."), {});
            QVector<QWidget*> toasts;
            for (auto* toast : stage.window().findChildren<QWidget*>(QStringLiteral("toast")))
                if (toast->isVisible()) toasts.push_back(toast);
            QCOMPARE(toasts.size(), 2);
            for (const QRect& control : ui::controlsOf(stage.window(), toasts))
                for (const QWidget* toast : toasts) QVERIFY2(!toast->geometry().intersects(control), page);
        }
        // One that comes while a message stands in its place gets it.
        QWidget* toast = nullptr;
        for (auto* each : stage.window().findChildren<QWidget*>(QStringLiteral("toast")))
            if (each->isVisible()) toast = each;
        QVERIFY(toast);
        QPushButton late(&stage.window());
        late.setGeometry(toast->geometry());
        late.lower();
        late.show();
        QTRY_VERIFY(!toast->geometry().intersects(late.geometry()));
    }

    void themeAndZoomFollowTheSettings() {
        ShellStage stage;
        stage.open({1280, 720});
        stage.settings().set(ui::settings::theme, QStringLiteral("dark"));
        QCOMPARE(ui::Theme::instance().variant(), ui::ThemeVariant::Dark);
        stage.window().context().actions.trigger(QStringLiteral("view.zoomIn"));
        QCOMPARE(ui::Theme::instance().zoom(), 110);
        ShellStage::dress(ui::Theme::Choice::Light);
    }

    /// Pictures to lay beside design/mockups: MGC_SHOTS=folder ui_shell_test ShellWindowTest pictures
    void pictures_data() {
        QTest::addColumn<int>("choice");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("zoom");
        QTest::newRow("light-1600") << static_cast<int>(ui::Theme::Choice::Light) << QSize(1600, 1000) << 100;
        QTest::newRow("dark-1600") << static_cast<int>(ui::Theme::Choice::Dark) << QSize(1600, 1000) << 100;
        QTest::newRow("light-1280") << static_cast<int>(ui::Theme::Choice::Light) << QSize(1280, 720) << 100;
        QTest::newRow("contrast-1280") << static_cast<int>(ui::Theme::Choice::HighContrast) << QSize(1280, 720) << 100;
    }
    void pictures() {
        if (!qEnvironmentVariableIsSet("MGC_SHOTS")) QSKIP("MGC_SHOTS names no folder: no pictures wanted");
        QFETCH(int, choice);
        QFETCH(QSize, size);
        QFETCH(int, zoom);
        const QString tag = QString::fromLatin1(QTest::currentDataTag());
        ShellStage stage;
        stage.settings().set(ui::settings::theme, choice == static_cast<int>(ui::Theme::Choice::Dark) ? QStringLiteral("dark")
                                                  : choice == static_cast<int>(ui::Theme::Choice::HighContrast)
                                                      ? QStringLiteral("highContrast")
                                                      : QStringLiteral("light"));
        ShellStage::dress(static_cast<ui::Theme::Choice>(choice), zoom);
        stage.open(size);
        stage.shoot(QStringLiteral("start-") + tag);
        stage.fill();
        stage.window().context().prompt.send();
        QTRY_VERIFY(stage.window().context().prompt.detail().has_value());
        QTest::qWait(100);
        for (const auto* page : stage.window().pages()) {
            stage.window().showPage(QLatin1String(page->id));
            QTest::qWait(150);
            stage.shoot(QLatin1String(page->id) + QLatin1Char('-') + tag);
        }
        stage.window().showPage(QStringLiteral("home"));
        stage.window().openPalette(QStringLiteral(">token"));
        stage.shoot(QStringLiteral("palette-") + tag);
        stage.window().openPalette(QStringLiteral(">"));
        stage.shoot(QStringLiteral("commands-") + tag);
        QTest::keyClick(stage.window().focusWidget(), Qt::Key_Escape);
        stage.window().showPanel(QStringLiteral("trace"));
        stage.shoot(QStringLiteral("trace-") + tag);
        ShellStage::dress(ui::Theme::Choice::Light);
    }
};

MGC_TEST_CLASS(ShellWindowTest);
#include "shell_window_test.moc"
