#include "ui/pages/policies/policy_editor.h"

#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "policy/xml/path.h"
#include "ui/documents/document_store.h"
#include "ui/documents/tiers.h"
#include "ui/pages/page.h"
#include "ui/pages/policies/effective_view.h"
#include "ui/pages/policies/find_bar.h"
#include "ui/pages/policies/fix_popup.h"
#include "ui/pages/policies/flow/flow_view.h"
#include "ui/pages/policies/xml/xml_editor.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/settings/settings_store.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {
/// Width of the editor, unzoomed, that cards and text need side by side.
constexpr int leastBeside = 560;
}  // namespace

PolicyEditor::PolicyEditor(PolicyFile& file, PageContext& context, QWidget* parent)
    : QWidget(parent), m_file(file), m_context(context), m_disk(new Banner(this)), m_state(new Banner(this)), m_fixes(new FixPopup(this)) {
    setObjectName(QStringLiteral("policyEditor"));
    setAccessibleName(tr("Policy editor"));
    setFocusPolicy(Qt::TabFocus);
    auto* column = plainLayout<QVBoxLayout>(this);
    auto* banners = plainLayout<QVBoxLayout>();
    setMargins(banners, 12, 0, 12, 0);
    banners->addWidget(m_disk);
    banners->addWidget(m_state);
    column->addLayout(banners);
    m_stack = new QStackedWidget(this);
    m_split = new QSplitter(Qt::Horizontal, m_stack);
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(1);
    m_flow = new FlowView(file, context.documents, m_split);
    m_xmlSide = new QWidget(m_split);
    plainLayout<QVBoxLayout>(m_xmlSide);
    m_xmlSide->hide();
    m_split->addWidget(m_flow);
    m_split->addWidget(m_xmlSide);
    m_stack->addWidget(m_split);
    column->addWidget(m_stack, 1);
    auto* status = new Surface(ColorRole::Bg, this);
    status->setEdges(Qt::TopEdge);
    setFixedHeightScaled(status, 26);
    auto* row = plainLayout<QHBoxLayout>(status);
    setMargins(row, 12, 0, 12, 0);
    setSpacing(row, 16);
    m_place = new Label({}, TextRole::Hint, ColorRole::Muted, status);
    m_words = new Label({}, TextRole::Hint, ColorRole::Text, status);
    m_words->setElide(Qt::ElideRight);
    m_format = new Label({}, TextRole::Hint, ColorRole::Muted, status);
    row->addWidget(m_place);
    row->addWidget(m_words, 1);
    m_tier = new LinkButton({}, status);
    m_tier->setObjectName(QStringLiteral("tier"));
    connect(m_tier, &QPushButton::clicked, this, &PolicyEditor::chooseTier);
    row->addWidget(m_tier);
    row->addWidget(m_format);
    column->addWidget(status);
    connect(m_flow, &FlowView::inspectWanted, this, &PolicyEditor::inspectWanted);
    connect(m_flow, &FlowView::addWanted, this, &PolicyEditor::addWanted);
    connect(m_flow, &FlowView::openFile, this, [this](const QString& path) { emit openFileAt(path, 1); });
    connect(&m_flow->commands(), &FlowCommands::refused, this, [this](const QString& reason) { tell(reason); });
    connect(&m_flow->commands(), &FlowCommands::said, this, [this](const QString& words) { tell(words); });
    connect(&m_flow->model(), &FlowModel::refreshed, this, [this] { refreshState(); });
    connect(&file, &PolicyFile::diskChanged, this, &PolicyEditor::refreshState);
    connect(&file, &PolicyFile::patched, this, [this] {
        if (m_view == QLatin1String("effective")) m_effective->refresh();
    });
    connect(&context.documents.checker(), &Checker::checked, this, &PolicyEditor::checked);
    connect(&context.prompt, &PromptSession::detailReceived, this, &PolicyEditor::showRun);
    const std::string_view text = file.document().text();
    m_format->setText(tr("UTF-8, %1").arg(text.find("\r\n") != std::string_view::npos ? QStringLiteral("CRLF") : QStringLiteral("LF")));
    connect(&context.gateway, &GatewaySession::statusChanged, this, &PolicyEditor::showTier);
    showTier();
    showRun();
    checked(file.path());
    refreshState();
}

void PolicyEditor::tell(const QString& words) {
    m_words->setText(words);
    m_words->setAccessibleDescription(words);
}

