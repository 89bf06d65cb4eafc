#include "ui/forms/special/allowed_origins.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "policy/xml/decode.h"
#include "policy/xml/edit.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

using policy::xml::Document;
using policy::xml::NodeId;
using policy::xml::noNode;

NodeId originAt(const Document& document, NodeId cors, qsizetype row) {
    const NodeId list = childNamed(document, cors, "allowed-origins");
    NodeId id = list == noNode ? noNode : document.firstChildElement(list);
    while (id != noNode && row-- > 0) id = document.nextElement(id);
    return id;
}

Result<policy::xml::Edit> gone() { return fail("MGC1052", AllowedOrigins::tr("The origin is not there any more.").toStdString()); }

}  // namespace

AllowedOrigins::AllowedOrigins(PolicyFile& file, DocumentStore& store, QWidget* parent) : SpecialEditor(file, store, parent) {
    setObjectName(QStringLiteral("allowedOrigins"));
    auto* column = plainLayout<QVBoxLayout>(this);
    setSpacing(column, 6);
    column->addWidget(new HairLine(Qt::Horizontal, this));
    column->addWidget(new Label(tr("Allowed origins"), TextRole::DockTitle, ColorRole::Text, this));
    m_rows = plainLayout<QVBoxLayout>();
    setSpacing(m_rows, 4);
    column->addLayout(m_rows);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 4);
    m_new = new QLineEdit(this);
    m_new->setAccessibleName(tr("New origin"));
    m_new->setPlaceholderText(QStringLiteral("https://app.contoso.com"));
    setFixedHeightMetric(m_new, Metric::Control);
    m_add = new Button(tr("Add"), {}, ButtonKind::Normal, this);
    m_add->setAccessibleName(tr("Add the origin"));
    m_add->setEnabled(false);
    row->addWidget(m_new, 1);
    row->addWidget(m_add);
    column->addLayout(row);
    m_problem = new Label({}, TextRole::Hint, ColorRole::Warn, this);
    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    connect(m_new, &QLineEdit::textChanged, this, &AllowedOrigins::showProblem);
    connect(m_new, &QLineEdit::returnPressed, this, &AllowedOrigins::add);
    connect(m_add, &QPushButton::clicked, this, &AllowedOrigins::add);
}

QString AllowedOrigins::problemOf(const QString& origin) {
    if (origin.isEmpty()) return tr("An origin is needed.");
    if (origin == QLatin1String("*") || origin.startsWith(QLatin1Char('@')) || origin.contains(QLatin1String("{{"))) return {};
    static const QRegularExpression allowed(QStringLiteral("^[A-Za-z][A-Za-z0-9+.-]*://[^/\\s?#]+/?$"));
    return allowed.match(origin).hasMatch()
               ? QString()
               : tr("An origin is scheme, host and port, as https://app.contoso.com or http://localhost:3000.");
}

QStringList AllowedOrigins::origins() const {
    QStringList all;
    const Document& document = m_file.document();
    const NodeId cors = policy::edit::nodeStartingAt(document, m_place);
    if (cors == noNode) return all;
    for (NodeId id = originAt(document, cors, 0); id != noNode; id = document.nextElement(id))
        all << QString::fromStdString(policy::xml::decodeContent(document, id).text()).trimmed();
    return all;
}

void AllowedOrigins::refresh(NodeId node) {
    m_place = m_file.document().node(node).range.begin;
    const QStringList all = origins();
    while (m_list.size() > all.size()) delete m_list.takeLast().ground;
    while (m_list.size() < all.size()) addRow();
    for (qsizetype i = 0; i < all.size(); ++i) {
        // What is typed and not taken yet stays.
        if (m_list[i].text->text().trimmed() != all[i] && !m_list[i].text->hasFocus()) m_list[i].text->setText(all[i]);
        m_list[i].remove->setEnabled(all.size() > 1);
        m_list[i].remove->setToolTip(all.size() > 1 ? tr("Remove this origin") : tr("cors needs at least one origin"));
    }
    showProblem();
}

