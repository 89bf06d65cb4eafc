// Whatever the text: the compiler gives an expression or at least one error, every finding lies inside the text, and it does not take long.
#include <cstdlib>

#include "expression/expression.h"
#include "expression_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1U << 13U) return 0;
    const std::string source = mgc::fuzz::expressionOf(data, size);
    mgc::SourceRange origin;
    origin.begin = origin.end = {1, 1, 0};
    mgc::Diagnostics diagnostics;
    const auto compiled = mgc::expression::compile(source, origin, diagnostics);
    if (!compiled && diagnostics.errorCount() == 0) std::abort();
    for (const auto& each : diagnostics.all())
        if (each.range.begin.offset > source.size() || each.range.end.offset > source.size() + 1) std::abort();
    return 0;
}
