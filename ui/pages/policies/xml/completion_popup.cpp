#include "ui/pages/policies/xml/completion_popup.h"

#include "policy/xml/decode.h"
#include "ui/documents/document_scope.h"
#include "ui/documents/document_store.h"
#include "ui/documents/variables.h"
#include "ui/forms/expression_queries.h"
#include "ui/pages/policies/xml/completion_source.h"
#include "ui/pages/policies/xml/expression_text.h"
#include "ui/pages/policies/xml/xml_editor.h"

namespace mgc::ui {

CompletionPopup::CompletionPopup(XmlEditor& editor, DocumentStore& store) : CompletionList(&editor), m_editor(editor), m_store(store) {
    connect(this, &CompletionList::chosen, this, &CompletionPopup::insert);
}

void CompletionPopup::show(bool asked) {
    const XmlContext context = contextAt(m_editor.file().document(), m_editor.caret());
    if (!asked && (context.kind == XmlContext::Kind::Text || context.kind == XmlContext::Kind::None)) return hide();
    fill(context);
}

void CompletionPopup::refresh() {
    const XmlContext context = contextAt(m_editor.file().document(), m_editor.caret());
    const bool names = context.kind == XmlContext::Kind::ElementName || context.kind == XmlContext::Kind::AttributeName ||
                       context.kind == XmlContext::Kind::Expression;
    if (!isVisible() && (!names || context.typed.empty())) return;
    if (isVisible() && (context.kind != m_context.kind || context.begin != m_context.begin)) return hide();
    fill(context);
}

void CompletionPopup::fill(const XmlContext& context) {
    m_context = context;
    const auto& document = m_editor.file().document();
    CompletionOffer list;
    if (context.kind == XmlContext::Kind::Expression) {
        const std::size_t caret = m_editor.caret();
        const ExpressionText expression = expressionAt(document, context, caret);
        const std::size_t at = expression.offsetOf(caret);
        const auto found = expressionCompletions(expression.text, at, variablesOf(document, m_store.catalog()));
        list.items = found.items;
        m_context.begin = expression.sourceOf(std::min(found.begin, at));
        m_context.typed = document.text().substr(m_context.begin, caret - m_context.begin);
    } else {
        const auto workspace = m_store.workspace().current();
        list = completionsAt(document, context, m_store.catalog(), workspace.get(),
                             scopeOf(m_editor.file().path(), workspace.get()).apimWorkspace);
    }
    const QPoint at = m_editor.viewport()->mapTo(&m_editor, m_editor.pointAt(m_context.begin));
    const int line = static_cast<int>(m_editor.SendScintilla(QsciScintilla::SCI_TEXTHEIGHT, 0UL));
    offer(list.items, QString::fromStdString(m_context.typed), list.footer, QRect(at, QSize(1, line)));
}

void CompletionPopup::insert(const QString& chosen) {
    QString text = chosen;
    const auto& document = m_editor.file().document();
    const std::size_t end = m_editor.caret();
    // Lines of a skeleton go where the first one stands.
    const std::string_view before = document.text().substr(0, m_context.begin);
    const auto line = before.rfind('\n');
    std::string_view indent = before.substr(line == std::string_view::npos ? 0 : line + 1);
    indent = indent.substr(0, std::min(indent.find_first_not_of(" \t"), indent.size()));
    text.replace(QLatin1Char('\n'), QLatin1Char('\n') + QString::fromUtf8(indent.data(), static_cast<qsizetype>(indent.size())));
    if (m_context.kind == XmlContext::Kind::Expression && !policy::xml::isRaw(document))
        text.replace(QLatin1Char('<'), QLatin1String("&lt;")).replace(QLatin1Char('>'), QLatin1String("&gt;"));
    const qsizetype mark = text.indexOf(QLatin1Char('|'));
    if (mark >= 0) text.remove(mark, 1);
    const qsizetype caret = mark < 0 ? text.size() : mark;
    const std::size_t begin = m_context.begin;
    m_editor.replaceRange(begin, end, text.toUtf8());
    m_editor.SendScintilla(QsciScintilla::SCI_GOTOPOS,
                           static_cast<uintptr_t>(begin + static_cast<std::size_t>(text.left(caret).toUtf8().size())));
    if (mark >= 0 && (m_context.kind == XmlContext::Kind::AttributeName || m_context.kind == XmlContext::Kind::ElementName)) show(false);
    if (m_context.kind == XmlContext::Kind::Expression) m_editor.showSignature();
}

}  // namespace mgc::ui
