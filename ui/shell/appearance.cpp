#include "ui/shell/appearance.h"

#include "ui/settings/settings_catalog.h"
#include "ui/settings/settings_store.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

Theme::Choice choiceOf(const QString& name) {
    if (name == QLatin1String("light")) return Theme::Choice::Light;
    if (name == QLatin1String("dark")) return Theme::Choice::Dark;
    return name == QLatin1String("highContrast") ? Theme::Choice::HighContrast : Theme::Choice::System;
}

}  // namespace

void applyAppearance(const SettingsStore& store) {
    Theme& theme = Theme::instance();
    theme.setSystemFont(store.get(settings::interfaceFont) == QLatin1String("system"));
    theme.setDensity(store.get(settings::density) == QLatin1String("compact") ? Theme::Density::Compact : Theme::Density::Standard);
    theme.setZoom(store.get(settings::zoom));
    theme.setReduceMotion(store.get(settings::reduceMotion));
    theme.setChoice(choiceOf(store.get(settings::theme)));
}

}  // namespace mgc::ui