XmlEditor& PolicyEditor::needXml() {
    if (m_xml) return *m_xml;
    m_xml = new XmlEditor(m_file, m_context.documents, m_xmlSide);
    m_find = new FindBar(*m_xml, m_xmlSide);
    auto* column = static_cast<QVBoxLayout*>(m_xmlSide->layout());
    column->addWidget(m_xml, 1);
    column->addWidget(m_find);
    m_xmlSide->setFocusProxy(m_xml);
    connect(m_xml, &XmlEditor::caretMoved, this, [this](int line, int column) {
        const auto& document = m_file.document();
        auto id = document.nodeAt(m_xml->caret());
        while (id != policy::xml::documentNode && !document.isElement(id)) id = document.node(id).parent;
        QString path = id == policy::xml::documentNode ? QString() : QString::fromStdString(policy::xml::pathOf(document, id));
        path.replace(QLatin1Char('/'), QStringLiteral(" / "));
        m_place->setText(tr("Ln %1, Col %2    %3").arg(line).arg(column).arg(path));
    });
    connect(m_xml, &XmlEditor::openFile, this, [this](const QString& path) { emit openFileAt(path, 1); });
    connect(m_xml, &XmlEditor::refused, this, [this](const QString& reason) { tell(reason); });
    connect(m_xml, &XmlEditor::fixesWanted, this, &PolicyEditor::showFixes);
    connect(m_xml, &XmlEditor::renameWanted, this, [this] { m_context.actions.trigger(QStringLiteral("edit.rename")); });
    checked(m_file.path());
    return *m_xml;
}

void PolicyEditor::show(const QString& view) {
    m_view = view;
    if (view == QLatin1String("effective")) {
        if (!m_effective) {
            m_effective = new EffectiveView(m_file, m_context.documents, m_stack);
            connect(m_effective, &EffectiveView::openFileAt, this, &PolicyEditor::openFileAt);
            m_stack->addWidget(m_effective);
        }
        m_place->hide();
        m_effective->refresh();
        m_stack->setCurrentWidget(m_effective);
        return;
    }
    const bool split = view == QLatin1String("split");
    const bool xml = split || view == QLatin1String("xml");
    if (xml) needXml();
    m_flow->setStacked(split);
    m_flow->setVisible(split || !xml);
    m_xmlSide->setVisible(xml);
    m_place->setVisible(xml);
    layOutSplit();
    m_split->setStretchFactor(0, split ? 0 : 1);
    m_split->setStretchFactor(1, 1);
    m_stack->setCurrentWidget(m_split);
}

void PolicyEditor::layOutSplit() {
    if (m_view != QLatin1String("split")) return;
    const bool beside = width() >= px(leastBeside);
    m_split->setOrientation(beside ? Qt::Horizontal : Qt::Vertical);
    const int all = beside ? width() : m_stack->height();
    const int cards = beside ? std::min(px(320), all * 2 / 5) : all / 2;
    m_split->setSizes({cards, std::max(cards, all - cards)});
}

void PolicyEditor::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // Within one way of lying the sizes are the user's.
    const bool beside = width() >= px(leastBeside);
    if (beside != (m_split->orientation() == Qt::Horizontal)) layOutSplit();
}

void PolicyEditor::goToLine(int line, int column) {
    const std::size_t offset =
        m_file.document().source().offset(static_cast<std::uint32_t>(std::max(1, line)), static_cast<std::uint32_t>(std::max(1, column)));
    const auto& document = m_file.document();
    auto id = document.nodeAt(offset);
    // The line's start is blank; what stands on it is meant.
    const auto visible = document.text().find_first_not_of(" \t", offset);
    if (visible != std::string_view::npos) id = document.nodeAt(std::max(offset, visible));
    while (id != policy::xml::documentNode && !document.isElement(id)) id = document.node(id).parent;
    if (id != policy::xml::documentNode) m_file.select({document.node(id).range.begin}, DocumentView::Other);
    if (m_xml && m_xmlSide->isVisible()) {
        m_xml->goTo(offset);
        m_xml->setFocus();
    } else {
        m_flow->focusCards();
    }
}

void PolicyEditor::openFind(bool replace) {
    if (!m_xmlSide->isVisible()) emit viewWanted(QStringLiteral("split"));
    needXml();
    m_find->open(replace);
}

void PolicyEditor::complete() {
    if (m_xml && m_xml->hasFocus()) m_xml->showCompletion();
}

QVector<Diagnostic> PolicyEditor::problemsHere() const {
    QVector<Diagnostic> here;
    const auto* finding = m_context.documents.checker().finding(m_file.path());
    if (!finding) return here;
    const auto& document = m_file.document();
    const bool inXml = m_xml && m_xml->hasFocus();
    for (const auto& problem : finding->diagnostics.all()) {
        const std::size_t at = problem.range.begin.offset;
        bool near = false;
        if (inXml) {
            const auto line = document.source().position(m_xml->caret()).line;
            near = problem.range.begin.line <= line && line <= std::max(problem.range.begin.line, problem.range.end.line);
        }
        for (const std::size_t place : m_file.selection()) {
            const auto node = policy::edit::nodeStartingAt(document, place);
            near = near || (node != policy::xml::noNode && document.node(node).range.contains(at));
        }
        if (near) here.push_back(problem);
    }
    return here;
}

