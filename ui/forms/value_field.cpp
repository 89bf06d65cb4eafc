#include "ui/forms/value_field.h"

#include <QComboBox>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/documents/live_context.h"
#include "ui/documents/text.h"
#include "ui/forms/expression_assist.h"
#include "ui/forms/expression_highlighter.h"
#include "ui/forms/expression_value.h"
#include "ui/theme/paint.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int mostLines = 8;
constexpr qsizetype longestName = 26;  ///< characters that fit beside a unit in the narrowest inspector

}  // namespace

FieldSpec specOf(const policy::AttributeDescriptor& attribute) {
    FieldSpec spec;
    spec.name = toText(attribute.name);
    spec.help = toText(attribute.help);
    spec.unit = toText(attribute.unit);
    spec.defaultValue = toText(attribute.defaultValue);
    spec.required = attribute.presence == policy::Presence::Required;
    spec.expressions = attribute.expressions == policy::Expressions::Allowed;
    for (const auto value : attribute.values) spec.choices << toText(value);
    if (attribute.type == policy::AttributeType::Boolean) spec.choices = {QStringLiteral("true"), QStringLiteral("false")};
    return spec;
}

ValueField::ValueField(const FieldSpec& spec, QWidget* parent) : QWidget(parent), m_spec(spec) {
    setObjectName(QStringLiteral("field.") + spec.name);
    m_column = plainLayout<QVBoxLayout>(this);
    setSpacing(m_column, 4);
    auto* head = plainLayout<QHBoxLayout>();
    setSpacing(head, 4);
    auto* title = new Label(spec.label.isEmpty() ? spec.name : spec.label, TextRole::Tab, ColorRole::Text, this);
    if (title->text().size() > longestName) title->setElide(Qt::ElideMiddle);
    head->addWidget(title);
    m_star = new Label(QStringLiteral("*"), TextRole::Tab, ColorRole::Err, this);
    m_star->setVisible(spec.required);
    head->addWidget(m_star);
    head->addStretch();
    if (!spec.unit.isEmpty()) {
        auto* unit = new Label(spec.unit, TextRole::Caption, ColorRole::Muted, this);
        unit->setElide(Qt::ElideRight);
        head->addWidget(unit);
    }
    if (spec.expressions) {
        m_fx = new QToolButton(this);
        m_fx->setText(QStringLiteral("fx"));
        m_fx->setCheckable(true);
        m_fx->setAutoRaise(true);
        m_fx->setFont(Theme::instance().font(TextRole::CodeCaption));
        m_fx->setAccessibleName(tr("Expression for %1").arg(spec.name));
        m_fx->setToolTip(tr("Write a C# expression"));
        head->addWidget(m_fx);
        connect(m_fx, &QToolButton::clicked, this, [this](bool on) {
            const QString old = text();
            if (on && !isExpression(old)) {
                setText(old.isEmpty() ? QStringLiteral("@()") : QStringLiteral("@(\"%1\")").arg(old), true);
                if (old.isEmpty()) m_code->moveCursor(QTextCursor::Left);
                emit edited(text());
            } else if (!on) {
                setText({}, false);
                emit edited({});
            }
            focusField();
        });
    }
    m_column->addLayout(head);
    const QString name = spec.required ? tr("%1, required").arg(spec.name) : spec.name;
    if (!spec.choices.isEmpty()) {
        m_combo = new QComboBox(this);
        m_combo->setEditable(true);
        m_combo->setInsertPolicy(QComboBox::NoInsert);
        m_combo->addItems(spec.choices);
        m_combo->setCurrentIndex(-1);
        m_combo->setAccessibleName(name);
        m_combo->lineEdit()->setAccessibleName(name);
        m_combo->lineEdit()->setPlaceholderText(spec.defaultValue.isEmpty() ? QString() : tr("%1 (default)").arg(spec.defaultValue));
        m_combo->completer()->setFilterMode(Qt::MatchContains);
        m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_combo->setMinimumContentsLength(8);
        setFixedHeightMetric(m_combo, Metric::Control);
        connect(m_combo, &QComboBox::editTextChanged, this, [this](const QString& typed) {
            if (!m_setting) emit edited(typed);
        });
        m_column->addWidget(m_combo);
    } else if (!spec.multiline) {
        m_line = new QLineEdit(this);
        m_line->setAccessibleName(name);
        m_line->setPlaceholderText(spec.defaultValue.isEmpty() ? (spec.required ? QString() : tr("none"))
                                                               : tr("%1 (default)").arg(spec.defaultValue));
        setFixedHeightMetric(m_line, Metric::Control);
        connect(m_line, &QLineEdit::textEdited, this, [this](const QString& typed) { emit edited(typed); });
        m_column->addWidget(m_line);
    }
    m_code = new QPlainTextEdit(this);
    m_code->setAccessibleName(tr("%1, code").arg(name));
    m_code->setFont(Theme::instance().font(TextRole::CodeSmall));
    m_code->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);  // its lines decide
    m_code->setTabChangesFocus(true);
    m_code->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_code->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_code->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    new ExpressionHighlighter(m_code->document());
    connect(m_code, &QPlainTextEdit::textChanged, this, [this] {
        fitHeight();
        if (!m_setting && m_usesCode) emit edited(m_code->toPlainText());
    });
    m_column->addWidget(m_code);
    m_live = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_live->setElide(Qt::ElideRight);
    m_live->hide();
    m_column->addWidget(m_live);
    m_hint = new Label(spec.help, TextRole::Hint, ColorRole::Muted, this);
    m_hint->setWordWrap(true);
    m_column->addWidget(m_hint);
    m_error = new Label({}, TextRole::Hint, ColorRole::Err, this);
    m_error->setWordWrap(true);
    m_error->hide();
    m_column->addWidget(m_error);
    useCode(spec.multiline);
    showHint();
    watch(this);
    // Last, so that its keys (Enter takes a completion) come before the field's.
    if (spec.expressions || spec.multiline) m_assist = new ExpressionAssist(*m_code, spec.variables);
    if (!spec.expressions || !spec.live) return;
    m_runner = new ExpressionRunner(this);
    connect(m_runner, &ExpressionRunner::evaluated, this, [this](const ExpressionValue& value) {
        m_live->setVisible(m_usesCode && !value.text.isEmpty());
        m_live->setText(value.ok ? tr("%1: %2").arg(m_spec.live->name(), value.text)
                                 : tr("%1: %2, %3").arg(m_spec.live->name(), value.type, value.text));
    });
    connect(m_code, &QPlainTextEdit::textChanged, this, &ValueField::evaluate);
    connect(spec.live, &LiveContext::changed, this, &ValueField::evaluate);
}

