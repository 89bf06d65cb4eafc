#include "ui/forms/resource_form.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "ui/documents/text.h"
#include "ui/forms/value_field.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

using resources::MemberDescriptor;
using resources::MemberType;

QString shown(const QJsonValue& value) {
    if (value.isUndefined() || value.isNull()) return {};
    if (value.isString()) return value.toString();
    if (value.isBool()) return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble()) return QString::number(value.toDouble(), 'g', 15);
    if (value.isArray()) {
        QStringList list;
        for (const QJsonValue& each : value.toArray()) list << shown(each);
        return list.join(QStringLiteral(", "));
    }
    return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
}

QString quoted(const QString& text) {
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

/// JSON of what was typed; `problem` says what is wrong with it.
QString toJson(const MemberDescriptor& member, const QString& text, QString& problem) {
    if (member.list) {
        QStringList parts;
        for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) parts << quoted(part.trimmed());
        return QLatin1Char('[') + parts.join(QStringLiteral(", ")) + QLatin1Char(']');
    }
    if (member.type == MemberType::Integer) {
        bool ok = false;
        const qint64 number = text.toLongLong(&ok);
        if (!ok) problem = ResourceForm::tr("A whole number is needed.");
        if (ok && member.minimum && number < *member.minimum) problem = ResourceForm::tr("Must be at least %1.").arg(*member.minimum);
        if (ok && member.maximum && number > *member.maximum) problem = ResourceForm::tr("Must be at most %1.").arg(*member.maximum);
        return text.trimmed();
    }
    if (member.type == MemberType::Boolean) {
        if (text != QLatin1String("true") && text != QLatin1String("false")) problem = ResourceForm::tr("true or false.");
        return text;
    }
    if (member.maximum && member.type == MemberType::Text && text.size() > *member.maximum)
        problem = ResourceForm::tr("At most %1 characters.").arg(*member.maximum);
    if (member.type == MemberType::Enumeration) {
        bool known = false;
        for (const auto value : member.values) known = known || toText(value).compare(text, Qt::CaseInsensitive) == 0;
        if (!known) problem = ResourceForm::tr("Not one of the allowed values.");
    }
    return quoted(text);
}

}  // namespace

ResourceForm::ResourceForm(const resources::ResourceDescriptor& descriptor, const QString& file, WorkspaceEdits& edits, QWidget* parent)
    : QWidget(parent), m_file(file), m_edits(edits) {
    setObjectName(QStringLiteral("resourceForm"));
    setAccessibleName(tr("Settings of the resource"));
    auto* column = plainLayout<QVBoxLayout>(this);
    setSpacing(column, 12);
    auto* help = new Label(toText(descriptor.help), TextRole::Hint, ColorRole::Muted, this);
    help->setWordWrap(true);
    column->addWidget(help);
    add(descriptor.members, "/properties", {}, {}, column);
    refresh();
    connect(&edits, &WorkspaceEdits::changed, this, &ResourceForm::refresh);
}

void ResourceForm::add(const std::vector<MemberDescriptor>& members, const std::string& pointer, const QString& prefix,
                       const Conditions& around, QVBoxLayout* column) {
    for (const MemberDescriptor& member : members) {
        const std::string place = pointer + "/" + std::string(member.name);
        const QString name = prefix + toText(member.name);
        Conditions when = around;
        if (!member.when.member.empty()) when.emplace_back(pointer, member.when);
        if (member.type == MemberType::Object && !member.list) {
            add(member.members, place, name + QLatin1Char('.'), when, column);
            continue;
        }
        if (member.type == MemberType::Object || member.type == MemberType::TextMap) continue;  // edited as JSON
        FieldSpec spec;
        spec.name = name;
        spec.help = toText(member.help);
        for (const auto value : member.values) spec.choices << toText(value);
        if (member.type == MemberType::Boolean) spec.choices = {QStringLiteral("true"), QStringLiteral("false")};
        if (member.list) spec.unit = tr("separated by commas");
        auto* field = new ValueField(spec, this);
        if (member.secret) {
            field->setEnabled(false);
            field->setText(tr("kept in the keychain, not in this file"), true);
        }
        field->watch(this);
        column->addWidget(field);
        m_entries.push_back({&member, place, field, std::move(when)});
    }
}

QJsonValue ResourceForm::valueAt(const std::string& pointer) const {
    QJsonValue value = m_root;
    for (const QString& part : QString::fromStdString(pointer).split(QLatin1Char('/'), Qt::SkipEmptyParts))
        value = value.toObject().value(part);
    return value;
}

const resources::Condition* ResourceForm::missed(const Entry& entry) const {
    for (const auto& [pointer, condition] : entry.when) {
        const QJsonValue other = valueAt(pointer + "/" + std::string(condition.member));
        const std::string written = other.toString().toStdString();
        if (!condition.holds(other.isString() ? std::optional<std::string_view>(written) : std::nullopt)) return &condition;
    }
    return nullptr;
}

bool ResourceForm::isRequired(const Entry& entry) const {
    if (entry.member->needed != resources::Needed::Required) return false;
    // A member of an object that is not there is not missing; the first one that is set brings the object.
    const std::string around = entry.pointer.substr(0, entry.pointer.rfind('/'));
    return around == "/properties" || valueAt(around).isObject();
}

void ResourceForm::refresh() {
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly)) return;
    m_root = QJsonDocument::fromJson(file.readAll()).object();
    for (const Entry& entry : m_entries) {
        const auto* condition = missed(entry);
        const bool written = !valueAt(entry.pointer).isUndefined();
        entry.field->setVisible(!condition || written);
        if (entry.member->secret || (entry.field->editor()->hasFocus() && !entry.field->problem().isEmpty())) continue;
        const QJsonValue value = valueAt(entry.pointer);
        entry.field->setRequired(isRequired(entry));
        entry.field->setText(shown(value), !value.isUndefined());
        if (condition && written)
            entry.field->setProblem(
                tr("Read only where %1 is %2: it has no effect here.").arg(toText(condition->member), toText(condition->value)), false);
        else if (!entry.field->problem().isEmpty())
            entry.field->setProblem({});
    }
}

bool ResourceForm::eventFilter(QObject* watched, QEvent* event) {
    const bool leaves = event->type() == QEvent::FocusOut ||
                        (event->type() == QEvent::KeyPress && (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Return ||
                                                               static_cast<QKeyEvent*>(event)->key() == Qt::Key_Enter));
    if (leaves)
        for (const Entry& entry : m_entries)
            if (entry.field->isAncestorOf(qobject_cast<QWidget*>(watched))) {
                commit(entry);
                break;
            }
    return QWidget::eventFilter(watched, event);
}

void ResourceForm::commit(const Entry& entry) {
    const QString text = entry.field->text();
    if (entry.member->secret || text == shown(valueAt(entry.pointer))) return entry.field->setProblem({});
    QString problem;
    std::optional<std::string> json;
    if (!text.isEmpty()) json = toJson(*entry.member, text, problem).toStdString();
    if (text.isEmpty() && isRequired(entry)) problem = tr("A value is needed.");
    entry.field->setProblem(problem);
    if (!problem.isEmpty()) return;
    if (const auto done = m_edits.setMember(m_file, entry.pointer, json, tr("Change %1").arg(entry.field->spec().name)); !done)
        entry.field->setProblem(QString::fromStdString(done.error().fullMessage()));
}

}  // namespace mgc::ui
