#include "ui/pages/backends/backend_list.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"

namespace mgc::ui {

namespace {

ColorRole toneColor(const QString& tone) {
    if (tone == QLatin1String("err")) return ColorRole::Err;
    if (tone == QLatin1String("warn")) return ColorRole::Warn;
    return tone == QLatin1String("ok") ? ColorRole::Ok : ColorRole::Muted;
}

class RowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        return {px(120), index.data(BackendListModel::HeadingRole).toBool() ? px(32) : Theme::instance().metric(Metric::TwoLineRow)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QRect row = option.rect;
        if (index.data(BackendListModel::HeadingRole).toBool()) {
            paint::text(*painter, row.adjusted(px(12), px(6), -px(8), 0), index.data().toString(), TextRole::DockTitle, ColorRole::Muted);
            return;
        }
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected)
            painter->fillRect(row, themeColor(ColorRole::Sel));
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(row, themeColor(ColorRole::Hover));
        icons::paint(*painter, QRect(row.left() + px(12), row.top(), px(16), row.height()),
                     index.data(BackendListModel::IconRole).toString(), px(16), selected ? ColorRole::Accent : ColorRole::Muted);
        const QString state = index.data(BackendListModel::StateRole).toString();
        const QString tone = index.data(BackendListModel::ToneRole).toString();
        const int stateWidth = QFontMetrics(Theme::instance().font(TextRole::Hint)).horizontalAdvance(state) + px(2);
        QRect words = row.adjusted(px(38), px(5), -px(12), -px(5));
        const QRect right(words.right() - stateWidth, row.top(), stateWidth + 1, row.height());
        paint::text(*painter, right, state, TextRole::Hint, toneColor(tone));
        int used = stateWidth;
        if (!tone.isEmpty()) {
            const QString glyph = tone == QLatin1String("ok")     ? QStringLiteral("checkmark_circle")
                                  : tone == QLatin1String("warn") ? QStringLiteral("warning")
                                                                  : QStringLiteral("error_circle");
            icons::paint(*painter, QRect(right.left() - px(20), row.top(), px(16), row.height()), glyph, px(16), toneColor(tone),
                         icons::Style::Filled);
            used += px(20);
        }
        words.setRight(words.right() - used - px(6));
        const int half = words.height() / 2;
        paint::text(*painter, QRect(words.left(), words.top(), words.width(), half), index.data(BackendListModel::NameRole).toString(),
                    TextRole::BodyMedium, ColorRole::Text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        paint::text(*painter, QRect(words.left(), words.top() + half, words.width(), half),
                    index.data(BackendListModel::DetailRole).toString(), TextRole::Hint, ColorRole::Muted);
        if (selected && option.state.testFlag(QStyle::State_HasFocus)) paint::focusRing(*painter, row.adjusted(1, 1, -1, -1), px(4));
    }
};

QString detailOf(const BackendItem& item) {
    const auto& definition = *item.definition;
    if (item.isPool) {
        QVector<qint64> priorities;
        for (const auto& member : definition.members)
            if (!priorities.contains(member.priority)) priorities.push_back(member.priority);
        QString text = BackendListModel::tr("%n member(s)", nullptr, static_cast<int>(definition.members.size()));
        if (priorities.size() > 1) text += BackendListModel::tr(", %n priorities", nullptr, static_cast<int>(priorities.size()));
        return text;
    }
    QString host = QString::fromStdString(definition.url);
    host.remove(QStringLiteral("https://")).remove(QStringLiteral("http://"));
    return definition.azureRegion.empty() ? host.section(QLatin1Char('/'), 0, 0) : QString::fromStdString(definition.azureRegion);
}

QString toneOf(const BackendItem& item) {
    if (item.isOpen) return QStringLiteral("err");
    if (item.isPool && item.openMembers > 0) return QStringLiteral("warn");
    return item.requests > 0 && !(item.isPool && item.isIdle()) ? QStringLiteral("ok") : QString();
}

}  // namespace

BackendListModel::BackendListModel(BackendItems& items, QObject* parent) : QAbstractListModel(parent), m_items(items) {
    connect(&items, &BackendItems::definitionsChanged, this, &BackendListModel::rebuild);
    connect(&items, &BackendItems::liveChanged, this, [this] {
        if (!m_rows.isEmpty()) emit dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
    });
    rebuild();
}

void BackendListModel::rebuild() {
    beginResetModel();
    m_rows.clear();
    for (const bool pools : {true, false}) {
        bool headed = false;
        for (const BackendItem& item : m_items.all()) {
            if (item.isPool != pools) continue;
            if (!headed) m_rows.push_back({pools ? tr("Pools") : tr("Backends"), {}});
            headed = true;
            m_rows.push_back({{}, item.name});
        }
    }
    endResetModel();
}

int BackendListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant BackendListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_rows.size()) return {};
    const Row& row = m_rows[index.row()];
    if (role == HeadingRole) return !row.heading.isEmpty();
    if (!row.heading.isEmpty()) return role == Qt::DisplayRole ? QVariant(row.heading) : QVariant();
    const BackendItem* item = m_items.find(row.name);
    if (!item) return {};
    switch (role) {
        case Qt::DisplayRole:
            return item->name;
        case NameRole:
            return item->name;
        case DetailRole:
            return detailOf(*item);
        case StateRole:
            return item->stateText();
        case ToneRole:
            return toneOf(*item);
        case IconRole:
            return item->isPool ? QStringLiteral("server_multiple") : QStringLiteral("server");
        case Qt::AccessibleTextRole:
            return item->isPool ? tr("Pool %1, %2, %3").arg(item->name, detailOf(*item), item->stateText())
                                : tr("Backend %1, %2, %3").arg(item->name, detailOf(*item), item->stateText());
        default:
            return {};
    }
}

Qt::ItemFlags BackendListModel::flags(const QModelIndex& index) const {
    return index.data(HeadingRole).toBool() ? Qt::NoItemFlags : QAbstractListModel::flags(index);
}

QModelIndex BackendListModel::indexOf(const QString& name) const {
    for (int row = 0; row < m_rows.size(); ++row)
        if (m_rows[row].name.compare(name, Qt::CaseInsensitive) == 0 && m_rows[row].heading.isEmpty()) return index(row);
    return {};
}

BackendList::BackendList(BackendItems& items, QWidget* parent) : QListView(parent), m_model(new BackendListModel(items, this)) {
    setAccessibleName(tr("Pools and backends"));
    setModel(m_model);
    setItemDelegate(new RowDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QPalette dock = palette();
    dock.setColor(QPalette::Base, themeColor(ColorRole::Dock));
    setPalette(dock);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { selectBackend(m_selected); });
}

void BackendList::selectBackend(const QString& name) {
    const QModelIndex wanted = m_model->indexOf(name);
    if (wanted.isValid()) setCurrentIndex(wanted);
}

void BackendList::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    const QString name = current.data(BackendListModel::NameRole).toString();
    if (name.isEmpty() || name == m_selected) return;
    m_selected = name;
    emit selectionMade(name);
}

}  // namespace mgc::ui
