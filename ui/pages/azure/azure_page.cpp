#include <QCoreApplication>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/widgets/basic/promise_page.h"

namespace mgc::ui {

namespace {

QString tr(const char* source) { return QCoreApplication::translate("AzurePage", source); }

QWidget* createAzure(PageContext& context, QWidget* parent) {
    auto* page = new PromisePage(tr("Azure"), tr("Not signed in. Nothing on the other pages needs an account."), parent);
    page->setObjectName(QStringLiteral("azurePage"));
    const auto run = [&context](const char* id) { return [&context, id] { context.actions.trigger(QLatin1String(id)); }; };
    page->addToday(tr("Works without Azure"),
                   {{QStringLiteral("home"), tr("The gateway with your policies"),
                     tr("Policy XML runs as it would in API Management, on this machine, with local subscription keys."), tr("Open Home"),
                     run("go.home")},
                    {QStringLiteral("server_multiple"), tr("Models and regions"),
                     tr("The built-in simulator answers as Azure OpenAI does, with limits, latency and faults of several regions."),
                     tr("Open Backends"), run("go.backends")},
                    {QStringLiteral("folder_open"), tr("A workspace extracted from API Management"),
                     tr("Folders in the APIOps layout open as they are; saving a file reloads the gateway."), tr("Open workspace"),
                     run("workspace.open")},
                    {QStringLiteral("pulse"), tr("Limits and latency live"),
                     tr("Bursts against the token limit, with charts of what was refused and why."), tr("Open Live"), run("go.live")}});
    page->addLater(
        tr("What signing in will add"),
        {{tr("Sign in"), tr("Through the system browser, or a device code; tokens go to the system keychain, never to files.")},
         {tr("Import"), tr("APIs, policies, backends and named values of an API Management service into a workspace.")},
         {tr("Foundry connection"), tr("A connection of a Foundry project to this gateway, checked locally before it is created.")},
         {tr("Push"), tr("The difference file by file, checks before anything is written, a snapshot that undoes it.")},
         {tr("Clean up"), tr("What this program made in Azure, listed and removed on confirmation.")}});
    return page;
}

}  // namespace

const PageDescriptor& azure_page_descriptor();
const PageDescriptor& azure_page_descriptor() {
    static const PageDescriptor descriptor{"azure",     QT_TRANSLATE_NOOP("Pages", "Azure"), "cloud", 7, "Ctrl+7", DockPreset::None,
                                           &createAzure};
    return descriptor;
}

}  // namespace mgc::ui
