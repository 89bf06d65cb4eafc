#include "expression/expression.h"
#include "policy/model/text_origin.h"

// Finds fault with every "WRONG", so that the forwarding of findings can be tested without the expression room.
namespace mgc::expression {

std::shared_ptr<const Expression> compile(std::string_view source, const SourceRange& origin, Diagnostics& diagnostics) {
    const auto at = source.find("WRONG");
    if (at == std::string_view::npos) return nullptr;
    SourceRange range = origin;
    range.begin = policy::advanced(origin.begin, source.substr(0, at));
    range.end = policy::advanced(range.begin, "WRONG");
    diagnostics.error("MGC3103", "The name 'WRONG' does not exist in the current context", range);
    return nullptr;
}

}  // namespace mgc::expression
