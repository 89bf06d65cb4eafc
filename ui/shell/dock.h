#pragma once
#include <QDockWidget>

class QHBoxLayout;

namespace mgc::ui {

class Label;

/// A dock with the console's header: title, muted subtitle, actions at the right, close.
class Dock : public QDockWidget {
    Q_OBJECT
public:
    Dock(const QString& id, const QString& title, QWidget* parent);
    void setSubtitle(const QString& text);
    /// Adds at the right, before the close button.
    void addHeaderWidget(QWidget* widget);

private:
    Label* m_subtitle;
    QHBoxLayout* m_row;
};

}  // namespace mgc::ui
