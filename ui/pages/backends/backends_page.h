#pragma once
#include <QWidget>

#include "ui/pages/backends/backend_calls.h"
#include "ui/pages/backends/backend_items.h"

class QSplitter;
class QStackedWidget;

namespace mgc::ui {

class BackendInspector;
class BackendList;
class BackendTimeline;
class BackendUsers;
class Banner;
class Button;
class Chip;
class FaultCard;
class Label;
class PoolBoard;
class SingleBoard;
struct PageContext;

/// Backends and pools of the workspace with their live state: list, the pool or backend in the middle with its breaker timeline and a
/// fault chooser, and the inspector. Every edit goes to the workspace's files, is hot-reloaded and can be undone.
class BackendsPage : public QWidget {
    Q_OBJECT
public:
    BackendsPage(PageContext& context, QWidget* parent);

signals:
    /// A policy that names the backend is to be shown.
    void openFileAt(const QString& path, int line);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* buildList();
    [[nodiscard]] QWidget* buildMiddle();
    void select(const QString& name);
    void showSnapshot();
    void showTrip();
    void chooseMember();
    void addNew(bool pool);

    PageContext& m_context;
    BackendItems m_items;
    BackendCalls m_calls;
    QSplitter* m_splitter = nullptr;
    bool m_shared = false;  ///< the columns have had their first widths; after that they are the user's
    BackendList* m_list = nullptr;
    BackendInspector* m_inspector = nullptr;
    PoolBoard* m_pool = nullptr;
    SingleBoard* m_single = nullptr;
    QStackedWidget* m_board = nullptr;
    QStackedWidget* m_whole = nullptr;  ///< boards, or what to do where there is no backend
    Label* m_title = nullptr;
    Chip* m_chip = nullptr;
    BackendUsers* m_users = nullptr;
    Button* m_addMember = nullptr;
    BackendTimeline* m_timeline = nullptr;
    Banner* m_trip = nullptr;
    FaultCard* m_faults = nullptr;
    qint64 m_tripShown = 0;  ///< when the trip in the banner was, ms since 1970
};

}  // namespace mgc::ui
