#include "tests/policies/coverage.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "catalog.h"
#include "policy/model/catalog.h"
#include "policy/model/node_builder.h"
#include "policy/xml/document.h"
#include "tests/support/paths.h"

namespace mgc::test {

namespace fs = std::filesystem;
using policy::ElementDescriptor;
using policy::PolicyNode;
using policy::Section;

namespace {

const policy::Catalog& catalog() {
    static const policy::Catalog all(policies::catalog());
    return all;
}

struct NamedSection {
    std::string_view name;
    Section section;
};
constexpr std::array<NamedSection, 4> sections{
    {{"inbound", Section::Inbound}, {"backend", Section::Backend}, {"outbound", Section::Outbound}, {"on-error", Section::OnError}}};

class Reader {
public:
    explicit Reader(std::map<std::string, PolicyUse>& uses) : m_uses(uses) {}

    void document(const fs::path& file, const std::vector<std::string>& cases) {
        const auto read = policy::buildPolicyDocument(policy::xml::Document::parse(readFile(file), file.filename().string()));
        m_cases = &cases;
        for (const auto& child : read.root.children) {
            const auto section = std::ranges::find(sections, child.name, &NamedSection::name);
            m_section = section == sections.end() ? std::nullopt : std::optional(section->section);
            if (section == sections.end())
                policyNode(child);
            else
                for (const auto& each : child.children) policyNode(each);
        }
        if (read.kind == policy::DocumentKind::Resolver) policyNode(read.root);
    }

private:
    void policyNode(const PolicyNode& node) {
        const auto* descriptor = catalog().find(node.name);
        if (!descriptor) return;
        PolicyUse& use = m_uses[node.name];
        use.cases.insert(m_cases->begin(), m_cases->end());
        if (m_section) use.sections.insert(*m_section);
        element(node, descriptor->element, "", use);
    }

    void element(const PolicyNode& node, const ElementDescriptor& descriptor, const std::string& path, PolicyUse& use) {
        for (const auto& attribute : node.attributes) use.attributes[path + "@" + attribute.name].insert(m_cases->begin(), m_cases->end());
        for (const auto& child : node.children) {
            const auto known = std::ranges::find(descriptor.children, child.name, &ElementDescriptor::name);
            // A policy that stands in no section (publish-event) is only ever found inside of another one.
            const auto* policy = catalog().find(child.name);
            const bool isPolicy = known == descriptor.children.end() || (policy && policy->sections.empty());
            if (isPolicy) policyNode(child);
            if (known != descriptor.children.end())
                element(child, *known, path.empty() ? child.name : path + "/" + child.name, use);
        }
    }

    std::map<std::string, PolicyUse>& m_uses;
    const std::vector<std::string>* m_cases = nullptr;
    std::optional<Section> m_section;
};

std::vector<fs::path> foldersOf(const fs::path& parent) {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(parent))
        if (entry.is_directory()) folders.push_back(entry.path());
    std::ranges::sort(folders);
    return folders;
}

template <class Flag, std::size_t count>
std::string listed(policy::Flags<Flag> flags, const std::array<std::pair<Flag, std::string_view>, count>& names) {
    std::string text;
    for (const auto& [flag, name] : names)
        if (flags.contains(flag)) text += (text.empty() ? "" : ", ") + std::string(name);
    return text.empty() ? "none" : text;
}

std::string sectionsOf(const policy::PolicyDescriptor& descriptor, const PolicyUse& use) {
    if (descriptor.resolver) return "a GraphQL resolver";
    std::string text;
    for (const auto& [name, section] : sections) {
        if (!descriptor.sections.contains(section)) continue;
        text += (text.empty() ? "" : ", ") + std::string(name) + (use.sections.contains(section) ? "" : " (no case)");
    }
    return text;
}

std::string cell(std::string_view text) {
    std::string result;
    for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
    return result;
}

constexpr std::array<std::string_view, 14> typeNames{"text",     "whole number",  "number",   "true or false", "one of",
                                                     "URL",      "name",          "backend",  "variable",      "header",
                                                     "duration", "date and time", "fragment", "logger"};

std::string typeOf(const policy::AttributeDescriptor& attribute) {
    std::string text(typeNames.at(static_cast<std::size_t>(attribute.type)));
    for (const auto value : attribute.values) text += (value == attribute.values.front() ? " " : ", ") + ("`" + std::string(value) + "`");
    if (attribute.minimum) text += ", from " + std::to_string(*attribute.minimum);
    if (attribute.maximum) text += ", to " + std::to_string(*attribute.maximum);
    if (!attribute.unit.empty()) text += ", " + std::string(attribute.unit);
    return text;
}

void rows(std::string& page, const ElementDescriptor& element, const std::string& path, const PolicyUse& use) {
    for (const auto& attribute : element.attributes) {
        const std::string place = path + "@" + std::string(attribute.name);
        const auto found = use.attributes.find(place);
        const bool required = attribute.presence == policy::Presence::Required;
        page += "| `" + place + "` | " + cell(typeOf(attribute)) + " | " + (required ? "yes" : "no") + " | " +
                (attribute.defaultValue.empty() ? std::string() : "`" + cell(attribute.defaultValue) + "`") + " | " +
                (attribute.expressions == policy::Expressions::NotAllowed ? "no" : "yes") + " | " +
                std::to_string(found == use.attributes.end() ? 0 : found->second.size()) + " |\n";
    }
    for (const auto& child : element.children)
        rows(page, child, path.empty() ? std::string(child.name) : path + "/" + std::string(child.name), use);
}

}  // namespace

