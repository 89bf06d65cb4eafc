#pragma once
#include <QVector>
#include <QWidget>
#include <functional>

#include "base/diagnostic.h"
#include "policy/model/descriptor.h"
#include "ui/documents/document_store.h"
#include "ui/documents/policy_file.h"

class QVBoxLayout;

namespace mgc::ui {

class SpecialEditor;
class ValueField;

/// The fields of one element, from its descriptor: attributes (required ones, those that are set, the rest on demand), text, and the
/// elements that belong to it as lists that can grow and shrink. Every edit changes only its attribute or element in the document.
class ElementForm : public QWidget {
    Q_OBJECT
public:
    /// `way`: which child elements (counted among elements) lead from the policy to this element; empty for the policy itself.
    ElementForm(PolicyFile& file, DocumentStore& store, const policy::ElementDescriptor& element, std::size_t place, std::vector<int> way,
                QWidget* parent);

    /// Reads values again after an edit elsewhere. False where the element has another shape now: the form has to be made anew.
    bool refresh(std::size_t place);
    void showProblems(const Diagnostics& problems);
    /// The first required field that is empty, else the first field; false where there is none.
    bool focusFirst();
    [[nodiscard]] QList<ValueField*> fields() const;

signals:
    /// The element was given or lost a child by this form.
    void shapeChanged();

private:
    [[nodiscard]] policy::xml::NodeId node() const;
    void addAttributes();
    void addText();
    void addChildren();
    void move(int from, int to);
    void addGroup(const policy::ElementDescriptor& child, int& index);
    void edited(const policy::AttributeDescriptor& attribute, ValueField* field, const QString& text);
    void apply(Result<policy::xml::Edit> edit, const QString& what, ValueField* field, bool typing);
    [[nodiscard]] QStringList namesFor(const policy::AttributeDescriptor& attribute) const;
    [[nodiscard]] std::function<QStringList()> variables() const;
    [[nodiscard]] QString shape() const;

    PolicyFile& m_file;
    DocumentStore& m_store;
    const policy::ElementDescriptor& m_element;
    std::size_t m_place;
    std::vector<int> m_way;
    QVBoxLayout* m_column;
    struct AttributeField {
        const policy::AttributeDescriptor* attribute;
        ValueField* field;
    };
    QVector<AttributeField> m_attributes;
    ValueField* m_text = nullptr;
    SpecialEditor* m_special = nullptr;
    QVector<ElementForm*> m_children;
    QString m_shape;
};

}  // namespace mgc::ui
