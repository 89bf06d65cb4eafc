#include "ui/pages/policies/policy_palette.h"

#include <QDrag>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include "policy/edit/patterns.h"
#include "policy/edit/skeleton.h"
#include "ui/documents/document_store.h"
#include "ui/documents/text.h"
#include "ui/pages/policies/flow/flow_view.h"
#include "ui/pages/policies/flow/lane_view.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int markupRole = Qt::UserRole + 1;
constexpr int reasonRole = Qt::UserRole + 2;
constexpr int shortReasonRole = Qt::UserRole + 3;
constexpr int summaryRole = Qt::UserRole + 4;
constexpr int patternRole = Qt::UserRole + 5;
constexpr int wordsRole = Qt::UserRole + 6;

class PaletteDelegate : public QStyledItemDelegate {
public:
    explicit PaletteDelegate(QTreeView* view) : QStyledItemDelegate(view), m_view(view) {}
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {px(100), Theme::instance().metric(Metric::TreeRow)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const bool group = !index.parent().isValid();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected)
            painter->fillRect(option.rect, themeColor(ColorRole::Sel));
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, themeColor(ColorRole::Hover));
        QRect rect = option.rect.adjusted(px(10), 0, -px(10), 0);
        if (group) {
            icons::paint(*painter, QRect(rect.x(), rect.y(), px(12), rect.height()),
                         m_view->isExpanded(index) ? QStringLiteral("chevron_down") : QStringLiteral("chevron_right"), px(12),
                         ColorRole::Muted);
            paint::runs(*painter, rect.adjusted(px(18), 0, 0, 0),
                        {{index.data().toString(), Theme::instance().font(TextRole::Group), themeColor(ColorRole::Muted)},
                         {QStringLiteral("  %1").arg(index.model()->rowCount(index)), Theme::instance().font(TextRole::Caption),
                          themeColor(ColorRole::Muted)}});
            return;
        }
        const bool blocked = !index.data(reasonRole).toString().isEmpty();
        icons::paint(*painter, QRect(rect.x() + px(4), rect.y(), px(16), rect.height()), index.data(Qt::UserRole).toString(), px(16),
                     blocked ? ColorRole::Faint : ColorRole::Muted);
        rect.setLeft(rect.x() + px(28));
        if (blocked) {
            const QString said = index.data(shortReasonRole).toString();
            const int width =
                std::min(QFontMetrics(Theme::instance().font(TextRole::Caption)).horizontalAdvance(said) + 2, rect.width() / 2);
            paint::text(*painter, QRect(rect.right() - width, rect.y(), width, rect.height()), said, TextRole::Caption, ColorRole::Muted,
                        Qt::AlignRight | Qt::AlignVCenter);
            rect.setRight(rect.right() - width - px(6));
        }
        paint::text(*painter, rect, index.data().toString(), TextRole::Body,
                    blocked ? (selected ? ColorRole::Muted : ColorRole::Faint) : ColorRole::Text);
        if (selected && option.state.testFlag(QStyle::State_HasFocus)) paint::focusRing(*painter, option.rect, px(4));
    }

private:
    QTreeView* m_view;
};

/// Rows drag their markup.
class PaletteModel : public QStandardItemModel {
public:
    using QStandardItemModel::QStandardItemModel;
};

class PaletteTree : public QTreeView {
public:
    using QTreeView::QTreeView;

protected:
    void startDrag(Qt::DropActions) override {
        const QString markup = currentIndex().data(markupRole).toString();
        if (markup.isEmpty()) return;
        auto* drag = new QDrag(this);
        auto* data = new QMimeData;
        data->setData(QLatin1String(markupMime), markup.toUtf8());
        data->setText(markup);
        drag->setMimeData(data);
        const QSize size(px(248), px(48));
        const qreal ratio = devicePixelRatioF();
        QPixmap picture((QSizeF(size) * ratio).toSize());
        picture.setDevicePixelRatio(ratio);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        paint::box(painter, QRect(QPoint(0, 0), size), themeColor(ColorRole::Raised), themeColor(ColorRole::Accent), px(6));
        icons::paint(painter, QRect(px(10), 0, px(16), size.height()), currentIndex().data(Qt::UserRole).toString(), px(16),
                     ColorRole::Muted);
        paint::text(painter, QRect(px(34), px(5), size.width() - px(44), px(20)), currentIndex().data().toString(), TextRole::BodyMedium,
                    ColorRole::Text);
        paint::text(painter, QRect(px(34), px(24), size.width() - px(44), px(20)), currentIndex().data(summaryRole).toString(),
                    TextRole::Hint, ColorRole::Muted);
        painter.end();
        drag->setPixmap(picture);
        drag->setHotSpot(dragGrip());
        drag->exec(Qt::CopyAction);
    }
    void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override {}
};

}  // namespace

