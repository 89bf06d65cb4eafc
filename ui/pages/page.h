#pragma once
#include <QKeySequence>
#include <QString>

class QWidget;

namespace mgc::ui {

class ActionRegistry;
class DocumentStore;
class GatewaySession;
class PromptSession;
class Recents;
class SettingsStore;
class WorkspaceEdits;
class WorkspaceIndex;

/// What every page may use. Lives as long as the window.
struct PageContext {
    GatewaySession& gateway;
    PromptSession& prompt;
    WorkspaceIndex& workspace;
    ActionRegistry& actions;
    SettingsStore& settings;
    Recents& recents;
    DocumentStore& documents;
    WorkspaceEdits& edits;
};

/// Which docks a page shows until the user changes it.
enum class DockPreset { None, Bottom, All };

/// A console page: one file defines one constant descriptor `<unit>_descriptor()` and is listed in ui/pages/CMakeLists.txt. A page
/// is made when it is first shown and kept. A command is run with PageContext::actions.trigger("traffic.show").
struct PageDescriptor {
    const char* id;        ///< "home"; the command that shows it is "go.home"
    const char* title;     ///< English source text in context "Pages", translated where shown
    const char* icon;      ///< icon name; needs a regular and a filled file
    int order;             ///< position in the mode rail, 1..8; 0: at its foot
    const char* shortcut;  ///< portable text, "Ctrl+1"
    DockPreset docks;
    QWidget* (*create)(PageContext& context, QWidget* parent);
};

}  // namespace mgc::ui
