#include "policies/support/trace_note.h"

#include <nlohmann/json.hpp>

#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

void note(policy::RequestContext& context, std::string_view source, std::string_view message, std::initializer_list<NoteMember> members) {
    auto* trace = context.trace();
    if (!trace) return;
    nlohmann::json data{{"message", message}};
    for (const auto& [name, value] : members) {
        std::string shown = value.size() > longestNote ? value.substr(0, longestNote) + "\u2026" : value;
        const auto dot = name.find('.');
        if (dot == std::string_view::npos)
            data[std::string(name)] = std::move(shown);
        else
            data[std::string(name.substr(0, dot))][std::string(name.substr(dot + 1))] = std::move(shown);
    }
    trace->add(source, std::move(data));
}

}  // namespace mgc::policies
