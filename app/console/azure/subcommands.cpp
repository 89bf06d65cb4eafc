#include "app/console/azure/subcommands.h"

namespace mgc::app {

const std::vector<AddSubcommand>& azureSubcommands() {
    static const std::vector<AddSubcommand> all{addLogin,      addLogout, addWhoami,   addList,      addImport,
                                                addPlan,       addPush,   addUndoPush, addDeployLab, addCleanUp,
                                                addConnection, addQuery,  addTrace,    addMetrics,   addAgent};
    return all;
}

}  // namespace mgc::app
