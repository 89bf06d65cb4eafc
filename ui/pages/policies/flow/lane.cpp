#include "ui/pages/policies/flow/lane.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

#include "ui/pages/policies/flow/flow_model.h"
#include "ui/pages/policies/flow/lane_view.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

/// Room for the heading and a card's name.
constexpr int leastUnfolded = 200;
constexpr int foldedWidth = 36;

/// "Add policy" at the end of a lane: a dashed card.
class AddCard : public Button {
public:
    AddCard(const QString& text, QWidget* parent) : Button(text, {}, ButtonKind::Ghost, parent) {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    [[nodiscard]] QSize sizeHint() const override { return {px(120), px(32)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(themeColor(underMouse() ? ColorRole::Ctl : ColorRole::Line2), 1, Qt::DashLine));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6));
        if (hasFocus()) paint::focusRing(painter, rect(), px(6));
        const int width = QFontMetrics(Theme::instance().font(TextRole::Body)).horizontalAdvance(text()) + px(24);
        const int x = (this->width() - width) / 2;
        icons::paint(painter, QRect(x, 0, px(16), height()), QStringLiteral("add"), px(16), ColorRole::Muted);
        paint::text(painter, QRect(x + px(24), 0, width, height()), text(), TextRole::Body, ColorRole::Muted);
    }
};

}  // namespace

Lane::Lane(FlowModel& model, FlowCommands& commands, const QString& section, QWidget* parent)
    : QWidget(parent), m_model(model), m_section(section), m_view(new LaneView(model, commands, section, this)) {
    setAccessibleName(tr("%1 section").arg(sectionTitle(section)));
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 1, 3, 1, 8);
    m_head = new QWidget(this);
    auto* head = plainLayout<QHBoxLayout>(m_head);
    setMargins(head, 10, 6, 4, 4);
    setSpacing(head, 8);
    m_fold = new IconButton(QStringLiteral("chevron_down"), tr("Fold %1").arg(sectionTitle(section)), m_head);
    m_fold->hide();
    connect(m_fold, &QToolButton::clicked, this, [this] {
        m_touched = true;
        setFolded(!m_folded);
    });
    head->addWidget(m_fold);
    m_title = new Label(sectionTitle(section), TextRole::SectionTitle, laneColor(section), m_head);
    m_count = new Label({}, TextRole::Body, ColorRole::Muted, m_head);
    m_title->setElide(Qt::ElideRight);
    m_count->setElide(Qt::ElideRight);
    m_time = new Label({}, TextRole::Hint, ColorRole::Muted, m_head);
    head->addWidget(m_title);
    head->addWidget(m_count, 1);
    head->addWidget(m_time);
    m_add = new IconButton(QStringLiteral("add"), tr("Add a policy to %1").arg(sectionTitle(section)), m_head);
    connect(m_add, &QToolButton::clicked, this, [this] { emit addWanted(m_model.section(m_section)); });
    head->addWidget(m_add);
    column->addWidget(m_head);
    m_body = new QWidget(this);
    auto* body = plainLayout<QVBoxLayout>(m_body);
    body->addWidget(m_view, 1);
    auto* addRow = plainLayout<QVBoxLayout>();
    setMargins(addRow, 10, 0, 10, 0);
    setSpacing(addRow, 8);
    m_empty = new Label(tr("Nothing here. Ctrl+Shift+A adds a policy, or drop one."), TextRole::Hint, ColorRole::Muted, m_body);
    m_empty->setWordWrap(true);
    addRow->addWidget(m_empty);
    m_addCard = new AddCard(tr("Add policy"), m_body);
    m_addCard->setAccessibleName(tr("Add policy at the end of %1").arg(sectionTitle(section)));
    connect(m_addCard, &QPushButton::clicked, this, [this] { emit addWanted(m_model.section(m_section)); });
    addRow->addWidget(m_addCard);
    body->addLayout(addRow);
    body->addStretch();
    column->addWidget(m_body, 1);
    connect(m_view, &LaneView::contentChanged, this, &Lane::refresh);
    connect(&Theme::instance(), &Theme::changed, this, [this] { setFolded(m_folded); });  // widths follow the zoom
    refresh();
}

