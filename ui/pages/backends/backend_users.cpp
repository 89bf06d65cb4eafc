#include "ui/pages/backends/backend_users.h"

#include <QCoreApplication>
#include <QMenu>
#include <QPointer>
#include <QSet>
#include <QThreadPool>
#include <algorithm>

#include "policy/model/catalog.h"

namespace mgc::ui {

namespace {

constexpr qsizetype most = 200;
constexpr int listed = 30;

using policy::xml::Document;

/// The whole value, or a text within an expression.
bool names(std::string_view value, bool expression, const QString& backend) {
    const QString text = QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
    if (!expression) return text.trimmed().compare(backend, Qt::CaseInsensitive) == 0;
    for (const char* quote : {"\"", "&quot;"}) {
        const QString mark = QString::fromLatin1(quote);
        if (text.contains(mark + backend + mark, Qt::CaseInsensitive)) return true;
    }
    return false;
}

}  // namespace

QVector<Usage> backendUsers(const QVector<WorkspaceText>& texts, const QString& backend, const policy::Catalog& catalog) {
    QVector<Usage> found;
    for (const WorkspaceText& file : texts) {
        // Most documents do not name it at all.
        if (!QString::fromStdString(file.text).contains(backend, Qt::CaseInsensitive)) continue;
        const Document document = Document::parse(file.text, file.path.toStdString());
        const policy::xml::SourceText source(file.text, file.path.toStdString());
        for (policy::xml::NodeId id = 1; id < document.tree().nodes.size() && found.size() < most; ++id) {
            const auto* known = document.isElement(id) ? catalog.find(document.name(id)) : nullptr;
            if (!known) continue;
            for (const auto& attribute : document.attributes(id)) {
                const auto described = std::find_if(known->element.attributes.begin(), known->element.attributes.end(),
                                                    [&](const auto& each) { return each.name == document.slice(attribute.name); });
                if (described == known->element.attributes.end() || described->type != policy::AttributeType::BackendId) continue;
                if (!names(document.slice(attribute.value), !document.expressions(attribute).empty(), backend)) continue;
                const auto line = static_cast<int>(source.position(attribute.value.begin).line);
                const std::string_view element = document.name(id);
                found.push_back({file.path, QStringLiteral("%1:%2").arg(file.relative).arg(line),
                                 QString::fromUtf8(element.data(), static_cast<qsizetype>(element.size())), line});
            }
        }
    }
    return found;
}

BackendUsers::BackendUsers(DocumentStore& documents, QWidget* parent) : LinkButton({}, parent), m_documents(documents) {
    connect(this, &QPushButton::clicked, this, &BackendUsers::list);
    connect(&documents.workspace(), &WorkspaceSnapshot::changed, this, &BackendUsers::look);
    connect(&documents, &DocumentStore::marksChanged, this, &BackendUsers::look);
    take({});
}

void BackendUsers::setBackend(const QString& name) {
    if (name == m_name) return;
    m_name = name;
    take({});
    look();
}

void BackendUsers::look() {
    if (m_name.isEmpty()) return;
    QThreadPool::globalInstance()->start([self = QPointer<BackendUsers>(this), wish = ++m_wish, name = m_name,
                                          texts = workspaceTexts(m_documents), &catalog = m_documents.catalog()] {
        auto usages = backendUsers(texts, name, catalog);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, wish, usages = std::move(usages)] {
                if (self && self->m_wish == wish) self->take(usages);
            },
            Qt::QueuedConnection);
    });
}

void BackendUsers::take(const QVector<Usage>& usages) {
    m_usages = usages;
    QSet<QString> files;
    for (const Usage& usage : usages) files << usage.file;
    const QString words = files.isEmpty() ? tr("Used by no policy") : tr("Used by %n policies", nullptr, static_cast<int>(files.size()));
    setText(words);
    setAccessibleName(files.isEmpty() ? words : tr("%1: show where").arg(words));
    setEnabled(!files.isEmpty());
    updateGeometry();
}

void BackendUsers::list() {
    QMenu menu(this);
    for (qsizetype i = 0; i < m_usages.size() && i < listed; ++i) {
        const Usage usage = m_usages[i];
        menu.addAction(tr("%1 in %2").arg(usage.text, usage.where), this, [this, usage] { emit openFileAt(usage.file, usage.line); });
    }
    if (m_usages.size() > listed) menu.addAction(tr("and %n more", nullptr, static_cast<int>(m_usages.size()) - listed))->setEnabled(false);
    menu.exec(mapToGlobal(QPoint(0, height())));
}

}  // namespace mgc::ui
