#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

namespace mgc {

/// A character and what stands for it in XML or HTML: {'<', "&lt;"}.
struct CharacterReference {
    char character;
    std::string_view text;
};

/// `text` with each of the listed ASCII characters replaced. Which ones must be is the caller's rule: .NET's XmlWriter, WebUtility and
/// authors of policies each have their own.
[[nodiscard]] std::string withReferences(std::string_view text, std::initializer_list<CharacterReference> references);

}  // namespace mgc
