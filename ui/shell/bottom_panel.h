#pragma once
#include <QDockWidget>
#include <QStackedWidget>
#include <functional>

#include "ui/widgets/basic/surfaces.h"

class QAbstractButton;

namespace mgc::ui {

/// The dock at the bottom: tabs Prompt, Problems, Trace, Log, Activity. A tab's widget is made when it is first shown.
class BottomPanel : public QDockWidget {
    Q_OBJECT
public:
    explicit BottomPanel(QWidget* parent);
    void addTab(const QString& id, const QString& title, std::function<QWidget*(QWidget*)> create);
    void showTab(const QString& id);
    [[nodiscard]] QString current() const { return m_current; }
    /// Counts on a tab: errors and warnings as chips.
    void setCounts(const QString& id, int errors, int warnings);

signals:
    void currentChanged(const QString& id);

private:
    struct Tab {
        QString id;
        class DockTab* button;
        std::function<QWidget*(QWidget*)> create;
        QWidget* widget = nullptr;
    };
    QVector<Tab> m_tabs;
    QStackedWidget* m_stack;
    QHBoxLayout* m_header;
    QString m_current;
};

}  // namespace mgc::ui
