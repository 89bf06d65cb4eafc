#include "ui/pages/policies/xml/completion_popup.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/documents/document_scope.h"
#include "ui/documents/document_store.h"
#include "ui/pages/policies/xml/xml_editor.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int insertRole = Qt::UserRole + 1;
constexpr int detailRole = Qt::UserRole + 2;
constexpr int iconRole = Qt::UserRole + 3;
constexpr int matchRole = Qt::UserRole + 4;
constexpr int rowHeight = 28;
constexpr int visibleRows = 8;

class Delegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {px(200), px(rowHeight)}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (option.state.testFlag(QStyle::State_Selected)) painter->fillRect(option.rect, themeColor(ColorRole::Sel));
        QRect rect = option.rect.adjusted(px(10), 0, -px(10), 0);
        icons::paint(*painter, QRect(rect.x(), rect.y(), px(16), rect.height()), index.data(iconRole).toString(), px(16), ColorRole::Muted);
        rect.setLeft(rect.x() + px(24));
        const QString detail = index.data(detailRole).toString();
        const int room = rect.width() / 2;
        const int width = std::min(QFontMetrics(Theme::instance().font(TextRole::Hint)).horizontalAdvance(detail) + 2, room);
        paint::text(*painter, QRect(rect.right() - width, rect.y(), width, rect.height()), detail, TextRole::Hint, ColorRole::Muted,
                    Qt::AlignRight | Qt::AlignVCenter);
        rect.setRight(rect.right() - width - px(12));
        const QString text = index.data().toString();
        const int at = index.data(matchRole).toPoint().x();
        const int length = index.data(matchRole).toPoint().y();
        const QFont code = Theme::instance().font(TextRole::CodeSmall);
        QFont bold = code;
        bold.setBold(true);
        paint::runs(*painter, rect,
                    {{text.left(at), code, themeColor(ColorRole::Text)},
                     {text.mid(at, length), bold, themeColor(ColorRole::Accent)},
                     {text.mid(at + length), code, themeColor(ColorRole::Text)}});
    }
};

}  // namespace

CompletionPopup::CompletionPopup(XmlEditor& editor, DocumentStore& store) : QFrame(&editor), m_editor(editor), m_store(store) {
    setObjectName(QStringLiteral("completionPopup"));
    setAccessibleName(tr("Completion"));
    setFocusPolicy(Qt::NoFocus);
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 1, 4, 1, 0);
    m_list = new QListView(this);
    m_list->setAccessibleName(tr("Completions"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new Delegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->viewport()->setAutoFillBackground(false);
    column->addWidget(m_list, 1);
    m_footer = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_footer->setContentsMargins(px(10), px(4), px(10), px(4));
    column->addWidget(m_footer);
    connect(m_list, &QListView::clicked, this, &CompletionPopup::accept);
    hide();
}

void CompletionPopup::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::box(painter, rect(), themeColor(ColorRole::Raised), themeColor(ColorRole::Ctl), px(6));
}

void CompletionPopup::offer(bool asked) {
    const XmlContext context = contextAt(m_editor.file().document(), m_editor.caret());
    if (!asked && (context.kind == XmlContext::Kind::Text || context.kind == XmlContext::Kind::None)) return hide();
    fill(context);
}

void CompletionPopup::refresh() {
    const XmlContext context = contextAt(m_editor.file().document(), m_editor.caret());
    const bool names = context.kind == XmlContext::Kind::ElementName || context.kind == XmlContext::Kind::AttributeName ||
                       context.kind == XmlContext::Kind::Expression;
    if (!isVisible() && (!names || context.typed.empty())) return;
    if (isVisible() && (context.kind != m_context.kind || context.begin != m_context.begin)) return hide();
    fill(context);
}

