#pragma once
#include <string_view>

// Codes of what the document reader refuses. Texts and help for all codes: policy/model/codes.h.
namespace mgc::policy::xml::codes {

inline constexpr std::string_view documentTooLarge = "MGC1001";
inline constexpr std::string_view nestingTooDeep = "MGC1002";
inline constexpr std::string_view notUtf8 = "MGC1003";
inline constexpr std::string_view noElement = "MGC1004";
inline constexpr std::string_view elementNotClosed = "MGC1005";
inline constexpr std::string_view unexpectedEndTag = "MGC1006";
inline constexpr std::string_view malformedTag = "MGC1007";
inline constexpr std::string_view attributeWithoutValue = "MGC1008";
inline constexpr std::string_view attributeNotQuoted = "MGC1009";
inline constexpr std::string_view attributeNotClosed = "MGC1010";
inline constexpr std::string_view expressionNotClosed = "MGC1011";
inline constexpr std::string_view duplicateAttribute = "MGC1012";
inline constexpr std::string_view unknownEntity = "MGC1013";
inline constexpr std::string_view commentNotClosed = "MGC1014";
inline constexpr std::string_view cdataNotClosed = "MGC1015";
inline constexpr std::string_view instructionNotClosed = "MGC1016";
inline constexpr std::string_view doctypeNotAllowed = "MGC1017";
inline constexpr std::string_view rawLessThan = "MGC1018";
inline constexpr std::string_view rawAmpersand = "MGC1019";
inline constexpr std::string_view controlCharacter = "MGC1020";
inline constexpr std::string_view tooManyProblems = "MGC1021";
inline constexpr std::string_view textOutsideElements = "MGC1022";
// Edits that cannot be made.
inline constexpr std::string_view pathNotFound = "MGC1050";
inline constexpr std::string_view editNotPossible = "MGC1051";
inline constexpr std::string_view editBreaksDocument = "MGC1052";

}  // namespace mgc::policy::xml::codes