PolicyPalette::PolicyPalette(DocumentStore& store, QWidget* parent) : QWidget(parent), m_store(store) {
    setObjectName(QStringLiteral("policyPalette"));
    setAccessibleName(tr("Palette"));
    auto* column = plainLayout<QVBoxLayout>(this);
    auto* head = plainLayout<QHBoxLayout>();
    setMargins(head, 10, 8, 10, 6);
    setSpacing(head, 6);
    head->addWidget(new Label(tr("Palette"), TextRole::DockTitle, ColorRole::Text, this));
    m_place = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_place->setElide(Qt::ElideRight);
    head->addWidget(m_place, 1);
    column->addLayout(head);
    auto* searchRow = plainLayout<QHBoxLayout>();
    setMargins(searchRow, 10, 0, 10, 6);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("paletteSearch"));
    m_search->setAccessibleName(tr("Find a policy"));
    m_search->setPlaceholderText(tr("Find a policy   Ctrl+Shift+A"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icons::get(QStringLiteral("search"), ColorRole::Muted), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    setFixedHeightMetric(m_search, Metric::Control);
    searchRow->addWidget(m_search);
    column->addLayout(searchRow);
    m_tree = new PaletteTree(this);
    m_tree->setObjectName(QStringLiteral("paletteTree"));
    m_tree->setAccessibleName(tr("Policies to add"));
    m_tree->setModel(&m_model);
    m_tree->setItemDelegate(new PaletteDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(0);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setDragEnabled(true);
    m_tree->setDragDropMode(QAbstractItemView::DragOnly);
    m_tree->setMouseTracking(true);
    m_tree->viewport()->setAutoFillBackground(false);
    m_tree->setExpandsOnDoubleClick(false);
    column->addWidget(m_tree, 1);
    connect(m_search, &QLineEdit::textChanged, this, &PolicyPalette::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &PolicyPalette::insertCurrent);
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (index.parent().isValid()) insertCurrent();
    });
    connect(m_tree, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (!index.parent().isValid()) m_tree->setExpanded(index, !m_tree->isExpanded(index));
    });
    fill();
}

void PolicyPalette::fill() {
    const auto& catalog = m_store.catalog();
    const auto add = [](QStandardItem* group, const QString& name, const QString& icon, const QString& markup, const QString& summary) {
        auto* item = new QStandardItem(name);
        item->setEditable(false);
        item->setData(icon, Qt::UserRole);
        item->setData(markup, markupRole);
        item->setData(summary, summaryRole);
        item->setToolTip(summary);
        item->setDragEnabled(!markup.isEmpty());
        group->appendRow(item);
        return item;
    };
    for (const auto category : catalog.categories()) {
        auto* group = new QStandardItem(toText(category));
        group->setEditable(false);
        group->setDragEnabled(false);
        for (const auto* policy : catalog.inCategory(category)) {
            auto* item = add(group, toText(policy->name()), policyIcon(toText(policy->name())),
                             QString::fromStdString(policy::edit::skeletonOf(policy->element)), toText(policy->summary));
            item->setData(toText(policy->name()) + QLatin1Char(' ') + toText(policy->summary), wordsRole);
        }
        m_model.appendRow(group);
    }
    // The AI gateway's policies are what most come for.
    for (int row = 0; row < m_model.rowCount(); ++row)
        if (m_model.item(row)->text().startsWith(QLatin1String("AI"))) m_model.insertRow(0, m_model.takeRow(row));
    auto* group = new QStandardItem(tr("Patterns"));
    group->setEditable(false);
    group->setDragEnabled(false);
    for (const auto& pattern : policy::edit::patterns()) {
        auto* item = add(group, toText(pattern.title), QStringLiteral("flash"), {}, toText(pattern.summary));
        item->setData(toText(pattern.id), patternRole);
        item->setData(toText(pattern.title) + QLatin1Char(' ') + toText(pattern.summary), wordsRole);
        for (const auto need : pattern.needs)
            if (!catalog.find(need)) {
                item->setData(tr("It needs %1, which this version does not have.").arg(toText(need)), reasonRole);
                item->setData(tr("not available"), shortReasonRole);
            }
    }
    m_model.insertRow(1, group);
    for (int row = 0; row < 3; ++row) m_tree->setExpanded(m_model.index(row, 0), true);
    judge();
}

void PolicyPalette::setFlow(FlowView* flow) {
    if (m_flow) m_flow->disconnect(this);
    m_flow = flow;
    if (flow) {
        connect(flow, &FlowView::currentChanged, this, &PolicyPalette::judge);
        connect(flow, &QObject::destroyed, this, [this, flow] {
            if (m_flow == flow) m_flow = nullptr;
        });
    }
    judge();
}

