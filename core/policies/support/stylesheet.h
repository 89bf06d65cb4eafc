#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace mgc::policies {

/// An XSLT 1.0 stylesheet (libxslt). It reaches no file and no address: document(), xsl:import and xsl:include find nothing, and nothing
/// can be written. Immutable; may be used by several threads.
class Stylesheet {
public:
    static constexpr std::size_t maximumInput = 16u << 20;    ///< bytes
    static constexpr unsigned long maximumSteps = 5'000'000;  ///< of libxslt's counting
    static constexpr int maximumDepth = 500;                  ///< of templates that call each other

    ~Stylesheet();
    Stylesheet(const Stylesheet&) = delete;
    Stylesheet& operator=(const Stylesheet&) = delete;

    /// Error XsltException.
    [[nodiscard]] static Result<std::shared_ptr<const Stylesheet>> compile(std::string_view text);
    /// `parameters` are texts, not XPath. Error XmlException for a body that is no XML or has a document type, XsltException.
    [[nodiscard]] Result<std::string> transform(std::string_view document,
                                                const std::vector<std::pair<std::string, std::string>>& parameters) const;

private:
    Stylesheet() = default;
    void* m_sheet = nullptr;
};

}  // namespace mgc::policies
