#pragma once

namespace mgc::ui {

class MainWindow;

/// Registers every command of the console; menus, palette, shortcut editor and buttons are views of them.
void registerCommands(MainWindow& window);

}  // namespace mgc::ui
