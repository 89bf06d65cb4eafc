#pragma once
#include "policy/model/node.h"

namespace mgc::policy {

enum class DocumentKind {
    Policies,  ///< <policies> with sections
    Fragment,  ///< <fragment> with policies
    Resolver,  ///< the data source of a GraphQL field, <http-data-source> and the like
    Snippet    ///< bare sections or policies, as articles show them; nothing Azure would store
};

/// A policy document as validator and compiler see it.
struct PolicyDocument {
    DocumentKind kind = DocumentKind::Policies;
    /// <policies>, <fragment> or the data source; for a snippet a nameless node that holds the root elements.
    PolicyNode root;
};

}  // namespace mgc::policy
