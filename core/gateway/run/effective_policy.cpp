#include "gateway/run/effective_policy.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "policy/xml/document.h"

namespace mgc::gateway {

namespace {

namespace xml = policy::xml;

constexpr std::string_view sections[] = {"inbound", "backend", "outbound", "on-error"};

struct Level {
    std::string scope, file;
    xml::Document document;
};

/// A service without a policy of its own behaves as if it had this one.
constexpr std::string_view defaultPolicy = "<policies><inbound /><backend><forward-request /></backend><outbound /><on-error /></policies>";

xml::NodeId childNamed(const xml::Document& document, xml::NodeId parent, std::string_view name) {
    for (xml::NodeId child = document.firstChildElement(parent); child != xml::noNode; child = document.nextElement(child))
        if (document.name(child) == name) return child;
    return xml::noNode;
}

/// Without blank lines at both ends; the indentation of the first line stays.
std::string_view withoutBlankEnds(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    const std::size_t line = text.rfind('\n', first);
    text.remove_prefix(line == std::string_view::npos ? first : line + 1);
    while (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos) text.remove_suffix(1);
    return text;
}

class Writer {
public:
    explicit Writer(const std::vector<Level>& broadToNarrow) : m_levels(broadToNarrow) {}

    std::string write() {
        m_out += "<policies>\n";
        for (const std::string_view section : sections) {
            m_out.append("    <").append(section).append(">\n");
            if (!m_levels.empty()) writeSection(m_levels.size() - 1, section);
            m_out.append("    </").append(section).append(">\n");
        }
        m_out += "</policies>\n";
        return std::move(m_out);
    }

private:
    void writeSection(std::size_t level, std::string_view section) {
        const xml::Document& document = m_levels[level].document;
        const xml::NodeId root = childNamed(document, xml::documentNode, "policies");
        const xml::NodeId element = root == xml::noNode ? xml::noNode : childNamed(document, root, section);
        if (element == xml::noNode) return;
        const xml::Span content = document.content(element);
        std::size_t at = content.begin;
        writeBases(level, section, element, at);
        writePart(level, at, content.end);
    }

    /// Every <base/> below `element`, also inside of other policies, gives way to the broader scope. Bodies and stylesheets hold markup of
    /// their own.
    void writeBases(std::size_t level, std::string_view section, xml::NodeId element, std::size_t& at) {
        const xml::Document& document = m_levels[level].document;
        for (xml::NodeId child = document.firstChildElement(element); child != xml::noNode; child = document.nextElement(child)) {
            const std::string_view name = document.name(child);
            if (name == "set-body" || name == "xsl-transform") continue;
            if (name != "base") {
                writeBases(level, section, child, at);
                continue;
            }
            const xml::Span base = document.node(child).range;
            writePart(level, at, base.begin);
            if (level > 0) writeSection(level - 1, section);
            at = base.end;
        }
    }

    void writePart(std::size_t level, std::size_t begin, std::size_t end) {
        const Level& from = m_levels[level];
        const std::string_view whole = from.document.text();
        const std::string_view text = withoutBlankEnds(whole.substr(begin, end - begin));
        if (text.empty()) return;
        m_out += "        <!-- [" + from.scope + "]";
        if (!from.file.empty()) {
            const auto offset = static_cast<std::size_t>(text.data() - whole.data()) + text.find_first_not_of(" \t");
            m_out += " " + from.file + ":" +
                     std::to_string(1 + std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
        }
        m_out += " -->\n";
        if (text.front() != ' ' && text.front() != '\t') m_out += "        ";
        m_out.append(text).append("\n");
    }

    const std::vector<Level>& m_levels;
    std::string m_out;
};

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

template <class Kind>
std::string namesOf(const std::vector<Kind>& all) {
    std::string list;
    for (const Kind& one : all) list += (list.empty() ? "; there are: " : ", ") + one.name;
    return list;
}

Result<void> add(std::vector<Level>& levels, const resources::PolicyDocument* policy) {
    if (!policy) return {};
    auto document = xml::Document::parse(*policy->text, policy->file);
    for (const Diagnostic& problem : document.problems().all())
        if (problem.severity == Severity::Error) return fail("InvalidPolicy", problem.message, problem.range);
    levels.push_back({policy->scope + (policy->scope == "global" ? "" : " " + policy->scopeId), policy->file, std::move(document)});
    return {};
}

}  // namespace

Result<std::string> effectivePolicy(const resources::Workspace& workspace, std::string_view apiName, std::string_view operationName,
                                    std::string_view productName) {
    const resources::Api* api = workspace.api(apiName);
    for (const resources::Api& candidate : workspace.apis)  // APIs of APIM workspaces are named without it, if the name is free
        if (!api && equalsIgnoreCase(candidate.name, apiName)) api = &candidate;
    if (!api) return fail("NoSuchApi", "there is no API " + quoted(apiName) + namesOf(workspace.apis));
    // Resolvers inherit nothing: the effective policy of a field is its own.
    for (const resources::Resolver& resolver : api->resolvers)
        if (resolver.policy && (equalsIgnoreCase(resolver.name, operationName) || resolver.path == operationName))
            return "<!-- [resolver " + resolver.policy->scopeId + " of " + resolver.path + "] " + resolver.policy->file + " -->\n" +
                   *resolver.policy->text;
    const resources::Operation* const operation = operationName.empty() ? nullptr : resources::Workspace::operation(*api, operationName);
    if (!operationName.empty() && !operation)
        return fail("NoSuchOperation",
                    "the API " + quoted(apiName) + " has no operation " + quoted(operationName) + namesOf(api->operations));
    const resources::Product* const product = productName.empty() ? nullptr : workspace.product(productName, api->workspace);
    if (!productName.empty() && !product)
        return fail("NoSuchProduct", "there is no product " + quoted(productName) + namesOf(workspace.products));
    const auto pointer = [](const auto& optional) { return optional ? &*optional : nullptr; };

    std::vector<Level> levels;
    if (workspace.globalPolicy())
        MGC_TRY(add(levels, workspace.globalPolicy()));
    else
        levels.push_back({"default", "", xml::Document::parse(std::string(defaultPolicy))});
    if (!api->workspace.empty()) MGC_TRY(add(levels, workspace.workspacePolicy(api->workspace)));
    if (product) MGC_TRY(add(levels, pointer(product->policy)));
    MGC_TRY(add(levels, pointer(api->policy)));
    if (operation) MGC_TRY(add(levels, pointer(operation->policy)));
    return Writer(levels).write();
}

}  // namespace mgc::gateway
