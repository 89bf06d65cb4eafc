#include "ui/forms/element_form.h"

#include <QVBoxLayout>
#include <algorithm>

#include "policy/edit/node_changes.h"
#include "policy/edit/skeleton.h"
#include "policy/xml/decode.h"
#include "ui/documents/document_scope.h"
#include "ui/documents/text.h"
#include "ui/documents/variables.h"
#include "ui/forms/special/special_editor.h"
#include "ui/forms/value_field.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

using policy::xml::NodeId;
using policy::xml::noNode;

bool holdsPolicies(const policy::ElementDescriptor& element) {
    return element.content == policy::Content::Policies || element.content == policy::Content::PoliciesAndElements;
}

NodeId childElement(const policy::xml::Document& document, NodeId parent, int index) {
    NodeId id = document.firstChildElement(parent);
    for (; id != noNode && index > 0; --index) id = document.nextElement(id);
    return id;
}

}  // namespace

ElementForm::ElementForm(PolicyFile& file, DocumentStore& store, const policy::ElementDescriptor& element, std::size_t place,
                         std::vector<int> way, QWidget* parent)
    : QWidget(parent), m_file(file), m_store(store), m_element(element), m_place(place), m_way(std::move(way)) {
    m_column = plainLayout<QVBoxLayout>(this);
    setSpacing(m_column, 12);
    addAttributes();
    if (m_element.content == policy::Content::Text) addText();
    addChildren();
    if (m_way.empty()) m_special = specialEditor(element.name, file, store, this);
    if (m_special) m_column->addWidget(m_special);
    m_shape = shape();
    refresh(place);
}

NodeId ElementForm::node() const {
    const auto& document = m_file.document();
    NodeId id = policy::edit::nodeStartingAt(document, m_place);
    for (const int index : m_way) id = id == noNode ? noNode : childElement(document, id, index);
    return id != noNode && document.isElement(id) ? id : noNode;
}

QString ElementForm::shape() const {
    const auto& document = m_file.document();
    const NodeId id = node();
    if (id == noNode) return {};
    QString text = toText(document.name(id));
    for (NodeId child = document.firstChildElement(id); child != noNode; child = document.nextElement(child))
        text += QLatin1Char(' ') + toText(document.name(child));
    return text;
}

QStringList ElementForm::namesFor(const policy::AttributeDescriptor& attribute) const {
    QStringList names;
    const auto workspace = m_store.workspace().current();
    if (!workspace) return names;
    const auto add = [&](const auto& resources) {
        for (const auto& resource : resources)
            if (names.size() < 300) names << QString::fromStdString(resource.name);
    };
    if (attribute.type == policy::AttributeType::BackendId) add(workspace->backends);
    if (attribute.type == policy::AttributeType::FragmentId) add(workspace->fragments);
    if (attribute.type == policy::AttributeType::LoggerId) add(workspace->loggers);
    return names;
}

std::function<QStringList()> ElementForm::variables() const {
    return [this] { return variablesOf(m_file.document(), m_store.catalog()); };
}

void ElementForm::addAttributes() {
    const auto& document = m_file.document();
    const NodeId id = node();
    QWidget* rest = nullptr;
    QVBoxLayout* restColumn = nullptr;
    int hidden = 0;
    const auto add = [&](const policy::AttributeDescriptor& attribute, QWidget* parent, QVBoxLayout* column) {
        FieldSpec spec = specOf(attribute);
        if (spec.choices.isEmpty()) spec.choices = namesFor(attribute);
        spec.variables = variables();
        spec.live = &m_store.live();
        auto* field = new ValueField(spec, parent);
        connect(field, &ValueField::edited, this, [this, &attribute, field](const QString& text) { edited(attribute, field, text); });
        m_attributes.push_back({&attribute, field});
        column->addWidget(field);
    };
    for (const auto& attribute : m_element.attributes)
        if (attribute.presence == policy::Presence::Required) add(attribute, this, m_column);
    const bool few = m_element.attributes.size() <= 6 || !m_way.empty();
    for (const auto& attribute : m_element.attributes) {
        if (attribute.presence == policy::Presence::Required) continue;
        const bool set = id != noNode && document.attribute(id, attribute.name) != nullptr;
        if (set || few) {
            add(attribute, this, m_column);
            continue;
        }
        if (!rest) {
            rest = new QWidget(this);
            restColumn = plainLayout<QVBoxLayout>(rest);
            setSpacing(restColumn, 12);
            rest->hide();
        }
        ++hidden;
        add(attribute, rest, restColumn);
    }
    if (!rest) return;
    auto* more = new Button(tr("%n more settings", nullptr, hidden), QStringLiteral("chevron_right"), ButtonKind::Ghost, this);
    more->setAccessibleName(tr("Show %n more settings", nullptr, hidden));
    more->setCheckable(true);
    connect(more, &QPushButton::toggled, this, [rest, more](bool on) {
        rest->setVisible(on);
        more->setIconName(on ? QStringLiteral("chevron_down") : QStringLiteral("chevron_right"), ColorRole::Muted);
    });
    m_column->addWidget(more, 0, Qt::AlignLeft);
    m_column->addWidget(rest);
}

