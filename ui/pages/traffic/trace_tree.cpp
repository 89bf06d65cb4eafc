#include "ui/pages/traffic/trace_tree.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTreeWidget>

#include "ui/theme/theme.h"
#include "ui/widgets/basic/label.h"

namespace mgc::ui {

namespace {

constexpr int maxNodes = 5000;
constexpr int maxDepth = 24;

QString scalar(const QJsonValue& value) {
    if (value.isString()) return value.toString();
    if (value.isNull()) return QStringLiteral("null");
    if (value.isArray() && value.toArray().isEmpty()) return QStringLiteral("[]");
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.mid(1, text.size() - 2));
}

/// "00:00:00.0004321" as Azure writes elapsed times, in ms; other text as it is.
QString elapsedText(const QString& elapsed) {
    const QStringList parts = elapsed.split(u':');
    if (parts.size() != 3) return elapsed;
    const double ms = (parts[0].toDouble() * 3600 + parts[1].toDouble() * 60 + parts[2].toDouble()) * 1000;
    return TraceTree::tr("%1 ms").arg(ms, 0, 'f', ms < 10 ? 2 : 1);
}

}  // namespace

TraceTree::TraceTree(QWidget* parent)
    : QStackedWidget(parent), m_tree(new QTreeWidget), m_words(new Label({}, TextRole::Body, ColorRole::Muted)) {
    m_tree->setAccessibleName(tr("Trace"));
    m_tree->setHeaderLabels({tr("Source"), tr("Elapsed"), tr("What it says")});
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->header()->setStretchLastSection(true);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 16, 16, 16);
    m_words->setWordWrap(true);
    column->addWidget(m_words);
    column->addStretch(1);
    addWidget(m_tree);
    addWidget(page);
}

void TraceTree::showWaiting() { showProblem(tr("Asking the gateway for the trace…")); }

void TraceTree::showProblem(const QString& words) {
    m_words->setText(words);
    setCurrentIndex(1);
}

void TraceTree::showTrace(const QJsonObject& trace) {
    m_tree->clear();
    m_nodes = 0;
    const QJsonObject entries = trace.value(QLatin1String("traceEntries")).toObject();
    for (const char* section : {"inbound", "backend", "outbound", "on-error"})
        if (entries.contains(QLatin1String(section))) addSection(QLatin1String(section), entries.value(QLatin1String(section)));
    for (auto it = entries.begin(); it != entries.end(); ++it)
        if (it.key() != QLatin1String("inbound") && it.key() != QLatin1String("backend") && it.key() != QLatin1String("outbound") &&
            it.key() != QLatin1String("on-error"))
            addSection(it.key(), it.value());
    if (m_nodes == 0) {
        showProblem(
            tr("This request was not traced. Start the gateway with --trace all, or send Ocp-Apim-Debug-Authorization, to keep traces."));
        return;
    }
    m_tree->setColumnWidth(0, px(300));
    m_tree->setColumnWidth(1, px(90));
    setCurrentIndex(0);
}

void TraceTree::addSection(const QString& name, const QJsonValue& entries) {
    auto* section = new QTreeWidgetItem(m_tree, {name});
    section->setFont(0, Theme::instance().font(TextRole::BodyStrong));
    ++m_nodes;
    for (const QJsonValue entry : entries.toArray()) {
        if (m_nodes > maxNodes) return;
        const QJsonValue data = entry[QLatin1String("data")];
        QString says = data.isString() ? data.toString() : data[QLatin1String("message")].toString();
        if (says.isEmpty() && data.isObject())
            says = QString::fromUtf8(QJsonDocument(data.toObject()).toJson(QJsonDocument::Compact)).left(300);
        auto* item = new QTreeWidgetItem(
            section, {entry[QLatin1String("source")].toString(), elapsedText(entry[QLatin1String("elapsed")].toString()), says});
        item->setToolTip(2, says);
        ++m_nodes;
        const QJsonObject members = entry.toObject();
        for (auto it = members.begin(); it != members.end(); ++it) addValue(item, it.key(), it.value(), 0);
    }
    section->setExpanded(true);
}

void TraceTree::addValue(QTreeWidgetItem* parent, const QString& name, const QJsonValue& value, int depth) {
    if (++m_nodes > maxNodes || depth > maxDepth) return;
    if (value.isObject()) {
        auto* item = new QTreeWidgetItem(parent, {name});
        const QJsonObject members = value.toObject();
        for (auto it = members.begin(); it != members.end(); ++it) addValue(item, it.key(), it.value(), depth + 1);
    } else if (value.isArray() && !value.toArray().isEmpty()) {
        auto* item = new QTreeWidgetItem(parent, {name});
        int index = 0;
        for (const QJsonValue element : value.toArray()) {
            // Headers come as {name, value}: one line each instead of three.
            if (element.isObject() && element.toObject().size() == 2 && element[QLatin1String("name")].isString() &&
                element[QLatin1String("value")].isString()) {
                addValue(item, element[QLatin1String("name")].toString(), element[QLatin1String("value")], depth + 1);
            } else {
                addValue(item, QString::number(index), element, depth + 1);
            }
            ++index;
        }
    } else {
        auto* item = new QTreeWidgetItem(parent, {name, {}, scalar(value)});
        item->setToolTip(2, scalar(value));
    }
}

}  // namespace mgc::ui
