#pragma once
#include <QStringList>

namespace mgc::ui {

class MainWindow;

/// The commands of the policy designer. The page carries them out; undo is the workspace tree's while that has the focus.
void registerEditing(MainWindow& window);
/// Their ids as the Edit menu shows them; "" separates.
[[nodiscard]] QStringList editingMenu();

}  // namespace mgc::ui
