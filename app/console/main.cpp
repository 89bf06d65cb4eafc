#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QPixmap>
#include <QTimer>
#include <cstdio>
#include <memory>
#include <string_view>

#include "app/console/azure/azure_main.h"
#include "app/console/process_engine.h"
#include "catalog.h"
#include "policy/model/catalog.h"
#ifdef MGC_EMBEDDED_ENGINE
#include "app/console/embedded_engine.h"
#endif
#include "ui/settings/settings_store.h"
#include "ui/settings/translations.h"
#include "ui/shell/main_window.h"
#include "ui/theme/console_style.h"
#include "ui/theme/system_scheme.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/scaled.h"

namespace {

std::unique_ptr<mgc::ui::EngineHost> makeEngine(const QCommandLineParser& arguments) {
    if (arguments.isSet(QStringLiteral("attach"))) {
        mgc::ui::EngineAddress address;
        address.management = QUrl(arguments.value(QStringLiteral("attach")));
        address.token = arguments.value(QStringLiteral("token"));
        return std::make_unique<mgc::ui::AttachedEngine>(address);
    }
#ifdef MGC_EMBEDDED_ENGINE
    if (arguments.value(QStringLiteral("engine")) != QLatin1String("process")) return std::make_unique<mgc::app::EmbeddedEngine>();
#endif
    return std::make_unique<mgc::app::ProcessEngine>();
}

}  // namespace

int main(int argc, char** argv) {
    // The Azure commands need no display, so no QApplication either.
    if (argc > 1 && std::string_view(argv[1]) == "azure") return mgc::app::azureMain(argc - 1, argv + 1);
    QElapsedTimer sinceStart;
    sinceStart.start();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("model-gateway-console"));
    QApplication::setApplicationDisplayName(QObject::tr("Model Gateway Console"));
    QApplication::setApplicationVersion(QStringLiteral(MGC_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("model-gateway-console"));

    mgc::ui::installTranslations(application);

    QCommandLineParser arguments;
    arguments.setApplicationDescription(QObject::tr("Console of a local AI gateway that behaves as Azure API Management does."));
    arguments.addHelpOption();
    arguments.addVersionOption();
    arguments.addOptions({
        {QStringLiteral("workspace"), QObject::tr("Open this workspace folder."), QObject::tr("folder")},
        {QStringLiteral("attach"), QObject::tr("Show a gateway that runs already: URL of its management API."), QObject::tr("url")},
        {QStringLiteral("token"), QObject::tr("Bearer token of the management API, with --attach."), QObject::tr("token")},
        {QStringLiteral("engine"), QObject::tr("Run the engine in this process or as a process of its own: embedded or process."),
         QObject::tr("where"), QStringLiteral("embedded")},
        {QStringLiteral("page"),
         QObject::tr("Show this page first: home, policies, debug, backends, traffic, live, azure, tests, settings."), QObject::tr("page")},
        {QStringLiteral("demo-azure"), QObject::tr("Show the Azure page with a made-up Azure inside this program; needs no account.")},
        {QStringLiteral("screenshot"), QObject::tr("Save a picture of the window after a moment, then quit."), QObject::tr("file.png")},
    });
    arguments.addPositionalArgument(QStringLiteral("workspace"), QObject::tr("The same as --workspace."), QStringLiteral("[workspace]"));
    arguments.process(application);

    application.setProperty("demoAzure", arguments.isSet(QStringLiteral("demo-azure")));

    const mgc::ui::SystemScheme scheme;
    mgc::ui::SettingsStore settings(mgc::ui::SettingsStore::defaultPath());
    QApplication::setStyle(new mgc::ui::ConsoleStyle);
    const mgc::policy::Catalog catalog(mgc::policies::catalog());
    mgc::ui::MainWindow window(makeEngine(arguments), settings, catalog);
    mgc::ui::applyTheme();
    QObject::connect(&mgc::ui::Theme::instance(), &mgc::ui::Theme::changed, &window, [] { mgc::ui::applyTheme(); });
    if (arguments.isSet(QStringLiteral("page"))) window.showPage(arguments.value(QStringLiteral("page")));
    window.show();
    if (qEnvironmentVariableIsSet("MGC_TIMING"))
        QTimer::singleShot(0, [&] { std::fprintf(stderr, "window after %lld ms\n", static_cast<long long>(sinceStart.elapsed())); });
    QString workspace = arguments.value(QStringLiteral("workspace"));
    if (workspace.isEmpty() && !arguments.positionalArguments().isEmpty()) workspace = arguments.positionalArguments().first();
    QTimer::singleShot(0, &window, [&window, workspace] { window.begin(workspace); });
    if (const QString file = arguments.value(QStringLiteral("screenshot")); !file.isEmpty())
        QTimer::singleShot(2500, &window, [&window, file] {
            const bool saved = window.grab().save(file);
            if (!saved) std::fprintf(stderr, "model-gateway-console: %s cannot be written\n", qPrintable(file));
            QApplication::exit(saved ? 0 : 1);
        });
    return QApplication::exec();
}