std::map<std::string, PolicyUse> readUses() {
    std::map<std::string, PolicyUse> uses;
    Reader reader(uses);
    for (const auto& folder : foldersOf(dataDir("policies"))) {
        const std::vector<std::string> name{folder.filename().string()};
        reader.document(folder / "policy.xml", name);
        for (const char* const part : {"resolvers", "fragments"}) {  // of a GraphQL API
            if (!fs::exists(folder / part)) continue;
            for (const auto& entry : fs::directory_iterator(folder / part)) reader.document(entry.path(), name);
        }
    }
    std::map<std::string, std::vector<std::string>> casesOf;
    for (const auto& folder : foldersOf(dataDir("trial"))) {
        if (!fs::exists(folder / "case.json")) continue;
        const std::string name = "trial/" + folder.filename().string();
        reader.document(folder / "policy.xml", {name});
        casesOf[nlohmann::json::parse(readFile(folder / "case.json")).value("workspace", std::string())].push_back(name);
    }
    for (const auto& [workspace, cases] : casesOf) {
        std::vector<fs::path> files;
        for (const auto& entry : fs::recursive_directory_iterator(dataDir("trial") / "workspaces" / workspace))
            if (entry.path().extension() == ".xml") files.push_back(entry.path());
        std::ranges::sort(files);
        for (const auto& file : files) reader.document(file, cases);
    }
    return uses;
}

std::string coveragePage(const std::map<std::string, PolicyUse>& uses) {
    static constexpr std::array<std::pair<policy::Scope, std::string_view>, 5> scopes{{{policy::Scope::Global, "global"},
                                                                                       {policy::Scope::Workspace, "workspace"},
                                                                                       {policy::Scope::Product, "product"},
                                                                                       {policy::Scope::Api, "API"},
                                                                                       {policy::Scope::Operation, "operation"}}};
    static constexpr std::array<std::pair<policy::Gateway, std::string_view>, 5> gateways{
        {{policy::Gateway::Classic, "classic"},
         {policy::Gateway::V2, "v2"},
         {policy::Gateway::Consumption, "consumption"},
         {policy::Gateway::SelfHosted, "self-hosted"},
         {policy::Gateway::WorkspaceGateway, "workspace"}}};
    std::vector<const policy::PolicyDescriptor*> all(policies::catalog().begin(), policies::catalog().end());
    std::ranges::sort(all, {}, [](const auto* one) { return std::pair(one->category, one->name()); });
    std::string page =
        "# Policies: what is supported, and which cases test it\n\n"
        "Generated from the descriptors and the case folders by `MGC_UPDATE=1 policies_test CoverageTest`; not to be edited. The last "
        "column "
        "counts the case folders that use the attribute. Cases are folders of `tests/data/policies`, those of `trial/` of "
        "`tests/data/trial`.\n";
    std::string_view category;
    static const PolicyUse unused;
    for (const auto* descriptor : all) {
        if (descriptor->category != category) page += "\n## " + std::string(category = descriptor->category) + "\n";
        const auto found = uses.find(std::string(descriptor->name()));
        const PolicyUse& use = found == uses.end() ? unused : found->second;
        page += "\n### " + std::string(descriptor->name()) + "\n" + std::string(descriptor->summary) + ".\n\n";
        page += "Sections: " + sectionsOf(*descriptor, use) + ". Scopes: " + listed(descriptor->scopes, scopes) +
                ". Gateways: " + listed(descriptor->gateways, gateways) + "." + (descriptor->oncePerSection ? " Once per section." : "") +
                (descriptor->allowedInFragment ? "" : " Not in fragments.") + "\n";
        std::string table;
        rows(table, descriptor->element, "", use);
        if (!table.empty()) page += "\n| attribute | type | required | default | expression | cases |\n|---|---|---|---|---|---|\n" + table;
        page += "\nCases (" + std::to_string(use.cases.size()) + "):";
        for (const auto& name : use.cases) page += " " + name;
        page += "\n";
    }
    return page;
}

}  // namespace mgc::test
