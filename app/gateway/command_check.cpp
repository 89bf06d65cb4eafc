#include "app/gateway/command_check.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/gateway/check_files.h"
#include "app/gateway/check_report.h"
#include "app/gateway/check_workspace.h"
#include "app/gateway/text_file.h"
#include "catalog.h"
#include "policy/xml/document.h"
#include "resources/workspace.h"

namespace mgc::app {

namespace {

struct Arguments {
    std::vector<std::string> paths;
    std::string format = "text";
    std::string placeholders = "error";
    std::string references = "error";
    std::string tier;
};

policy::Handling handlingNamed(const std::string& name) {
    return name == "allow" ? policy::Handling::Allow : name == "warn" ? policy::Handling::Warn : policy::Handling::Error;
}

Result<std::vector<CheckedFile>> checkPath(const std::string& path, const policy::Catalog& catalog,
                                           const policy::ValidationOptions& options) {
    std::vector<PolicyFile> files;
    std::error_code error;
    if (resources::Workspace::isWorkspace(path)) return checkWorkspace(path, catalog, options);
    if (std::filesystem::is_directory(path, error)) {
        MGC_TRY_ASSIGN(files, findPolicyFiles(path));
        if (files.empty()) return fail("MGC9002", path + " holds no policy documents.");
    } else {
        MGC_TRY_ASSIGN(std::string text, readTextFile(path, policy::xml::largestDocument));
        files.push_back({path, std::move(text)});
    }
    std::vector<CheckedFile> checked;
    for (const auto& file : files) checked.push_back(checkPolicyFile(file, catalog, options));
    return checked;
}

void write(std::FILE* out, const std::string& text) { std::fwrite(text.data(), 1, text.size(), out); }

int check(const Arguments& arguments) {
    policy::ValidationOptions options;
    options.placeholders = handlingNamed(arguments.placeholders);
    options.references = handlingNamed(arguments.references);
    if (!arguments.tier.empty()) {
        options.gateway = gatewayOfTier(arguments.tier);
        options.gatewayName = arguments.tier;
        if (!options.gateway) {
            std::fprintf(stderr, "model-gateway check: there is no tier '%s'.\n", arguments.tier.c_str());
            return 2;
        }
    }
    const policy::Catalog catalog(policies::catalog());
    std::vector<CheckedFile> checked;
    for (const auto& path : arguments.paths) {
        auto files = checkPath(path, catalog, options);
        if (!files) {
            std::fprintf(stderr, "model-gateway check: %s\n", files.error().fullMessage().c_str());
            return 2;
        }
        std::move(files->begin(), files->end(), std::back_inserter(checked));
    }
    if (arguments.format == "json") {
        write(stdout, toJsonReport(checked));
    } else if (arguments.format == "sarif") {
        write(stdout, toSarifReport(checked));
    } else {
        write(stderr, toTextFindings(checked));
        write(stdout, toTextSummary(checked));
    }
    return std::all_of(checked.begin(), checked.end(), [](const auto& file) { return file.ok(); }) ? 0 : 1;
}

}  // namespace

int runCheck(int argc, char** argv) {
    CLI::App app("Checks policy documents against the policy reference; no network.", "model-gateway check");
    Arguments arguments;
    app.add_option("PATH", arguments.paths, "Workspace, policy file or fragment, or a folder that is searched for policy files")
        ->required();
    app.add_option("--format", arguments.format, "text, json or sarif")->check(CLI::IsMember({"text", "json", "sarif"}));
    const auto handling = CLI::IsMember({"error", "warn", "allow"});
    app.add_option("--placeholders", arguments.placeholders, "Unknown {{named-value}}, {x}, ${x}, __x__: error, warn or allow")
        ->check(handling);
    app.add_option("--references", arguments.references, "Backends, fragments and loggers that are not in reach: error, warn or allow")
        ->check(handling);
    app.add_option("--tier", arguments.tier,
                   "Tier whose policies are allowed: developer, basic, standard, premium, basicv2, standardv2, premiumv2, "
                   "consumption, self-hosted, workspace");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return check(arguments);
}

}  // namespace mgc::app
