#include "ui/shell/session_notices.h"

#include <QLocale>

#include "ui/shell/main_window.h"

namespace mgc::ui {

SessionNotices::SessionNotices(MainWindow& window) : QObject(&window), m_window(window) {
    PageContext& context = window.context();
    GatewaySession& gateway = context.gateway;
    connect(&context.edits, &WorkspaceEdits::failed, this, [this](const QString& reason) { m_window.toast(paint::Tone::Err, reason, {}); });
    connect(&gateway, &GatewaySession::stateChanged, this, [this, &gateway] {
        m_window.announce(tr("Gateway: %1").arg(gateway.stateText()));
        if (gateway.state() == GatewaySession::State::Failed)
            m_window.toast(paint::Tone::Err, gateway.failure().message,
                           {{tr("Show the log"), [this] { m_window.showPanel(QStringLiteral("log")); }}});
    });
    connect(&gateway, &GatewaySession::noticeChanged, this, [this](const QString& notice) {
        if (!notice.isEmpty()) m_window.toast(paint::Tone::Info, notice + QLatin1Char('.'), {});
    });
    connect(&gateway, &GatewaySession::statusChanged, this, &SessionNotices::revisionLive);
    connect(&gateway.burst(), &BurstRunner::finished, this, &SessionNotices::burstEnded);
    connect(&context.prompt, &PromptSession::finished, this, [this](const PromptResult& result) {
        m_window.announce(result.error.isEmpty() ? tr("Answer: %1").arg(result.text.left(300)) : result.error);
    });
}

void SessionNotices::revisionLive() {
    const auto& status = m_window.context().gateway.status();
    if (m_seenRevision != 0 && status.revision > m_seenRevision)
        m_window.toast(paint::Tone::Ok,
                       tr("Workspace live, revision %1, %2 ms.").arg(status.revision).arg(QLocale().toString(status.reloadMs, 'f', 0)), {});
    m_seenRevision = status.revision;
}

void SessionNotices::burstEnded(const BurstProgress& burst) {
    ActionRegistry& actions = m_window.context().actions;
    QVector<ToastLink> links{{tr("Open in Live"), [&actions] { actions.trigger(QStringLiteral("go.live")); }}};
    QString text;
    paint::Tone tone = paint::Tone::Ok;
    if (burst.throttled > 0) {
        tone = paint::Tone::Warn;
        text =
            tr("Token limit reached at request %1: %2 of %3 throttled.").arg(burst.firstThrottledAt).arg(burst.throttled).arg(burst.sent);
        links.push_back({tr("Why?"), [&actions] { actions.trigger(QStringLiteral("traffic.whyThrottled")); }});
    } else if (burst.failed > 0) {
        tone = paint::Tone::Err;
        text = tr("%1: %2 of %3 failed. %4").arg(burst.name).arg(burst.failed).arg(burst.sent).arg(burst.firstError);
    } else {
        text = tr("%1: all %2 answered.").arg(burst.name).arg(burst.answered);
    }
    m_window.toast(tone, text, links);
}

}  // namespace mgc::ui
