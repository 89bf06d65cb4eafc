#include "ui/forms/special/limit_state.h"

#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/documents/live_context.h"
#include "ui/documents/text.h"
#include "ui/theme/paint.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

constexpr int rowHeight = 32;
constexpr qsizetype mostBars = 8;

/// One bar per key: name, used of limit, and the part that is used.
class Bars : public QWidget {
public:
    explicit Bars(QWidget* parent) : QWidget(parent) {}
    void set(const QVector<LiveContext::Limit>& limits) {
        m_limits = limits.mid(0, mostBars);
        QStringList words;
        for (const auto& limit : m_limits) words << QStringLiteral("%1: %2 / %3").arg(limit.key).arg(limit.used).arg(limit.limit);
        setAccessibleName(words.join(QStringLiteral(", ")));
        setFixedHeight(px(rowHeight) * static_cast<int>(m_limits.size()));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        int y = 0;
        for (const auto& limit : m_limits) {
            const QString numbers = QStringLiteral("%1 / %2").arg(QLocale().toString(limit.used), QLocale().toString(limit.limit));
            const QFont small = Theme::instance().font(TextRole::Hint);
            const int wide = paint::tabularWidth(numbers, small);
            paint::text(painter, QRect(0, y, width() - wide - px(8), px(20)), limit.key, TextRole::Hint, ColorRole::Text);
            paint::tabular(painter, QRect(width() - wide, y, wide, px(20)), numbers, small, themeColor(ColorRole::Text));
            const double part = limit.limit > 0 ? std::min(1.0, static_cast<double>(limit.used) / static_cast<double>(limit.limit)) : 0;
            const QRect bar(0, y + px(22), width(), px(5));
            paint::box(painter, bar, themeColor(ColorRole::Line), {}, px(2));
            const ColorRole role = part >= 1 ? ColorRole::Err : part >= 0.8 ? ColorRole::Warn : ColorRole::Accent;
            if (part > 0)
                paint::box(painter, QRect(0, bar.y(), std::max(px(3), static_cast<int>(width() * part)), bar.height()), themeColor(role),
                           {}, px(2));
            y += px(rowHeight);
        }
    }

private:
    QVector<LiveContext::Limit> m_limits;
};

}  // namespace

LimitState::LimitState(PolicyFile& file, DocumentStore& store, QWidget* parent) : SpecialEditor(file, store, parent) {
    setObjectName(QStringLiteral("limitState"));
    auto* column = plainLayout<QVBoxLayout>(this);
    setSpacing(column, 6);
    column->addWidget(new HairLine(Qt::Horizontal, this));
    auto* head = plainLayout<QHBoxLayout>();
    head->addWidget(new Label(tr("Now"), TextRole::DockTitle, ColorRole::Text, this), 1);
    head->addWidget(new Label(tr("live"), TextRole::Caption, ColorRole::Muted, this));
    column->addLayout(head);
    m_bars = new Bars(this);
    column->addWidget(m_bars);
    m_empty = new Label(tr("No call has used this kind of limit in its present window."), TextRole::Hint, ColorRole::Muted, this);
    m_empty->setWordWrap(true);
    column->addWidget(m_empty);
    connect(&store.live(), &LiveContext::limitsChanged, this, &LimitState::showLimits);
}

void LimitState::refresh(policy::xml::NodeId node) {
    m_policy = toText(m_file.document().name(node));
    showLimits();
}

void LimitState::showLimits() {
    QVector<LiveContext::Limit> mine;
    for (const auto& limit : m_store.live().limits())
        if (limit.policy == m_policy) mine << limit;
    static_cast<Bars*>(m_bars)->set(mine);
    m_bars->setVisible(!mine.isEmpty());
    m_empty->setVisible(mine.isEmpty());
}

}  // namespace mgc::ui
