#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace mgc::policy {
class RequestContext;
}

namespace mgc::policies {

/// A member of an entry's data. A dot nests: {"header.name", "X"} becomes {"header": {"name": "X"}}. Values of an expression are texts,
/// cut after `longestNote` bytes.
using NoteMember = std::pair<std::string_view, std::string>;
constexpr std::size_t longestNote = 4096;

/// Tells the request's trace what a policy did: {"message", members...} under the policy's name. Does nothing while the request is not
/// traced; callers ask context.trace() first where making the members costs something. Messages follow what Azure's traces say for the
/// same step where such a trace has been seen; the docs print none of them.
void note(policy::RequestContext& context, std::string_view source, std::string_view message,
          std::initializer_list<NoteMember> members = {});

}  // namespace mgc::policies
