#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// One constant ResourceDescriptor per resource type: reader, validator, editor forms, export and docs read it.
namespace mgc::resources {

/// Number is a decimal number, Date a day such as 2026-01-15 (UTC).
enum class MemberType : std::uint8_t { Text, Integer, Number, Boolean, Enumeration, Url, Duration, DateTime, Date, Reference, Object, TextMap };
enum class Needed : std::uint8_t { Required, Optional };

/// When a member means something: where another member of the same object has a value, compared without case.
struct Condition {
    std::string_view member = {};  ///< "" for a member that always counts
    std::string_view value = {};
    bool byDefault = false;  ///< holds too where that member is absent

    /// `written`: the other member as the file has it.
    [[nodiscard]] bool holds(std::optional<std::string_view> written) const;
};

/// A member of `properties` (or of an object below). `list` makes it an array of that type. What is not described is kept untouched.
struct MemberDescriptor {
    std::string_view name;
    MemberType type = MemberType::Text;
    Needed needed = Needed::Optional;
    bool list = false;
    bool secret = false;                         ///< must come from the keychain or the environment, never be written to a file by us
    std::string_view references = {};            ///< kind of the resource a Reference names ("logger")
    std::vector<std::string_view> values = {};   ///< of an Enumeration, compared without case
    std::optional<std::int64_t> minimum = {};    ///< of an Integer or Number
    std::optional<std::int64_t> maximum = {};    ///< of an Integer or Number; of a Text: its length
    std::string_view help = {};                  ///< one line, own words
    std::vector<MemberDescriptor> members = {};  ///< of an Object
    Condition when = {};                         ///< else the member is read by nothing, nor is it missed
};

struct ResourceDescriptor {
    std::string_view kind;                            ///< "namedValue": stable name in messages, APIs and forms
    std::string_view title;                           ///< "Named value"
    std::string_view folder;                          ///< collection folder of the APIOps v7 layout, the one we write
    std::vector<std::string_view> otherFolders = {};  ///< v6 and apiops-cli spellings, read as well
    std::string_view infoFile;                        ///< "namedValueInformation.json"
    std::vector<std::string_view> otherInfoFiles = {};
    std::string_view armType;               ///< "Microsoft.ApiManagement/service/namedValues"
    std::string_view apiVersion;            ///< oldest ARM version that knows every member below
    bool infoRequired = true;               ///< false: the folder alone makes the resource
    bool hasPolicy = false;                 ///< policy.xml beside the info file
    std::string_view help;                  ///< one line, own words
    std::string_view documentation;         ///< docs page address
    std::vector<MemberDescriptor> members;  ///< of `properties`
};

/// A file below `.model-gateway/`: what APIOps has no place for. Its members stand at the file's top level.
struct LocalFileDescriptor {
    std::string_view name;           ///< "prices.json"
    std::string_view title;          ///< "Price table"
    std::string_view help;           ///< one line, own words
    std::string_view documentation;  ///< page with the facts that belong into it
    std::vector<MemberDescriptor> members;
};

}  // namespace mgc::resources
