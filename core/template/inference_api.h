#pragma once
#include <span>
#include <string>
#include <string_view>

#include "template/template_model.h"

namespace mgc::templates {

/// One of the five ways in which the lab puts models behind API Management (reference/azure/inference-api.md).
struct InferenceApiType {
    std::string_view name;          ///< "AzureOpenAI", as the parameter inferenceAPIType says it
    std::string_view endpointPath;  ///< appended to the API's path and to the backends' address
    std::string_view title;
    std::string_view help;
};
[[nodiscard]] std::span<const InferenceApiType> inferenceApiTypes();
/// Null for an unknown name; compared without case.
[[nodiscard]] const InferenceApiType* findInferenceApiType(std::string_view name);
/// Our own OpenAPI document of the type: PassThrough has the lab's eight wildcard operations; the others have the operations that models
/// are called with, not all of the vendors' documents (give those with a specification file).
[[nodiscard]] Json inferenceSpecification(const InferenceApiType& type);

}  // namespace mgc::templates
