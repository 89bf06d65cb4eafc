#include "ui/pages/policies/flow/card_delegate.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QTreeView>

#include "ui/pages/policies/flow/flow_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"

namespace mgc::ui {

namespace {

using policy::edit::Part;

constexpr int edge = 10;    ///< lane edge to card
constexpr int inner = 22;   ///< card edge to nested card
constexpr int gap = 6;      ///< between cards
constexpr int closing = 8;  ///< last nested card to the end of its frame

bool isBranch(const QModelIndex& index) { return partOf(index) == Part::Branch; }

int nestOf(const QModelIndex& index) { return index.data(FlowModel::NestRole).toInt(); }

QRect frameRect(const QRect& row, int nest) { return row.adjusted(px(edge) + nest * px(inner), 0, -px(edge) - nest * px(edge), 0); }

QString timeText(const QModelIndex& index) {
    const double time = index.data(FlowModel::TimeRole).toDouble();
    return QLocale().toString(time, 'f', time >= 100 ? 0 : 1) + QStringLiteral(" ms");
}

}  // namespace

CardDelegate::CardDelegate(QTreeView* view) : QStyledItemDelegate(view), m_view(view) {}

int CardDelegate::contentHeight(const QModelIndex& index) const {
    if (isBranch(index)) return px(26);
    const int nest = nestOf(index);
    if (nest > 0) return px(30);
    const bool two = !index.data(FlowModel::SummaryRole).toString().isEmpty() && partOf(index) != Part::Base;
    return px(two ? 48 : 32);
}

QModelIndexList CardDelegate::frames(const QModelIndex& index) const {
    QModelIndexList list;
    for (QModelIndex up = index.parent(); up.isValid() && partOf(up) != Part::Section; up = up.parent())
        if (!isBranch(up)) list.prepend(up);
    return list;
}

bool CardDelegate::isLastBelow(const QModelIndex& index, const QModelIndex& ancestor) const {
    if (m_view->isExpanded(index) && index.model()->hasChildren(index)) return false;
    for (QModelIndex at = index; at != ancestor; at = at.parent())
        if (at.row() + 1 < at.model()->rowCount(at.parent())) return false;
    return true;
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    return {px(120), contentHeight(index) + px(gap) + closings(index) * px(closing)};
}

/// Frames that end with this row, which the view asks for every row of a long document.
int CardDelegate::closings(const QModelIndex& index) const {
    const auto* model = index.model();
    if (index.data(FlowModel::NestRole).toInt() == 0 || (model->hasChildren(index) && m_view->isExpanded(index))) return 0;
    int count = 0;
    for (QModelIndex at = index, up = at.parent(); up.isValid() && partOf(up) != Part::Section; at = up, up = at.parent()) {
        if (at.row() + 1 < model->rowCount(up)) break;
        if (!isBranch(up)) ++count;
    }
    return count;
}

QRect CardDelegate::cardRect(const QRect& row, const QModelIndex& index) const {
    QRect rect = frameRect(row, nestOf(index));
    if (isBranch(index)) rect.adjust(-px(inner - edge), 0, 0, 0);
    rect.setHeight(contentHeight(index));
    return rect;
}

QRect CardDelegate::foldRect(const QRect& row, const QModelIndex& index) const {
    if (!index.model()->hasChildren(index) || isBranch(index)) return {};
    const QRect card = cardRect(row, index);
    return {card.x(), card.y(), px(26), card.height()};
}

void CardDelegate::paintFrames(QPainter& painter, const QRect& row, const QModelIndex& index) const {
    const QModelIndexList around = frames(index);
    int below = 0;
    for (const QModelIndex& frame : around)
        if (isLastBelow(index, frame)) ++below;
    painter.save();
    painter.setClipRect(row);
    for (int i = 0; i < around.size(); ++i) {
        QRect rect = frameRect(row, nestOf(around[i]));
        rect.setTop(row.top() - px(20));
        const bool last = isLastBelow(index, around[i]);
        // Inner frames end first.
        const int end = contentHeight(index) + px(closing) * static_cast<int>(around.size() - i);
        rect.setBottom(last ? row.top() + end : row.bottom() + px(20));
        const bool base = partOf(around[i]) == Part::Base || around[i].data(FlowModel::ReadOnlyRole).toBool();
        if (base) {
            painter.setPen(QPen(themeColor(ColorRole::Line2), 1, Qt::DashLine));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6));
        } else {
            const bool chosen = m_view->selectionModel()->isSelected(around[i]);
            paint::box(painter, rect, themeColor(ColorRole::Card), themeColor(chosen ? ColorRole::Accent : ColorRole::Line2), px(6));
        }
    }
    painter.restore();
    if (around.isEmpty() || isBranch(index)) return;
    const QRect card = cardRect(row, index);
    const bool skipped =
        index.data(FlowModel::OutcomeRole).toString() == QLatin1String("skipped") || index.data(FlowModel::ReadOnlyRole).toBool();
    painter.fillRect(QRect(card.x() - px(11), card.y(), 2, card.height()),
                     themeColor(skipped ? ColorRole::Line2 : laneColor(index.data(FlowModel::SectionRole).toString())));
}

void CardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    paintFrames(*painter, option.rect, index);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect card = cardRect(option.rect, index);
    if (isBranch(index)) return paintBranch(*painter, card, index, selected);
    const bool opened = m_view->isExpanded(index) && index.model()->hasChildren(index);
    painter->save();
    QRect drawn = card;
    if (opened) {
        // The frame goes on below; its rows draw the rest.
        painter->setClipRect(option.rect);
        drawn.setBottom(option.rect.bottom() + px(20));
    }
    const QColor ground = themeColor(option.state.testFlag(QStyle::State_MouseOver) ? ColorRole::Hover : ColorRole::Card);
    const bool readOnly = index.data(FlowModel::ReadOnlyRole).toBool();
    const bool skipped = index.data(FlowModel::OutcomeRole).toString() == QLatin1String("skipped");
    const bool error = index.data(FlowModel::ErrorsRole).toInt() > 0;
    if (partOf(index) == Part::Base || readOnly) {
        painter->setPen(QPen(themeColor(ColorRole::Line2), 1, Qt::DashLine));
        painter->setBrush(option.state.testFlag(QStyle::State_MouseOver) ? ground : QColor(Qt::transparent));
        painter->drawRoundedRect(QRectF(drawn).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6));
    } else {
        const bool raw = partOf(index) == Part::Unknown || partOf(index) == Part::Disabled;
        paint::box(*painter, drawn,
                   skipped ? QColor(Qt::transparent)
                   : raw   ? themeColor(ColorRole::Sunken)
                           : ground,
                   themeColor(error ? ColorRole::Err : ColorRole::Line2), px(6));
    }
    if (selected) paint::focusRing(*painter, drawn, px(6));
    painter->restore();
    paintCard(*painter, card, index, selected, option.state.testFlag(QStyle::State_HasFocus),
              option.state.testFlag(QStyle::State_MouseOver));
}

void CardDelegate::paintCard(QPainter& painter, const QRect& card, const QModelIndex& index, bool, bool, bool) const {
    const Part part = partOf(index);
    const bool readOnly = index.data(FlowModel::ReadOnlyRole).toBool();
    const bool single = card.height() < px(40);
    const QString outcome = index.data(FlowModel::OutcomeRole).toString();
    const bool skipped = outcome == QLatin1String("skipped");
    const bool off = part == Part::Disabled;
    const bool error = index.data(FlowModel::ErrorsRole).toInt() > 0;
    const bool warning = !error && index.data(FlowModel::WarningsRole).toInt() > 0;
    const ColorRole text = part == Part::Base || readOnly || skipped || off ? ColorRole::Muted : ColorRole::Text;
    int x = card.x() + px(10);
    const QRect firstLine = single ? card : QRect(card.x(), card.y() + px(5), card.width(), px(20));
    if (off) {
        painter.save();
        QPainterPath clip;
        clip.addRoundedRect(QRectF(card.x(), card.y(), px(8), card.height()), px(4), px(4));
        painter.setClipPath(clip);
        painter.fillRect(QRect(card.x() + 1, card.y() + 1, px(5), card.height() - 2), QBrush(themeColor(ColorRole::Ctl), Qt::BDiagPattern));
        painter.restore();
    }
    if (index.model()->hasChildren(index)) {
        const bool opened = m_view->isExpanded(index);
        icons::paint(painter, QRect(x - px(4), firstLine.y(), px(12), firstLine.height()),
                     opened ? QStringLiteral("chevron_down") : QStringLiteral("chevron_right"), px(12), ColorRole::Muted);
        x += px(14);
    }
    icons::paint(painter, QRect(x, firstLine.y(), px(16), firstLine.height()),
                 part == Part::Unknown ? QStringLiteral("code") : policyIcon(index.data().toString()), px(16),
                 error ? ColorRole::Err : ColorRole::Muted);
    x += px(24);
    int right = card.right() - px(10);
    const auto mark = [&](const QString& icon, ColorRole role, int size, icons::Style style) {
        icons::paint(painter, QRect(right - px(size) + 1, firstLine.y(), px(size), firstLine.height()), icon, px(size), role, style);
        right -= px(size) + px(8);
    };
    const auto word = [&](const QString& said) {
        const QFontMetrics metrics(Theme::instance().font(TextRole::Caption));
        const int width = metrics.horizontalAdvance(said);
        paint::text(painter, QRect(right - width, firstLine.y(), width + 2, firstLine.height()), said, TextRole::Caption, ColorRole::Muted);
        right -= width + px(8);
    };
    if (outcome == QLatin1String("done")) mark(QStringLiteral("checkmark"), ColorRole::Ok, 12, icons::Style::Regular);
    if (outcome == QLatin1String("failed")) mark(QStringLiteral("dismiss"), ColorRole::Err, 12, icons::Style::Regular);
    if (outcome == QLatin1String("responded")) word(tr("responded"));
    if (skipped) word(tr("skipped"));
    if (off) word(tr("off"));
    if (part == Part::Unknown) word(tr("raw XML"));
    if (error) mark(QStringLiteral("error_circle"), ColorRole::Err, 16, icons::Style::Filled);
    if (warning) mark(QStringLiteral("warning"), ColorRole::Warn, 16, icons::Style::Filled);
    const bool timed = !outcome.isEmpty() && !skipped;
    const QFont small = Theme::instance().font(TextRole::Caption);
    if (timed && single && nestOf(index) == 0) {
        const int width = paint::tabularWidth(timeText(index), small);
        paint::tabular(painter, QRect(right - width, firstLine.y(), width, firstLine.height()), timeText(index), small,
                       themeColor(ColorRole::Muted));
        right -= width + px(8);
    }
    const QString name = index.data().toString();
    const QString summary = index.data(FlowModel::SummaryRole).toString();
    const QFont nameFont = Theme::instance().font(TextRole::BodyMedium);
    if (single) {
        QVector<paint::Run> runs{{name, nameFont, themeColor(text)}};
        if (!summary.isEmpty())
            runs.push_back({QStringLiteral("  ") + summary, Theme::instance().font(TextRole::Hint), themeColor(ColorRole::Muted)});
        paint::runs(painter, QRect(x, firstLine.y(), right - x, firstLine.height()), runs);
        return;
    }
    paint::text(painter, QRect(x, firstLine.y(), right - x, firstLine.height()), name, TextRole::BodyMedium, text);
    QRect second(x, card.y() + px(24), card.right() - px(10) - x, px(18));
    if (timed) {
        const int width = paint::tabularWidth(timeText(index), small);
        paint::tabular(painter, second, timeText(index), small, themeColor(ColorRole::Muted));
        second.setRight(second.right() - width - px(8));
    }
    paint::text(painter, second, summary, TextRole::Hint, ColorRole::Muted);
}

