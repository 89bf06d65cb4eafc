#pragma once
#include "ui/forms/completion_list.h"
#include "ui/pages/policies/xml/xml_context.h"

namespace mgc::ui {

class DocumentStore;
class XmlEditor;

/// The list of completions at the caret of an XML editor: elements, attributes, values, and what C# has inside of expressions.
class CompletionPopup : public CompletionList {
    Q_OBJECT
public:
    CompletionPopup(XmlEditor& editor, DocumentStore& store);

    /// Shows what fits at the caret; `asked`: also where nothing has been typed and only text stands there.
    void show(bool asked);
    /// The typed part has changed: filters, or closes where the caret has left it.
    void refresh();

private:
    void fill(const XmlContext& context);
    void insert(const QString& chosen);

    XmlEditor& m_editor;
    DocumentStore& m_store;
    XmlContext m_context;
};

}  // namespace mgc::ui
