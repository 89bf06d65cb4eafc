#pragma once
#include "base/result.h"
#include "foundry/connection.h"
#include "foundry/finding.h"
#include "json/document.h"

namespace mgc::foundry {

/// Reads a connection from its ARM JSON ({name, properties{category, target, authType, credentials, metadata, ...}}) or from a
/// parameters file of the foundry-samples Bicep templates ({"parameters": {"staticModels": {"value": [...]}, ...}}) and reports every
/// fault of its settings. `urlOverride` replaces the target; "" keeps it.
/// Error NotAConnection where the file has neither shape (unusable input).
[[nodiscard]] Result<Connection> readConnection(const json::Document& file, const std::string& urlOverride, Findings& findings);

}  // namespace mgc::foundry
