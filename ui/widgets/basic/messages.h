#pragma once
#include <QString>
#include <functional>

#include "ui/theme/paint.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

class Button;

/// Says what belongs here, why it is empty and what to do: icon, one bold line, one muted line with the reason, one button.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString& icon, const QString& title, const QString& reason, QWidget* parent = nullptr);
    void setText(const QString& title, const QString& reason);
    Button* setAction(const QString& text, const QString& icon, std::function<void()> run);

private:
    Label* m_title;
    Label* m_reason;
    QVBoxLayout* m_column;
    Button* m_action = nullptr;
};

/// Full width of its pane: tint ground, filled icon, bold first clause, actions at the right. One per pane.
class Banner : public QWidget {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);
    void show(paint::Tone tone, const QString& clause, const QString& rest = {});
    void setAction(const QString& text, std::function<void()> run);
    /// A button that hides the banner.
    void setDismissible(bool on);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    paint::Tone m_tone = paint::Tone::Info;
    IconView* m_icon;
    Label* m_text;
    QHBoxLayout* m_row;
    Button* m_action = nullptr;
    QWidget* m_dismiss;
};

}  // namespace mgc::ui
