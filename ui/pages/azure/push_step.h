#pragma once
#include "azure/apim/push.h"
#include "azure/apim/push_checks.h"
#include "ui/pages/azure/azure_step.h"

class QCheckBox;

namespace mgc::ui {

class Banner;
class Chip;
class DiffView;
class NoteList;
class SegmentedSwitch;

/// 6: what a push would change, file by file; checks; the push and its undoing.
class PushStep : public AzureStep {
    Q_OBJECT
public:
    PushStep(AzureState& state, QWidget* parent);
    void shown() override;
    void refresh() override;

private:
    QWidget* changesCard();
    QWidget* checksCard();
    QWidget* callsCard();
    QWidget* diffCard();
    void compare();
    void showPlan();
    void showChecks();
    void showChange(int row);
    void showCalls();
    void push();
    void pushed(const azure::PushReport& report);
    void undo();
    [[nodiscard]] azure::PushOptions chosen(bool& deletes) const;

    NoteList* m_changes;
    NoteList* m_checks;
    NoteList* m_calls;
    Label* m_planned;
    Label* m_ticked;
    Chip* m_passed;
    Label* m_callsBelow;
    Label* m_fileName;
    Label* m_filePath;
    Label* m_words;
    DiffView* m_diff;
    SegmentedSwitch* m_mode;
    QCheckBox* m_read;
    Button* m_openFile;
    Button* m_compare;
    Button* m_copy;
    Button* m_undo;
    Button* m_push;
    Label* m_compared;
    Label* m_snapshot;
    struct Found {
        azure::Plan plan;
        std::vector<azure::PushCheck> checks;
    };
    std::shared_ptr<Found> m_found;
};

}  // namespace mgc::ui
