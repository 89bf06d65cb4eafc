#include "ui/widgets/charts/choice_bar.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPainter>
#include <QPainterPath>
#include <QRadioButton>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

/// A radio button that paints itself as a segment; the first and the last have rounded outer corners.
class Segment : public QRadioButton {
public:
    using QRadioButton::QRadioButton;
    bool first = false, last = false;
    QString detail;

    [[nodiscard]] QSize sizeHint() const override {
        const QFontMetrics metrics(Theme::instance().font(TextRole::BodyStrong));
        int width = metrics.horizontalAdvance(text()) + px(24);
        if (!detail.isEmpty()) width += metrics.horizontalAdvance(detail) + px(6);
        return {width, Theme::instance().metric(Metric::Control)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    [[nodiscard]] bool hitButton(const QPoint& at) const override { return rect().contains(at); }
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath shape;
        const double radius = px(4);
        // Inner ends reach beyond the clip, so that only outer corners are round and neighbours share one line.
        QRectF outline = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        if (!first) outline.setLeft(-radius * 2 - 0.5);
        if (!last) outline.setRight(width() + radius * 2);
        shape.addRoundedRect(outline, radius, radius);
        painter.setClipRect(rect());
        const bool over = underMouse() && isEnabled();
        painter.fillPath(shape, themeColor(isChecked() ? ColorRole::AccentTint : over ? ColorRole::Hover : ColorRole::Card));
        painter.setPen(themeColor(ColorRole::Line2));
        painter.drawPath(shape);
        if (!last) paint::verticalLine(painter, width() - 1, 0, height(), themeColor(ColorRole::Line2));
        const ColorRole ink = !isEnabled() ? ColorRole::Faint : isChecked() ? ColorRole::Accent : ColorRole::Text;
        const QFont font = Theme::instance().font(isChecked() ? TextRole::BodyStrong : TextRole::Body);
        QVector<paint::Run> words{{text(), font, themeColor(ink)}};
        if (!detail.isEmpty())
            words.push_back({QStringLiteral("  ") + detail, Theme::instance().font(TextRole::Body),
                             themeColor(isChecked() ? ColorRole::Accent : ColorRole::Muted)});
        const int wide = paint::runsWidth(words);
        paint::runs(painter, QRect((width() - wide) / 2, 0, wide + px(4), height()), words);
        if (hasFocus()) paint::focusRing(painter, QRectF(rect()), radius);
    }
};

}  // namespace

ChoiceBar::ChoiceBar(const QString& accessibleName, QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this)) {
    setAccessibleName(accessibleName);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, &ChoiceBar::chosen);
    connect(&Theme::instance(), &Theme::changed, this, [this] { arrange(); });
}

void ChoiceBar::add(const QString& text, const QString& accessibleName) {
    auto* segment = new Segment(text, this);
    segment->setAccessibleName(accessibleName.isEmpty() ? text : accessibleName);
    m_group->addButton(segment, static_cast<int>(m_group->buttons().size()));
    layout()->addWidget(segment);
    arrange();
}

void ChoiceBar::arrange() {
    const auto buttons = m_group->buttons();
    for (qsizetype i = 0; i < buttons.size(); ++i) {
        auto* segment = static_cast<Segment*>(buttons[i]);
        segment->first = i == 0;
        segment->last = i == buttons.size() - 1;
        segment->updateGeometry();
        segment->update();
    }
}

void ChoiceBar::setCurrent(int index) {
    if (auto* button = m_group->button(index)) button->setChecked(true);
}

int ChoiceBar::current() const { return m_group->checkedId(); }

void ChoiceBar::setDetail(int index, const QString& detail) {
    auto* segment = static_cast<Segment*>(m_group->button(index));
    if (!segment || segment->detail == detail) return;
    const bool wider = segment->detail.size() != detail.size();
    segment->detail = detail;
    if (wider) segment->updateGeometry();
    segment->update();
}

}  // namespace mgc::ui
