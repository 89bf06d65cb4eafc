#pragma once
#include <QFrame>
#include <QStandardItemModel>

#include "ui/pages/policies/xml/completion_source.h"

class QKeyEvent;
class QListView;

namespace mgc::ui {

class DocumentStore;
class Label;
class XmlEditor;

/// The list of completions at the caret. The editor keeps the focus; keys reach the list through takeKey().
class CompletionPopup : public QFrame {
    Q_OBJECT
public:
    CompletionPopup(XmlEditor& editor, DocumentStore& store);

    /// Shows what fits at the caret; `asked`: also where nothing has been typed and only text stands there.
    void offer(bool asked);
    /// The typed part has changed: filters, or closes where the caret has left it.
    void refresh();
    /// True if the list has used the key.
    bool takeKey(QKeyEvent* event);
    [[nodiscard]] int count() const { return m_model.rowCount(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fill(const XmlContext& context);
    void place(std::size_t offset);
    void accept();

    XmlEditor& m_editor;
    DocumentStore& m_store;
    QListView* m_list;
    Label* m_footer;
    QStandardItemModel m_model;
    XmlContext m_context;
};

}  // namespace mgc::ui
