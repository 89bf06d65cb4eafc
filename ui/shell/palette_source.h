#pragma once
#include <QVector>

#include "ui/shell/palette_model.h"

namespace mgc::ui {

class MainWindow;
struct PageContext;

/// What the palette offers for a prefix: '>' commands, '@' policies, '#' requests, none: pages, files, requests, settings, commands.
[[nodiscard]] QVector<PaletteEntry> paletteEntries(PageContext& context, MainWindow& window, QChar prefix);

}  // namespace mgc::ui
