#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "policy/model/catalog.h"
#include "policy/xml/document.h"

namespace mgc::policy::edit {

enum class Part : std::uint8_t {
    Section,   ///< inbound, backend, outbound, on-error; also <fragment> and a root that is none of ours
    Base,      ///< <base/>
    Policy,    ///< a policy the catalog knows
    Unknown,   ///< an element that stands where a policy should and is none
    Branch,    ///< an element of a policy that holds policies itself: when, otherwise
    Disabled,  ///< a comment that holds one element
};

/// What a chain of policies shows of a document: sections, policies and what nests in them. Settings such as <value> are not listed.
struct OutlineItem {
    xml::NodeId node = xml::noNode;
    Part part = Part::Policy;
    std::string name = {};  ///< of the element; of what is switched off in a comment
    const PolicyDescriptor* policy = nullptr;
    const ElementDescriptor* element = nullptr;  ///< null for sections, base and unknown elements
    /// Within the section, as traces and error paths say it: "choose[1]\when[2]\set-header[1]". Empty for a section.
    std::string path = {};
    bool holdsPolicies = false;  ///< policies may be dropped into it
    std::vector<OutlineItem> children = {};
};

struct Outline {
    xml::NodeId root = xml::noNode;  ///< <policies>, <fragment> or what stands there
    bool isFragment = false;
    std::vector<OutlineItem> sections;  ///< as they stand in the document
};

/// Also of a broken document, as far as its tree goes.
[[nodiscard]] Outline outlineOf(const xml::Document& document, const Catalog& catalog);

}  // namespace mgc::policy::edit
