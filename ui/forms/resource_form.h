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
/// it changes that member of the file and nothing else, and can be undone. Secrets are never shown or written. What counts for
/// another kind of the resource is left out, unless it stands in the file.
class ResourceForm : public QWidget {
    Q_OBJECT
public:
    ResourceForm(const resources::ResourceDescriptor& descriptor, const QString& file, WorkspaceEdits& edits, QWidget* parent);
    void refresh();
    [[nodiscard]] QString file() const { return m_file; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// Each with the pointer of the object around it; of the member and of those it stands in.
    using Conditions = std::vector<std::pair<std::string, resources::Condition>>;
    struct Entry {
        const resources::MemberDescriptor* member;
        std::string pointer;
        ValueField* field;
        Conditions when;
    };
    void add(const std::vector<resources::MemberDescriptor>& members, const std::string& pointer, const QString& prefix,
             const Conditions& around, QVBoxLayout* column);
    /// The first condition that does not hold; null where the member counts.
    [[nodiscard]] const resources::Condition* missed(const Entry& entry) const;
    [[nodiscard]] bool isRequired(const Entry& entry) const;
    void commit(const Entry& entry);
    [[nodiscard]] QJsonValue valueAt(const std::string& pointer) const;

    QString m_file;
    WorkspaceEdits& m_edits;
    QJsonObject m_root;
    QVector<Entry> m_entries;
};

}  // namespace mgc::ui
