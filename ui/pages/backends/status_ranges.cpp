#include "ui/pages/backends/status_ranges.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QRegularExpression>
#include <QStyleOptionFrame>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

constexpr int inset = 4;
constexpr int gap = 4;
constexpr int chipHeight = 22;
constexpr int leastForText = 150;

/// One range; a click takes it out.
class RangeChip : public QAbstractButton {
public:
    RangeChip(const QString& text, QWidget* parent) : QAbstractButton(parent) {
        setText(text);
        setAccessibleName(StatusRanges::tr("Do not count %1").arg(text));
        setToolTip(accessibleName());
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
    }
    [[nodiscard]] QSize sizeHint() const override {
        const QFontMetrics metrics(Theme::instance().font(TextRole::Caption));
        return {metrics.horizontalAdvance(text()) + px(30), px(chipHeight)};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const paint::Tone tone = isEnabled() ? paint::Tone::Accent : paint::Tone::Neutral;
        const ColorRole words = underMouse() && isEnabled() ? ColorRole::Err : paint::textRole(tone);
        paint::box(painter, rect(), themeColor(paint::tintRole(tone)), QColor(), px(4));
        paint::text(painter, rect().adjusted(px(7), 0, -px(20), 0), text(), TextRole::Caption, paint::textRole(tone));
        icons::paint(painter, QRect(width() - px(19), 0, px(12), height()), QStringLiteral("dismiss"), px(12), words);
        if (hasFocus()) paint::focusRing(painter, rect(), px(4));
    }
    void keyPressEvent(QKeyEvent* event) override {
        if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) return click();
        QAbstractButton::keyPressEvent(event);
    }
};

}  // namespace

StatusRanges::StatusRanges(QWidget* parent) : QWidget(parent), m_line(new QLineEdit(this)) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_line->setFrame(false);
    m_line->setPlaceholderText(tr("Add a code or range"));
    m_line->setAccessibleName(tr("Counted answers, status codes and ranges"));
    m_line->installEventFilter(this);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::editingFinished, this, &StatusRanges::takeTyped);
    connect(m_line, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (text.endsWith(QLatin1Char(',')) || text.endsWith(QLatin1Char(';'))) takeTyped();
    });
}

StatusRanges::~StatusRanges() {
    // The focus leaves the field while it goes; what was typed is no edit any more.
    m_line->disconnect(this);
    m_line->removeEventFilter(this);
}

void StatusRanges::setRanges(const Ranges& ranges) {
    if (ranges == m_ranges && m_chips.size() == static_cast<qsizetype>(ranges.size())) return;
    m_ranges = ranges;
    rebuild();
}

void StatusRanges::rebuild() {
    for (QWidget* chip : m_chips) {
        chip->hide();
        chip->deleteLater();  // one of them may be what was clicked
    }
    m_chips.clear();
    QWidget* before = nullptr;
    for (std::size_t i = 0; i < m_ranges.size(); ++i) {
        auto* chip = new RangeChip(textOf(m_ranges[i]), this);
        connect(chip, &QAbstractButton::clicked, this, [this, i] { remove(i); });
        if (before) setTabOrder(before, chip);
        before = chip;
        chip->show();
        m_chips.push_back(chip);
    }
    if (before) setTabOrder(before, m_line);
    arrange(width(), true);
    updateGeometry();
    update();
}

void StatusRanges::remove(std::size_t index) {
    if (index >= m_ranges.size()) return;
    m_ranges.erase(m_ranges.begin() + static_cast<std::ptrdiff_t>(index));
    rebuild();
    m_line->setFocus();
    emit edited();
}

void StatusRanges::takeTyped() {
    QString typed = m_line->text();
    typed.replace(QLatin1Char(';'), QLatin1Char(','));
    const auto more = rangesFrom(typed);
    emit problemChanged(more ? QString() : tr("Write a status code or a range between 200 and 599, such as 429 or 500-599."));
    if (!more || more->empty()) return;
    m_line->clear();
    bool changed = false;
    for (const auto& range : *more) {
        if (std::find(m_ranges.begin(), m_ranges.end(), range) != m_ranges.end()) continue;
        m_ranges.push_back(range);
        changed = true;
    }
    if (!changed) return;
    rebuild();
    emit edited();
}

int StatusRanges::arrange(int width, bool move) const {
    const int left = px(inset), right = width - px(inset), line = px(chipHeight);
    int x = left, y = px(3);
    for (QWidget* chip : m_chips) {
        const int wide = std::min(chip->sizeHint().width(), right - left);
        if (x > left && x + wide > right) {
            x = left;
            y += line + px(gap);
        }
        if (move) chip->setGeometry(x, y, wide, line);
        x += wide + px(gap);
    }
    if (x > left && x + px(leastForText) > right) {
        x = left;
        y += line + px(gap);
    }
    if (move) m_line->setGeometry(x, y, std::max(px(40), right - x), line);
    return y + line + px(3);
}

QSize StatusRanges::sizeHint() const { return {px(240), arrange(std::max(width(), px(240)), false)}; }
QSize StatusRanges::minimumSizeHint() const { return {px(120), arrange(std::max(width(), px(120)), false)}; }

void StatusRanges::resizeEvent(QResizeEvent*) { arrange(width(), true); }

void StatusRanges::mousePressEvent(QMouseEvent*) { m_line->setFocus(); }

bool StatusRanges::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Backspace && m_line->text().isEmpty() &&
        !m_ranges.empty()) {
        const QString last = textOf(m_ranges.back());
        remove(m_ranges.size() - 1);
        m_line->setText(last);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void StatusRanges::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QStyleOptionFrame option;
    option.initFrom(this);
    option.lineWidth = 1;
    option.state.setFlag(QStyle::State_HasFocus, m_line->hasFocus());
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
}

std::optional<StatusRanges::Ranges> StatusRanges::rangesFrom(const QString& text) {
    static const QRegularExpression part(QStringLiteral("^\\s*([2-5]\\d\\d)\\s*(?:(?:-|to|\\.\\.)\\s*([2-5]\\d\\d))?\\s*$"));
    Ranges ranges;
    for (const QString& each : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (each.trimmed().isEmpty()) continue;
        const auto match = part.match(each);
        if (!match.hasMatch()) return std::nullopt;
        const int low = match.captured(1).toInt();
        const int high = match.captured(2).isEmpty() ? low : match.captured(2).toInt();
        if (high < low) return std::nullopt;
        ranges.emplace_back(low, high);
    }
    return ranges;
}

QString StatusRanges::textOf(const std::pair<int, int>& range) {
    return range.first == range.second ? QString::number(range.first) : tr("%1 to %2").arg(range.first).arg(range.second);
}

std::string StatusRanges::jsonOf(const Ranges& ranges) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& [low, high] : ranges) list.push_back({{"min", low}, {"max", high}});
    return list.dump();
}

}  // namespace mgc::ui
