#include "expression/check/binder.h"
#include "expression/check/located.h"
#include "expression/runtime/text.h"
#include "expression/runtime/to_text.h"

namespace mgc::expression {

Bound Binder::bindInterpolated(const Expr& expression) {
    struct Part {
        std::string text;
        NodePtr node;
        std::int64_t alignment = 0;
        std::string format;
    };
    auto parts = std::make_shared<std::vector<Part>>();
    std::size_t hole = 0;
    bool failed = false;
    for (const auto& piece : expression.pieces) {
        Part part;
        if (!piece.isHole) {
            part.text = piece.text;
            parts->push_back(std::move(part));
            continue;
        }
        const Expr& inner = *expression.children[hole];
        Bound bound = bindValue(inner);
        if (bound.type && bound.type->kind == TypeKind::Void) {
            error(1599, "An interpolation hole needs a value", inner.span);
            failed = true;
        }
        failed = failed || bound.isError();
        part.node = convertImplicit(std::move(bound), types().object, inner.span);
        if (expression.alignments[hole]) {
            Bound alignment = bindValue(*expression.alignments[hole]);
            if (!alignment.hasConstant || !alignment.type->isIntegral())
                error(150, "A constant value is expected", expression.alignments[hole]->span);
            else
                part.alignment = alignment.constant.bits();
        }
        part.format = piece.format;
        parts->push_back(std::move(part));
        ++hole;
    }
    if (failed) return errorValue(&expression);
    return value(types().string,
                 makeNode(located(expression.span,
                                  [parts](Frame& frame) {
                                      std::string out;
                                      for (const auto& part : *parts) {
                                          if (!part.node) {
                                              appendUtf8(out, std::string_view(part.text));
                                              continue;
                                          }
                                          const Value item = part.node->eval(frame);
                                          std::string text = toText(item, part.format);
                                          appendUtf8(out,
                                                     std::string_view(part.alignment ? aligned(std::move(text), part.alignment) : text));
                                      }
                                      return Value::text(out);
                                  })),
                 &expression);
}

}  // namespace mgc::expression
