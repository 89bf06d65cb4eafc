#include <QCoreApplication>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/widgets/basic/promise_page.h"

namespace mgc::ui {

namespace {

QString tr(const char* source) { return QCoreApplication::translate("DebugPage", source); }

QWidget* createDebug(PageContext& context, QWidget* parent) {
    auto* page =
        new PromisePage(tr("Debug"), tr("Every request is recorded policy by policy; stopping in the middle of one comes next."), parent);
    page->setObjectName(QStringLiteral("debugPage"));
    const auto run = [&context](const char* id) { return [&context, id] { context.actions.trigger(QLatin1String(id)); }; };
    page->addToday(tr("What works today"),
                   {{QStringLiteral("send"), tr("Send a prompt and look at its trace"),
                     tr("Which policies ran, in which section and scope, how long each took, which one answered."), tr("Send prompt"),
                     run("prompt.send")},
                    {QStringLiteral("list_bar_tree"), tr("Trace of the last prompt"),
                     tr("The Trace panel keeps it beside any page (Alt+3)."), tr("Open trace"), run("prompt.openTrace")},
                    {QStringLiteral("arrow_swap"), tr("Any recorded request"),
                     tr("Traffic keeps the last 10,000 with headers, bodies and their trace; replay runs one again on the current policy."),
                     tr("Open Traffic"), run("go.traffic")},
                    {QStringLiteral("gauge"), tr("Why was a request refused?"), tr("Throttled requests with the policy that refused them."),
                     tr("Show throttled"), run("traffic.whyThrottled")}});
    page->addLater(
        tr("What will be here"),
        {{tr("Breakpoints"), tr("On a policy line, with a condition, or on events such as status 429, a policy error, a breaker trip.")},
         {tr("Stepping"), tr("Over, into and out of policies, back to look at earlier steps, while the client waits.")},
         {tr("Step inspector"), tr("Request, response, variables and limits before and after each step; watch and immediate expressions.")},
         {tr("Other tools"), tr("The same session through the Debug Adapter Protocol.")}});
    return page;
}

}  // namespace

const PageDescriptor& debug_page_descriptor();
const PageDescriptor& debug_page_descriptor() {
    static const PageDescriptor descriptor{"debug",     QT_TRANSLATE_NOOP("Pages", "Debug"), "bug", 3, "Ctrl+3", DockPreset::Bottom,
                                           &createDebug};
    return descriptor;
}

}  // namespace mgc::ui
