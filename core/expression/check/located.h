#pragma once
#include <utility>

#include "expression/eval/node.h"
#include "expression/runtime/exceptions.h"
#include "expression/syntax/token.h"

namespace mgc::expression {

/// Adds the place of `span` to a .NET exception that passes without one.
template <class Body>
auto located(Span span, Body body) {
    return [body = std::move(body), span](Frame& frame) -> Value {
        try {
            return body(frame);
        } catch (Thrown& thrown) {
            if (thrown.offset < 0) {
                thrown.offset = span.begin;
                thrown.length = span.end - span.begin;
            }
            throw;
        }
    };
}

}  // namespace mgc::expression
