#include "ui/pages/policies/effective_text.h"

#include <algorithm>

#include "ui/documents/document_scope.h"

namespace mgc::ui {

namespace {

using policy::xml::Document;
using policy::xml::NodeId;
using policy::xml::noNode;

class Joiner {
public:
    Joiner(const PolicyFile& file, DocumentStore& store) {
        const auto workspace = store.workspace().current();
        const DocumentScope scope = scopeOf(file.path(), workspace.get());
        const char* own = !scope.operation.empty() ? "operation"
                          : !scope.api.empty()     ? "api"
                          : !scope.product.empty() ? "product"
                          : scope.isFragment       ? "fragment"
                                                   : "global";
        add(QLatin1String(own), file.path(), file.document());
        for (const auto& outer : scope.outer) {
            const QString path = QString::fromStdString(outer.file);
            const PolicyFile* open = store.find(path);
            add(QString::fromStdString(outer.scope), path, open ? open->document() : Document::parse(*outer.text, outer.file));
        }
    }

    EffectiveText run() {
        if (m_result.levels.front().scope == QLatin1String("fragment")) {
            frame("<fragment>");
            section(0, {});
            frame("</fragment>");
            return std::move(m_result);
        }
        frame("<policies>");
        for (const char* name : {"inbound", "backend", "outbound", "on-error"}) {
            frame("    <" + std::string(name) + ">");
            section(0, name);
            frame("    </" + std::string(name) + ">");
        }
        frame("</policies>");
        return std::move(m_result);
    }

private:
    void add(const QString& scope, const QString& file, const Document& document) {
        m_result.levels.push_back({scope, file});
        m_documents.push_back(document);
    }

    void frame(const std::string& line) {
        m_result.text += line + "\n";
        m_result.lines.push_back({});
    }

    [[nodiscard]] NodeId find(const Document& document, std::string_view name) const {
        const NodeId root = document.firstChildElement(policy::xml::documentNode);
        if (root == noNode || name.empty()) return root;
        for (NodeId id = document.firstChildElement(root); id != noNode; id = document.nextElement(id))
            if (document.name(id) == name) return id;
        return noNode;
    }

    void section(std::size_t level, std::string_view name) {
        if (level >= m_documents.size()) return;
        const Document& document = m_documents[level];
        const NodeId element = find(document, name);
        // A scope without the section lets the outer one through.
        if (element == noNode) return section(level + 1, name);
        const auto content = document.content(element);
        std::size_t at = content.begin;
        std::vector<NodeId> bases;
        collectBases(document, element, bases);
        for (const NodeId base : bases) {
            part(level, at, document.node(base).range.begin);
            section(level + 1, name);
            at = document.node(base).range.end;
        }
        part(level, at, content.end);
    }

    /// In document order; <base/> may stand in a branch of choose, too. Elements nest at most `deepestElement` deep.
    static void collectBases(const Document& document, NodeId parent, std::vector<NodeId>& bases) {
        for (NodeId child = document.firstChildElement(parent); child != noNode; child = document.nextElement(child))
            if (document.name(child) == "base")
                bases.push_back(child);
            else
                collectBases(document, child, bases);
    }

    void part(std::size_t level, std::size_t begin, std::size_t end) {
        const Document& document = m_documents[level];
        while (begin < end) {
            const auto stop = document.text().substr(begin, end - begin).find('\n');
            const std::size_t until = stop == std::string_view::npos ? end : begin + stop;
            std::string line(document.text().substr(begin, until - begin));
            while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
            if (line.find_first_not_of(" \t") != std::string::npos) {
                m_result.text += line + "\n";
                m_result.lines.push_back({static_cast<int>(level), static_cast<int>(document.source().position(begin).line)});
            }
            begin = until + 1;
        }
    }

    EffectiveText m_result;
    std::vector<Document> m_documents;
};

}  // namespace

EffectiveText effectiveText(const PolicyFile& file, DocumentStore& store) { return Joiner(file, store).run(); }

}  // namespace mgc::ui
