#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/basic/promise_page.h"

namespace mgc::ui {

namespace {

QString tr(const char* source) { return QCoreApplication::translate("TestsPage", source); }

QWidget* createTests(PageContext& context, QWidget* parent) {
    auto* page = new PromisePage(tr("Tests"), tr("Checks of policies with a clock that stands still and scripted backends."), parent);
    page->setObjectName(QStringLiteral("testsPage"));
    const auto run = [&context](const char* id) { return [&context, id] { context.actions.trigger(QLatin1String(id)); }; };
    const auto copy = [&context](const QString& command) {
        return [&context, command] {
            QGuiApplication::clipboard()->setText(command + QLatin1Char(' ') + QLatin1Char('"') + context.gateway.workspace() +
                                                  QLatin1Char('"'));
        };
    };
    page->addToday(
        tr("What works today"),
        {{QStringLiteral("checkmark_circle"), tr("Check every policy of the workspace"),
          tr("model-gateway check reads all documents and reports each fault with file, line and column; exit code 1 if there is one."),
          tr("Copy the check command"), copy(QStringLiteral("model-gateway check"))},
         {QStringLiteral("beaker"), tr("Try one request against a policy"),
          tr("model-gateway try runs requests through a policy without sockets and prints answer, trace and what left the gateway, as "
             "JSON."),
          tr("Copy the try command"), copy(QStringLiteral("model-gateway try policy.xml --request request.json --workspace"))},
         {QStringLiteral("flash"), tr("See a limit hold"),
          tr("A burst sends 50 prompts at once; Live and Traffic show which were refused."), tr("Send a burst"), run("burst.start")},
         {QStringLiteral("error_circle"), tr("Problems of the workspace"), tr("What the gateway found when it read the files."),
          tr("Show problems"), run("view.problems")}});
    page->addLater(tr("What will be here"),
                   {{tr("Test files"), tr("A table of tests in .model-gateway/tests with request, checks, last result and time.")},
                    {tr("Editor"), tr("Request, stubbed backend answers, clock, expected status, headers, body and counters.")},
                    {tr("Coverage"), tr("Which policy elements and branches a run has reached.")},
                    {tr("Pipelines"), tr("Steps for GitHub Actions and Azure Pipelines to copy.")}});
    return page;
}

}  // namespace

const PageDescriptor& tests_page_descriptor();
const PageDescriptor& tests_page_descriptor() {
    static const PageDescriptor descriptor{"tests",     QT_TRANSLATE_NOOP("Pages", "Tests"), "beaker", 8, "Ctrl+8", DockPreset::None,
                                           &createTests};
    return descriptor;
}

}  // namespace mgc::ui
