#include "ui/session/samples.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <algorithm>
#include <map>

#include "resources/samples.h"

namespace mgc::ui {

namespace {

QString text(const char* source) { return QCoreApplication::translate("Samples", source); }

QString fromView(std::string_view view) { return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size())); }

/// Policies too common to say anything about a sample.
bool saysNothing(const QString& element) {
    static const QSet<QString> common{QStringLiteral("forward-request"), QStringLiteral("on-error"), QStringLiteral("set-variable"), QStringLiteral("set-header"),
                                      QStringLiteral("include-fragment")};
    return common.contains(element);
}

/// AI gateway policies say most about an AI gateway's sample.
int rank(const QString& element) { return element.startsWith(QLatin1String("llm-")) || element.startsWith(QLatin1String("azure-openai-")) ? 0 : 1; }

void readPolicies(Sample& sample, std::string_view document) {
    static const QRegularExpression element(QStringLiteral("<([a-z]+-[a-z0-9-]+)[\\s/>]"));
    auto matches = element.globalMatch(fromView(document));
    while (matches.hasNext()) {
        const QString name = matches.next().captured(1);
        if (!saysNothing(name) && !sample.policies.contains(name)) sample.policies << name;
    }
}

/// The samples whose names say it all to people who know them.
void describe(Sample& sample) {
    static const std::map<QString, std::pair<const char*, const char*>> known{
        {QStringLiteral("starter"), {QT_TRANSLATE_NOOP("Samples", "Starter"), QT_TRANSLATE_NOOP("Samples", "Token limit, and a pool of two simulated regions.")}},
        {QStringLiteral("ai-gateway"),
         {QT_TRANSLATE_NOOP("Samples", "AI gateway"), QT_TRANSLATE_NOOP("Samples", "Content safety on prompts, and a REST API as MCP tools.")}},
        {QStringLiteral("model-gateway-lab"),
         {QT_TRANSLATE_NOOP("Samples", "Foundry model gateway"), QT_TRANSLATE_NOOP("Samples", "The AI Foundry lab: one API in front of a model backend.")}}};
    if (const auto found = known.find(sample.name); found != known.end()) {
        sample.title = text(found->second.first);
        sample.summary = text(found->second.second);
    }
}

}  // namespace

QVector<Sample> samples() {
    QVector<Sample> all;
    for (const std::string& name : resources::sampleNames()) {
        Sample sample{QString::fromStdString(name), QString::fromStdString(name), text("A sample workspace."), {}};
        describe(sample);
        for (const auto& file : resources::sampleFiles())
            if (file.sample == name && file.path.ends_with("policy.xml")) readPolicies(sample, file.text);
        std::stable_sort(sample.policies.begin(), sample.policies.end(), [](const QString& a, const QString& b) { return rank(a) < rank(b); });
        sample.policies = sample.policies.mid(0, 3);
        all.push_back(std::move(sample));
    }
    return all;
}

QString workspacesFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/model-gateway/workspaces");
}

Result<QString> copySample(const QString& name, bool fresh) {
    QString target = workspacesFolder() + QLatin1Char('/') + name;
    if (!fresh && QDir(target).exists()) return target;
    for (int number = 2; QDir(target).exists(); ++number) target = workspacesFolder() + QStringLiteral("/%1-%2").arg(name).arg(number);
    // Written beside its place and renamed at the end, so that a copy cut short is never taken for a workspace.
    const QString partial = target + QStringLiteral(".partial");
    QDir(partial).removeRecursively();
    QDir().mkpath(workspacesFolder());
    MGC_TRY(resources::writeSample(name.toStdString(), partial.toStdString()));
    if (!QDir().rename(partial, target)) return fail("MGC7002", text("The sample workspace could not be moved to %1.").arg(target).toStdString());
    return target;
}

}  // namespace mgc::ui
