#pragma once
#include <QDialog>
#include <QNetworkAccessManager>
#include <QPointer>
#include <QTimer>
#include <string>

#include "resources/specification.h"

class QNetworkReply;

namespace mgc::ui {

class Button;
class Label;
class ValueField;
struct PageContext;

/// An OpenAPI document, from a file or an address, as a new API of the workspace: operations as Azure's import makes them. The files
/// are one entry of the workspace's history.
class ImportApiDialog : public QDialog {
    Q_OBJECT
public:
    ImportApiDialog(const QString& source, PageContext& context, QWidget* parent);

    /// The policy of the new API, once the dialog is accepted.
    [[nodiscard]] QString policy() const { return m_policy; }
    static constexpr qint64 largestDocument = 4LL * 1024 * 1024;
    static constexpr int fetchMs = 20000;

private:
    void read();
    void fetch(const QUrl& url);
    void take(const QByteArray& text, const QString& from);
    void check();
    void import();
    void say(const QString& words, bool error);

    PageContext& m_context;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    QTimer m_soon;
    ValueField *m_source, *m_name, *m_urlPath;
    Label* m_state;
    Button* m_import;
    std::string m_text;
    bool m_yaml = false;
    resources::SpecificationContent m_content;
    QString m_policy;
};

}  // namespace mgc::ui
