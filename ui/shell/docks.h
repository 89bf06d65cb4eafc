#pragma once
#include <QObject>
#include <QVector>

#include "ui/shell/panel_tabs.h"

class QMainWindow;

namespace mgc::ui {

class BottomPanel;
class InspectorDock;
class ProblemsTab;
class WorkspaceDock;
struct PageContext;
struct PageDescriptor;

/// What stands around the page: workspace, inspector and the panel of tabs at the bottom. Their layout is remembered for every page.
class Docks : public QObject {
    Q_OBJECT
public:
    Docks(QMainWindow& window, PageContext& context);
    /// What looks at open documents ends here, before they do.
    ~Docks() override;

    [[nodiscard]] WorkspaceDock& workspace() const { return *m_workspace; }
    [[nodiscard]] InspectorDock& inspector() const { return *m_inspector; }
    [[nodiscard]] BottomPanel& bottom() const { return *m_bottom; }
    [[nodiscard]] ProblemsTab& problems() const { return *m_problems; }

    /// Shows the bottom dock with that tab: prompt, problems, trace, log, activity.
    void showPanel(const QString& tab);
    /// Shows or hides the dock with that object name.
    void toggle(const QString& id);
    /// Adds to the Activity tab; the newest 200 are kept.
    void note(paint::Tone tone, const QString& text);
    void save(const QString& page);
    /// As it was left on that page; else what the page asks for.
    void restore(const PageDescriptor& page);
    /// Forgets the layout of all pages.
    void reset(const QList<const PageDescriptor*>& pages, const PageDescriptor* current);

private:
    void addTabs();
    void dock();

    QMainWindow& m_window;
    PageContext& m_context;
    WorkspaceDock* m_workspace;
    InspectorDock* m_inspector;
    BottomPanel* m_bottom;
    ProblemsTab* m_problems;
    ActivityTab* m_activity = nullptr;
    QVector<ActivityTab::Note> m_notes;
    bool m_restoring = false;
};

}  // namespace mgc::ui