void ElementForm::addText() {
    FieldSpec spec;
    spec.name = toText(m_element.name);
    spec.label = m_way.empty() ? tr("Content") : toText(m_element.name);
    spec.help = toText(m_way.empty() ? std::string_view() : m_element.help);
    spec.expressions = m_element.textExpressions == policy::Expressions::Allowed;
    spec.multiline = m_element.name == "set-body";
    spec.variables = variables();
    spec.live = &m_store.live();
    m_text = new ValueField(spec, this);
    connect(m_text, &ValueField::edited, this, [this](const QString& text) {
        const NodeId id = node();
        if (id != noNode)
            apply(policy::xml::setText(m_file.document(), id, text.toStdString()), tr("Change the text of %1").arg(toText(m_element.name)),
                  m_text, true);
    });
    m_column->addWidget(m_text);
}

void ElementForm::addChildren() {
    // What holds policies is edited as cards, not here.
    for (const auto& child : m_element.children) {
        // The conditions of choose belong to its form all the same: there they are seen together and put in order.
        if (holdsPolicies(child) && m_element.name != "choose") continue;
        if (m_store.catalog().find(child.name) && m_way.empty() && holdsPolicies(m_element)) continue;
        if (m_way.empty() && specialEditorCovers(m_element.name, child.name)) continue;
        int index = 0;
        addGroup(child, index);
    }
}

void ElementForm::addGroup(const policy::ElementDescriptor& child, int&) {
    const auto& document = m_file.document();
    const NodeId id = node();
    auto* head = plainLayout<QHBoxLayout>();
    setSpacing(head, 8);
    head->addWidget(new Label(toText(child.name), TextRole::DockTitle, ColorRole::Text, this));
    auto* help = new Label(toText(child.help), TextRole::Hint, ColorRole::Muted, this);
    help->setElide(Qt::ElideRight);
    head->addWidget(help, 1);
    int count = 0;
    int position = 0;
    QVector<int> positions;
    for (NodeId each = id == noNode ? noNode : document.firstChildElement(id); each != noNode;
         each = document.nextElement(each), ++position)
        if (document.name(each) == child.name) positions << position;
    if (static_cast<std::uint32_t>(positions.size()) < child.maximum) {
        auto* add = new IconButton(QStringLiteral("add"), tr("Add %1").arg(toText(child.name)), this);
        connect(add, &QToolButton::clicked, this, [this, &child] {
            const NodeId parent = node();
            if (parent == noNode) return;
            // In the order of the schema: before the first child that comes later.
            const auto rank = [&](std::string_view name) {
                return std::find_if(m_element.children.begin(), m_element.children.end(),
                                    [&](const auto& each) { return each.name == name; }) -
                       m_element.children.begin();
            };
            const auto& now = m_file.document();
            NodeId before = noNode;
            for (NodeId each = now.firstChildElement(parent); each != noNode && before == noNode; each = now.nextElement(each))
                if (rank(now.name(each)) > rank(child.name)) before = each;
            auto change = policy::edit::insertAt(now, parent, before, policy::edit::skeletonOf(child));
            if (!change) return;
            change->places = {m_place};
            m_file.apply(*change, tr("Add %1").arg(toText(child.name)), DocumentView::Inspector);
            emit shapeChanged();
        });
        head->addWidget(add);
    }
    m_column->addWidget(new HairLine(Qt::Horizontal, this));
    m_column->addLayout(head);
    for (const int at : positions) {
        auto way = m_way;
        way.push_back(at);
        auto* row = plainLayout<QHBoxLayout>();
        setSpacing(row, 4);
        auto* form = new ElementForm(m_file, m_store, child, m_place, way, this);
        form->setAccessibleName(tr("%1 %2").arg(toText(child.name)).arg(++count));
        connect(form, &ElementForm::shapeChanged, this, &ElementForm::shapeChanged);
        m_children << form;
        row->addWidget(form, 1);
        if (positions.size() > 1) {
            const qsizetype own = count - 1;
            for (const int step : {-1, 1}) {
                auto* button = new IconButton(step < 0 ? QStringLiteral("arrow_up") : QStringLiteral("arrow_down"),
                                              step < 0 ? tr("Move %1 %2 up").arg(toText(child.name)).arg(count)
                                                       : tr("Move %1 %2 down").arg(toText(child.name)).arg(count),
                                              this);
                const qsizetype other = own + step;
                button->setEnabled(other >= 0 && other < positions.size());
                if (button->isEnabled()) connect(button, &QToolButton::clicked, this, [this, at, to = positions[other]] { move(at, to); });
                row->addWidget(button, 0, Qt::AlignTop);
            }
        }
        if (static_cast<std::uint32_t>(positions.size()) > child.minimum) {
            auto* remove = new IconButton(QStringLiteral("delete"), tr("Remove %1 %2").arg(toText(child.name)).arg(count), this);
            connect(remove, &QToolButton::clicked, this, [this, at, &child] {
                const NodeId parent = node();
                const NodeId gone = parent == noNode ? noNode : childElement(m_file.document(), parent, at);
                if (gone == noNode) return;
                auto change = policy::edit::removeNodes(m_file.document(), {gone});
                if (!change) return;
                change->places = {m_place};
                m_file.apply(*change, tr("Remove %1").arg(toText(child.name)), DocumentView::Inspector);
                emit shapeChanged();
            });
            row->addWidget(remove, 0, Qt::AlignTop);
        }
        m_column->addLayout(row);
    }
}

