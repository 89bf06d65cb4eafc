#pragma once
#include <QList>

class QMenuBar;

namespace mgc::ui {

class ActionRegistry;
struct PageDescriptor;

/// Fills the menu bar from the registered commands; `pages` stand on top of View.
void fillMenus(QMenuBar& bar, ActionRegistry& actions, const QList<const PageDescriptor*>& pages);

}  // namespace mgc::ui
