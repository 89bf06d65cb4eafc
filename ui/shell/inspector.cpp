#include "ui/shell/inspector.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include "resources/resource_type.h"
#include "ui/documents/workspace_edits.h"
#include "ui/forms/resource_form.h"
#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/shell/workspace_tree.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int maxFields = 14;
constexpr qint64 maxFileBytes = 1024 * 1024;

bool isSecret(const QString& name) {
    for (const char* part : {"key", "secret", "password", "token"})
        if (name.contains(QLatin1String(part), Qt::CaseInsensitive)) return true;
    return false;
}

/// The resource type that a node's form is made from; "" where it has none.
const char* kindName(WorkspaceKind kind) {
    switch (kind) {
        case WorkspaceKind::Product:
            return "product";
        case WorkspaceKind::Api:
            return "api";
        case WorkspaceKind::Backend:
            return "backend";
        case WorkspaceKind::NamedValue:
            return "namedValue";
        case WorkspaceKind::Subscription:
            return "subscription";
        case WorkspaceKind::Logger:
            return "logger";
        default:
            return "";
    }
}

QString shown(const QJsonValue& value) {
    if (value.isString()) return value.toString();
    if (value.isBool()) return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble()) return QString::number(value.toDouble());
    if (value.isNull()) return QStringLiteral("null");
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    const QString text = QString::fromUtf8(document.toJson(QJsonDocument::Compact));
    return text.size() > 200 ? text.left(200) + QChar(0x2026) : text;
}

}  // namespace

Inspector::Inspector(PageContext& context, QWidget* parent) : QScrollArea(parent), m_context(context) {
    setAccessibleName(tr("Inspector"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    auto* content = new QWidget(this);
    content->setAutoFillBackground(false);
    m_column = plainLayout<QVBoxLayout>(content);
    setMargins(m_column, 16, 8, 16, 16);
    setSpacing(m_column, 12);
    setWidget(content);
    clear();
    m_column->addWidget(new EmptyState(QStringLiteral("panel_right"), tr("Nothing selected"),
                                       tr("Select a policy card or something in the workspace tree to see what it is made of."), this));
    m_column->addStretch();
}

void Inspector::clear() {
    while (QLayoutItem* item = m_column->takeAt(0)) {
        if (QWidget* widget = item->widget()) widget->deleteLater();
        delete item;
    }
}

void Inspector::addField(const QString& name, const QString& value, bool code) {
    auto* field = new QWidget(widget());
    auto* column = plainLayout<QVBoxLayout>(field);
    setSpacing(column, 2);
    column->addWidget(new Label(name, TextRole::Tab, ColorRole::Muted, field));
    auto* text = new Label(value.isEmpty() ? tr("none") : value, code ? TextRole::CodeSmall : TextRole::Body, ColorRole::Text, field);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(text);
    m_column->addWidget(field);
}

void Inspector::show(const WorkspaceNode& node) {
    m_node = node;
    clear();
    auto* head = new QWidget(widget());
    auto* row = plainLayout<QHBoxLayout>(head);
    setSpacing(row, 8);
    row->addWidget(new IconView(WorkspaceTree::iconFor(node.kind), 20, ColorRole::Accent, head));
    auto* title = new Label(node.name, TextRole::SectionTitle, ColorRole::Text, head);
    title->setElide(Qt::ElideRight);
    row->addWidget(title, 1);
    m_column->addWidget(head);
    if (!node.path.isEmpty()) {
        addField(tr("File"), QDir(m_context.workspace.folder()).relativeFilePath(node.path), true);
        const QFileInfo info(node.path);
        addField(tr("Size, changed"),
                 tr("%1, %2").arg(QLocale().formattedDataSize(info.size()), QLocale().toString(info.lastModified(), QLocale::ShortFormat)));
    }
    for (const auto& api : m_context.gateway.status().apis) {
        if (node.kind != WorkspaceKind::Api || QString::fromStdString(api.id) != node.name) continue;
        addField(tr("Live path"), QLatin1Char('/') + QString::fromStdString(api.path), true);
        addField(tr("Key header, query"), tr("%1, %2").arg(QString::fromStdString(api.keyHeader), QString::fromStdString(api.keyQuery)),
                 true);
        addField(tr("Operations"), QString::number(api.operations.size()));
    }
    for (const auto& backend : m_context.gateway.snapshot().backends) {
        if (node.kind != WorkspaceKind::Backend || QString::fromStdString(backend.id) != node.name) continue;
        addField(tr("Breaker"), QString::fromStdString(backend.state));
        addField(tr("Calls, failures"), tr("%1, %2").arg(backend.requests).arg(backend.failures));
    }
    const char* const type = kindName(node.kind);
    if (*type != '\0' && node.path.endsWith(QLatin1String("Information.json"))) {
        m_column->addWidget(new ResourceForm(resources::resourceType(type), node.path, m_context.edits, widget()));
        m_column->addStretch();
        return;
    }
    QFile file(node.path);
    if (node.path.endsWith(QLatin1String(".json")) && file.size() <= maxFileBytes && file.open(QIODevice::ReadOnly)) {
        const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonObject properties =
            root.contains(QLatin1String("properties")) ? root.value(QLatin1String("properties")).toObject() : root;
        int count = 0;
        for (auto it = properties.begin(); it != properties.end() && count < maxFields; ++it, ++count)
            addField(it.key(), isSecret(it.key()) && it->isString() ? GatewaySession::masked(it->toString()) : shown(it.value()), true);
    }
    if (!node.path.isEmpty()) {
        auto* open = new Button(tr("Open in the system editor"), QStringLiteral("open"), ButtonKind::Normal, widget());
        connect(open, &QPushButton::clicked, this, [this] {
            m_context.actions.action(QStringLiteral("workspace.openFile"))->setData(m_node.path);
            m_context.actions.trigger(QStringLiteral("workspace.openFile"));
        });
        m_column->addWidget(open, 0, Qt::AlignLeft);
    }
    m_column->addStretch();
}

}  // namespace mgc::ui
