#include "ui/settings/settings_catalog.h"

#include <QCoreApplication>

namespace mgc::ui::settings {

namespace {

QString text(const char* source) { return QCoreApplication::translate("Settings", source); }

using Kind = SettingDescriptor::Kind;

SettingDescriptor choice(const Setting<QString>& setting, const QString& group, const QString& title, const QString& hint,
                         QList<SettingDescriptor::Choice> choices) {
    return {QLatin1String(setting.key), group, title, hint, Kind::Choice, setting.fallback, std::move(choices), 0, 0, 1, {}, false};
}

SettingDescriptor number(const Setting<int>& setting, const QString& group, const QString& title, const QString& hint, int minimum,
                         int maximum, int step, const QString& unit, bool needsRestart = false) {
    return {QLatin1String(setting.key), group, title, hint, Kind::Number, setting.fallback, {}, minimum, maximum, step, unit, needsRestart};
}

SettingDescriptor toggle(const Setting<bool>& setting, const QString& group, const QString& title, const QString& hint) {
    return {QLatin1String(setting.key), group, title, hint, Kind::Switch, setting.fallback, {}, 0, 0, 1, {}, false};
}

}  // namespace

QList<SettingDescriptor> catalog() {
    const QString appearance = text("Appearance");
    const QString general = text("General");
    const QString gateway = text("Gateway");
    const QString prompts = text("Prompts and bursts");
    QList<SettingDescriptor> all{
        choice(theme, appearance, text("Theme"), text("System follows the desktop's light or dark preference as it changes."),
               {{QStringLiteral("system"), text("System")},
                {QStringLiteral("light"), text("Light")},
                {QStringLiteral("dark"), text("Dark")},
                {QStringLiteral("highContrast"), text("High contrast")}}),
        number(zoom, appearance, text("Zoom"), text("Text, icons and spacing together."), zoomMinimum, zoomMaximum, zoomStep, text("%")),
        choice(density, appearance, text("Density"), text("Compact lowers rows and controls; type sizes stay."),
               {{QStringLiteral("standard"), text("Standard")}, {QStringLiteral("compact"), text("Compact")}}),
        choice(interfaceFont, appearance, text("Interface font"), text("Inter is used where it is installed."),
               {{QStringLiteral("inter"), text("Inter")}, {QStringLiteral("system"), text("System font")}}),
        toggle(reduceMotion, appearance, text("Reduce motion"), text("Charts redraw once a second instead of scrolling.")),
        choice(startPage, general, text("Start page"), text("The page shown when the console opens."),
               {{QStringLiteral("home"), text("Home")}, {QStringLiteral("last"), text("The page shown last")}}),
        toggle(startOnLaunch, gateway, text("Start with the console"), text("Otherwise the gateway waits for Start on the Home page.")),
        {QLatin1String(gatewayHost.key),
         gateway,
         text("Address"),
         text("The address the gateway listens on. Anything but loopback lets other machines use your keys and backends."),
         Kind::Text,
         gatewayHost.fallback,
         {},
         0,
         0,
         1,
         {},
         true},
        number(gatewayPort, gateway, text("Port"), text("If it is taken, the next free port is used and named. 0 picks any free port."), 0,
               65535, 1, {}, true),
        number(gatewayWorkers, gateway, text("Worker threads"), text("0 uses one for each processor core."), 0, 64, 1, {}, true),
        {QLatin1String(gatewayCollector.key),
         gateway,
         text("OpenTelemetry collector"),
         text("Traces, logs and metrics go there over OTLP/HTTP, such as http://127.0.0.1:4318; prompts and answers stay here. Empty: nowhere."),
         Kind::Text,
         gatewayCollector.fallback,
         {},
         0,
         0,
         1,
         {},
         true},
        number(promptTimeout, prompts, text("Give up after"), text("How long a prompt may wait without a byte of the answer."), 5, 600, 5,
               text("s")),
        number(promptHistory, prompts, text("Prompts kept in the history"), text("The oldest fall out."), 0, 1000, 10, {}),
        number(burstTotal, prompts, text("Requests in a burst"), text("What the Burst button sends."), 1, 1000, 10, {}),
        number(burstConcurrency, prompts, text("Requests at once in a burst"), text("In flight at the same time."), 1, 96, 1, {}),
    };
    return all;
}

}  // namespace mgc::ui::settings
