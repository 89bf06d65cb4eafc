#include "policy/xml/path.h"

#include "base/text.h"
#include "policy/xml/problem_codes.h"

namespace mgc::policy::xml {

namespace {

struct Segment {
    std::string_view name;
    std::int64_t number = 1;
};

Result<Segment> parseSegment(std::string_view text) {
    Segment segment{text};
    if (text.ends_with(']')) {
        const auto open = text.find('[');
        const auto number = open == std::string_view::npos ? std::nullopt : toInteger(text.substr(open + 1, text.size() - open - 2));
        if (!number || *number < 1)
            return fail(codes::pathNotFound, "'" + std::string(text) + "' is no path part; expected is name or name[number].");
        segment = {text.substr(0, open), *number};
    }
    if (segment.name.empty()) return fail(codes::pathNotFound, "The path has an empty part.");
    return segment;
}

NodeId findChild(const Document& document, NodeId parent, const Segment& segment) {
    std::int64_t seen = 0;
    for (NodeId child = document.firstChildElement(parent); child != noNode; child = document.nextElement(child)) {
        if (document.name(child) == segment.name && ++seen == segment.number) return child;
    }
    return noNode;
}

/// The one root that paths leave out.
NodeId impliedRoot(const Document& document) {
    const NodeId root = document.firstChildElement(documentNode);
    const bool single = root != noNode && document.nextElement(root) == noNode;
    return single && (document.name(root) == "policies" || document.name(root) == "fragment") ? root : noNode;
}

}  // namespace

Result<NodeId> findByPath(const Document& document, std::string_view path) {
    NodeId current = documentNode;
    bool first = true;
    for (const std::string_view part : split(path, '/')) {
        MGC_TRY_ASSIGN(const Segment segment, parseSegment(part));
        NodeId found = findChild(document, current, segment);
        if (found == noNode && first && impliedRoot(document) != noNode) found = findChild(document, impliedRoot(document), segment);
        if (found == noNode) {
            return fail(codes::pathNotFound, "There is no '" + std::string(part) + "' in path '" + std::string(path) + "'.",
                        document.range({0, 0}));
        }
        current = found;
        first = false;
    }
    return current;
}

std::string pathOf(const Document& document, NodeId element) {
    std::string path;
    const NodeId root = impliedRoot(document);
    NodeId first = noNode;
    for (NodeId id = element; id != documentNode && id != noNode && id != root; id = document.node(id).parent) {
        std::size_t number = 1;
        for (NodeId before = document.node(id).previous; before != noNode; before = document.node(before).previous) {
            if (document.isElement(before) && document.name(before) == document.name(id)) ++number;
        }
        const bool section = document.node(id).parent == root && root != noNode && document.name(root) == "policies";
        std::string part(document.name(id));
        if (!section || number > 1) part += "[" + std::to_string(number) + "]";
        path = path.empty() ? part : part + "/" + path;
        first = id;
    }
    // A part named like the root would be taken for it.
    if (root != noNode && first != noNode && document.name(first) == document.name(root)) return std::string(document.name(root)) + "/" + path;
    return path;
}

}  // namespace mgc::policy::xml
