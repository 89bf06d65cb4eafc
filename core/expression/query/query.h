#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

// What an editor asks about one policy expression while it is typed. All functions take the text as it stands, "@(...)" or "@{...}",
// complete or not (missing brackets and half-written names are normal), and byte offsets into it. They never throw and give nothing
// rather than something wrong. A usual expression takes well under 5 ms; a text over 64 KiB gets no answers. Safe from any thread.
namespace mgc::expression::query {

/// Half-open byte range of the text.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A finding of the compiler, placed in the text. `code` as in Diagnostic ("MGC3103").
struct Finding {
    Severity severity = Severity::Error;
    std::string code;
    std::string message;
    Range range;
};
/// The compiler's findings, first to last in the text. At most 100.
[[nodiscard]] std::vector<Finding> findings(std::string_view text);

/// What stands at a place.
struct Description {
    std::string type;         ///< static type as C# writes it ("string", "JObject", "int?"); "" for a namespace
    std::string declaration;  ///< "string IUrl.Host", "(local variable) int count", "class JObject"
    std::string help;         ///< one line of documentation, or ""
    Range range;              ///< of the name or expression that is described
};
/// Type and declaration of the smallest expression around `offset`; nullopt in white space, comments and literals of text.
[[nodiscard]] std::optional<Description> describe(std::string_view text, std::size_t offset);

enum class CompletionKind : std::uint8_t { Method, Property, Constant, Type, Namespace, Local, Keyword };

struct Completion {
    std::string label;  ///< the name to insert
    CompletionKind kind = CompletionKind::Property;
    std::string signature;  ///< of the first overload, as C# declares it
    std::string help;       ///< one line of documentation, or ""
    int overloads = 1;
};
struct Completions {
    Range replaces;                 ///< the part of a name already typed around the offset
    std::vector<Completion> items;  ///< sorted by label without regard to case; those that match what is typed are the editor's business
};
/// Names that may stand at `offset`: members behind a dot, else locals, types, keywords. Empty inside texts and comments.
[[nodiscard]] Completions completions(std::string_view text, std::size_t offset);

struct Signature {
    std::string text;               ///< "string Substring(int startIndex, int length)"
    std::vector<Range> parameters;  ///< byte ranges in `text`
    std::string help;
};
struct SignatureHelp {
    std::vector<Signature> overloads;
    std::size_t active = 0;           ///< the overload that fits what is written so far
    std::size_t activeParameter = 0;  ///< in the active overload; one past the end when there are too many arguments
    Range arguments;                  ///< what stands between the brackets
};
/// Overloads of the innermost call, constructor or indexer whose brackets hold `offset`.
[[nodiscard]] std::optional<SignatureHelp> signatures(std::string_view text, std::size_t offset);

enum class TokenClass : std::uint8_t {
    Keyword,
    Type,
    Namespace,
    Method,
    Property,
    Constant,
    Local,
    Parameter,
    Number,
    Text,
    Comment,
    Operator,
    Bracket,
    Bad
};

struct Token {
    Range range;
    TokenClass kind = TokenClass::Operator;
};
/// Classes for highlighting, in order of the text, without overlaps; holes of interpolated strings are classed by what is in them.
[[nodiscard]] std::vector<Token> highlight(std::string_view text);

}  // namespace mgc::expression::query
