#include "ui/forms/policy_form.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QThreadPool>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "policy/edit/node_changes.h"
#include "ui/documents/text.h"
#include "ui/documents/workspace_texts.h"
#include "ui/forms/element_form.h"
#include "ui/forms/form_tabs.h"
#include "ui/forms/policy_docs.h"
#include "ui/forms/policy_icon.h"
#include "ui/forms/usages.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

using policy::xml::NodeId;
using policy::xml::noNode;

/// The policy that holds a node, or the node itself where it is a policy or a branch of one.
NodeId policyAround(const policy::xml::Document& document, NodeId id, const policy::Catalog& catalog) {
    for (; id != noNode && id != policy::xml::documentNode; id = document.node(id).parent) {
        if (!document.isElement(id)) continue;
        const auto name = document.name(id);
        const NodeId parent = document.node(id).parent;
        const bool branch = name == "when" || name == "otherwise";
        if (branch || name == "base") return id;
        if (!catalog.find(name)) {
            // An unknown element directly in a section is a policy of its own.
            const NodeId up = parent == noNode || parent == policy::xml::documentNode ? noNode : document.node(parent).parent;
            if (up != noNode && up != policy::xml::documentNode && document.node(up).parent == policy::xml::documentNode) return id;
            continue;
        }
        // A set-header inside of return-response is the container's setting and a card of its own.
        return id;
    }
    return noNode;
}

}  // namespace