void ElementForm::move(int from, int to) {
    const auto& document = m_file.document();
    const NodeId parent = node();
    if (parent == noNode) return;
    const NodeId moved = childElement(document, parent, from);
    const NodeId target = childElement(document, parent, to);
    if (moved == noNode || target == noNode) return;
    auto change = policy::edit::moveNodes(document, {moved}, parent, to < from ? target : document.nextElement(target));
    if (!change) return;
    change->places = {m_place};
    m_file.apply(*change, tr("Move %1").arg(toText(document.name(moved))), DocumentView::Inspector);
    emit shapeChanged();
}

void ElementForm::edited(const policy::AttributeDescriptor& attribute, ValueField* field, const QString& text) {
    const NodeId id = node();
    if (id == noNode) return;
    const auto& document = m_file.document();
    const bool remove = text.isEmpty() && attribute.presence == policy::Presence::Optional;
    if (remove && !document.attribute(id, attribute.name)) return field->setProblem({});
    apply(remove ? policy::xml::removeAttribute(document, id, attribute.name)
                 : policy::xml::setAttribute(document, id, attribute.name, text.toStdString()),
          tr("Change %1").arg(toText(attribute.name)), field, true);
}

void ElementForm::apply(Result<policy::xml::Edit> edit, const QString& what, ValueField* field, bool typing) {
    if (!edit) {
        // While someone types, brackets are open for a moment: said at the field, the document keeps the last sound value.
        field->setProblem(QString::fromStdString(edit.error().cause ? edit.error().cause->message : edit.error().message));
        return;
    }
    field->setProblem({});
    m_file.apply(policy::edit::changeOf(std::move(*edit), {}), what, DocumentView::Inspector, typing);
}

bool ElementForm::refresh(std::size_t place) {
    m_place = place;
    const NodeId id = node();
    if (id == noNode || shape() != m_shape) return false;
    const auto& document = m_file.document();
    for (const AttributeField& each : m_attributes) {
        const auto* attribute = document.attribute(id, each.attribute->name);
        const QString value = attribute ? QString::fromStdString(policy::xml::decodeAttribute(document, *attribute).text()) : QString();
        // A field with an open bracket keeps what is typed.
        if (each.field->editor()->hasFocus() && !each.field->problem().isEmpty() && each.field->text() != value) continue;
        if (each.field->text() != value || !attribute) each.field->setText(value, attribute != nullptr);
    }
    if (m_text) {
        const QString value = QString::fromStdString(policy::xml::decodeContent(document, id).text());
        const bool typing = m_text->editor()->hasFocus() && !m_text->problem().isEmpty();
        if (!typing && m_text->text() != value) m_text->setText(value, true);
    }
    if (m_special) m_special->refresh(id);
    return std::all_of(m_children.begin(), m_children.end(), [&](ElementForm* child) { return child->refresh(place); });
}

void ElementForm::showProblems(const Diagnostics& problems) {
    const auto& document = m_file.document();
    const NodeId id = node();
    if (id == noNode) return;
    const auto find = [&](policy::xml::Span span, std::string_view name) -> const Diagnostic* {
        for (const auto& problem : problems.all()) {
            const std::size_t at = problem.range.begin.offset;
            if (at >= span.begin && at <= span.end && span.end > span.begin) return &problem;
            // What is missing is reported at the element's name.
            const bool missing = problem.code == "MGC2201" && document.node(id).name.contains(at);
            if (missing && problem.message.find("'" + std::string(name) + "'") != std::string::npos) return &problem;
        }
        return nullptr;
    };
    for (const AttributeField& each : m_attributes) {
        const auto* attribute = document.attribute(id, each.attribute->name);
        const Diagnostic* problem = find(attribute ? attribute->range : policy::xml::Span{}, each.attribute->name);
        each.field->setProblem(problem ? QString::fromStdString(problem->message) : QString(),
                               !problem || problem->severity == Severity::Error);
    }
    if (m_text) {
        const Diagnostic* problem = find(document.content(id), "");
        m_text->setProblem(problem ? QString::fromStdString(problem->message) : QString(),
                           !problem || problem->severity == Severity::Error);
    }
    for (ElementForm* child : m_children) child->showProblems(problems);
}

QList<ValueField*> ElementForm::fields() const { return findChildren<ValueField*>(); }

bool ElementForm::focusFirst() {
    const auto all = fields();
    for (ValueField* field : all)
        if (field->spec().required && field->text().isEmpty() && field->isVisibleTo(this)) {
            field->focusField();
            return true;
        }
    if (all.isEmpty()) return false;
    all.first()->focusField();
    return true;
}

}  // namespace mgc::ui
