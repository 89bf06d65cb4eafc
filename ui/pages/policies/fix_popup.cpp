#include "ui/pages/policies/fix_popup.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/documents/text.h"
#include "ui/theme/paint.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

/// The fix's replacements as patches, the last place first so that the others keep their offsets.
std::vector<policy::xml::Patch> patchesOf(const QuickFix& fix, std::string_view text) {
    std::vector<policy::xml::Patch> patches;
    for (const TextEdit& edit : fix.edits) {
        const std::size_t begin = std::min(edit.range.begin.offset, text.size());
        const std::size_t end = std::clamp(edit.range.end.offset, begin, text.size());
        patches.push_back({begin, std::string(text.substr(begin, end - begin)), edit.replacement});
    }
    std::sort(patches.begin(), patches.end(), [](const auto& a, const auto& b) { return a.offset > b.offset; });
    return patches;
}

}  // namespace

/// Lines that a change takes away and puts in.
class DiffPreview : public QWidget {
public:
    explicit DiffPreview(QWidget* parent) : QWidget(parent) { setAccessibleName(FixPopup::tr("What the fix changes")); }
    void show(const QStringList& before, const QStringList& after) {
        m_before = before.mid(0, 6);
        m_after = after.mid(0, 12);
        setAccessibleDescription(
            FixPopup::tr("removed: %1; added: %2").arg(m_before.join(QLatin1Char(' ')), m_after.join(QLatin1Char(' '))));
        setFixedHeight(px(24) * static_cast<int>(m_before.size() + m_after.size()));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        int y = 0;
        const auto line = [&](const QString& sign, const QString& text, ColorRole ground) {
            const QRect rect(0, y, width(), px(24));
            painter.fillRect(rect, themeColor(ground));
            paint::text(painter, rect.adjusted(px(8), 0, 0, 0), sign, TextRole::CodeSmall, ColorRole::Muted);
            paint::text(painter, rect.adjusted(px(24), 0, -px(8), 0), text, TextRole::CodeSmall, ColorRole::Text);
            y += px(24);
        };
        for (const QString& text : m_before) line(QStringLiteral("-"), text, ColorRole::DiffDel);
        for (const QString& text : m_after) line(QStringLiteral("+"), text, ColorRole::DiffAdd);
    }

private:
    QStringList m_before, m_after;
};

FixPopup::FixPopup(QWidget* parent) : QFrame(parent), m_list(new QListWidget(this)), m_preview(new DiffPreview(this)) {
    setObjectName(QStringLiteral("fixPopup"));
    setAccessibleName(tr("Quick fixes"));
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 1, 6, 1, 6);
    setSpacing(column, 6);
    auto* title = new Label(tr("Quick fix"), TextRole::DockTitle, ColorRole::Muted, this);
    title->setContentsMargins(px(12), 0, px(12), 0);
    column->addWidget(title);
    m_list->setAccessibleName(tr("Fixes"));
    m_list->setFrameShape(NoFrame);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->installEventFilter(this);
    column->addWidget(m_list);
    column->addWidget(m_preview);
    connect(m_list, &QListWidget::currentRowChanged, this, &FixPopup::preview);
    connect(m_list, &QListWidget::itemDoubleClicked, this, &FixPopup::accept);
    hide();
}

void FixPopup::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::box(painter, rect(), themeColor(ColorRole::Raised), themeColor(ColorRole::Ctl), px(6));
}

bool FixPopup::offer(PolicyFile& file, const QVector<Diagnostic>& problems, const QPoint& point) {
    m_file = &file;
    m_fixes.clear();
    m_list->clear();
    for (const Diagnostic& problem : problems)
        for (const QuickFix& fix : problem.fixes) {
            m_fixes.push_back(fix);
            m_list->addItem(QString::fromStdString(fix.title));
        }
    if (m_fixes.isEmpty()) return false;
    m_list->setFixedHeight(px(28) * static_cast<int>(std::min<qsizetype>(m_fixes.size(), 6)) + px(4));
    m_list->setCurrentRow(0);
    const int width = std::min(px(520), parentWidget()->width() - px(16));
    resize(width, sizeHint().height());
    adjustSize();
    setFixedWidth(width);
    move(std::clamp(point.x(), 0, std::max(0, parentWidget()->width() - width)),
         std::clamp(point.y(), 0, std::max(0, parentWidget()->height() - height())));
    show();
    raise();
    m_list->setFocus(Qt::PopupFocusReason);
    return true;
}

void FixPopup::preview(int row) {
    if (row < 0 || row >= m_fixes.size() || !m_file) return;
    const auto& document = m_file->document();
    const auto patches = patchesOf(m_fixes[row], document.text());
    const auto fixed = policy::edit::applied(document, patches);
    if (!fixed) return;
    // Only the lines that differ are shown.
    const auto lines = [](std::string_view text) { return toText(text).split(QLatin1Char('\n')); };
    QStringList before = lines(document.text());
    QStringList after = lines(fixed->text());
    while (!before.isEmpty() && !after.isEmpty() && before.first() == after.first()) before.removeFirst(), after.removeFirst();
    while (!before.isEmpty() && !after.isEmpty() && before.last() == after.last()) before.removeLast(), after.removeLast();
    m_preview->show(before, after);
    adjustSize();
}

bool FixPopup::apply(PolicyFile& file, const QuickFix& fix) {
    policy::edit::Change change{file.document(), patchesOf(fix, file.document().text()), {}};
    auto fixed = policy::edit::applied(file.document(), change.patches);
    if (!fixed || change.patches.empty()) return false;
    change.document = std::move(*fixed);
    change.places = {change.patches.back().offset};
    return file.apply(change, QString::fromStdString(fix.title), DocumentView::Other);
}

void FixPopup::accept() {
    const int row = m_list->currentRow();
    hide();
    if (m_file && row >= 0 && row < m_fixes.size()) apply(*m_file, m_fixes[row]);
    if (parentWidget()) parentWidget()->setFocus(Qt::PopupFocusReason);
}

bool FixPopup::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            accept();
            return true;
        }
        if (key == Qt::Key_Escape) {
            hide();
            if (parentWidget()) parentWidget()->setFocus(Qt::PopupFocusReason);
            return true;
        }
    }
    if (watched == m_list && event->type() == QEvent::FocusOut) hide();
    return QFrame::eventFilter(watched, event);
}

}  // namespace mgc::ui
