#pragma once
#include "ui/documents/document_store.h"
#include "ui/forms/usages.h"
#include "ui/widgets/basic/buttons.h"

namespace mgc::ui {

/// Where policies name a backend in an attribute that takes one, alone or within an expression. At most 200.
[[nodiscard]] QVector<Usage> backendUsers(const QVector<WorkspaceText>& texts, const QString& backend, const policy::Catalog& catalog);

/// "Used by 2 policies": a click lists the places. Looks again when the workspace or an open document changes, off the UI thread.
class BackendUsers : public LinkButton {
    Q_OBJECT
public:
    BackendUsers(DocumentStore& documents, QWidget* parent);
    void setBackend(const QString& name);

signals:
    void openFileAt(const QString& path, int line);

private:
    void look();
    void take(const QVector<Usage>& usages);
    void list();

    DocumentStore& m_documents;
    QString m_name;
    QVector<Usage> m_usages;
    quint64 m_wish = 0;
};

}  // namespace mgc::ui