void PolicyEditor::showFixes() {
    QPoint point(width() / 3, height() / 3);
    if (m_xml && m_xml->hasFocus()) point = m_xml->viewport()->mapTo(this, m_xml->pointAt(m_xml->caret())) + QPoint(0, px(24));
    if (!m_fixes->offer(m_file, problemsHere(), point)) tell(tr("No quick fix here."));
}

void PolicyEditor::goToProblem(int step) {
    const auto* finding = m_context.documents.checker().finding(m_file.path());
    if (!finding || finding->diagnostics.all().empty()) return tell(tr("No problems in this document."));
    const auto& all = finding->diagnostics.all();
    const std::size_t at = m_xml && m_xml->hasFocus() ? m_xml->caret() : m_file.selection().empty() ? 0 : m_file.selection().back();
    const Diagnostic* next = nullptr;
    for (const auto& problem : all) {
        const std::size_t offset = problem.range.begin.offset;
        if (step > 0 && offset > at && (!next || offset < next->range.begin.offset)) next = &problem;
        if (step < 0 && offset < at && (!next || offset > next->range.begin.offset)) next = &problem;
    }
    if (!next) next = step > 0 ? &all.front() : &all.back();
    goToLine(static_cast<int>(next->range.begin.line), static_cast<int>(next->range.begin.column));
    tell(QString::fromStdString(next->message));
}

void PolicyEditor::focusView() {
    if (m_view == QLatin1String("xml") && m_xml)
        m_xml->setFocus(Qt::OtherFocusReason);
    else if (m_view != QLatin1String("effective"))
        m_flow->focusCards();
}

void PolicyEditor::showTier() {
    // The gateway's own tier, unless the author wants to know about another one.
    const QString wanted = m_context.settings.state(QStringLiteral("policies.tier")).toString();
    const QString own = QString::fromStdString(m_context.gateway.status().tier);
    const Tier* tier = wanted == QLatin1String("none") ? nullptr : tierNamed(wanted.isEmpty() ? own : wanted);
    m_context.documents.checker().setTier(tier ? tier->id : QString());
    m_tier->setText(tier ? tr("Tier %1").arg(tier->title) : tr("No tier check"));
    m_tier->setAccessibleName(tr("%1, choose the tier to check against").arg(m_tier->text()));
}

void PolicyEditor::chooseTier() {
    QMenu menu(this);
    menu.setAccessibleName(tr("Tier to check against"));
    const QString wanted = m_context.settings.state(QStringLiteral("policies.tier")).toString();
    const auto add = [&](const QString& text, const QString& id) {
        QAction* action = menu.addAction(text, this, [this, id] {
            m_context.settings.setState(QStringLiteral("policies.tier"), id);
            showTier();
        });
        action->setCheckable(true);
        action->setChecked(wanted == id);
    };
    add(tr("The gateway's own tier"), {});
    menu.addSeparator();
    for (const Tier& tier : tiers()) add(tier.title, tier.id);
    menu.addSeparator();
    add(tr("No tier check"), QStringLiteral("none"));
    menu.exec(m_tier->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
}

void PolicyEditor::showRun() {
    const auto& detail = m_context.prompt.detail();
    m_flow->model().setRun(detail ? &*detail : nullptr);
}

void PolicyEditor::checked(const QString& path) {
    if (path != m_file.path()) return;
    const auto* finding = m_context.documents.checker().finding(path);
    if (!finding || finding->revision != m_file.revision()) return;
    m_flow->model().setProblems(finding->diagnostics);
    if (m_xml) m_xml->setProblems(finding->diagnostics);
    refreshState();
}

void PolicyEditor::refreshState() {
    if (m_file.disk() == PolicyFile::Disk::Changed) {
        m_disk->show(paint::Tone::Warn, tr("The file has changed on disk."), tr("Another program wrote it; your edits are not in it."));
        m_disk->setAction(tr("Reload, compare or keep mine"), [this] { emit compareWanted(); });
    } else if (m_file.disk() == PolicyFile::Disk::Gone) {
        m_disk->show(paint::Tone::Warn, tr("The file is gone from disk."), tr("Saving writes it again."));
        m_disk->setAction({}, {});
    } else {
        m_disk->hide();
    }
    const Diagnostic* problem = nullptr;
    for (const auto& each : m_file.document().problems().all())
        if (!problem && each.severity == Severity::Error) problem = &each;
    if (!problem) {
        m_state->hide();
        return;
    }
    m_state->show(paint::Tone::Err, tr("Line %1:").arg(problem->range.begin.line),
                  tr("%1 The flow waits at its last good state; the gateway keeps the last good program.")
                      .arg(QString::fromStdString(problem->message)));
    m_state->setAction(tr("Go"),
                       [this, line = static_cast<int>(problem->range.begin.line), column = static_cast<int>(problem->range.begin.column)] {
                           if (!m_xmlSide->isVisible()) emit viewWanted(QStringLiteral("split"));
                           goToLine(line, column);
                       });
}

}  // namespace mgc::ui
