#pragma once
#include "azure/lab/lab_plan.h"
#include "ui/pages/azure/azure_step.h"

class QComboBox;
class QLineEdit;

namespace mgc::ui {

class NoteList;
class TextTable;

/// The lab as a wizard: parameters with live checks, what it costs, what-if, deployment by resource, outputs.
class DeployStep : public AzureStep {
    Q_OBJECT
public:
    DeployStep(AzureState& state, QWidget* parent);
    void shown() override;
    void refresh() override;

private:
    QWidget* formCard();
    [[nodiscard]] azure::LabChoices choices() const;
    void openParameters();
    void setParameters(const templates::LabParameters& parameters);
    void check();
    void whatIf();
    void deploy();
    void confirmAndDeploy(const std::vector<azure::WhatIfChange>& changes);
    void showResources(const std::vector<azure::DeployedResource>& resources);
    void deployed(const azure::DeploymentReport& report);

    QLineEdit *m_group, *m_location, *m_path, *m_project, *m_publisher;
    QComboBox *m_sku, *m_type;
    TextTable *m_services, *m_models, *m_subscriptions;
    Label* m_cost;
    NoteList *m_findings, *m_resources, *m_outputs;
    Label* m_resourcesTitle;
    Button *m_open, *m_whatIf, *m_deploy;
    bool m_ok = false;
    std::vector<azure::DeployedResource> m_shown;
};

}  // namespace mgc::ui
