#include "ui/pages/backends/connection_check.h"

#include <QHBoxLayout>
#include <QLocale>

#include "ui/client/management_client.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {
constexpr int tickMs = 200;
constexpr std::size_t shownModels = 12;
}  // namespace

QString connectionText(const management::ConnectionTest& test) {
    const QLocale locale;
    const double ms = test.latencyMs;
    QString text = ConnectionCheck::tr("%1 ms, %n model(s)", nullptr, static_cast<int>(test.models.size()))
                       .arg(locale.toString(ms, 'f', ms < 10 ? 1 : 0));
    if (test.simulated) text += ConnectionCheck::tr(", simulated");
    return text;
}

ConnectionCheck::ConnectionCheck(ManagementClient& client, QWidget* parent) : QWidget(parent), m_client(client) {
    auto* row = plainLayout<QHBoxLayout>(this);
    setMargins(row, 16, 6, 16, 6);
    auto* title = new Label(tr("Connection"), TextRole::Body, ColorRole::Muted, this);
    setFixedWidthScaled(title, 120);
    row->addWidget(title, 0, Qt::AlignTop);
    auto* words = plainLayout<QVBoxLayout>();
    setSpacing(words, 4);
    m_result = new Label(tr("not tested"), TextRole::Body, ColorRole::Text, this);
    m_result->setWordWrap(true);
    m_models = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_models->setWordWrap(true);
    m_models->hide();
    words->addWidget(m_result);
    words->addWidget(m_models);
    row->addLayout(words, 1);
    m_button = new Button({}, {}, ButtonKind::Normal, this);
    m_button->setObjectName(QStringLiteral("testConnection"));
    connect(m_button, &QPushButton::clicked, this, [this] { isRunning() ? cancel() : start(); });
    row->addWidget(m_button, 0, Qt::AlignTop);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &ConnectionCheck::tick);
    showButton();
}

void ConnectionCheck::setBackend(const QString& name) {
    if (name == m_name) return;
    m_name = name;
    if (isRunning()) cancel();
    m_models->hide();
    say(tr("not tested"), false);
    showButton();
}

void ConnectionCheck::showButton() {
    m_button->setText(isRunning() ? tr("Cancel") : tr("Test connection"));
    m_button->setAccessibleName(isRunning() ? tr("Cancel the test of %1").arg(m_name) : tr("Test connection to %1").arg(m_name));
}

void ConnectionCheck::say(const QString& words, bool wrong) {
    m_result->setText(words);
    m_result->setColor(wrong ? ColorRole::Err : ColorRole::Text);
}

void ConnectionCheck::start() {
    m_models->hide();
    m_call = new QObject(this);
    m_since.start();
    m_tick.start();
    showButton();
    tick();
    m_client.testBackend(m_name, m_call, [this](Result<management::ConnectionTest> test) {
        m_tick.stop();
        // Not deleted here: the answer is delivered on its behalf.
        m_call->deleteLater();
        m_call = nullptr;
        if (test)
            show(*test);
        else
            say(QString::fromStdString(test.error().message), true);
        showButton();
        emit finished();
    });
}

void ConnectionCheck::cancel() {
    m_tick.stop();
    delete m_call;
    say(tr("cancelled"), false);
    showButton();
}

void ConnectionCheck::tick() {
    say(tr("Asking for the models, %1 s").arg(QLocale().toString(static_cast<double>(m_since.elapsed()) / 1000, 'f', 1)), false);
}

void ConnectionCheck::show(const management::ConnectionTest& test) {
    if (!test.problem.empty()) {
        const QString time = test.status == 0 ? QString() : tr(" After %1 ms.").arg(QLocale().toString(test.latencyMs, 'f', 0));
        say(QString::fromStdString(test.problem) + time, true);
        m_models->setText(QString::fromStdString(test.url));
        m_models->show();
        return;
    }
    say(connectionText(test), false);
    QStringList names;
    for (std::size_t i = 0; i < std::min(shownModels, test.models.size()); ++i) names << QString::fromStdString(test.models[i]);
    QString list = names.join(QStringLiteral(", "));
    if (test.models.size() > shownModels) list += tr(" and %n more", nullptr, static_cast<int>(test.models.size() - shownModels));
    m_models->setText(list);
    m_models->setVisible(!list.isEmpty());
}

}  // namespace mgc::ui
