#pragma once
#include <QMenuBar>

#include "ui/widgets/basic/surfaces.h"

class QComboBox;

namespace mgc::ui {

class Button;
class IconButton;
struct PageContext;

/// The field-like button in the middle that opens the locator.
class LocatorButton;

/// Logo, menus, locator, request chooser, Send, Debug, Burst. The core loop stands at the right and never moves.
class TopBar : public Surface {
    Q_OBJECT
public:
    TopBar(PageContext& context, QWidget* parent);
    [[nodiscard]] QMenuBar* menuBar() const { return m_menuBar; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void place();
    void showSession();
    void showBurst();
    void fillRequests();
    void takeRequest(int index);
    /// The saved requests as a menu, while their box is hidden.
    void addRequests(QMenu& menu);

    PageContext& m_context;
    QMenuBar* m_menuBar;
    QWidget* m_locator;
    QComboBox* m_request;
    Button *m_send, *m_debug, *m_burst;
    IconButton* m_burstMenu;
    QWidget* m_right;
};

}  // namespace mgc::ui
