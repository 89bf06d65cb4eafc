#include "ui/pages/azure/azure_state.h"

#include "ui/pages/page.h"
#include "ui/session/workspace_index.h"
#include "ui/widgets/basic/messages.h"

namespace mgc::ui {

AzureState::AzureState(PageContext& pageContext, AzureWork& azureWork, Banner& banner, QObject* parent)
    : QObject(parent), context(pageContext), work(azureWork), folder(pageContext.workspace.folder()), m_banner(banner) {
    // Until a folder is chosen here, it is the open workspace's.
    connect(&context.workspace, &WorkspaceIndex::changed, this, [this] {
        if (!folder.isEmpty()) return;
        folder = context.workspace.folder();
        touch();
    });
}

void AzureState::tell(paint::Tone tone, const QString& clause, const QString& rest) {
    m_banner.setAction({}, {});
    m_banner.setDismissible(true);
    m_banner.show(tone, clause, rest);
}

}  // namespace mgc::ui
