#include <cstdint>
#include <cstdlib>
#include <string>

#include "policy/xml/decode.h"
#include "policy/xml/edit.h"
#include "policy/xml/path.h"

// Whatever the bytes: the document comes back the same, every element is found by its path, texts map back into the document, and
// edits either are refused or change what they say and nothing else.
namespace {

using namespace mgc::policy::xml;

void require(bool condition) {
    if (!condition) std::abort();
}

void checkMapping(const Document& document, const MappedText& text) {
    for (std::size_t at = 0; at <= text.text().size(); at += 7) require(text.sourceOffset(at) <= document.text().size());
}

void checkEdit(const Document& document, const mgc::Result<Edit>& edit) {
    if (!edit) return;
    std::string expected(document.text());
    require(expected.compare(edit->patch.offset, edit->patch.removed.size(), edit->patch.removed) == 0);
    expected.replace(edit->patch.offset, edit->patch.removed.size(), edit->patch.inserted);
    require(edit->document.text() == expected);
    require(write(edit->document) == expected);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1U << 16U) return 0;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const Document document = Document::parse(text, "fuzz.xml");
    require(write(document) == text);
    const auto& nodes = document.tree().nodes;
    for (NodeId id = 1; id < nodes.size() && id < 64; ++id) {
        require(document.node(id).parent < id);
        if (!document.isElement(id)) {
            checkMapping(document, decodeText(document, id));
            continue;
        }
        const auto found = findByPath(document, pathOf(document, id));
        require(pathOf(document, id).empty() || (found && *found == id));
        for (const Attribute& attribute : document.attributes(id)) checkMapping(document, decodeAttribute(document, attribute));
    }
    const auto last = static_cast<NodeId>(nodes.size() - 1);
    for (const NodeId id : {NodeId{1}, last}) {
        if (id == 0 || id > last) continue;
        checkEdit(document, setAttribute(document, id, "name", text.substr(0, 20)));
        checkEdit(document, setText(document, id, text.substr(0, 20)));
        checkEdit(document, duplicateNode(document, id));
        checkEdit(document, commentOut(document, id));
        checkEdit(document, moveNode(document, last, nodes[id].parent, id));
        checkEdit(document, removeNode(document, id));
    }
    return 0;
}