PolicyForm::PolicyForm(DocumentStore& store, QWidget* parent) : QWidget(parent), m_store(store) {
    setObjectName(QStringLiteral("policyForm"));
    setAccessibleName(tr("Policy inspector"));
    auto* column = plainLayout<QVBoxLayout>(this);
    auto* head = plainLayout<QVBoxLayout>();
    setMargins(head, 16, 10, 16, 4);
    setSpacing(head, 6);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    m_icon = new IconView(QStringLiteral("code"), 20, ColorRole::Accent, this);
    m_name = new Label({}, TextRole::SectionTitle, ColorRole::Text, this);
    m_name->setElide(Qt::ElideRight);
    row->addWidget(m_icon);
    row->addWidget(m_name, 1);
    head->addLayout(row);
    m_about = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_about->setWordWrap(true);
    head->addWidget(m_about);
    m_tabs = new FormTabs(tr("Part of the inspector"), this);
    m_tabs->addOption(QStringLiteral("properties"), tr("Properties"));
    m_tabs->addOption(QStringLiteral("docs"), tr("Docs"));
    m_tabs->addOption(QStringLiteral("xml"), tr("XML"));
    m_tabs->addOption(QStringLiteral("usedBy"), tr("Used by"));
    column->addLayout(head);
    auto* tabs = plainLayout<QHBoxLayout>();
    setMargins(tabs, 4, 0, 0, 0);
    tabs->addWidget(m_tabs);
    column->addLayout(tabs);
    m_stack = new QStackedWidget(this);
    m_scroll = new QScrollArea(m_stack);
    m_scroll->setAccessibleName(tr("Properties"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    auto* content = new QWidget(m_scroll);
    content->setAutoFillBackground(false);
    m_column = plainLayout<QVBoxLayout>(content);
    setMargins(m_column, 16, 12, 16, 16);
    m_scroll->setWidget(content);
    m_docs = new QTextBrowser(m_stack);
    m_docs->setAccessibleName(tr("Documentation"));
    m_docs->setFrameShape(QFrame::NoFrame);
    m_docs->setOpenExternalLinks(true);
    m_docs->viewport()->setAutoFillBackground(false);
    m_docs->document()->setDocumentMargin(px(16));
    m_xml = new QPlainTextEdit(m_stack);
    m_xml->setAccessibleName(tr("XML of the policy"));
    m_xml->setReadOnly(true);
    m_xml->setFrameShape(QFrame::NoFrame);
    m_xml->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_xml->setTabChangesFocus(true);
    m_xml->setFont(Theme::instance().font(TextRole::CodeSmall));
    m_xml->viewport()->setAutoFillBackground(false);
    m_usages = new QTreeWidget(m_stack);
    m_usages->setAccessibleName(tr("Places that name it too"));
    m_usages->setHeaderLabels({tr("Place"), tr("Line")});
    m_usages->header()->setAccessibleName(tr("Columns of the places"));
    m_usages->setRootIsDecorated(false);
    m_usages->setFrameShape(QFrame::NoFrame);
    m_usages->viewport()->setAutoFillBackground(false);
    connect(m_usages, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        emit openFileAt(item->data(0, Qt::UserRole).toString(), item->data(0, Qt::UserRole + 1).toInt());
    });
    for (QWidget* page :
         {static_cast<QWidget*>(m_scroll), static_cast<QWidget*>(m_docs), static_cast<QWidget*>(m_xml), static_cast<QWidget*>(m_usages)})
        m_stack->addWidget(page);
    column->addWidget(m_stack, 1);
    m_foot = new QWidget(this);
    auto* foot = plainLayout<QHBoxLayout>(m_foot);
    setMargins(foot, 16, 8, 16, 8);
    setSpacing(foot, 6);
    foot->addWidget(new Label(tr("Allowed in"), TextRole::Hint, ColorRole::Muted, m_foot));
    m_sections = new Label({}, TextRole::Tab, ColorRole::Text, m_foot);
    m_sections->setElide(Qt::ElideRight);
    foot->addWidget(m_sections, 1);
    m_scopes = new Label({}, TextRole::Tab, ColorRole::Muted, m_foot);
    m_scopes->setElide(Qt::ElideRight);
    foot->addWidget(m_scopes, 1);
    column->addWidget(new HairLine(Qt::Horizontal, this));
    column->addWidget(m_foot);
    connect(m_tabs, &FormTabs::chosen, this, &PolicyForm::showTab);
    m_count.setSingleShot(true);
    m_count.setInterval(250);
    connect(&m_count, &QTimer::timeout, this, &PolicyForm::countUsages);
    connect(&store, &DocumentStore::currentChanged, this, &PolicyForm::follow);
    connect(&store.checker(), &Checker::checked, this, &PolicyForm::checked);
    m_soon.setSingleShot(true);
    m_soon.setInterval(60);
    connect(&m_soon, &QTimer::timeout, this, &PolicyForm::show);
    follow(store.current());
}

void PolicyForm::follow(PolicyFile* file) {
    if (m_file) m_file->disconnect(this);
    m_file = file;
    if (file) {
        connect(file, &PolicyFile::selectionChanged, this, [this] { show(); });
        connect(file, &PolicyFile::patched, this, [this](const auto&, DocumentView from) {
            if (from == DocumentView::Inspector)
                show();
            else
                m_soon.start();
        });
    }
    show();
}

QString PolicyForm::placeText(NodeId node) const {
    const auto& document = m_file->document();
    const NodeId parent = document.node(node).parent;
    int step = 0;
    int count = 0;
    for (NodeId id = document.firstChildElement(parent); id != noNode; id = document.nextElement(id)) {
        ++count;
        if (id == node) step = count;
    }
    return tr("%1, step %2 of %3.").arg(toText(document.name(parent))).arg(step).arg(count);
}

void PolicyForm::show() {
    const bool before = m_subject;
    NodeId node = noNode;
    std::size_t place = 0;
    if (m_file && !m_file->selection().empty()) {
        place = m_file->selection().back();
        const auto& document = m_file->document();
        NodeId at = policy::edit::nodeStartingAt(document, place);
        if (at == noNode) at = document.nodeAt(place);
        node = policyAround(document, at, m_store.catalog());
    }
    m_subject = node != noNode;
    if (m_subject) {
        const auto& document = m_file->document();
        place = document.node(node).range.begin;
        const auto name = document.name(node);
        const policy::PolicyDescriptor* policy = m_store.catalog().find(name);
        const policy::ElementDescriptor* element = policy ? &policy->element : nullptr;
        if (!policy && (name == "when" || name == "otherwise"))
            if (const auto* choose = m_store.catalog().find("choose"))
                for (const auto& child : choose->element.children)
                    if (child.name == name) element = &child;
        const bool same = m_form && element == m_element && m_form->refresh(place);
        m_node = node;
        if (!same) {
            delete m_form;
            m_form = nullptr;
            while (QLayoutItem* item = m_column->takeAt(0)) {
                if (QWidget* widget = item->widget()) widget->deleteLater();
                delete item;
            }
            m_element = element;
            m_policy = policy;
            if (element) {
                m_form = new ElementForm(*m_file, m_store, *element, place, {}, m_scroll->widget());
                connect(m_form, &ElementForm::shapeChanged, this, [this] {
                    QMetaObject::invokeMethod(
                        this, [this] { show(); }, Qt::QueuedConnection);
                });
                m_column->addWidget(m_form);
            }
            const bool fields = m_form && !m_form->fields().isEmpty();
            if (!fields)
                m_column->addWidget(new Label(name == "base" ? tr("Here run the policies of the outer scope.")
                                              : !element
                                                  ? tr("This element is no policy this version knows. It is kept as it is; edit it as XML.")
                                                  : tr("It has no settings."),
                                              TextRole::Hint, ColorRole::Muted, m_scroll->widget()));
            m_column->addStretch();
            m_docs->setHtml(policy ? documentationOf(*policy) : element ? toText(element->help).toHtmlEscaped() : QString());
            m_sections->setText(policy ? sectionsOf(*policy) : tr("choose"));
            m_scopes->setText(policy ? scopesOf(*policy) : QString());
            m_foot->setVisible(policy != nullptr);
        }
        m_icon->setIcon(name == "when" || name == "otherwise" ? QStringLiteral("branch_fork") : policyIcon(toText(name)),
                        ColorRole::Accent);
        m_name->setText(toText(name));
        const QString help = policy ? toText(policy->summary) : element ? toText(element->help) : QString();
        m_about->setText(help.isEmpty() ? placeText(node) : QStringLiteral("%1 %2.").arg(placeText(node), help));
        if (m_tabs->current() == QLatin1String("xml") || !same)
            m_xml->setPlainText(QString::fromStdString(policy::edit::markupOf(document, {node})));
        if (m_tabs->current() == QLatin1String("usedBy")) fillUsages();
        m_count.start();
        checked(m_file->path());
    }
    if (before != m_subject || m_subject) emit subjectChanged();
}

void PolicyForm::showTab(const QString& id) {
    if (id == QLatin1String("usedBy")) fillUsages();
    if (id == QLatin1String("xml") && m_file && m_subject)
        m_xml->setPlainText(QString::fromStdString(policy::edit::markupOf(m_file->document(), {m_node})));
    m_stack->setCurrentIndex(id == QLatin1String("docs") ? 1 : id == QLatin1String("xml") ? 2 : id == QLatin1String("usedBy") ? 3 : 0);
}

void PolicyForm::fillUsages() {
    m_usages->clear();
    if (!m_file || !m_subject) return;
    const QString name = namedBy(m_file->document(), m_node, m_element);
    for (const Usage& usage : usagesOf(name, m_store)) {
        auto* item = new QTreeWidgetItem(m_usages, {usage.where, usage.text});
        item->setData(0, Qt::UserRole, usage.file);
        item->setData(0, Qt::UserRole + 1, usage.line);
        item->setToolTip(1, usage.text);
    }
    if (m_usages->topLevelItemCount() == 0)
        new QTreeWidgetItem(
            m_usages, {name.isEmpty() ? tr("It names no backend, fragment, logger or variable.") : tr("Nothing names %1.").arg(name)});
    m_usages->resizeColumnToContents(0);
}

void PolicyForm::countUsages() {
    if (!m_file || !m_subject) return;
    const QString name = namedBy(m_file->document(), m_node, m_element);
    const quint64 wish = ++m_wish;
    if (name.isEmpty()) return m_tabs->setCount(QStringLiteral("usedBy"), 0);
    QThreadPool::globalInstance()->start([self = QPointer<PolicyForm>(this), wish, name, texts = workspaceTexts(m_store)] {
        const auto count = static_cast<int>(usagesIn(texts, name).size());
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, wish, count] {
                if (self && self->m_wish == wish) self->m_tabs->setCount(QStringLiteral("usedBy"), count);
            },
            Qt::QueuedConnection);
    });
}

void PolicyForm::checked(const QString& path) {
    if (!m_form || !m_file || m_file->path() != path) return;
    const auto* finding = m_store.checker().finding(path);
    if (finding && finding->revision == m_file->revision()) m_form->showProblems(finding->diagnostics);
}

void PolicyForm::focusFirst() {
    m_tabs->setCurrent(QStringLiteral("properties"));
    m_stack->setCurrentIndex(0);
    if (!m_form || !m_form->focusFirst()) m_tabs->setFocus();
}

}  // namespace mgc::ui
