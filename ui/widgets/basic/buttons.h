#pragma once
#include <QPushButton>
#include <QToolButton>

#include "ui/theme/icons.h"

class QAction;

namespace mgc::ui {

enum class ButtonKind { Normal, Primary, Ghost, Danger };

/// A push button in the console's look. `accessibleName` defaults to the text.
class Button : public QPushButton {
    Q_OBJECT
public:
    explicit Button(const QString& text, const QString& icon = {}, ButtonKind kind = ButtonKind::Normal, QWidget* parent = nullptr);
    /// Drawn in a key cap behind the text, where it teaches.
    void setKeyCap(const QString& keys);
    void setIconName(const QString& icon, ColorRole role, icons::Style style = icons::Style::Regular);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void changeEvent(QEvent* event) override;
};

/// An icon without text, 24 or 28 px; the name is tool tip and accessible name.
class IconButton : public QToolButton {
    Q_OBJECT
public:
    IconButton(const QString& icon, const QString& name, QWidget* parent = nullptr);
    void setIconName(const QString& icon, ColorRole role = ColorRole::Muted);
    [[nodiscard]] QSize sizeHint() const override;
};

/// Text in accent colour that acts: "Why?".
class LinkButton : public QPushButton {
    Q_OBJECT
public:
    explicit LinkButton(const QString& text, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A row of joined buttons of which one is on (Flow | Split | XML).
class SegmentedSwitch : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedSwitch(const QString& accessibleName, QWidget* parent = nullptr);
    void addOption(const QString& id, const QString& text);
    [[nodiscard]] QString current() const { return m_current; }
    void setCurrent(const QString& id);

signals:
    void currentChanged(const QString& id);

private:
    QString m_current;
};

}  // namespace mgc::ui
