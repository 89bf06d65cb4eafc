#pragma once
#include "policy/runtime/services.h"
#include "tokens/counter.h"

namespace mgc::app {

/// core/tokens as policies see it.
class TokenCounter : public policy::TokenCounter {
public:
    [[nodiscard]] std::int64_t countText(std::string_view text, std::string_view model) const override { return m_counter.countText(text, model); }
    [[nodiscard]] std::int64_t countPrompt(std::string_view requestBody, std::string_view model) const override {
        return m_counter.countPrompt(requestBody, model);
    }

private:
    tokens::Counter m_counter;
};

}  // namespace mgc::app
