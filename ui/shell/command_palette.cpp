#include "ui/shell/command_palette.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

constexpr int boxWidth = 688;
constexpr int maxRowsShown = 13;

/// The text with the typed words bold in accent.
QVector<paint::Run> highlighted(const QString& text, const QStringList& words, ColorRole base) {
    const QFont plain = Theme::instance().font(TextRole::Body);
    const QFont strong = Theme::instance().font(TextRole::BodyStrong);
    QVector<bool> marked(text.size(), false);
    for (const QString& word : words) {
        const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
        for (qsizetype i = at; at >= 0 && i < at + word.size(); ++i) marked[i] = true;
    }
    QVector<paint::Run> runs;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool on = marked[i];
        if (runs.isEmpty() || (i > 0 && marked[i - 1] != on))
            runs.push_back({{}, on ? strong : plain, themeColor(on ? ColorRole::Accent : base)});
        runs.last().text += text[i];
    }
    return runs;
}

class PaletteDelegate : public QStyledItemDelegate {
public:
    PaletteDelegate(PaletteModel& model, QObject* parent) : QStyledItemDelegate(parent), m_model(model) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        return {px(200), m_model.at(index.row()).isHeading() ? px(30) : px(36)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const PaletteEntry& entry = m_model.at(index.row());
        const QRect rect = option.rect;
        if (entry.isHeading()) {
            paint::text(*painter, rect.adjusted(px(16), px(6), -px(16), 0), entry.group, TextRole::Group, ColorRole::Muted);
            return;
        }
        if (option.state.testFlag(QStyle::State_Selected))
            paint::box(*painter, rect.adjusted(px(4), 0, -px(4), 0), themeColor(ColorRole::Sel), QColor(), px(4));
        const bool blocked = !entry.blocked.isEmpty();
        icons::paint(*painter, QRect(rect.x() + px(16), rect.y(), px(16), rect.height()),
                     entry.icon.isEmpty() ? QStringLiteral("chevron_right") : entry.icon, px(16),
                     option.state.testFlag(QStyle::State_Selected) ? ColorRole::Accent : ColorRole::Muted);
        int right = rect.right() - px(16);
        if (!entry.keys.isEmpty()) {
            const QSize size = paint::keyCapSize(entry.keys);
            right -= size.width();
            paint::keyCap(*painter, QRect(right, rect.y(), size.width(), rect.height()), entry.keys, themeColor(ColorRole::Muted),
                          themeColor(ColorRole::Line2));
            right -= px(12);
        }
        QVector<paint::Run> runs = highlighted(entry.text, m_model.words(), blocked ? ColorRole::Muted : ColorRole::Text);
        const QString detail = blocked ? entry.blocked : entry.detail;
        if (!detail.isEmpty())
            runs.push_back({QStringLiteral("   ") + detail, Theme::instance().font(TextRole::Hint), themeColor(ColorRole::Muted)});
        paint::runs(*painter, QRect(rect.x() + px(44), rect.y(), right - rect.x() - px(44), rect.height()), runs);
    }

private:
    PaletteModel& m_model;
};

class PaletteBox : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paint::box(painter, rect(), themeColor(ColorRole::Raised), themeColor(ColorRole::Ctl), px(8));
        paint::horizontalLine(painter, 1, width() - 1, px(48), themeColor(ColorRole::Line2));
        paint::horizontalLine(painter, 1, width() - 1, height() - px(34), themeColor(ColorRole::Line));
    }
};

}  // namespace

CommandPalette::CommandPalette(QWidget* window, Source source) : QWidget(window), m_window(window), m_source(std::move(source)) {
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Command palette"));
    m_box = new PaletteBox(this);
    m_box->setAccessibleName(tr("Commands and places"));
    auto* column = plainLayout<QVBoxLayout>(m_box);
    auto* top = new QWidget(m_box);
    setFixedHeightScaled(top, 49);
    auto* row = plainLayout<QHBoxLayout>(top);
    setMargins(row, 8, 0, 16, 0);
    m_input = new QLineEdit(top);
    m_input->setFrame(false);
    m_input->setAccessibleName(tr("Search commands and places"));
    m_input->setPlaceholderText(tr("Go to a page, policy, file or command"));
    m_input->installEventFilter(this);
    row->addWidget(m_input, 1);
    m_count = new Label({}, TextRole::Hint, ColorRole::Muted, top);
    row->addWidget(m_count);
    column->addWidget(top);
    m_list = new QListView(m_box);
    m_list->setAccessibleName(tr("Matches"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_model, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setMouseTracking(true);
    column->addWidget(m_list, 1);
    auto* foot = new QWidget(m_box);
    setFixedHeightScaled(foot, 34);
    auto* hints = plainLayout<QHBoxLayout>(foot);
    setMargins(hints, 16, 0, 16, 0);
    setSpacing(hints, 6);
    const auto hint = [&](const QString& keys, const QString& words) {
        hints->addWidget(new KeyCap(keys, foot));
        hints->addWidget(new Label(words, TextRole::Hint, ColorRole::Muted, foot));
        hints->addSpacing(px(8));
    };
    hint(tr("Enter"), tr("run"));
    hint(tr("Ctrl+Enter"), tr("run and stay"));
    hint(tr("Esc"), tr("close"));
    hints->addStretch();
    hints->addWidget(new Label(tr("> commands   @ policies   # requests"), TextRole::Hint, ColorRole::Muted, foot));
    column->addWidget(foot);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::textChanged);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        m_list->setCurrentIndex(index);
        run(false);
    });
    window->installEventFilter(this);
    hide();
}

