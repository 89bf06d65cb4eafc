#pragma once
#include <array>
#include <string_view>

#include "policy/xml/problem_codes.h"

// The one table of codes about policy documents: MGC10xx reading (policy/xml), MGC21xx structure, MGC22xx attributes, texts,
// references and placeholders (this room). MGC20xx belong to the workspace, MGC23xx and MGC24xx to compiling, MGC3xxx to expressions.
namespace mgc::policy::codes {

using namespace xml::codes;

inline constexpr std::string_view unknownRoot = "MGC2101";
inline constexpr std::string_view unknownSection = "MGC2102";
inline constexpr std::string_view repeatedSection = "MGC2103";
inline constexpr std::string_view strayContent = "MGC2104";
inline constexpr std::string_view snippet = "MGC2105";
inline constexpr std::string_view severalRoots = "MGC2106";
inline constexpr std::string_view unknownPolicy = "MGC2110";
inline constexpr std::string_view unsupportedPolicy = "MGC2111";
inline constexpr std::string_view wrongSection = "MGC2112";
inline constexpr std::string_view wrongScope = "MGC2113";
inline constexpr std::string_view wrongGateway = "MGC2114";
inline constexpr std::string_view oncePerSection = "MGC2115";
inline constexpr std::string_view notInFragment = "MGC2116";
inline constexpr std::string_view notInThisContainer = "MGC2117";
inline constexpr std::string_view severalInBackend = "MGC2118";
inline constexpr std::string_view toolkitSpelling = "MGC2119";
inline constexpr std::string_view misplacedBase = "MGC2120";
inline constexpr std::string_view repeatedBase = "MGC2121";
inline constexpr std::string_view missingPartner = "MGC2122";
inline constexpr std::string_view notForWebSocket = "MGC2123";
inline constexpr std::string_view unknownElement = "MGC2130";
inline constexpr std::string_view missingElement = "MGC2131";
inline constexpr std::string_view tooManyElements = "MGC2132";
inline constexpr std::string_view elementOrder = "MGC2133";
inline constexpr std::string_view textNotAllowed = "MGC2134";
inline constexpr std::string_view missingAttribute = "MGC2201";
inline constexpr std::string_view unknownAttribute = "MGC2202";
inline constexpr std::string_view attributeType = "MGC2203";
inline constexpr std::string_view attributeRange = "MGC2204";
inline constexpr std::string_view attributeChoice = "MGC2205";
inline constexpr std::string_view expressionNotAllowed = "MGC2206";
inline constexpr std::string_view attributeCombination = "MGC2207";
inline constexpr std::string_view unknownNamedValue = "MGC2210";
inline constexpr std::string_view placeholder = "MGC2211";
inline constexpr std::string_view backendNotInReach = "MGC2220";
inline constexpr std::string_view fragmentNotInReach = "MGC2221";
inline constexpr std::string_view loggerNotInReach = "MGC2222";

struct CodeInfo {
    std::string_view code;
    std::string_view title;  ///< what it means, without the case at hand
    std::string_view help;   ///< what to do
};

inline constexpr auto table = std::to_array<CodeInfo>({
    {documentTooLarge, "Document too large", "Split the policy into fragments; Azure accepts 512 KiB."},
    {nestingTooDeep, "Elements nested too deep", "Move inner parts into policy fragments."},
    {notUtf8, "Not UTF-8", "Save the file as UTF-8."},
    {noElement, "No element", "A policy document is a <policies> or <fragment> element."},
    {elementNotClosed, "Element not closed",
     "Add the end tag, or write '/>' in the start tag. A '<' that starts no tag is written '&lt;'."},
    {unexpectedEndTag, "End tag without start tag", "Remove it, or correct its name."},
    {malformedTag, "Malformed tag", "A tag is <name attribute=\"value\"> or </name>."},
    {attributeWithoutValue, "Attribute without value", "Write name=\"value\"."},
    {attributeNotQuoted, "Attribute value without quotes", "Put the value in quotes."},
    {attributeNotClosed, "Attribute value not closed", "Add the closing quote."},
    {expressionNotClosed, "Expression not closed",
     "Check brackets and quotes of the expression; each \"@(\" or \"@{\" needs its counterpart."},
    {duplicateAttribute, "Attribute given twice", "Remove one of the two."},
    {unknownEntity, "Unknown entity", "XML knows &amp; &lt; &gt; &quot; &apos; and &#number;."},
    {commentNotClosed, "Comment not closed", "Add '-->'."},
    {cdataNotClosed, "CDATA section not closed", "Add ']]>'."},
    {instructionNotClosed, "Processing instruction not closed", "Add '?>'."},
    {doctypeNotAllowed, "Document type declaration", "Remove it; policies have none."},
    {rawLessThan, "'<' in an attribute value", "Write '&lt;', or replace the placeholder."},
    {rawAmpersand, "'&' that is no entity", "Write '&amp;'. Azure takes the bare character only in the format rawxml."},
    {controlCharacter, "Control character", "Remove it."},
    {tooManyProblems, "More problems than shown", "Correct the first ones and check again."},
    {textOutsideElements, "Text outside of elements", "Remove it, or put it into a comment."},
    {pathNotFound, "No such element", "Paths look like inbound/choose[1]/when[2]."},
    {editNotPossible, "Edit not possible", "The message says why."},
    {editBreaksDocument, "Edit would break the document", "Change the value that is written."},
    {unknownRoot, "Unknown root element", "A policy document is a <policies> or <fragment> element."},
    {unknownSection, "Unknown section", "Sections are inbound, backend, outbound and on-error."},
    {repeatedSection, "Section given twice", "Join both."},
    {strayContent, "Text or attribute that does not belong here", "Remove it."},
    {snippet, "Not a whole document", "Put the policies into a section of <policies>, or into <fragment>."},
    {severalRoots, "Several root elements", "A document has one root element."},
    {unknownPolicy, "Unknown policy", "Check the spelling against the policy reference."},
    {unsupportedPolicy, "Policy not supported yet", "Azure knows it, this version does not run it. Remove it to run the rest here."},
    {wrongSection, "Policy in a section where it is not allowed", "Move it; the message names the sections."},
    {wrongScope, "Policy in a scope where it is not allowed", "Move it into a policy of another scope; the message names them."},
    {wrongGateway, "Policy not available in this tier", "Choose another tier or policy."},
    {oncePerSection, "Policy allowed once only", "Keep one."},
    {notInFragment, "Policy not allowed in a fragment", "Put it into the policy that includes the fragment."},
    {notInThisContainer, "Policy not allowed in this container", "Move it out."},
    {severalInBackend, "More than one policy in the backend section",
     "Azure takes one; wrap several in choose or retry, or remove <base/>."},
    {toolkitSpelling, "Name misspelt by the policy toolkit", "Rename it; the quick fix does."},
    {misplacedBase, "<base/> not directly in a section", "Azure's documentation places <base/> directly in a section; move it there."},
    {repeatedBase, "<base/> given twice", "Keep one per section."},
    {missingPartner, "Policy without its partner", "Add the policy that the message names, or make sure that a broader scope has it."},
    {notForWebSocket, "Policy not for WebSocket APIs", "Remove it; from a broader scope it is skipped there."},
    {unknownElement, "Unknown element", "The message names the elements that may stand here."},
    {missingElement, "Element missing", "Add it."},
    {tooManyElements, "Element given too often", "Remove the surplus."},
    {elementOrder, "Elements in the wrong order", "Put them into the order of the policy reference."},
    {textNotAllowed, "Text where none is allowed", "Remove it, or put it into a comment."},
    {missingAttribute, "Attribute missing", "Add it."},
    {unknownAttribute, "Unknown attribute", "Remove it, or correct its name."},
    {attributeType, "Attribute value of the wrong type", "The message says what is expected."},
    {attributeRange, "Attribute value out of range", "The message gives the range."},
    {attributeChoice, "Attribute value that is none of the allowed ones", "The message lists them."},
    {expressionNotAllowed, "Expression where none is allowed", "Write a constant or a named value."},
    {attributeCombination, "Attributes that do not go together", "The message says which of them to give."},
    {unknownNamedValue, "Unknown named value", "Create the named value, or pass --placeholders allow."},
    {placeholder, "Placeholder not filled in", "Replace it, or pass --placeholders allow."},
    {backendNotInReach, "Backend not in reach", "Create the backend, or pass --references allow."},
    {fragmentNotInReach, "Policy fragment not in reach", "Create the fragment, or pass --references allow."},
    {loggerNotInReach, "Logger not in reach", "Create the logger, or pass --references allow."},
});

/// Null for codes of other rooms.
[[nodiscard]] constexpr const CodeInfo* find(std::string_view code) {
    for (const CodeInfo& info : table) {
        if (info.code == code) return &info;
    }
    return nullptr;
}

}  // namespace mgc::policy::codes