void CardDelegate::paintBranch(QPainter& painter, const QRect& rect, const QModelIndex& index, bool selected) const {
    if (selected) paint::focusRing(painter, rect.adjusted(-px(4), 1, px(4), -1), px(4));
    QRect line = rect;
    const QString outcome = index.data(FlowModel::OutcomeRole).toString();
    // A branch has no step of its own in the trace: it ran where something inside of it did.
    bool ran = false;
    bool known = false;
    for (int row = 0; row < index.model()->rowCount(index); ++row) {
        const QString child = index.model()->index(row, 0, index).data(FlowModel::OutcomeRole).toString();
        known = known || !child.isEmpty();
        ran = ran || (!child.isEmpty() && child != QLatin1String("skipped"));
    }
    const bool when = index.data().toString() == QLatin1String("when");
    if (known && when) {
        const paint::ChipSpec chip{
            {}, ran ? QStringLiteral("true") : QStringLiteral("false"), ran ? paint::Tone::Ok : paint::Tone::Neutral, true};
        const QSize size = paint::chipSize(chip);
        paint::chip(painter, QRect(line.right() - size.width(), line.y(), size.width(), line.height()), chip);
        line.setRight(line.right() - size.width() - px(6));
    }
    if (index.data(FlowModel::ErrorsRole).toInt() > 0) {
        icons::paint(painter, QRect(line.right() - px(16), line.y(), px(16), line.height()), QStringLiteral("error_circle"), px(16),
                     ColorRole::Err, icons::Style::Filled);
        line.setRight(line.right() - px(22));
    }
    QFont bold = Theme::instance().font(TextRole::DockTitle);
    paint::runs(
        painter, line,
        {{index.data().toString() + QStringLiteral("  "), bold, themeColor(laneColor(index.data(FlowModel::SectionRole).toString()))},
         {index.data(FlowModel::SummaryRole).toString(), Theme::instance().font(TextRole::CodeSmall), themeColor(ColorRole::Muted)}});
}

QPixmap CardDelegate::dragPicture(const QModelIndexList& indexes, qreal ratio) const {
    const QSize size(px(248), px(48));
    QPixmap picture((QSizeF(size) * ratio).toSize());
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect card(QPoint(0, 0), size);
    paint::box(painter, card, themeColor(ColorRole::Raised), themeColor(ColorRole::Accent), px(6));
    const QString name =
        indexes.size() == 1 ? indexes.first().data().toString() : tr("%n policies", nullptr, static_cast<int>(indexes.size()));
    icons::paint(painter, QRect(px(10), 0, px(16), size.height()), policyIcon(indexes.first().data().toString()), px(16), ColorRole::Muted);
    paint::text(painter, card.adjusted(px(34), px(5), -px(10), -px(23)), name, TextRole::BodyMedium, ColorRole::Text);
    paint::text(painter, card.adjusted(px(34), px(24), -px(10), -px(4)), indexes.first().data(FlowModel::SummaryRole).toString(),
                TextRole::Hint, ColorRole::Muted);
    return picture;
}

}  // namespace mgc::ui