void AllowedOrigins::addRow() {
    const qsizetype at = m_list.size();
    Row made{new QWidget(this), nullptr, nullptr};
    auto* row = plainLayout<QHBoxLayout>(made.ground);
    setSpacing(row, 4);
    made.text = new QLineEdit(made.ground);
    made.text->setAccessibleName(tr("Origin %1").arg(at + 1));
    setFixedHeightMetric(made.text, Metric::Control);
    made.remove = new IconButton(QStringLiteral("delete"), tr("Remove origin %1").arg(at + 1), made.ground);
    row->addWidget(made.text, 1);
    row->addWidget(made.remove);
    m_rows->addWidget(made.ground);
    // Tab goes through the rows before it comes to the new one.
    QWidget* before = m_new->previousInFocusChain();
    while (before != m_new && !(before->focusPolicy() & Qt::TabFocus)) before = before->previousInFocusChain();
    QWidget::setTabOrder(before, made.text);
    QWidget::setTabOrder(made.text, made.remove);
    connect(made.text, &QLineEdit::textEdited, this, [this, at](const QString& text) { change(at, text.trimmed()); });
    connect(made.remove, &QToolButton::clicked, this, [this, at] { remove(at); });
    m_list.push_back(made);
}

void AllowedOrigins::change(qsizetype row, const QString& origin) {
    showProblem();
    if (!problemOf(origin).isEmpty()) return;  // half typed: the document keeps the last sound one
    const Step step = [row, text = origin.toStdString()](const Document& document, NodeId node) -> Result<policy::xml::Edit> {
        const NodeId id = originAt(document, node, row);
        return id == noNode ? gone() : policy::xml::setText(document, id, text);
    };
    static_cast<void>(apply({step}, tr("Change an allowed origin")));
}

void AllowedOrigins::remove(qsizetype row) {
    const Step step = [row](const Document& document, NodeId node) -> Result<policy::xml::Edit> {
        const NodeId id = originAt(document, node, row);
        return id == noNode ? gone() : policy::xml::removeNode(document, id);
    };
    // The button goes with the row.
    m_new->setFocus(Qt::OtherFocusReason);
    static_cast<void>(apply({step}, tr("Remove an allowed origin")));
}

void AllowedOrigins::add() {
    const QString origin = m_new->text().trimmed();
    if (!problemOf(origin).isEmpty()) return showProblem();
    const Step step = [markup = "<origin>" + origin.toHtmlEscaped().toStdString() + "</origin>"](const Document& document,
                                                                                                 NodeId node) -> Result<policy::xml::Edit> {
        const NodeId list = childNamed(document, node, "allowed-origins");
        if (list != noNode) return policy::xml::insertMarkup(document, list, noNode, markup);
        return policy::xml::insertMarkup(document, node, document.firstChildElement(node),
                                         "<allowed-origins>\n    " + markup + "\n</allowed-origins>");
    };
    if (const auto done = apply({step}, tr("Allow origin %1").arg(origin)); !done) {
        m_problem->setText(QString::fromStdString(done.error().fullMessage()));
        return;
    }
    m_new->clear();
    m_new->setFocus(Qt::OtherFocusReason);
}

void AllowedOrigins::showProblem() {
    const QString wanted = m_new->text().trimmed();
    m_add->setEnabled(!wanted.isEmpty() && problemOf(wanted).isEmpty());
    QString problem = wanted.isEmpty() ? QString() : problemOf(wanted);
    for (const Row& row : m_list)
        if (problem.isEmpty()) problem = problemOf(row.text->text().trimmed());
    const QStringList all = origins();
    if (problem.isEmpty() && all.size() > 1 && all.contains(QLatin1String("*")))
        problem = tr("* allows every origin; the others say nothing more.");
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

}  // namespace mgc::ui
