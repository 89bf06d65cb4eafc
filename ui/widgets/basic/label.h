#pragma once
#include <QLabel>

#include "ui/theme/theme.h"

namespace mgc::ui {

/// A label with a type role and a colour of the theme. With an elide mode it takes any width and shows the whole text as tool tip
/// when it is cut. Its text is its accessible name.
class Label : public QLabel {
    Q_OBJECT
public:
    explicit Label(const QString& text = {}, TextRole role = TextRole::Body, ColorRole color = ColorRole::Text, QWidget* parent = nullptr);

    void setRole(TextRole role);
    void setColor(ColorRole color);
    void setElide(Qt::TextElideMode mode);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void apply();

    TextRole m_role;
    ColorRole m_color;
    Qt::TextElideMode m_elide = Qt::ElideNone;
};

}  // namespace mgc::ui