void CommandPalette::open(const QString& text) {
    if (!isVisible()) m_before = m_window->focusWidget();
    m_prefix = QChar(1);
    m_input->setText(text);
    textChanged(text);
    show();
    raise();
    place();
    m_input->setFocus(Qt::OtherFocusReason);
    m_input->end(false);
}

void CommandPalette::textChanged(const QString& text) {
    const QChar first = text.isEmpty() ? QChar() : text[0];
    const bool prefixed = first == QLatin1Char('>') || first == QLatin1Char('@') || first == QLatin1Char('#');
    const QChar prefix = prefixed ? first : QChar();
    if (prefix != m_prefix) {
        m_prefix = prefix;
        m_model.setEntries(m_source(prefix));
    }
    m_model.setFilter(prefixed ? text.mid(1) : text);
    m_count->setText(m_model.matches() == m_model.total() ? tr("%n entries", nullptr, m_model.total())
                                                          : tr("%1 of %2").arg(m_model.matches()).arg(m_model.total()));
    if (const int row = m_model.firstRow(); row >= 0) m_list->setCurrentIndex(m_model.index(row));
    m_list->scrollToTop();
    place();
}

void CommandPalette::place() {
    setGeometry(m_window->rect());
    const int width = std::min(px(boxWidth), this->width() - px(32));
    int height = px(49) + px(34) + px(8);
    for (int i = 0; i < m_model.rowCount() && i < maxRowsShown; ++i) height += m_model.at(i).isHeading() ? px(30) : px(36);
    height = std::min(height, this->height() - px(72));
    m_box->setGeometry((this->width() - width) / 2, Theme::instance().metric(Metric::TopBar) + px(8), width, height);
}

void CommandPalette::moveSelection(int step) {
    const int count = m_model.rowCount();
    int row = m_list->currentIndex().row();
    for (int i = 0; i < count; ++i) {
        row = (row + step + count) % count;
        if (!m_model.at(row).isHeading()) break;
    }
    if (count > 0) m_list->setCurrentIndex(m_model.index(row));
}

void CommandPalette::run(bool stay) {
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid()) return;
    const PaletteEntry entry = m_model.at(index.row());
    if (entry.isHeading() || !entry.blocked.isEmpty() || !entry.run) return;
    if (!stay) close();
    entry.run();
    if (stay) m_input->setFocus();
}

void CommandPalette::close() {
    hide();
    if (m_before) m_before->setFocus(Qt::OtherFocusReason);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_window && event->type() == QEvent::Resize && isVisible()) place();
    if (watched == m_input && event->type() == QEvent::FocusOut && isVisible() && !m_window->isActiveWindow()) return false;
    if (watched != m_input || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)) return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    const int code = key->key();
    const bool ours = code == Qt::Key_Escape || code == Qt::Key_Up || code == Qt::Key_Down || code == Qt::Key_Return ||
                      code == Qt::Key_Enter || code == Qt::Key_Tab;
    if (!ours) return false;
    event->accept();
    if (event->type() == QEvent::ShortcutOverride) return true;
    if (code == Qt::Key_Escape)
        close();
    else if (code == Qt::Key_Up)
        moveSelection(-1);
    else if (code == Qt::Key_Down || code == Qt::Key_Tab)
        moveSelection(1);
    else
        run(key->modifiers().testFlag(Qt::ControlModifier));
    return true;
}

void CommandPalette::mousePressEvent(QMouseEvent* event) {
    if (!m_box->geometry().contains(event->pos())) close();
}

void CommandPalette::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QColor scrim(Qt::black);
    scrim.setAlphaF(0.28F);
    painter.fillRect(rect(), scrim);
}

}  // namespace mgc::ui
