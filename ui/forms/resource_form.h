#pragma once
#include <QHash>
#include <QJsonObject>
#include <QWidget>

#include "resources/descriptor.h"
#include "ui/documents/workspace_edits.h"

class QVBoxLayout;

namespace mgc::ui {

class ValueField;

/// The members of a resource's JSON file as fields, from its descriptor. A change is written when the field is left or Enter is pressed;
/// it changes that member of the file and nothing else, and can be undone. Secrets are never shown or written.
class ResourceForm : public QWidget {
    Q_OBJECT
public:
    ResourceForm(const resources::ResourceDescriptor& descriptor, const QString& file, WorkspaceEdits& edits, QWidget* parent);
    void refresh();
    [[nodiscard]] QString file() const { return m_file; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Entry {
        const resources::MemberDescriptor* member;
        std::string pointer;
        ValueField* field;
    };
    void add(const std::vector<resources::MemberDescriptor>& members, const std::string& pointer, const QString& prefix,
             QVBoxLayout* column);
    [[nodiscard]] bool isRequired(const Entry& entry) const;
    void commit(const Entry& entry);
    [[nodiscard]] QJsonValue valueAt(const std::string& pointer) const;

    QString m_file;
    WorkspaceEdits& m_edits;
    QJsonObject m_root;
    QVector<Entry> m_entries;
};

}  // namespace mgc::ui
