#pragma once
#include <memory>
#include <string_view>

#include "http/body.h"

namespace mgc::expression {

/// Cached parse results of one body text; defined by the expression room (JToken tree, XML document).
struct ParsedBody;

/// context.Request.Body / context.Response.Body: a whole http::Body plus what IMessageBody.As<T> has done to it.
/// The engine buffers the body before it runs an expression that reads it (Expression::reads()).
class MessageBody {
public:
    explicit MessageBody(http::Body* body = nullptr) : m_body(body) {}

    [[nodiscard]] bool hasBody() const { return m_body && !m_body->isEmpty() && !m_consumed; }
    [[nodiscard]] std::string_view text() const { return m_body && m_body->isWhole() ? m_body->view() : std::string_view(); }
    [[nodiscard]] http::Body* body() const { return m_body; }
    /// As<T>() without preserveContent reads the stream: afterwards the message has no body any more.
    void markConsumed() { m_consumed = true; }
    [[nodiscard]] bool consumed() const { return m_consumed; }
    /// After a policy has replaced the body.
    void reset(http::Body* body) {
        m_body = body;
        m_consumed = false;
        m_parsed.reset();
    }
    [[nodiscard]] std::shared_ptr<ParsedBody>& parsed() { return m_parsed; }

private:
    http::Body* m_body;
    bool m_consumed = false;
    std::shared_ptr<ParsedBody> m_parsed;
};

}  // namespace mgc::expression
