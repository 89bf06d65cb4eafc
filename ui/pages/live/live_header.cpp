#include "ui/pages/live/live_header.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/surfaces.h"
#include "ui/widgets/charts/choice_bar.h"
#include "ui/widgets/charts/prefix_combo.h"

namespace mgc::ui {

namespace {

void offer(PrefixCombo* box, const QString& all, const QStringList& choices) {
    QStringList present;
    for (int i = 1; i < box->count(); ++i) present << box->itemText(i);
    if (box->count() > 0 && present == choices) return;
    const QString chosen = box->currentIndex() > 0 ? box->currentText() : QString();
    const QSignalBlocker quiet(box);
    box->clear();
    box->addItem(all);
    box->addItems(choices);
    box->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(0, box->findText(chosen)));
}

}  // namespace

LiveHeader::LiveHeader(QWidget* parent)
    : QWidget(parent),
      m_chip(new Chip),
      m_api(new PrefixCombo(tr("API"), tr("Show one API"))),
      m_key(new PrefixCombo(tr("Key"), tr("Show one subscription key"))),
      m_window(new ChoiceBar(tr("Span of time"))),
      m_pause(new QPushButton(tr("Pause"))),
      m_panels(new QMenu(this)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 1);
    row->setSpacing(8);
    m_titleWidth = QFontMetrics(Theme::instance().font(TextRole::SectionTitle)).horizontalAdvance(tr("Live")) + px(22);
    row->addSpacing(m_titleWidth);
    row->addWidget(m_chip);
    row->addStretch(1);
    row->addWidget(m_api);
    row->addWidget(m_key);
    m_window->add(tr("1 m"), tr("Last minute"));
    m_window->add(tr("5 m"), tr("Last 5 minutes"));
    m_window->add(tr("15 m"), tr("Last 15 minutes"));
    m_window->add(tr("1 h"), tr("Last hour"));
    m_window->setCurrent(1);
    row->addWidget(m_window);
    m_pause->setProperty("keycap", tr("Space"));
    row->addWidget(m_pause);
    auto* panels = new QPushButton(icons::get(QStringLiteral("grid")), tr("Panels"));
    panels->setAccessibleName(tr("Choose the panels"));
    panels->setMenu(m_panels);
    row->addWidget(panels);
    offer(m_api, tr("All"), {});
    offer(m_key, tr("All"), {});
    setPaused(false);
    for (PrefixCombo* box : {m_api, m_key}) connect(box, &QComboBox::currentIndexChanged, this, &LiveHeader::filterChanged);
    connect(m_window, &ChoiceBar::chosen, this, &LiveHeader::windowChosen);
    connect(m_pause, &QPushButton::clicked, this, &LiveHeader::pauseToggled);
    connect(&Theme::instance(), &Theme::changed, this, [this] { updateGeometry(); });
}

QSize LiveHeader::sizeHint() const { return {px(900), Theme::instance().metric(Metric::PageToolBar)}; }
void LiveHeader::setChip(const paint::ChipSpec& chip) { m_chip->setSpec(chip); }

void LiveHeader::setChoices(const QStringList& apis, const QStringList& keys) {
    const QString before = api() + u'\n' + key();
    offer(m_api, tr("All"), apis);
    offer(m_key, tr("All"), keys);
    if (before != api() + u'\n' + key()) emit filterChanged();
}

QString LiveHeader::api() const { return m_api->currentIndex() > 0 ? m_api->currentText() : QString(); }
QString LiveHeader::key() const { return m_key->currentIndex() > 0 ? m_key->currentText() : QString(); }
int LiveHeader::window() const { return m_window->current(); }
void LiveHeader::setWindow(int index) { m_window->setCurrent(index); }

void LiveHeader::setPaused(bool paused) {
    m_pause->setText(paused ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(icons::get(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    m_pause->setAccessibleName(paused ? tr("Resume the charts") : tr("Pause the charts"));
}

void LiveHeader::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColor(ColorRole::Bg));
    paint::horizontalLine(painter, 0, width(), height() - 1, themeColor(ColorRole::Line));
    QFont font = Theme::instance().font(TextRole::SectionTitle);
    font.setPixelSize(px(16));
    paint::runs(painter, QRect(px(16), 0, px(200), height()), {{tr("Live"), font, themeColor(ColorRole::Text)}});
}

}  // namespace mgc::ui
