#include "ui/pages/policies/refactor/workspace_search.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QThreadPool>
#include <QVBoxLayout>

#include "ui/pages/page.h"
#include "ui/pages/policies/refactor/change_tree.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int delayMs = 150;

QString expanded(const QString& replacement, const QRegularExpressionMatch& match) {
    QString made;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const QChar c = replacement[i];
        const bool group = (c == QLatin1Char('\\') || c == QLatin1Char('$')) && i + 1 < replacement.size() && replacement[i + 1].isDigit();
        made += group ? match.captured(replacement[++i].digitValue()) : QString(c);
    }
    return made;
}

}  // namespace

WorkspaceSearch::WorkspaceSearch(PageContext& context, QWidget* parent) : QDialog(parent), m_context(context) {
    setObjectName(QStringLiteral("workspaceSearch"));
    setWindowTitle(tr("Find in all policies"));
    setAccessibleName(windowTitle());
    resize(px(900), px(540));
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 20, 16, 20, 16);
    setSpacing(column, 10);
    column->addWidget(new Label(tr("Find in all policies"), TextRole::SectionTitle, ColorRole::Text, this));
    auto* fields = plainLayout<QHBoxLayout>();
    setSpacing(fields, 8);
    const auto line = [&](const QString& name) {
        auto* edit = new QLineEdit(this);
        edit->setAccessibleName(name);
        edit->setPlaceholderText(name);
        setFixedHeightMetric(edit, Metric::Control);
        fields->addWidget(edit, 1);
        return edit;
    };
    m_find = line(tr("Find in the workspace"));
    m_replace = line(tr("Replace with"));
    m_regex = new QCheckBox(tr("Regular expression"), this);
    m_case = new QCheckBox(tr("Match case"), this);
    fields->addWidget(m_regex);
    fields->addWidget(m_case);
    column->addLayout(fields);
    m_tree = new ChangeTree(this);
    column->addWidget(m_tree, 1);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    m_note = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    row->addWidget(m_note, 1);
    auto* close = new Button(tr("Close"), {}, ButtonKind::Normal, this);
    close->setAutoDefault(false);
    m_apply = new Button(tr("Replace"), {}, ButtonKind::Primary, this);
    m_apply->setAccessibleName(tr("Replace the ticked places"));
    m_apply->setAutoDefault(false);
    row->addWidget(close);
    row->addWidget(m_apply);
    column->addLayout(row);
    m_soon.setSingleShot(true);
    m_soon.setInterval(delayMs);
    connect(&m_soon, &QTimer::timeout, this, &WorkspaceSearch::run);
    for (QLineEdit* edit : {m_find, m_replace}) connect(edit, &QLineEdit::textChanged, &m_soon, qOverload<>(&QTimer::start));
    for (QCheckBox* box : {m_regex, m_case}) connect(box, &QCheckBox::toggled, &m_soon, qOverload<>(&QTimer::start));
    connect(m_tree, &ChangeTree::openFileAt, this, &WorkspaceSearch::openFileAt);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_apply, &QPushButton::clicked, this, &WorkspaceSearch::replace);
    m_find->setFocus();
    take({}, {});
}

void WorkspaceSearch::setText(const QString& text) {
    if (!text.isEmpty()) m_find->setText(text);
    m_find->selectAll();
}

QVector<FileChanges> WorkspaceSearch::search(const QVector<WorkspaceText>& texts, const Query& query, QString& problem) {
    QVector<FileChanges> found;
    if (query.find.isEmpty()) return found;
    const QRegularExpression pattern(query.regex ? query.find : QRegularExpression::escape(query.find),
                                     (query.matchCase ? QRegularExpression::NoPatternOption : QRegularExpression::CaseInsensitiveOption) |
                                         QRegularExpression::MultilineOption);
    if (!pattern.isValid()) {
        problem = pattern.errorString();
        return found;
    }
    int count = 0;
    for (const WorkspaceText& file : texts) {
        const QString text = QString::fromStdString(file.text);
        FileChanges each{file, {}};
        qsizetype at = 0;
        std::size_t bytes = 0;
        const auto place = [&](qsizetype offset) {
            bytes += static_cast<std::size_t>(QStringView(text).mid(at, offset - at).toUtf8().size());
            at = offset;
            return bytes;
        };
        for (auto matches = pattern.globalMatch(text); matches.hasNext() && count < mostPlaces;) {
            const auto match = matches.next();
            if (match.capturedLength() == 0) continue;
            const std::size_t begin = place(match.capturedStart());
            const std::size_t end = place(match.capturedEnd());
            each.changes.push_back({begin, end, (query.regex ? expanded(query.replace, match) : query.replace).toStdString()});
            ++count;
        }
        if (!each.changes.isEmpty()) found.push_back(std::move(each));
    }
    return found;
}

void WorkspaceSearch::run() {
    const Query query{m_find->text(), m_replace->text(), m_regex->isChecked(), m_case->isChecked()};
    QThreadPool::globalInstance()->start(
        [self = QPointer<WorkspaceSearch>(this), wish = ++m_wish, query, texts = workspaceTexts(m_context.documents)] {
            QString problem;
            const auto files = search(texts, query, problem);
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, wish, files, problem] {
                    if (self && self->m_wish == wish) self->take(files, problem);
                },
                Qt::QueuedConnection);
        });
}

void WorkspaceSearch::take(const QVector<FileChanges>& files, const QString& problem) {
    m_tree->show(files, !m_replace->text().isEmpty());
    const int count = m_tree->count();
    m_note->setColor(problem.isEmpty() ? ColorRole::Muted : ColorRole::Err);
    m_note->setText(!problem.isEmpty()         ? tr("The regular expression: %1").arg(problem)
                    : m_find->text().isEmpty() ? tr("Double click opens a place.")
                    : count >= mostPlaces      ? tr("The first %1 places.").arg(count)
                                               : tr("%n places in %1 policies.", nullptr, count).arg(files.size()));
    m_apply->setEnabled(count > 0);
}

void WorkspaceSearch::replace() {
    const LinkedEdit one(m_context.documents, m_context.edits);
    const auto done = applyChanges(m_context.documents, m_context.edits, m_tree->chosen(), tr("Replace %1").arg(m_find->text()));
    if (!done) {
        m_note->setColor(ColorRole::Err);
        m_note->setText(QString::fromStdString(done.error().fullMessage()));
        return;
    }
    run();
}

}  // namespace mgc::ui
