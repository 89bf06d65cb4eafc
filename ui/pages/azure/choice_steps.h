#pragma once
#include "ui/pages/azure/azure_step.h"

class QComboBox;
class QLineEdit;

namespace mgc::ui {

class NoteList;

/// 1: who works with Azure.
class SignInStep : public AzureStep {
    Q_OBJECT
public:
    SignInStep(AzureState& state, QWidget* parent);
    void refresh() override;

private:
    void signIn();
    void signOut();

    QComboBox* m_method;
    QLineEdit* m_clientId;
    QLineEdit* m_tenant;
    Label* m_code;
    Button* m_copy;
    Button* m_signIn;
    Button* m_signOut;
};

/// 2: which subscription. The choice is remembered.
class SubscriptionStep : public AzureStep {
    Q_OBJECT
public:
    SubscriptionStep(AzureState& state, QWidget* parent);
    void shown() override;
    void refresh() override;

private:
    void list();
    void show();

    QLineEdit* m_filter;
    NoteList* m_list;
    Button* m_again;
    Button* m_next;
    QVector<QPair<QString, QString>> m_found, m_shown;  ///< id, name
};

/// 3: which API Management service and which Foundry account and project.
class ServicesStep : public AzureStep {
    Q_OBJECT
public:
    ServicesStep(AzureState& state, QWidget* parent);
    void shown() override;
    void refresh() override;

private:
    void list();
    void show();

    QLineEdit* m_filter;
    NoteList* m_services;
    NoteList* m_projects;
    Button* m_again;
    Button* m_next;
    struct Project {
        QString account, accountName, project, location;
    };
    std::vector<azure::ServiceRef> m_foundServices, m_shownServices;
    std::vector<Project> m_foundProjects;
    QString m_listed;  ///< the subscription that the lists are of
};

/// 4: the service into a workspace folder.
class ImportStep : public AzureStep {
    Q_OBJECT
public:
    ImportStep(AzureState& state, QWidget* parent);
    void refresh() override;

private:
    void import();
    void browse();

    QLineEdit* m_folder;
    NoteList* m_result;
    Button* m_import;
    Button* m_open;
};

}  // namespace mgc::ui
