#pragma once
#include <QObject>
#include <QStringList>
#include <optional>

#include "management/messages.h"
#include "ui/client/prompt_client.h"

namespace mgc::ui {

class GatewaySession;
class SettingsStore;

/// What Home's "Try it" card, the Prompt dock and the top bar's Send share: the text, its parameters, the prompt under way, the last
/// answer and the history. Prompts are real HTTP requests to the gateway.
class PromptSession : public QObject {
    Q_OBJECT
public:
    PromptSession(GatewaySession& gateway, SettingsStore& settings, QObject* parent = nullptr);

    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString& text);
    [[nodiscard]] QString systemText() const { return m_systemText; }
    void setSystemText(const QString& text);
    /// The chosen deployment; the first one that exists while none was chosen.
    [[nodiscard]] QString deployment() const;
    void setDeployment(const QString& name);
    [[nodiscard]] bool stream() const { return m_stream; }
    void setStream(bool stream);
    [[nodiscard]] std::optional<int> maxTokens() const { return m_maxTokens; }
    void setMaxTokens(std::optional<int> tokens);
    [[nodiscard]] std::optional<double> temperature() const { return m_temperature; }
    void setTemperature(std::optional<double> temperature);

    /// Sends the text; blockedReason() says why it cannot.
    bool send();
    void stop();
    [[nodiscard]] bool isBusy() const { return m_client.isBusy(); }
    /// Empty when send() would work.
    [[nodiscard]] QString blockedReason() const;
    [[nodiscard]] QString answer() const { return m_answer; }
    [[nodiscard]] bool hasResult() const { return m_hasResult; }
    [[nodiscard]] const PromptResult& result() const { return m_result; }
    /// The recorded request of the last answer, once the gateway has listed it.
    [[nodiscard]] const std::optional<management::RequestDetail>& detail() const { return m_detail; }
    [[nodiscard]] QString curl() const;
    /// Newest first, no repeats.
    [[nodiscard]] const QStringList& history() const { return m_history; }
    void clearHistory();

signals:
    /// Text, parameters or deployment, whoever changed them.
    void changed();
    void started();
    void delta(const QString& text);
    void finished(const mgc::ui::PromptResult& result);
    void detailReceived();
    void historyChanged();

private:
    [[nodiscard]] PromptRequest request() const;
    void remember(const QString& text);
    void lookForDetail();

    GatewaySession& m_gateway;
    SettingsStore& m_settings;
    PromptClient m_client;
    QString m_text, m_systemText, m_deployment, m_answer;
    bool m_stream = true;
    std::optional<int> m_maxTokens;
    std::optional<double> m_temperature;
    PromptResult m_result;
    bool m_hasResult = false;
    bool m_wantsDetail = false;
    quint64 m_newestBefore = 0;  ///< id of the newest traffic row when the prompt was sent
    std::optional<management::RequestDetail> m_detail;
    QStringList m_history;
};

}  // namespace mgc::ui
