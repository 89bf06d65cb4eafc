#include "ui/session/prompt_session.h"

#include <QJsonArray>
#include <algorithm>

#include "ui/session/gateway_session.h"
#include "ui/settings/settings_catalog.h"
#include "ui/settings/settings_store.h"

namespace mgc::ui {

PromptSession::PromptSession(GatewaySession& gateway, SettingsStore& settings, QObject* parent)
    : QObject(parent), m_gateway(gateway), m_settings(settings) {
    m_text = tr("Say hello in three languages and tell me which region answered.");
    for (const QJsonValue& entry : settings.state(QStringLiteral("promptHistory")).toArray()) m_history << entry.toString();
    connect(&m_client, &PromptClient::delta, this, [this](const QString& text) {
        m_answer += text;
        emit delta(text);
    });
    connect(&m_client, &PromptClient::finished, this, [this](const PromptResult& result) {
        m_result = result;
        m_hasResult = true;
        m_answer = result.text;
        m_wantsDetail = result.status != 0;
        emit finished(result);
        lookForDetail();  // its row may have come before the end of the answer was read
    });
    connect(&gateway.traffic(), &TrafficModel::rowsInserted, this, &PromptSession::lookForDetail);
    connect(&gateway, &GatewaySession::statusChanged, this, &PromptSession::changed);
    connect(&gateway, &GatewaySession::stateChanged, this, &PromptSession::changed);
}

void PromptSession::setText(const QString& text) {
    if (text == m_text) return;
    m_text = text;
    emit changed();
}

void PromptSession::setSystemText(const QString& text) {
    if (text == m_systemText) return;
    m_systemText = text;
    emit changed();
}

QString PromptSession::deployment() const {
    const QStringList all = m_gateway.deployments();
    return all.contains(m_deployment) || all.isEmpty() ? m_deployment : all.first();
}

void PromptSession::setDeployment(const QString& name) {
    if (name == m_deployment) return;
    m_deployment = name;
    emit changed();
}

void PromptSession::setStream(bool stream) {
    if (stream == m_stream) return;
    m_stream = stream;
    emit changed();
}

void PromptSession::setMaxTokens(std::optional<int> tokens) {
    if (tokens == m_maxTokens) return;
    m_maxTokens = tokens;
    emit changed();
}

void PromptSession::setTemperature(std::optional<double> temperature) {
    if (temperature == m_temperature) return;
    m_temperature = temperature;
    emit changed();
}

PromptRequest PromptSession::request() const {
    PromptRequest request = m_gateway.request(deployment());
    request.text = m_text;
    request.systemText = m_systemText;
    request.stream = m_stream;
    request.maxTokens = m_maxTokens;
    request.temperature = m_temperature;
    return request;
}

QString PromptSession::blockedReason() const {
    if (m_text.trimmed().isEmpty()) return tr("Type a prompt first.");
    if (m_gateway.state() == GatewaySession::State::Starting) return tr("The gateway is starting.");
    if (!m_gateway.isRunning()) return tr("The gateway is not running.");
    if (m_gateway.gatewayUrl().isEmpty()) return tr("The gateway's address is not known yet.");
    return {};
}

bool PromptSession::send() {
    if (!blockedReason().isEmpty()) return false;
    m_answer.clear();
    m_result = {};
    m_hasResult = false;
    m_wantsDetail = false;
    m_detail.reset();
    const TrafficModel& traffic = m_gateway.traffic();
    m_newestBefore = traffic.rowCount() > 0 ? traffic.rowAt(traffic.rowCount() - 1).id : 0;
    remember(m_text.trimmed());
    m_client.send(request());
    emit started();
    return true;
}

void PromptSession::stop() { m_client.cancel(); }

QString PromptSession::curl() const { return request().toCurl(); }

void PromptSession::remember(const QString& text) {
    m_history.removeAll(text);
    m_history.prepend(text);
    const int limit = m_settings.get(settings::promptHistory);
    while (m_history.size() > limit) m_history.removeLast();
    m_settings.setState(QStringLiteral("promptHistory"), QJsonArray::fromStringList(m_history));
    emit historyChanged();
}

void PromptSession::clearHistory() {
    m_history.clear();
    m_settings.setState(QStringLiteral("promptHistory"), QJsonArray());
    emit historyChanged();
}

void PromptSession::lookForDetail() {
    if (!m_wantsDetail) return;
    const std::string wanted = m_result.requestId.toStdString();
    const TrafficModel& traffic = m_gateway.traffic();
    const management::TrafficRow* found = nullptr;
    for (int row = traffic.rowCount() - 1; row >= 0; --row) {
        const management::TrafficRow& candidate = traffic.rowAt(row);
        if (candidate.id <= m_newestBefore) break;
        if (!wanted.empty() && candidate.requestId == wanted) {
            found = &candidate;
            break;
        }
        // The request id of the answer may be the model's own; then the first prompt since with the same outcome is the one.
        if (candidate.status == m_result.status && candidate.url.find("chat/completions") != std::string::npos) found = &candidate;
    }
    if (!found) return;
    m_wantsDetail = false;
    m_gateway.client().fetchDetail(found->id, this, [this](Result<management::RequestDetail> detail) {
        if (!detail) return;
        m_detail = std::move(*detail);
        emit detailReceived();
    });
}

}  // namespace mgc::ui
