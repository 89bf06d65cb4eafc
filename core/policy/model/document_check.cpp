#include "policy/model/document_check.h"

#include <algorithm>

namespace mgc::policy {

namespace {

/// The start tag or the childless element that a reading problem damages.
std::vector<xml::Span> damagedParts(const xml::Document& document) {
    std::vector<xml::Span> parts;
    for (const Diagnostic& problem : document.problems().all()) {
        if (problem.severity != Severity::Error) continue;
        xml::NodeId id = document.nodeAt(problem.range.begin.offset);
        while (id != xml::documentNode && !document.isElement(id)) id = document.node(id).parent;
        if (id == xml::documentNode) continue;
        const xml::Node& element = document.node(id);
        parts.push_back(document.firstChildElement(id) == xml::noNode ? element.range : element.startTag);
    }
    return parts;
}

}  // namespace

CheckedDocument checkDocument(const xml::Document& document, const Catalog& catalog, const ValidationOptions& options,
                              const NodeOptions& nodeOptions) {
    CheckedDocument checked;
    checked.nodes = buildPolicyDocument(document, nodeOptions);
    checked.diagnostics.append(document.problems());
    Diagnostics findings;
    ValidationOptions effective = options;
    if (!effective.source)
        effective.source = [&document](const SourceRange& range) {
            const auto begin = static_cast<std::uint32_t>(range.begin.offset);
            return std::string(document.slice({begin, static_cast<std::uint32_t>(range.end.offset)}));
        };
    checked.openPlaceholders = Validator(catalog, std::move(effective)).validate(checked.nodes, findings);
    const auto damaged = damagedParts(document);
    for (const Diagnostic& finding : findings.all()) {
        const std::size_t offset = finding.range.begin.offset;
        if (std::any_of(damaged.begin(), damaged.end(), [&](xml::Span part) { return part.contains(offset); })) continue;
        checked.diagnostics.add(finding);
    }
    return checked;
}

}  // namespace mgc::policy
