#pragma once
#include "azure/lab/cleaner.h"
#include "ui/pages/azure/azure_step.h"

class QComboBox;

namespace mgc::ui {

class NoteList;

/// 8: what this program made in Azure, deleted and purged in order; what is left over afterwards.
class CleanUpStep : public AzureStep {
    Q_OBJECT
public:
    CleanUpStep(AzureState& state, QWidget* parent);
    void shown() override;
    void refresh() override;

private:
    void look();
    void cleanUp();
    void finished(const azure::CleanUpReport& report);
    void showSteps();

    QComboBox* m_group;
    NoteList *m_steps, *m_left;
    Label* m_count;
    Button *m_look, *m_run;
    struct Plan {
        azure::Ledger ledger;
        std::string file;
        std::vector<azure::CleanUpStep> steps;
    };
    Plan m_plan;
    QString m_planned;  ///< the group that the steps are of
};

}  // namespace mgc::ui
