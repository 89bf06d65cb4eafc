#pragma once
#include <string>
#include <vector>

#include "app/gateway/check_files.h"

namespace mgc::app {

/// {"files":[{"path","ok","diagnostics":[{"severity","code","line","column","endLine","endColumn","message","element"}]}]}
[[nodiscard]] std::string toJsonReport(const std::vector<CheckedFile>& files);
/// SARIF 2.1.0, one run; columns count Unicode code points.
[[nodiscard]] std::string toSarifReport(const std::vector<CheckedFile>& files);
/// The findings, one per line, as "file:line:column: error MGC2202: text".
[[nodiscard]] std::string toTextFindings(const std::vector<CheckedFile>& files);
/// "12 files: 10 without errors, 2 with errors (5 errors, 1 warning)".
[[nodiscard]] std::string toTextSummary(const std::vector<CheckedFile>& files);

}  // namespace mgc::app
