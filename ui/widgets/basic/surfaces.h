#pragma once
#include <QFrame>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

class Label;

/// A widget that paints one colour of the theme: canvas, dock, chrome, sunken.
class Surface : public QWidget {
    Q_OBJECT
public:
    explicit Surface(ColorRole role, QWidget* parent = nullptr);
    /// Hairlines at its edges.
    void setEdges(Qt::Edges edges, ColorRole role = ColorRole::Line);
    void setRadius(int radius) { m_radius = radius; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ColorRole m_role;
    Qt::Edges m_edges;
    ColorRole m_edgeRole = ColorRole::Line;
    int m_radius = 0;
};

/// Level 1: card ground, hairline edge, radius 6. With a title it has a header of 44 with room for at most two actions.
class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);
    Card(const QString& title, QWidget* parent);

    [[nodiscard]] QHBoxLayout* header() const { return m_header; }
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    [[nodiscard]] Label* title() const { return m_title; }
    /// A hairline under the header.
    void setHeaderLine(bool on);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout* m_header = nullptr;
    QVBoxLayout* m_body;
    Label* m_title = nullptr;
    bool m_headerLine = false;
};

/// A one-pixel line.
class HairLine : public QWidget {
    Q_OBJECT
public:
    explicit HairLine(Qt::Orientation orientation = Qt::Horizontal, QWidget* parent = nullptr, ColorRole role = ColorRole::Line);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Qt::Orientation m_orientation;
    ColorRole m_role;
};

/// A chip as a widget: glyph and word on a tint. Its text is its accessible name.
class Chip : public QWidget {
    Q_OBJECT
public:
    explicit Chip(paint::ChipSpec spec = {}, QWidget* parent = nullptr);
    void setSpec(const paint::ChipSpec& spec);
    [[nodiscard]] const paint::ChipSpec& spec() const { return m_spec; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    paint::ChipSpec m_spec;
};

/// A key cap as a widget.
class KeyCap : public QWidget {
    Q_OBJECT
public:
    explicit KeyCap(QString keys, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_keys;
};

/// An icon as a widget, decoration only (no accessible name).
class IconView : public QWidget {
    Q_OBJECT
public:
    IconView(QString name, int size, ColorRole role, QWidget* parent = nullptr, bool filled = false);
    void setIcon(const QString& name, ColorRole role, bool filled = false);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
    int m_size;
    ColorRole m_role;
    bool m_filled;
};

}  // namespace mgc::ui
