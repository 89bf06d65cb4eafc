#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "azure/transport.h"

namespace mgc::azure {

/// An error body of ARM or a resource provider, in any of its shapes, unwrapped: deployments nest JSON texts inside messages.
struct ArmFault {
    std::string code;
    std::string message;               ///< innermost cause first where errors nest
    std::vector<std::string> details;  ///< "target: message" of property-level messages
};
[[nodiscard]] ArmFault readArmFault(const std::string& body);

/// What to do about a code; a general advice by status for unknown codes, "" where there is none.
[[nodiscard]] std::string armAdvice(const std::string& code, int status);

/// The error of a refused call: code as Azure names it ("Http404" where it names none), message with method, path, cause, advice and ids.
[[nodiscard]] Error armError(const std::string& method, const std::string& url, const HttpResponse& response);

}  // namespace mgc::azure
