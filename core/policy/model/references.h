#pragma once
#include <string_view>

namespace mgc::policy {

enum class ReferenceKind { Backend, Fragment, Logger };

/// What a document may refer to. The gateway's and the tools' workspaces implement it; without one nothing is in reach.
class References {
public:
    virtual ~References() = default;
    [[nodiscard]] virtual bool exists(ReferenceKind kind, std::string_view id) const = 0;
};

}  // namespace mgc::policy
