#include "ui/forms/form_tabs.h"

#include <QPainter>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

constexpr int side = 12;
constexpr int countGap = 6;

}  // namespace

FormTabs::FormTabs(const QString& accessibleName, QWidget* parent) : QTabBar(parent) {
    setAccessibleName(accessibleName);
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setElideMode(Qt::ElideNone);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    connect(this, &QTabBar::currentChanged, this, [this](int index) {
        if (index >= 0 && index < m_ids.size()) emit chosen(m_ids[index]);
    });
}

void FormTabs::addOption(const QString& id, const QString& text) {
    m_ids << id;
    addTab(text);
}

void FormTabs::setCount(const QString& id, int count) {
    if (m_counts.value(id) == count) return;
    m_counts[id] = count;
    const auto index = static_cast<int>(m_ids.indexOf(id));
    setTabToolTip(index, count > 0 ? tr("%1, %2").arg(tabText(index)).arg(count) : QString());
    // The size of a tab is asked for again when its text is set.
    const QString text = tabText(index);
    setTabText(index, text + QLatin1Char(' '));
    setTabText(index, text);
    update();
}

QString FormTabs::current() const { return currentIndex() >= 0 && currentIndex() < m_ids.size() ? m_ids[currentIndex()] : QString(); }

void FormTabs::setCurrent(const QString& id) { setCurrentIndex(static_cast<int>(m_ids.indexOf(id))); }

QSize FormTabs::tabSizeHint(int index) const {
    const QFontMetrics bold(Theme::instance().font(TextRole::DockTitle));
    int width = bold.horizontalAdvance(tabText(index)) + 2 * px(side);
    if (const int count = m_counts.value(m_ids.value(index)); count > 0)
        width += px(countGap) + bold.horizontalAdvance(QString::number(count));
    return {width, px(36)};
}

void FormTabs::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::horizontalLine(painter, 0, width(), height() - 1, themeColor(ColorRole::Line));
    const QPoint mouse = mapFromGlobal(QCursor::pos());
    for (int i = 0; i < count(); ++i) {
        const QRect tab = tabRect(i);
        const bool on = i == currentIndex();
        const bool hover = !on && underMouse() && tab.contains(mouse);
        const ColorRole role = on || hover ? ColorRole::Text : ColorRole::Muted;
        const QFont font = Theme::instance().font(on ? TextRole::DockTitle : TextRole::Tab);
        const QRect words = tab.adjusted(px(side), 0, -px(side) + 2, 0);
        QVector<paint::Run> runs{{tabText(i), font, themeColor(role)}};
        if (const int number = m_counts.value(m_ids.value(i)); number > 0)
            runs.push_back({QStringLiteral("  %1").arg(number), Theme::instance().font(TextRole::Tab), themeColor(ColorRole::Muted)});
        paint::runs(painter, words, runs);
        if (on)
            painter.fillRect(QRect(tab.left() + px(side) / 2, tab.bottom() - 1, tab.width() - px(side), 2), themeColor(ColorRole::Accent));
        if (on && hasFocus()) {
            painter.setRenderHint(QPainter::Antialiasing);
            paint::focusRing(painter, tab.adjusted(2, 3, -2, -4), px(4));
        }
    }
}

}  // namespace mgc::ui
