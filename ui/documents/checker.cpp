#include "ui/documents/checker.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPointer>
#include <set>

#include "policy/model/document_check.h"
#include "policy/model/text_check.h"
#include "ui/documents/document_scope.h"
#include "ui/documents/tiers.h"

namespace mgc::ui {

namespace {
constexpr std::size_t mostRemembered = 20000;
}

Checker::Checker(const policy::Catalog& catalog, WorkspaceSnapshot& workspace, QObject* parent)
    : QObject(parent), m_catalog(catalog), m_workspace(workspace) {
    m_pool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(delayMs);
    connect(&m_soon, &QTimer::timeout, this, &Checker::run);
    connect(&workspace, &WorkspaceSnapshot::changed, this, &Checker::checkWorkspace);
}

Checker::~Checker() { m_pool.waitForDone(); }

const Checker::Finding* Checker::finding(const QString& path) const {
    const auto found = m_findings.find(path);
    return found == m_findings.end() ? nullptr : &found->second;
}

void Checker::check(const QString& path, const policy::xml::Document& document, quint64 revision) {
    m_open[path] = m_due[path] = Job{path, document, revision};
    m_soon.start();
}

void Checker::setTier(const QString& id) {
    if (id == m_tier) return;
    m_tier = id;
    for (const auto& [path, job] : m_open) m_due[path] = job;
    m_soon.start();
    checkWorkspace();
}

void Checker::forget(const QString& path) {
    m_open.erase(path);
    m_due.erase(path);
    checkWorkspace();
}

void Checker::checkWorkspace() {
    const auto workspace = m_workspace.current();
    if (!workspace) return;
    std::set<QString> seen;
    const auto add = [&](const std::optional<resources::PolicyDocument>& document) {
        if (!document || document->file.empty()) return;
        const QString path = QString::fromStdString(document->file);
        seen.insert(path);
        const auto open = m_open.find(path);
        m_due[path] = open != m_open.end() ? open->second : Job{path, policy::xml::Document::parse(*document->text, document->file), 0};
    };
    for (const auto& document : workspace->policies) add(document);
    for (const auto& product : workspace->products) add(product.policy);
    for (const auto& fragment : workspace->fragments) add(fragment.policy);
    for (const auto& api : workspace->apis) {
        add(api.policy);
        for (const auto& operation : api.operations) add(operation.policy);
    }
    for (const auto& [path, job] : m_open) seen.insert(path);
    std::erase_if(m_findings, [&](const auto& entry) { return !seen.contains(entry.first); });
    std::erase_if(m_due, [&](const auto& entry) { return !seen.contains(entry.first); });
    emit workspaceChecked();
    m_soon.start();
}

void Checker::run() {
    if (m_running || m_due.empty()) return;
    // What is edited comes first.
    auto next = m_due.begin();
    for (auto job = m_due.begin(); job != m_due.end(); ++job)
        if (job->second.revision > next->second.revision) next = job;
    Job job = next->second;
    job.tier = m_tier;
    m_due.erase(next);
    m_running = true;
    m_pool.start(
        [self = QPointer<Checker>(this), job = std::move(job), workspace = m_workspace.current(), &catalog = m_catalog, memory = m_memory] {
            Finding finding = checkOne(job, catalog, workspace, *memory);
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, path = job.path, finding = std::move(finding)] {
                    if (!self) return;
                    self->m_running = false;
                    const auto open = self->m_open.find(path);
                    const bool outdated = open != self->m_open.end() && open->second.revision != finding.revision;
                    if (!outdated) {
                        self->m_findings[path] = finding;
                        emit self->checked(path);
                    }
                    if (!self->m_due.empty() && !self->m_soon.isActive()) self->run();
                },
                Qt::QueuedConnection);
        });
}

Checker::Finding Checker::checkOne(const Job& job, const policy::Catalog& catalog, const WorkspaceSnapshot::Pointer& workspace,
                                   ExpressionMemory& memory) {
    QElapsedTimer clock;
    clock.start();
    const DocumentScope scope = scopeOf(job.path, workspace.get());
    policy::ValidationOptions options;
    options.scope = scope.scope;
    if (const Tier* tier = tierNamed(job.tier)) {
        options.gateway = tier->gateway;
        options.gatewayName = tier->title.toStdString();
    }
    if (memory.size() > mostRemembered) memory.clear();
    options.expressionFindings = [&memory](std::string_view expression) -> const Diagnostics& {
        const auto [known, fresh] = memory.try_emplace(std::string(expression));
        if (fresh) known->second = policy::findingsOf(expression);
        return known->second;
    };
    policy::NodeOptions nodes;
    std::unique_ptr<SnapshotReferences> known;
    if (workspace) {
        known = std::make_unique<SnapshotReferences>(workspace, scope.apimWorkspace);
        options.known = known.get();
        options.namedValueExists = [&](std::string_view name) { return workspace->namedValue(name, scope.apimWorkspace) != nullptr; };
        nodes.namedValue = [&](std::string_view name) -> std::optional<std::string> {
            const auto* value = workspace->namedValue(name, scope.apimWorkspace);
            return value ? value->value : std::nullopt;
        };
    } else {
        options.references = policy::Handling::Allow;
        options.placeholders = policy::Handling::Warn;
    }
    Finding finding{policy::checkDocument(job.document, catalog, options, nodes).diagnostics, job.revision, 0};
    finding.milliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    return finding;
}

}  // namespace mgc::ui
