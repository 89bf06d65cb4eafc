#pragma once
#include "azure/connection/connection_actions.h"
#include "ui/pages/azure/azure_step.h"

class QTimer;

namespace mgc::ui {

class ConnectionForm;
class NoteList;

/// 5: a Foundry connection to the gateway: written with live checks, called locally exactly as Foundry would, created, called again.
class ConnectionStep : public AzureStep {
    Q_OBJECT
public:
    ConnectionStep(AzureState& state, QWidget* parent);
    void shown() override;
    void refresh() override;

private:
    void checkSettings();
    void validateLocally();
    void validateInFoundry();
    void create();
    void open();
    void exportAs(const QString& as);
    void show(const azure::ConnectionCheck& check, const QString& where);
    [[nodiscard]] Result<azure::ConnectionCheck> read() const;

    ConnectionForm* m_form;
    NoteList* m_findings;
    NoteList* m_requests;
    Label* m_verdict;
    QTimer* m_soon;
    Button *m_open, *m_export, *m_local, *m_create, *m_live;
    bool m_prefilled = false;
    bool m_ok = false;  ///< the settings have no error
    QString m_probed;   ///< the settings that the requests were made with
};

}  // namespace mgc::ui
