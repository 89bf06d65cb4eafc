#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"

// One constant PolicyDescriptor per policy element. Parser, validator, completion, form, help panel, coverage table, docs and tests
// all read it; nothing about a policy's shape is written anywhere else.
namespace mgc::policy {

enum class Section : std::uint8_t { Inbound = 1, Backend = 2, Outbound = 4, OnError = 8 };
enum class Scope : std::uint8_t { Global = 1, Workspace = 2, Product = 4, Api = 8, Operation = 16 };
/// Gateway families of Azure's policy index.
enum class Gateway : std::uint8_t { Classic = 1, V2 = 2, Consumption = 4, SelfHosted = 8, WorkspaceGateway = 16 };

/// A set of enum flags.
template <class Flag>
class Flags {
public:
    constexpr Flags() = default;
    constexpr Flags(Flag flag) : m_bits(static_cast<std::uint8_t>(flag)) {}  // NOLINT: a single flag is a set
    constexpr Flags(std::initializer_list<Flag> flags) {
        for (const Flag flag : flags) m_bits |= static_cast<std::uint8_t>(flag);
    }
    [[nodiscard]] constexpr bool contains(Flag flag) const { return (m_bits & static_cast<std::uint8_t>(flag)) != 0; }
    [[nodiscard]] constexpr bool empty() const { return m_bits == 0; }

private:
    std::uint8_t m_bits = 0;
};

inline constexpr Flags<Section> anySection{Section::Inbound, Section::Backend, Section::Outbound, Section::OnError};
inline constexpr Flags<Scope> anyScope{Scope::Global, Scope::Workspace, Scope::Product, Scope::Api, Scope::Operation};
inline constexpr Flags<Gateway> anyGateway{Gateway::Classic, Gateway::V2, Gateway::Consumption, Gateway::SelfHosted,
                                           Gateway::WorkspaceGateway};

enum class AttributeType : std::uint8_t {
    Text,
    Integer,
    Number,
    Boolean,
    Enumeration,
    Url,
    Name,
    BackendId,
    VariableName,
    HeaderName,
    Duration,
    DateTime,
    FragmentId,
    LoggerId
};
enum class Presence : std::uint8_t { Required, Optional };
/// Tolerated: docs and schema want a constant but Microsoft's policy toolkit writes expressions; evaluated, with a warning.
enum class Expressions : std::uint8_t { Allowed, NotAllowed, Tolerated };

struct AttributeDescriptor {
    std::string_view name;
    AttributeType type = AttributeType::Text;
    Presence presence = Presence::Optional;
    Expressions expressions = Expressions::Allowed;
    std::string_view defaultValue = {};         ///< as it would be written; empty: none
    std::vector<std::string_view> values = {};  ///< of an Enumeration, in the spelling of the docs; compared without case
    std::optional<std::int64_t> minimum = {};
    std::optional<std::int64_t> maximum = {};
    std::string_view unit = {};  ///< "tokens per minute", "seconds"
    std::string_view help = {};  ///< one line, own words
    /// Values of an Enumeration that neither docs nor schema have but that are in use: taken, with a warning. "*": every other value
    /// is handed on to the service behind the policy, which judges it.
    std::vector<std::string_view> doubtfulValues = {};
};

/// Attributes that only make sense in some combinations.
struct AttributeGroup {
    enum class Rule : std::uint8_t { ExactlyOne, AtMostOne, AtLeastOne };
    Rule rule = Rule::ExactlyOne;
    std::vector<std::string_view> names;
};

enum class Content : std::uint8_t {
    None,      ///< no text
    Text,      ///< plain text or expression
    Policies,  ///< child policies (choose/when, retry, ...)
    Elements,  ///< only the elements of `children`
    PoliciesAndElements
};

struct ElementDescriptor {
    std::string_view name;
    std::vector<AttributeDescriptor> attributes = {};
    Content content = Content::None;
    Expressions textExpressions = Expressions::Allowed;
    std::vector<ElementDescriptor> children = {};
    std::uint32_t minimum = 0;  ///< occurrences below the parent
    std::uint32_t maximum = UINT32_MAX;
    bool ordered = false;  ///< children must stand in the order of `children`
    std::string_view help = {};
    /// Child policies that are allowed here by name only; empty: every policy the section allows.
    std::vector<std::string_view> allowedPolicies = {};
    std::vector<AttributeGroup> groups = {};
};

class Step;
struct PolicyNode;
class CompileContext;

struct PolicyDescriptor {
    std::string_view category;  ///< as the docs group: "AI gateway", "Rate limiting and quotas", ...
    ElementDescriptor element;
    Flags<Section> sections = anySection;
    Flags<Scope> scopes = anyScope;
    Flags<Gateway> gateways = anyGateway;
    bool oncePerSection = false;
    bool allowedInFragment = true;
    /// False: refused in documents of WebSocket APIs, and skipped there where a broader scope brings it (docs page websocket-api).
    bool webSocket = true;
    /// Root of a GraphQL resolver's document: it stands in no section and `sections` is empty.
    bool resolver = false;
    /// Without one of these in the same pipeline the policy does nothing (cache-store needs cache-lookup); empty: it needs none.
    std::vector<std::string_view> partners = {};
    std::string_view summary = {};        ///< one line for palette and completion, own words
    std::string_view documentation = {};  ///< docs page address
    /// Builds the step that runs. Called only after the validator found no error in the node. Reports further findings to the context.
    Result<std::unique_ptr<Step>> (*compile)(const PolicyNode& node, CompileContext& context) = nullptr;

    [[nodiscard]] std::string_view name() const { return element.name; }
};

}  // namespace mgc::policy
