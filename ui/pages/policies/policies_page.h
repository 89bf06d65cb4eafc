#pragma once
#include <QHash>
#include <QPointer>
#include <QStackedWidget>

#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

class Banner;
class DocumentTabs;
class FlowView;
class Playground;
class RecordedContext;
class PolicyEditor;
class PolicyFile;
class RequestLine;
class WorkspaceSearch;
class ScopeCrumb;
class SegmentedSwitch;
struct PageContext;

/// The policy designer: open documents as tabs, each as flow, XML, both, or joined with its outer scopes.
class PoliciesPage : public Surface {
    Q_OBJECT
public:
    PoliciesPage(PageContext& context, QWidget* parent);

    Q_INVOKABLE void openPolicy(const QString& path);
    Q_INVOKABLE void openAt(const QString& path, int line);
    /// A policy file of anywhere: asks where it goes and what its placeholders stand for, then shows flow and XML.
    Q_INVOKABLE void openElsewhere(const QString& path);
    /// Asks for an OpenAPI document (`source`: a file or address to begin with) and shows the new API's policy.
    Q_INVOKABLE void importApi(const QString& source);
    /// The page's commands by name: save, saveAll, undo, redo, close, find, replace, fixes, nextProblem, previousProblem, complete,
    /// definition, format, playground, findAll, rename, flow, split, xml, effective, focus.
    Q_INVOKABLE void run(const QString& command);
    [[nodiscard]] PolicyEditor* editor() const;
    /// Asks about unsaved documents; false: the user wants to go on editing.
    Q_INVOKABLE bool mayClose();

signals:
    /// Another document is shown; its flow is where the palette inserts. Null: none.
    void flowChanged(mgc::ui::FlowView* flow);
    void inspectWanted();
    void addWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* toolBar();
    void showCurrent(PolicyFile* file);
    void openFirst();
    void openPlayground();
    void openSearch();
    void rename();
    void closeFile(PolicyFile* file);
    void save(PolicyFile& file);
    void compare();
    void offerRecovery();
    void refreshMarks();

    PageContext& m_context;
    DocumentTabs* m_tabs;
    ScopeCrumb* m_crumb;
    Chip* m_problems;
    SegmentedSwitch* m_view;
    RequestLine* m_request;
    RecordedContext* m_recorded;
    Banner* m_recovery;
    QStackedWidget* m_stack;
    QHash<PolicyFile*, PolicyEditor*> m_editors;
    QPointer<Playground> m_playground;
    QPointer<WorkspaceSearch> m_search;
    QString m_openNext;  ///< once the workspace that was just opened is read
    bool m_openedFirst = false;
};

}  // namespace mgc::ui
