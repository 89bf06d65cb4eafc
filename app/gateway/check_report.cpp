#include "app/gateway/check_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "policy/model/codes.h"

namespace mgc::app {

namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
    // Paths need not be UTF-8; what is not, is replaced.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string_view sarifLevel(Severity severity) { return severity == Severity::Info ? "note" : toText(severity); }

/// "a b/c.xml" as the relative reference that SARIF wants.
std::string toUri(const std::string& path) {
    std::string uri;
    for (const std::string_view part : split(path, '/')) {
        if (!uri.empty() || path.starts_with('/')) uri += '/';
        uri += percentEncoded(part);
    }
    if (path.starts_with('/')) uri = "file://" + uri.substr(uri.starts_with("//") ? 1 : 0);
    return uri;
}

Json sarifRegion(const SourceRange& range) {
    Json region{{"startLine", range.begin.line}, {"startColumn", range.begin.column}};
    if (range.end.line >= range.begin.line) {
        region["endLine"] = range.end.line;
        region["endColumn"] = range.end.column;
    }
    return region;
}

/// [{"title", "edits": [{"line", "column", "endLine", "endColumn", "text"}]}]
Json fixesOf(const Diagnostic& diagnostic) {
    Json fixes = Json::array();
    for (const auto& fix : diagnostic.fixes) {
        Json edits = Json::array();
        for (const auto& edit : fix.edits)
            edits.push_back({{"line", edit.range.begin.line},
                             {"column", edit.range.begin.column},
                             {"endLine", edit.range.end.line},
                             {"endColumn", edit.range.end.column},
                             {"text", edit.replacement}});
        fixes.push_back({{"title", fix.title}, {"edits", std::move(edits)}});
    }
    return fixes;
}

Json sarifResult(const CheckedFile& file, const Diagnostic& diagnostic) {
    Json location{{"artifactLocation", {{"uri", toUri(file.path)}}}};
    if (diagnostic.range.known()) location["region"] = sarifRegion(diagnostic.range);
    Json result{{"ruleId", diagnostic.code},
                {"level", sarifLevel(diagnostic.severity)},
                {"message", {{"text", diagnostic.message}}},
                {"locations", Json::array({{{"physicalLocation", std::move(location)}}})}};
    for (const auto& fix : diagnostic.fixes) {
        Json replacements = Json::array();
        for (const auto& edit : fix.edits)
            replacements.push_back({{"deletedRegion", sarifRegion(edit.range)}, {"insertedContent", {{"text", edit.replacement}}}});
        Json change{{"artifactLocation", {{"uri", toUri(file.path)}}}, {"replacements", std::move(replacements)}};
        result["fixes"].push_back({{"description", {{"text", fix.title}}}, {"artifactChanges", Json::array({std::move(change)})}});
    }
    return result;
}

Json sarifRules(const std::vector<CheckedFile>& files) {
    std::set<std::string> codes;
    for (const auto& file : files) {
        for (const auto& diagnostic : file.diagnostics.all()) codes.insert(diagnostic.code);
    }
    Json rules = Json::array();
    for (const auto& code : codes) {
        Json rule{{"id", code}};
        if (const auto* info = policy::codes::find(code)) {
            rule["shortDescription"] = {{"text", info->title}};
            rule["help"] = {{"text", info->help}};
        }
        rules.push_back(std::move(rule));
    }
    return rules;
}

std::string counted(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace

std::string toJsonReport(const std::vector<CheckedFile>& files) {
    Json report{{"files", Json::array()}};
    for (const auto& file : files) {
        Json diagnostics = Json::array();
        for (const auto& diagnostic : file.diagnostics.all()) {
            Json entry({{"severity", toText(diagnostic.severity)},
                        {"code", diagnostic.code},
                        {"line", diagnostic.range.begin.line},
                        {"column", diagnostic.range.begin.column},
                        {"endLine", diagnostic.range.end.line},
                        {"endColumn", diagnostic.range.end.column},
                        {"message", diagnostic.message},
                        {"element", diagnostic.element}});
            if (!diagnostic.fixes.empty()) entry["fixes"] = fixesOf(diagnostic);
            diagnostics.push_back(std::move(entry));
        }
        report["files"].push_back({{"path", file.path}, {"ok", file.ok()}, {"diagnostics", std::move(diagnostics)}});
    }
    return dumped(report);
}

std::string toSarifReport(const std::vector<CheckedFile>& files) {
    Json results = Json::array();
    for (const auto& file : files) {
        for (const auto& diagnostic : file.diagnostics.all()) results.push_back(sarifResult(file, diagnostic));
    }
    Json driver{{"name", "model-gateway"}, {"version", MGC_VERSION}, {"rules", sarifRules(files)}};
    Json run{{"tool", {{"driver", std::move(driver)}}}, {"columnKind", "unicodeCodePoints"}, {"results", std::move(results)}};
    return dumped(
        {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({std::move(run)})}});
}

std::string toTextFindings(const std::vector<CheckedFile>& files) {
    std::string text;
    for (const auto& file : files) {
        for (const auto& diagnostic : file.diagnostics.all()) text += toText(diagnostic) + "\n";
    }
    return text;
}

std::string toTextSummary(const std::vector<CheckedFile>& files) {
    std::size_t broken = 0;
    std::size_t errors = 0;
    std::size_t others = 0;
    for (const auto& file : files) {
        broken += file.ok() ? 0 : 1;
        errors += file.diagnostics.errorCount();
        others += file.diagnostics.all().size() - file.diagnostics.errorCount();
    }
    return counted(files.size(), "file") + ": " + std::to_string(files.size() - broken) + " without errors, " + std::to_string(broken) +
           " with errors (" + counted(errors, "error") + ", " + counted(others, "warning") + ")\n";
}

}  // namespace mgc::app
