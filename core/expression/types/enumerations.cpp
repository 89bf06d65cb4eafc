// Enumerations of System and the namespaces beside it.
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

void describe(TypeRegistry& registry) {
    registry.enumeration("System", "StringComparison")
        .values({{"CurrentCulture", 0},
                 {"CurrentCultureIgnoreCase", 1},
                 {"InvariantCulture", 2},
                 {"InvariantCultureIgnoreCase", 3},
                 {"Ordinal", 4},
                 {"OrdinalIgnoreCase", 5}});
    registry.enumeration("System", "StringSplitOptions").values({{"None", 0}, {"RemoveEmptyEntries", 1}}, true);
    registry.enumeration("System", "MidpointRounding").values({{"ToEven", 0}, {"AwayFromZero", 1}});
    registry.enumeration("System", "DateTimeKind").values({{"Unspecified", 0}, {"Utc", 1}, {"Local", 2}});
    registry.enumeration("System", "DayOfWeek")
        .values({{"Sunday", 0}, {"Monday", 1}, {"Tuesday", 2}, {"Wednesday", 3}, {"Thursday", 4}, {"Friday", 5}, {"Saturday", 6}});
    registry.enumeration("System", "UriPartial").values({{"Scheme", 0}, {"Authority", 1}, {"Path", 2}, {"Query", 3}});
    registry.enumeration("System", "UriKind").values({{"RelativeOrAbsolute", 0}, {"Absolute", 1}, {"Relative", 2}});
    registry.enumeration("System", "Base64FormattingOptions").values({{"None", 0}, {"InsertLineBreaks", 1}}, true);
    registry.enumeration("System.Globalization", "NumberStyles")
        .values({{"None", 0},
                 {"AllowLeadingWhite", 1},
                 {"AllowTrailingWhite", 2},
                 {"AllowLeadingSign", 4},
                 {"AllowTrailingSign", 8},
                 {"AllowParentheses", 16},
                 {"AllowDecimalPoint", 32},
                 {"AllowThousands", 64},
                 {"AllowExponent", 128},
                 {"AllowCurrencySymbol", 256},
                 {"AllowHexSpecifier", 512},
                 {"Integer", 7},
                 {"HexNumber", 515},
                 {"Number", 111},
                 {"Float", 167},
                 {"Currency", 383},
                 {"Any", 511}},
                true);
    registry.enumeration("System.Globalization", "UnicodeCategory")
        .values({{"UppercaseLetter", 0}, {"LowercaseLetter", 1}, {"TitlecaseLetter", 2}, {"ModifierLetter", 3}, {"OtherLetter", 4}, {"NonSpacingMark", 5}, {"SpacingCombiningMark", 6}, {"EnclosingMark", 7}, {"DecimalDigitNumber", 8}, {"LetterNumber", 9},
                 {"OtherNumber", 10}, {"SpaceSeparator", 11}, {"LineSeparator", 12}, {"ParagraphSeparator", 13}, {"Control", 14}, {"Format", 15}, {"Surrogate", 16}, {"PrivateUse", 17}, {"ConnectorPunctuation", 18}, {"DashPunctuation", 19},
                 {"OpenPunctuation", 20}, {"ClosePunctuation", 21}, {"InitialQuotePunctuation", 22}, {"FinalQuotePunctuation", 23}, {"OtherPunctuation", 24}, {"MathSymbol", 25}, {"CurrencySymbol", 26}, {"ModifierSymbol", 27}, {"OtherSymbol", 28}, {"OtherNotAssigned", 29}});
    registry.enumeration("System.Net.Sockets", "AddressFamily").values({{"InterNetwork", 2}, {"InterNetworkV6", 23}});
    registry.enumeration("System.Xml", "XmlNodeType")
        .values({{"None", 0},
                 {"Element", 1},
                 {"Attribute", 2},
                 {"Text", 3},
                 {"CDATA", 4},
                 {"ProcessingInstruction", 7},
                 {"EntityReference", 5}, {"Entity", 6}, {"Comment", 8}, {"Document", 9}, {"DocumentType", 10}, {"DocumentFragment", 11}, {"Notation", 12}, {"Whitespace", 13}, {"SignificantWhitespace", 14}, {"EndElement", 15}, {"EndEntity", 16}, {"XmlDeclaration", 17}});
}

}  // namespace

MGC_TYPE(enumerations, describe)

}  // namespace mgc::expression
