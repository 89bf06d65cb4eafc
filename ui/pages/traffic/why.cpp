#include "ui/pages/traffic/why.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace mgc::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mgc::ui::Why)
};

QString text(const std::string& value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }
QString bold(const QString& words) { return QStringLiteral("<b>") + words.toHtmlEscaped() + QStringLiteral("</b>"); }

QString bodyMessage(const management::RequestDetail& detail) {
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(detail.response.body)).object();
    if (const QString message = json.value(QLatin1String("message")).toString(); !message.isEmpty()) return message;
    return json.value(QLatin1String("error")).toObject().value(QLatin1String("message")).toString();
}

}  // namespace

QString responseHeader(const management::RequestDetail& detail, const char* name) {
    for (const auto& header : detail.response.headers)
        if (text(header.name).compare(QLatin1String(name), Qt::CaseInsensitive) == 0) return text(header.value);
    return {};
}

const management::StepRecord* endingStep(const management::RequestDetail& detail) {
    for (const auto& step : detail.steps)
        if (step.outcome == "failed" || step.outcome == "responded") return &step;
    return nullptr;
}

Why whyOf(const management::RequestDetail& detail) {
    const int status = detail.row.status;
    if (status >= 200 && status < 400) return {};
    Why why;
    why.question = status > 0 ? Words::tr("Why %1?").arg(status) : Words::tr("Why no answer?");
    QStringList sentences;
    const auto* step = endingStep(detail);
    const QString caller = text(detail.row.subscriptionId);
    if (step != nullptr) {
        sentences << Words::tr("The gateway itself answered: %1 in %2 ended the request.")
                         .arg(bold(text(step->policy)), bold(text(step->section)));
        if (!step->detail.empty())
            sentences << text(step->detail).toHtmlEscaped() + (step->detail.back() == '.' ? QString() : QStringLiteral("."));
        if (status == 429 && !caller.isEmpty()) sentences << Words::tr("The limit counts for %1.").arg(bold(caller));
    } else if (!detail.backendCalls.empty() && !detail.backendCalls.back().error.empty()) {
        sentences << Words::tr("The call to backend %1 failed: %2")
                         .arg(bold(text(detail.backendCalls.back().backendId)), text(detail.backendCalls.back().error).toHtmlEscaped());
    } else if (!detail.backendCalls.empty()) {
        sentences << Words::tr("Backend %1 answered %2, and no policy changed that.")
                         .arg(bold(text(detail.backendCalls.back().backendId)),
                              bold(QString::number(detail.backendCalls.back().response.status)));
    } else if (status == 401) {
        sentences << Words::tr(
            "The gateway refused the call before any policy of the operation: the subscription key is missing or not valid here.");
    } else if (status == 404) {
        sentences << Words::tr("No API and operation of the workspace matches %1 %2.")
                         .arg(bold(text(detail.row.method)), bold(text(detail.row.url)));
    }
    if (const QString message = bodyMessage(detail); step == nullptr && !message.isEmpty())
        sentences << Words::tr("The answer says: %1").arg(message.toHtmlEscaped());
    if (detail.backendCalls.empty() && step != nullptr) sentences << Words::tr("No backend was called.");
    if (const QString retry = responseHeader(detail, "Retry-After"); !retry.isEmpty())
        sentences << Words::tr("The next call can pass in %1.").arg(bold(Words::tr("%1 s").arg(retry)));
    if (sentences.isEmpty() && !detail.row.errorReason.empty()) sentences << text(detail.row.errorReason).toHtmlEscaped();
    why.cause = sentences.join(u' ');
    return why;
}

}  // namespace mgc::ui
