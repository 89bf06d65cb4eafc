#pragma once
#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "management/messages.h"

namespace mgc::ui {

class Button;
class Label;
class ManagementClient;

/// Asks a backend for its models through the gateway and says what came: latency and models, or what is wrong and what to do. Counts the
/// seconds while it waits and can be cancelled; another backend or the widget's end cancels too.
class ConnectionCheck : public QWidget {
    Q_OBJECT
public:
    ConnectionCheck(ManagementClient& client, QWidget* parent);
    void setBackend(const QString& name);
    [[nodiscard]] bool isRunning() const { return m_call; }

signals:
    /// The test has ended by itself; not after a cancel.
    void finished();

private:
    void start();
    void cancel();
    void tick();
    void show(const management::ConnectionTest& test);
    void say(const QString& words, bool wrong);
    void showButton();

    ManagementClient& m_client;
    QString m_name;
    Label *m_result, *m_models;
    Button* m_button;
    QPointer<QObject> m_call;  ///< lives as long as the test; deleting it cancels
    QElapsedTimer m_since;
    QTimer m_tick;
};

/// "182 ms, 3 models (simulated)".
[[nodiscard]] QString connectionText(const management::ConnectionTest& test);

}  // namespace mgc::ui
