#include "policy/model/catalog.h"

#include <algorithm>
#include <iterator>

namespace mgc::policy {

Catalog::Catalog(std::span<const PolicyDescriptor* const> descriptors) : m_all(descriptors.begin(), descriptors.end()) {
    for (const PolicyDescriptor* descriptor : m_all) {
        m_byElement.emplace(descriptor->name(), descriptor);
        if (std::find(m_categories.begin(), m_categories.end(), descriptor->category) == m_categories.end()) {
            m_categories.push_back(descriptor->category);
        }
    }
}

const PolicyDescriptor* Catalog::find(std::string_view element) const {
    const auto found = m_byElement.find(element);
    return found == m_byElement.end() ? nullptr : found->second;
}

std::vector<const PolicyDescriptor*> Catalog::inCategory(std::string_view category) const {
    std::vector<const PolicyDescriptor*> result;
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(result),
                 [&](const auto* descriptor) { return descriptor->category == category; });
    return result;
}

std::vector<const PolicyDescriptor*> Catalog::inSection(Section section) const {
    std::vector<const PolicyDescriptor*> result;
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(result),
                 [&](const auto* descriptor) { return descriptor->sections.contains(section); });
    return result;
}

}  // namespace mgc::policy
