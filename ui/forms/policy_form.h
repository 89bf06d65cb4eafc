#pragma once
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "ui/documents/document_store.h"

class QPlainTextEdit;
class QScrollArea;
class QStackedWidget;
class QTextBrowser;
class QTreeWidget;
class QVBoxLayout;

namespace mgc::ui {

class Chip;
class ElementForm;
class FormTabs;
class IconView;
class Label;

/// The inspector of the selected policy: its form, what the reference says, its XML, and who else names what it names.
class PolicyForm : public QWidget {
    Q_OBJECT
public:
    PolicyForm(DocumentStore& store, QWidget* parent);

    /// True while a policy is selected.
    [[nodiscard]] bool hasSubject() const { return m_subject; }
    /// The first required field that is empty.
    void focusFirst();

signals:
    void subjectChanged();
    void openFileAt(const QString& path, int line);

private:
    void follow(PolicyFile* file);
    void show();
    void showTab(const QString& id);
    void fillUsages();
    void countUsages();
    void checked(const QString& path);
    [[nodiscard]] QString placeText(policy::xml::NodeId node) const;

    DocumentStore& m_store;
    QPointer<PolicyFile> m_file;
    policy::xml::NodeId m_node = policy::xml::noNode;
    const policy::ElementDescriptor* m_element = nullptr;
    const policy::PolicyDescriptor* m_policy = nullptr;
    bool m_subject = false;
    IconView* m_icon;
    Label *m_name, *m_about, *m_sections, *m_scopes;
    FormTabs* m_tabs;
    QStackedWidget* m_stack;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
    ElementForm* m_form = nullptr;
    QTextBrowser* m_docs;
    QPlainTextEdit* m_xml;
    QTreeWidget* m_usages;
    QWidget* m_foot;
    QTimer m_soon;   ///< after edits of other views
    QTimer m_count;  ///< usages are counted once the selection rests
    quint64 m_wish = 0;
};

}  // namespace mgc::ui
