#include "ui/pages/policies/find_bar.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QRegularExpression>

#include "ui/pages/policies/xml/xml_editor.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

FindBar::FindBar(XmlEditor& editor, QWidget* parent) : Surface(ColorRole::Dock, parent), m_editor(editor) {
    setObjectName(QStringLiteral("findBar"));
    setAccessibleName(tr("Find and replace"));
    setEdges(Qt::TopEdge);
    auto* row = plainLayout<QHBoxLayout>(this);
    setMargins(row, 12, 6, 8, 6);
    setSpacing(row, 6);
    const auto field = [&](const QString& name, QWidget* owner) {
        auto* line = new QLineEdit(owner);
        line->setPlaceholderText(name);
        line->setAccessibleName(name);
        setFixedHeightMetric(line, Metric::Control);
        return line;
    };
    m_find = field(tr("Find"), this);
    row->addWidget(m_find, 2);
    auto* next = new IconButton(QStringLiteral("arrow_down"), tr("Find next (Enter)"), this);
    auto* previous = new IconButton(QStringLiteral("arrow_up"), tr("Find previous (Shift+Enter)"), this);
    row->addWidget(previous);
    row->addWidget(next);
    m_case = new QCheckBox(tr("Case"), this);
    m_regex = new QCheckBox(tr("Regex"), this);
    row->addWidget(m_case);
    row->addWidget(m_regex);
    m_replacing = new QWidget(this);
    auto* replacing = plainLayout<QHBoxLayout>(m_replacing);
    setSpacing(replacing, 6);
    m_replace = field(tr("Replace with"), m_replacing);
    auto* one = new Button(tr("Replace"), {}, ButtonKind::Normal, m_replacing);
    auto* all = new Button(tr("Replace all"), {}, ButtonKind::Normal, m_replacing);
    replacing->addWidget(m_replace, 1);
    replacing->addWidget(one);
    replacing->addWidget(all);
    row->addWidget(m_replacing, 2);
    m_count = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    row->addWidget(m_count);
    auto* close = new IconButton(QStringLiteral("dismiss"), tr("Close find"), this);
    row->addWidget(close);
    connect(next, &QToolButton::clicked, this, [this] { find(true); });
    connect(previous, &QToolButton::clicked, this, [this] { find(false); });
    connect(one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        m_editor.setFocus();
    });
    hide();
}

void FindBar::open(bool replace) {
    m_replacing->setVisible(replace);
    if (m_editor.hasSelectedText() && !m_editor.selectedText().contains(QLatin1Char('\n'))) m_find->setText(m_editor.selectedText());
    show();
    m_find->setFocus();
    m_find->selectAll();
}

void FindBar::find(bool forward) {
    if (m_find->text().isEmpty()) return;
    int line = 0;
    int column = 0;
    int endLine = 0;
    int endColumn = 0;
    m_editor.getSelection(&line, &column, &endLine, &endColumn);
    if (line < 0) m_editor.getCursorPosition(&endLine, &endColumn), line = endLine, column = endColumn;
    const bool found = m_editor.findFirst(m_find->text(), m_regex->isChecked(), m_case->isChecked(), false, true, forward,
                                          forward ? endLine : line, forward ? endColumn : column, true, false, m_regex->isChecked());
    m_count->setText(found ? QString() : tr("not found"));
}

void FindBar::replaceOne() {
    const bool whole = m_editor.hasSelectedText();
    if (!whole) return find(true);
    m_editor.replaceSelectedText(m_replace->text());
    find(true);
}

void FindBar::replaceAll() {
    const QString pattern = m_regex->isChecked() ? m_find->text() : QRegularExpression::escape(m_find->text());
    const QRegularExpression expression(
        pattern, m_case->isChecked() ? QRegularExpression::NoPatternOption : QRegularExpression::CaseInsensitiveOption);
    if (!expression.isValid() || m_find->text().isEmpty())
        return m_count->setText(tr("not a regular expression: %1").arg(expression.errorString()));
    const auto text = m_editor.file().document().text();
    const QString old = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    int count = 0;
    for (auto match = expression.globalMatch(old); match.hasNext(); match.next()) ++count;
    QString changed = old;
    // In plain searches a backslash is a backslash.
    QString with = m_replace->text();
    if (!m_regex->isChecked()) with.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
    changed.replace(expression, with);
    m_editor.file().replaceText(changed.toStdString(), tr("Replace all"));
    m_count->setText(tr("%n replaced", nullptr, count));
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_replace->hasFocus())
            replaceOne();
        else
            find((event->modifiers() & Qt::ShiftModifier) == 0);
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        hide();
        m_editor.setFocus();
        return;
    }
    Surface::keyPressEvent(event);
}

}  // namespace mgc::ui