void CompletionPopup::fill(const XmlContext& context) {
    m_context = context;
    const auto workspace = m_store.workspace().current();
    const CompletionList list = completionsAt(m_editor.file().document(), context, m_store.catalog(), workspace.get(),
                                              scopeOf(m_editor.file().path(), workspace.get()).apimWorkspace);
    const QString typed = QString::fromStdString(context.typed);
    m_model.clear();
    // What starts with the typed part comes before what only holds it.
    for (const bool start : {true, false})
        for (const Completion& item : list.items) {
            const qsizetype at = item.text.indexOf(typed, 0, Qt::CaseInsensitive);
            if (at < 0 || (at == 0) != start) continue;
            auto* row = new QStandardItem(item.text);
            row->setData(item.insert, insertRole);
            row->setData(item.detail, detailRole);
            row->setData(item.icon, iconRole);
            row->setData(QPoint(static_cast<int>(at), static_cast<int>(typed.size())), matchRole);
            row->setToolTip(item.documentation);
            row->setData(item.detail.isEmpty() ? item.text : tr("%1, %2").arg(item.text, item.detail), Qt::AccessibleTextRole);
            m_model.appendRow(row);
        }
    const bool same = m_model.rowCount() == 1 && m_model.item(0)->text() == typed;
    if (m_model.rowCount() == 0 || same) return hide();
    m_list->setCurrentIndex(m_model.index(0, 0));
    m_footer->setText(list.footer.isEmpty() ? tr("Tab inserts") : tr("%1. Tab inserts").arg(list.footer));
    place(context.begin);
    show();
    raise();
}

void CompletionPopup::place(std::size_t offset) {
    const QPoint at = m_editor.pointAt(offset);
    const int line = static_cast<int>(m_editor.SendScintilla(QsciScintilla::SCI_TEXTHEIGHT, 0UL));
    const QSize size(std::min(px(460), m_editor.width() - px(8)), px(rowHeight) * std::min(visibleRows, m_model.rowCount()) + px(34));
    QPoint corner(std::clamp(at.x() + m_editor.viewport()->x() - px(34), 0, std::max(0, m_editor.width() - size.width())),
                  at.y() + line + 2);
    if (corner.y() + size.height() > m_editor.height()) corner.setY(std::max(0, at.y() - size.height() - 2));
    setGeometry(QRect(corner, size));
}

bool CompletionPopup::takeKey(QKeyEvent* event) {
    const int rows = m_model.rowCount();
    const int row = m_list->currentIndex().row();
    const auto go = [&](int to) { m_list->setCurrentIndex(m_model.index(std::clamp(to, 0, rows - 1), 0)); };
    switch (event->key()) {
        case Qt::Key_Down:
            go(row + 1 >= rows ? 0 : row + 1);
            return true;
        case Qt::Key_Up:
            go(row == 0 ? rows - 1 : row - 1);
            return true;
        case Qt::Key_PageDown:
            go(row + visibleRows);
            return true;
        case Qt::Key_PageUp:
            go(row - visibleRows);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Tab:
            accept();
            return true;
        case Qt::Key_Escape:
            hide();
            return true;
        default:
            return false;
    }
}

void CompletionPopup::accept() {
    QString text = m_list->currentIndex().data(insertRole).toString();
    const std::size_t end = m_editor.caret();
    // Lines of a skeleton go where the first one stands.
    const std::string_view before = m_editor.file().document().text().substr(0, m_context.begin);
    const auto line = before.rfind('\n');
    std::string_view indent = before.substr(line == std::string_view::npos ? 0 : line + 1);
    indent = indent.substr(0, std::min(indent.find_first_not_of(" \t"), indent.size()));
    text.replace(QLatin1Char('\n'), QLatin1Char('\n') + QString::fromUtf8(indent.data(), static_cast<qsizetype>(indent.size())));
    const qsizetype mark = text.indexOf(QLatin1Char('|'));
    if (mark >= 0) text.remove(mark, 1);
    const qsizetype caret = mark < 0 ? text.size() : mark;
    hide();
    const std::size_t begin = m_context.begin;
    m_editor.replaceRange(begin, end, text.toUtf8());
    m_editor.SendScintilla(QsciScintilla::SCI_GOTOPOS,
                           static_cast<uintptr_t>(begin + static_cast<std::size_t>(text.left(caret).toUtf8().size())));
    if (mark >= 0 && (m_context.kind == XmlContext::Kind::AttributeName || m_context.kind == XmlContext::Kind::ElementName)) offer(false);
}

}  // namespace mgc::ui
