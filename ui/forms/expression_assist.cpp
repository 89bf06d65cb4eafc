#include "ui/forms/expression_assist.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QToolTip>

#include "ui/forms/completion_list.h"
#include "ui/forms/expression_queries.h"
#include "ui/forms/signature_tip.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

constexpr qsizetype longest = 64 * 1024;

}  // namespace

ExpressionAssist::ExpressionAssist(QPlainTextEdit& edit, std::function<QStringList()> variables)
    : QObject(&edit), m_edit(edit), m_variables(std::move(variables)) {
    edit.installEventFilter(this);
    edit.viewport()->installEventFilter(this);
    m_soon.setSingleShot(true);
    m_soon.setInterval(delayMs);
    connect(&m_soon, &QTimer::timeout, this, &ExpressionAssist::check);
    connect(&edit, &QPlainTextEdit::textChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (m_tip && m_tip->isVisible()) showSignature();
    });
}

ExpressionAssist::~ExpressionAssist() {
    // They are children of the window, so that a small field does not clip them.
    delete m_list;
    delete m_tip;
}

void ExpressionAssist::needPopups() {
    if (m_list && m_list->parentWidget() == m_edit.window()) return;
    delete m_list;
    delete m_tip;
    m_list = new CompletionList(m_edit.window());
    m_tip = new SignatureTip(m_edit.window());
    connect(m_list, &QObject::destroyed, this, [this] { m_list = nullptr; });
    connect(m_tip, &QObject::destroyed, this, [this] { m_tip = nullptr; });
    connect(m_list, &CompletionList::chosen, this, &ExpressionAssist::insert);
}

bool ExpressionAssist::isExpression() const {
    const QTextDocument& document = *m_edit.document();
    return document.characterCount() < longest && document.firstBlock().text().trimmed().startsWith(QLatin1Char('@'));
}

std::string ExpressionAssist::text() const { return m_edit.toPlainText().toStdString(); }

std::size_t ExpressionAssist::caret() const {
    return static_cast<std::size_t>(m_edit.toPlainText().left(m_edit.textCursor().position()).toUtf8().size());
}

QRect ExpressionAssist::caretRect() const {
    const QRect rect = m_edit.cursorRect();
    return {m_edit.viewport()->mapTo(m_edit.window(), rect.topLeft()), rect.size()};
}

void ExpressionAssist::complete() { offer(true); }

void ExpressionAssist::offer(bool asked) {
    if (!isExpression()) return;
    needPopups();
    const std::string whole = text();
    const std::size_t at = caret();
    const auto found = expressionCompletions(whole, at, m_variables ? m_variables() : QStringList());
    m_begin = std::min(found.begin, at);
    const QString typed = QString::fromStdString(whole.substr(m_begin, at - m_begin));
    const bool afterDot = m_begin > 0 && (whole[m_begin - 1] == '.' || whole[m_begin - 1] == '"');
    if (found.items.isEmpty() || (!asked && typed.isEmpty() && !afterDot)) return m_list->hide();
    m_list->offer(found.items, typed, {}, caretRect());
}

void ExpressionAssist::insert(const QString& chosen) {
    QString words = chosen;
    const qsizetype mark = words.indexOf(QLatin1Char('|'));
    if (mark >= 0) words.remove(mark, 1);
    QTextCursor cursor = m_edit.textCursor();
    const auto typed = QString::fromStdString(text().substr(m_begin, caret() - m_begin)).size();
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(typed));
    cursor.insertText(words);
    if (mark >= 0) cursor.setPosition(cursor.position() - static_cast<int>(words.size() - mark));
    m_edit.setTextCursor(cursor);
    showSignature();
}

void ExpressionAssist::showSignature() {
    if (!isExpression()) return;
    needPopups();
    if (m_list->isVisible()) return m_tip->hide();
    m_tip->show(signatureText(text(), caret()), caretRect());
}

bool ExpressionAssist::keyPressed(QKeyEvent* event) {
    if (m_list && m_list->takeKey(event)) return true;
    if (event->key() == Qt::Key_Escape && m_tip && m_tip->isVisible()) {
        m_tip->hide();
        return true;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        complete();
        return true;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        showSignature();
        return true;
    }
    return false;
}

void ExpressionAssist::afterKey(const QString& typed) {
    if (!isExpression()) return;
    const bool open = m_list && m_list->isVisible();
    const QChar key = typed.isEmpty() ? QChar() : typed.at(0);
    if (key == QLatin1Char('.') || key == QLatin1Char('"') || key.isLetter() || open) offer(false);
    if (key == QLatin1Char('(') || key == QLatin1Char(',') || key == QLatin1Char(')') || (m_tip && m_tip->isVisible())) showSignature();
}

void ExpressionAssist::check() {
    QList<QTextEdit::ExtraSelection> marks;
    QString first;
    if (isExpression()) {
        const QString whole = m_edit.toPlainText();
        const QByteArray bytes = whole.toUtf8();
        for (const auto& finding : expressionFindings(bytes.toStdString())) {
            if (finding.error && first.isEmpty()) first = finding.message;
            QTextEdit::ExtraSelection mark;
            mark.cursor = QTextCursor(m_edit.document());
            const auto place = [&](std::size_t offset) {
                return static_cast<int>(QString::fromUtf8(bytes.left(static_cast<qsizetype>(offset))).size());
            };
            const auto end = static_cast<int>(whole.size());
            mark.cursor.setPosition(std::min(place(finding.begin), end));
            mark.cursor.setPosition(std::min(place(finding.end), end), QTextCursor::KeepAnchor);
            mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            mark.format.setUnderlineColor(themeColor(finding.error ? ColorRole::Err : ColorRole::Warn));
            mark.format.setToolTip(finding.message);
            marks << mark;
        }
    }
    m_edit.setExtraSelections(marks);
    m_error = first;
    emit checked(first);
}

void ExpressionAssist::hover(const QPoint& at, const QPoint& global) const {
    const QTextCursor cursor = m_edit.cursorForPosition(at);
    QString words;
    for (const auto& mark : m_edit.extraSelections())
        if (cursor.position() >= mark.cursor.selectionStart() && cursor.position() <= mark.cursor.selectionEnd())
            words += QStringLiteral("<p>%1</p>").arg(mark.format.toolTip().toHtmlEscaped());
    words += hoverText(text(), static_cast<std::size_t>(m_edit.toPlainText().left(cursor.position()).toUtf8().size()));
    if (words.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(global, words, &m_edit);
}

bool ExpressionAssist::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_edit.viewport() && event->type() == QEvent::ToolTip && isExpression()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        hover(help->pos(), help->globalPos());
        return true;
    }
    if (watched != &m_edit) return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride && m_list && m_list->isVisible()) {
        // Esc closes the list and nothing else.
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (keyPressed(key)) return true;
        // Once the field has taken the key.
        QMetaObject::invokeMethod(
            this, [this, typed = key->text()] { afterKey(typed); }, Qt::QueuedConnection);
    }
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide) {
        if (m_list) m_list->hide();
        if (m_tip) m_tip->hide();
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace mgc::ui
