#pragma once
#include <QFileSystemWatcher>
#include <QStackedWidget>

#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

class Banner;
class PolicyLanes;
class PolicyText;
class SegmentedSwitch;
struct PageContext;

/// The workspace's policies, read-only today: flow lanes, XML, and the effective policy as the gateway merges it. Files changed by
/// another editor are read again at once.
class PoliciesPage : public Surface {
    Q_OBJECT
public:
    PoliciesPage(PageContext& context, QWidget* parent);

    Q_INVOKABLE void openPolicy(const QString& path);

private:
    QWidget* toolBar();
    void fillList();
    void load();
    void showView(const QString& id);
    void loadEffective();

    PageContext& m_context;
    Label* m_crumb;
    Chip* m_chip;
    SegmentedSwitch* m_view;
    Banner* m_banner;
    QStackedWidget* m_stack;
    PolicyLanes* m_lanes;
    PolicyText *m_text, *m_effective;
    QFileSystemWatcher m_watcher;
    QString m_path;
};

}  // namespace mgc::ui
