#pragma once
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "policy/model/descriptor.h"

namespace mgc::policy {

/// The policies this program has. It keeps pointers into the span, which the generated catalog of core/policies gives (app joins the
/// two, this room knows no policy by itself). Immutable, shared by all threads.
class Catalog {
public:
    explicit Catalog(std::span<const PolicyDescriptor* const> descriptors);

    /// Null if there is no such policy.
    [[nodiscard]] const PolicyDescriptor* find(std::string_view element) const;
    [[nodiscard]] std::span<const PolicyDescriptor* const> all() const { return m_all; }
    /// In order of first mention.
    [[nodiscard]] const std::vector<std::string_view>& categories() const { return m_categories; }
    [[nodiscard]] std::vector<const PolicyDescriptor*> inCategory(std::string_view category) const;
    [[nodiscard]] std::vector<const PolicyDescriptor*> inSection(Section section) const;

private:
    std::vector<const PolicyDescriptor*> m_all;
    std::unordered_map<std::string_view, const PolicyDescriptor*> m_byElement;
    std::vector<std::string_view> m_categories;
};

}  // namespace mgc::policy
