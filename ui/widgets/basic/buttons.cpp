#include "ui/widgets/basic/buttons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyleOptionButton>

#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

const char* kindName(ButtonKind kind) {
    switch (kind) {
        case ButtonKind::Normal:
            return "";
        case ButtonKind::Primary:
            return "primary";
        case ButtonKind::Ghost:
            return "ghost";
        case ButtonKind::Danger:
            return "danger";
    }
    return "";
}

ColorRole iconRole(ButtonKind kind) {
    if (kind == ButtonKind::Primary) return ColorRole::OnAccent;
    return kind == ButtonKind::Danger ? ColorRole::Err : ColorRole::Text;
}

/// One part of a SegmentedSwitch: shares its edges with its neighbours.
class Segment : public QPushButton {
public:
    Segment(const QString& text, QWidget* parent) : QPushButton(text, parent) {
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
    }
    bool first = false, last = false;
    [[nodiscard]] QSize sizeHint() const override {
        const QFontMetrics metrics(Theme::instance().font(TextRole::BodyStrong));
        return {metrics.horizontalAdvance(text()) + px(24), Theme::instance().metric(Metric::Control)};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        QRectF box(rect());
        const qreal radius = px(4);
        // Parts in the middle reach beyond their rectangle, so that only the outer corners are round.
        if (!first) box.setLeft(box.left() - radius);
        if (!last) box.setRight(box.right() + radius);
        painter.setClipRect(rect());
        const ColorRole fill = isChecked() ? ColorRole::AccentTint : underMouse() ? ColorRole::Hover : ColorRole::Card;
        paint::box(painter, box, themeColor(fill), themeColor(ColorRole::Line2), radius);
        if (!first) paint::verticalLine(painter, 0, 0, height(), themeColor(ColorRole::Line2));
        if (hasFocus()) paint::focusRing(painter, rect(), radius);
        paint::text(painter, rect(), text(), isChecked() ? TextRole::BodyStrong : TextRole::Body,
                    isChecked() ? ColorRole::Accent : ColorRole::Muted, Qt::AlignCenter);
    }
};

}  // namespace

Button::Button(const QString& text, const QString& icon, ButtonKind kind, QWidget* parent) : QPushButton(text, parent) {
    setProperty("kind", QLatin1String(kindName(kind)));
    setAccessibleName(QString(text).remove(QLatin1Char('&')));
    setFocusPolicy(Qt::StrongFocus);
    if (!icon.isEmpty())
        setIconName(
            icon, iconRole(kind),
            kind == ButtonKind::Primary && icons::exists(icon, icons::Style::Filled) ? icons::Style::Filled : icons::Style::Regular);
}

void Button::setKeyCap(const QString& keys) {
    setProperty("keycap", keys);
    updateGeometry();
    update();
}

void Button::setIconName(const QString& icon, ColorRole role, icons::Style style) { setIcon(icons::get(icon, role, style)); }

QSize Button::sizeHint() const {
    QStyleOptionButton option;
    initStyleOption(&option);
    return style::buttonSize(option, this);
}

void Button::changeEvent(QEvent* event) {
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::StyleChange) updateGeometry();
}

IconButton::IconButton(const QString& icon, const QString& name, QWidget* parent) : QToolButton(parent) {
    setToolTip(name);
    setAccessibleName(name);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    setIconName(icon);
}

void IconButton::setIconName(const QString& icon, ColorRole role) { setIcon(icons::get(icon, role)); }

QSize IconButton::sizeHint() const { return {px(24), px(24)}; }

LinkButton::LinkButton(const QString& text, QWidget* parent) : QPushButton(text, parent) {
    setAccessibleName(text);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
}

QSize LinkButton::sizeHint() const {
    return {QFontMetrics(Theme::instance().font(TextRole::BodyMedium)).horizontalAdvance(text()) + px(4), px(24)};
}

void LinkButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::text(painter, rect().adjusted(px(2), 0, -px(1), 0), text(), TextRole::BodyMedium,
                isEnabled() ? ColorRole::Accent : ColorRole::Faint);
    if (underMouse()) {
        const QFontMetrics metrics(Theme::instance().font(TextRole::BodyMedium));
        paint::horizontalLine(painter, px(2), px(2) + metrics.horizontalAdvance(text()), height() / 2.0 + metrics.ascent() / 2.0 + 1,
                              themeColor(ColorRole::Accent));
    }
    if (hasFocus()) paint::focusRing(painter, rect(), px(4));
}

SegmentedSwitch::SegmentedSwitch(const QString& accessibleName, QWidget* parent) : QWidget(parent) {
    setAccessibleName(accessibleName);
    plainLayout<QHBoxLayout>(this);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SegmentedSwitch::addOption(const QString& id, const QString& text) {
    auto* segment = new Segment(text, this);
    segment->setObjectName(id);
    segment->setAccessibleName(tr("%1: %2").arg(accessibleName(), text));
    segment->first = layout()->count() == 0;
    segment->last = true;
    if (!segment->first) static_cast<Segment*>(layout()->itemAt(layout()->count() - 1)->widget())->last = false;
    layout()->addWidget(segment);
    connect(segment, &QPushButton::clicked, this, [this, id] { setCurrent(id); });
    // Assistive technology toggles without a click.
    connect(segment, &QPushButton::toggled, this, [this, id](bool on) {
        if (on && id != m_current) setCurrent(id);
    });
    if (m_current.isEmpty()) setCurrent(id);
}

void SegmentedSwitch::setCurrent(const QString& id) {
    const bool different = id != m_current;
    m_current = id;
    for (int i = 0; i < layout()->count(); ++i) {
        auto* segment = static_cast<Segment*>(layout()->itemAt(i)->widget());
        segment->setChecked(segment->objectName() == id);
    }
    if (different) emit currentChanged(id);
}

}  // namespace mgc::ui
