#pragma once

namespace mgc::ui {

class SettingsStore;

/// Gives the theme what the settings say: fonts, density, zoom, motion, colours.
void applyAppearance(const SettingsStore& store);

}  // namespace mgc::ui