void ValueField::evaluate() {
    if (!m_usesCode || !isExpression(m_code->toPlainText())) return m_live->hide();
    m_runner->run(m_code->toPlainText(), m_spec.live->json());
}

QWidget* ValueField::editor() const {
    if (m_usesCode || (!m_combo && !m_line)) return m_code;
    return m_combo ? static_cast<QWidget*>(m_combo) : m_line;
}

void ValueField::watch(QObject* filter) {
    if (m_line) m_line->installEventFilter(filter);
    if (m_combo) {
        m_combo->installEventFilter(filter);
        m_combo->lineEdit()->installEventFilter(filter);
    }
    m_code->installEventFilter(filter);
}

void ValueField::useCode(bool code) {
    const bool had = m_usesCode != code && editor()->hasFocus();
    m_usesCode = code;
    m_code->setVisible(code);
    if (m_combo) m_combo->setVisible(!code);
    if (m_line) m_line->setVisible(!code);
    if (m_fx) m_fx->setChecked(code && !m_spec.multiline);
    fitHeight();
    if (had) focusField();
}

void ValueField::fitHeight() {
    const int line = QFontMetrics(m_code->font()).lineSpacing();
    const int lines = std::clamp(static_cast<int>(m_code->document()->size().height()), m_spec.multiline ? 4 : 1, mostLines);
    const int wanted = lines * line + px(12);
    if (m_code->minimumHeight() == wanted && m_code->maximumHeight() == wanted) return;
    m_code->setFixedHeight(wanted);
    // The first height is worked out before the width is known; without this the room it took stays.
    m_column->invalidate();
    m_column->activate();
    updateGeometry();
}

QString ValueField::text() const {
    if (m_usesCode) return m_code->toPlainText();
    return m_combo ? m_combo->currentText() : m_line->text();
}

void ValueField::setText(const QString& text, bool present) {
    m_setting = true;
    useCode(m_spec.multiline || isExpression(text) || text.contains(QLatin1Char('\n')));
    if (this->text() != text) {
        if (m_usesCode)
            m_code->setPlainText(text);
        else if (m_combo)
            m_combo->setEditText(text);
        else
            m_line->setText(text);
    }
    if (!present && m_combo && !m_usesCode) m_combo->setEditText({});
    m_setting = false;
}

void ValueField::setRequired(bool required) {
    if (required == m_spec.required) return;
    m_spec.required = required;
    m_star->setVisible(required);
    const QString name = required ? tr("%1, required").arg(m_spec.name) : m_spec.name;
    if (m_combo) {
        m_combo->setAccessibleName(name);
        m_combo->lineEdit()->setAccessibleName(name);
    }
    if (m_line) m_line->setAccessibleName(name);
    m_code->setAccessibleName(tr("%1, code").arg(name));
}

void ValueField::setProblem(const QString& problem, bool error) {
    if (problem == m_problem && error == m_isError) return;
    m_problem = problem;
    m_isError = error;
    m_error->setColor(error ? ColorRole::Err : ColorRole::Warn);
    m_error->setText(problem);
    m_error->setVisible(!problem.isEmpty());
    editor()->setAccessibleDescription(problem.isEmpty() ? m_spec.help : problem);
    showHint();
    update();
}

void ValueField::showHint() { m_hint->setVisible(!m_spec.help.isEmpty() && m_problem.isEmpty()); }

void ValueField::focusField() {
    editor()->setFocus(Qt::ShortcutFocusReason);
    if (m_line && !m_usesCode) m_line->selectAll();
}

void ValueField::paintEvent(QPaintEvent* event) {
    QWidget::paintEvent(event);
    if (m_problem.isEmpty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint::focusRing(painter, editor()->geometry().adjusted(-2, -2, 2, 2), px(5), m_isError ? ColorRole::Err : ColorRole::Warn);
}

bool ValueField::eventFilter(QObject* watched, QEvent* event) {
    // Undo belongs to the document: one history for all views.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    // Lines wrap at the width, which is known late.
    if (watched == m_code && event->type() == QEvent::Resize) QMetaObject::invokeMethod(this, &ValueField::fitHeight, Qt::QueuedConnection);
    // In a one-line expression Enter is no new line; Shift+Enter is.
    if (watched == m_code && event->type() == QEvent::KeyPress && !m_spec.multiline) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() == Qt::NoModifier &&
            !m_code->toPlainText().startsWith(QLatin1String("@{")))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ValueField::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::StyleChange) return;
    m_code->setFont(Theme::instance().font(TextRole::CodeSmall));
    fitHeight();
}

}  // namespace mgc::ui