bool Lane::isBare() const {
    const QModelIndex section = m_model.section(m_section);
    for (int row = 0; row < m_model.rowCount(section); ++row)
        if (m_model.index(row, 0, section).data().toString() != QLatin1String("base")) return false;
    return true;
}

void Lane::refresh() {
    const QModelIndex section = m_model.section(m_section);
    if (m_view->rootIndex() != section) m_view->setRootIndex(section);
    const int count = m_model.rowCount(section);
    const bool baseOnly = count > 0 && isBare();
    m_count->setText(count == 0 ? tr("empty") : baseOnly ? tr("base only") : tr("%n policies", nullptr, count));
    const double time = m_model.sectionTime(m_section);
    m_time->setText(time > 0 ? tr("%1 ms").arg(QLocale().toString(time, 'f', time >= 100 ? 0 : 1)) : QString());
    m_empty->setVisible(count == 0);
    // Beside the XML there is no room to spare; the heading has a button to add.
    m_addCard->setVisible(!m_stacked || count == 0);
    // The view is as tall as its cards while there is room, so that "Add policy" follows them.
    const int wanted = m_view->contentHeight();
    m_view->setMaximumHeight(std::max(wanted, px(4)) + px(2));
    if (m_stacked) m_view->setMinimumHeight(wanted + px(2));
    m_view->updateGeometry();
    if (!m_touched && m_section == QLatin1String("on-error")) setFolded(isBare());
    update();
}

void Lane::setStacked(bool stacked) {
    m_stacked = stacked;
    m_fold->setVisible(stacked);
    m_view->setMinimumHeight(stacked ? m_view->contentHeight() + px(2) : 0);
    setFolded(m_folded);
}

int Lane::leastWidth() const { return px(m_folded ? foldedWidth : leastUnfolded); }

void Lane::setFolded(bool folded) {
    const bool news = folded != m_folded;
    m_folded = folded;
    m_body->setVisible(!folded);
    const bool strip = folded && !m_stacked;
    m_head->setVisible(!strip);
    m_fold->setIconName(folded ? QStringLiteral("chevron_right") : QStringLiteral("chevron_down"));
    setMinimumWidth(m_stacked ? 0 : leastWidth());
    setMaximumWidth(strip ? leastWidth() : QWIDGETSIZE_MAX);
    setFocusPolicy(strip ? Qt::TabFocus : Qt::NoFocus);
    setCursor(strip ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (news) emit foldChanged();
}

void Lane::mousePressEvent(QMouseEvent* event) {
    if (m_folded && !m_stacked) {
        m_touched = true;
        setFolded(false);
        return;
    }
    QWidget::mousePressEvent(event);
}

void Lane::keyPressEvent(QKeyEvent* event) {
    if (m_folded && !m_stacked && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space)) {
        m_touched = true;
        setFolded(false);
        m_view->setFocus();
        return;
    }
    QWidget::keyPressEvent(event);
}

void Lane::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ColorRole role = laneColor(m_section);
    if (m_stacked) {
        painter.fillRect(QRect(px(34), px(13), 2, px(18)), themeColor(role));
        return;
    }
    paint::box(painter, rect(), themeColor(ColorRole::Canvas), themeColor(ColorRole::Line), px(6));
    painter.save();
    painter.setClipRect(0, 0, width(), px(3));
    paint::box(painter, rect(), themeColor(role), QColor(), px(6));
    painter.restore();
    if (!m_folded) return;
    if (hasFocus()) paint::focusRing(painter, rect(), px(6));
    icons::paint(painter, QRect(0, px(10), width(), px(20)), QStringLiteral("chevron_double_left"), px(16), role);
    painter.save();
    painter.translate(width(), px(40));
    painter.rotate(90);
    paint::runs(painter, QRect(0, 0, px(220), width()),
                {{sectionTitle(m_section), Theme::instance().font(TextRole::DockTitle), themeColor(role)},
                 {QStringLiteral("  ") + m_count->text(), Theme::instance().font(TextRole::Hint), themeColor(ColorRole::Muted)}});
    painter.restore();
}

}  // namespace mgc::ui
