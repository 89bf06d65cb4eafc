#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mgc::policies {

/// The texts of a model request, in order. Images, audio and tool declarations have none.
struct PromptTexts {
    struct Message {
        std::string role;  ///< system, developer, user, assistant, tool; "" for a plain prompt or input
        std::string text;  ///< text parts joined with line breaks
    };
    enum class Kind { Chat, Completion, Other } kind = Kind::Other;  ///< by `messages`, `prompt`; Other: `input`, `contents`
    std::vector<Message> messages;

    /// All texts joined with line breaks.
    [[nodiscard]] std::string joined() const;
};

/// Reads chat, completions, embeddings, responses, Azure AI inference and Anthropic requests. Nullopt for anything else.
[[nodiscard]] std::optional<PromptTexts> promptTexts(std::string_view requestBody);

/// What the model has written, all choices joined with line breaks: of a whole JSON answer, or of a stream of server-sent events.
/// "" for an answer without text.
[[nodiscard]] std::string completionText(std::string_view responseBody, bool eventStream);

}  // namespace mgc::policies
