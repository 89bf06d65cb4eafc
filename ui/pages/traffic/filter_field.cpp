#include "ui/pages/traffic/filter_field.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

constexpr int iconRoom = 30;
constexpr int cross = 16;

}  // namespace

FilterField::FilterField(QWidget* parent) : QLineEdit(parent) {
    setAccessibleName(tr("Filter requests"));
    setAccessibleDescription(tr("Terms such as status:429 backend:aoai tokens>500, or any word"));
    connect(this, &QLineEdit::textChanged, this, [this] { arrange(); });
    connect(this, &QLineEdit::textEdited, this, [this](const QString& now) {
        if (now.endsWith(u' ') && now.count(u'"') % 2 == 0) takeTerm();
        emit filterChanged();
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] { arrange(); });
    arrange();
}

QSize FilterField::sizeHint() const { return {px(460), Theme::instance().metric(Metric::Control)}; }

QString FilterField::filterText() const { return (m_chips + QStringList{text().trimmed()}).join(u' ').trimmed(); }

void FilterField::setFilterText(const QString& filter) {
    m_chips.clear();
    const TrafficFilter parsed = TrafficFilter::parse(filter);
    if (parsed.errors().isEmpty()) {
        for (const auto& term : parsed.terms()) m_chips << term.source;
        clear();
    } else {
        setText(filter);
    }
    arrange();
    emit filterChanged();
}

void FilterField::takeTerm() {
    const TrafficFilter parsed = TrafficFilter::parse(text());
    if (!parsed.errors().isEmpty() || parsed.terms().isEmpty()) return;
    for (const auto& term : parsed.terms()) m_chips << term.source;
    clear();
    arrange();
}

QVector<QRect> FilterField::chipRects() const {
    QVector<QRect> rects;
    const QFontMetrics metrics(Theme::instance().font(TextRole::Tab));
    int x = px(iconRoom);
    for (const QString& chip : m_chips) {
        const int wide = std::min(metrics.horizontalAdvance(chip) + px(12 + cross), px(180));
        rects << QRect(x, (height() - px(20)) / 2, wide, px(20));
        x += wide + px(6);
    }
    return rects;
}

void FilterField::arrange() {
    const auto rects = chipRects();
    const int left = rects.isEmpty() ? px(iconRoom) : std::min(rects.back().right() + px(6), std::max(px(iconRoom), width() - px(80)));
    setTextMargins(left - px(6), 0, 0, 0);
    setPlaceholderText(m_chips.isEmpty() ? tr("status:429  backend:aoai  model:  tokens>500  text") : tr("status: backend: model: text"));
    const QStringList errors = filter().errors();
    setToolTip(errors.join(u'\n'));
    setProperty("edge", errors.isEmpty() ? QVariant() : QVariant(QStringLiteral("error")));
    update();
}

void FilterField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        takeTerm();
        emit filterChanged();
        return;
    }
    if (event->key() == Qt::Key_Backspace && cursorPosition() == 0 && selectedText().isEmpty() && !m_chips.isEmpty()) {
        const QString last = m_chips.takeLast();
        setText(last);
        arrange();
        emit filterChanged();
        return;
    }
    if (event->key() == Qt::Key_Escape && !filterText().isEmpty()) {
        setFilterText({});
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterField::mousePressEvent(QMouseEvent* event) {
    const auto rects = chipRects();
    for (qsizetype i = 0; i < rects.size(); ++i) {
        if (!rects[i].contains(event->pos())) continue;
        const QString chip = m_chips.takeAt(i);
        // The cross removes; the word itself comes back for editing.
        if (event->pos().x() < rects[i].right() - px(cross) && text().isEmpty()) setText(chip);
        arrange();
        emit filterChanged();
        return;
    }
    QLineEdit::mousePressEvent(event);
}

void FilterField::resizeEvent(QResizeEvent* event) {
    QLineEdit::resizeEvent(event);
    arrange();
}

void FilterField::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    icons::paint(painter, QRect(px(8), 0, px(16), height()), QStringLiteral("filter"), px(16), ColorRole::Muted);
    const auto rects = chipRects();
    for (qsizetype i = 0; i < rects.size(); ++i) {
        if (rects[i].right() > width() - px(8)) break;
        paint::box(painter, rects[i], themeColor(ColorRole::AccentTint), QColor(), px(3));
        paint::text(painter, rects[i].adjusted(px(6), 0, -px(cross), 0), m_chips[i], TextRole::Tab, ColorRole::Accent);
        icons::paint(painter, QRect(rects[i].right() - px(cross), rects[i].top(), px(cross), rects[i].height()), QStringLiteral("dismiss"),
                     px(10), ColorRole::Accent);
    }
}

}  // namespace mgc::ui
