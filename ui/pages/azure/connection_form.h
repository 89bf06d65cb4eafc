#pragma once
#include <QScrollArea>

#include "azure/connection/connection_actions.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace mgc::ui {

class SegmentedSwitch;
class TextTable;

/// Every setting of a Foundry gateway connection. What it holds is the connection's ARM JSON; the same reader as the commands' checks it.
class ConnectionForm : public QScrollArea {
    Q_OBJECT
public:
    explicit ConnectionForm(QWidget* parent = nullptr);

    /// {"name", "properties"}; no secrets.
    [[nodiscard]] azure::Json resource() const;
    [[nodiscard]] azure::ConnectionSecrets secrets() const;
    /// Takes the settings of a connection, from a file or from Azure.
    void setConnection(const foundry::Connection& connection);
    void setTarget(const QString& target);
    [[nodiscard]] QString target() const;
    void setKey(const QString& key);

signals:
    void edited();

private:
    QLineEdit* line(QWidget* group, const QString& title, const QString& hint = {}, const QString& placeholder = {});
    void arrange();
    [[nodiscard]] azure::Json metadata() const;

    QComboBox *m_category, *m_auth, *m_provider;
    QLineEdit *m_name, *m_target, *m_key, *m_clientId, *m_clientSecret, *m_tokenUrl, *m_scopes, *m_audience;
    QLineEdit *m_inferenceVersion, *m_deploymentVersion, *m_list, *m_get, *m_header, *m_format;
    QCheckBox *m_inPath, *m_shared;
    SegmentedSwitch* m_discovery;
    TextTable *m_models, *m_headers;
    QWidget *m_oauth, *m_audienceField, *m_keyField, *m_static, *m_dynamic;
};

}  // namespace mgc::ui