void PolicyPalette::judge() {
    QModelIndex container;
    if (m_flow) {
        const auto [where, row] = m_flow->commands().behind(m_flow->current());
        container = where;
        m_place->setText(m_flow->model().rowCount() == 0 ? QString() : tr("for %1").arg(m_flow->commands().describe(where, row)));
    } else {
        m_place->setText(tr("no policy is open"));
    }
    for (int row = 0; row < m_model.rowCount(); ++row)
        for (int child = 0; child < m_model.item(row)->rowCount(); ++child) {
            QStandardItem* item = m_model.item(row)->child(child);
            if (item->data(patternRole).isValid()) continue;
            const QString reason = m_flow ? m_flow->commands().refusal(item->text(), container) : tr("No policy is open.");
            if (reason == item->data(reasonRole).toString()) continue;
            item->setData(reason, reasonRole);
            QString shorter = reason;
            shorter.remove(item->text() + QLatin1Char(' ')).remove(tr("is allowed in "));
            if (shorter.endsWith(QLatin1Char('.'))) shorter.chop(1);
            if (m_flow && m_flow->model().isFrozen()) shorter = tr("XML is broken");
            item->setData(shorter, shortReasonRole);
            item->setData(reason.isEmpty() ? item->text() : tr("%1, not here: %2").arg(item->text(), reason), Qt::AccessibleTextRole);
            item->setToolTip(reason.isEmpty() ? item->data(summaryRole).toString() : reason);
        }
}

void PolicyPalette::filter(const QString& text) {
    const QStringList parts = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex group = m_model.index(row, 0);
        int shown = 0;
        for (int child = 0; child < m_model.rowCount(group); ++child) {
            const QString words = m_model.index(child, 0, group).data(wordsRole).toString();
            const bool fits =
                std::all_of(parts.begin(), parts.end(), [&](const QString& part) { return words.contains(part, Qt::CaseInsensitive); });
            m_tree->setRowHidden(child, group, !fits);
            if (fits) ++shown;
        }
        m_tree->setRowHidden(row, {}, shown == 0);
        if (!parts.isEmpty()) m_tree->setExpanded(group, true);
    }
    if (!parts.isEmpty()) selectFirst();
}

void PolicyPalette::selectFirst() {
    // Names that start with the word before names that hold it before summaries.
    const QString text = m_search->text().simplified();
    QModelIndex best;
    int bestRank = 4;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex group = m_model.index(row, 0);
        for (int child = 0; child < m_model.rowCount(group); ++child) {
            if (m_tree->isRowHidden(child, group)) continue;
            const QModelIndex index = m_model.index(child, 0, group);
            const QString name = index.data().toString();
            int rank = name.startsWith(text, Qt::CaseInsensitive) ? 0 : name.contains(text, Qt::CaseInsensitive) ? 1 : 2;
            if (!index.data(reasonRole).toString().isEmpty()) rank = 3;
            if (rank >= bestRank) continue;
            best = index;
            bestRank = rank;
        }
    }
    if (best.isValid()) m_tree->setCurrentIndex(best);
}

void PolicyPalette::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool PolicyPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            QModelIndex next = m_tree->currentIndex();
            do next = key->key() == Qt::Key_Down ? m_tree->indexBelow(next) : m_tree->indexAbove(next);
            while (next.isValid() && !next.parent().isValid());
            if (next.isValid()) m_tree->setCurrentIndex(next);
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PolicyPalette::insertCurrent() {
    const QModelIndex index = m_tree->currentIndex();
    if (!index.isValid() || !index.parent().isValid() || !m_flow) return;
    if (const QString reason = index.data(reasonRole).toString(); !reason.isEmpty()) return emit refused(reason);
    const QString name = index.data().toString();
    bool done = false;
    if (const QString id = index.data(patternRole).toString(); !id.isEmpty()) {
        for (const auto& pattern : policy::edit::patterns()) {
            if (toText(pattern.id) != id) continue;
            auto change = policy::edit::insertPattern(m_flow->model().file().document(), pattern);
            if (!change) return emit refused(QString::fromStdString(change.error().fullMessage()));
            done = m_flow->model().file().apply(*change, tr("Add %1").arg(name), DocumentView::Flow);
        }
    } else {
        done = m_flow->commands().insertBehind(index.data(markupRole).toString(), m_flow->current(), tr("Add %1").arg(name));
    }
    if (!done) return;
    m_search->clear();
    emit inserted();
}

}  // namespace mgc::ui
