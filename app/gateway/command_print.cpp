#include "app/gateway/command_print.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/gateway/text_file.h"
#include "base/diagnostic.h"
#include "policy/xml/edit.h"
#include "policy/xml/path.h"

namespace mgc::app {

namespace {

namespace xml = policy::xml;

/// "PATH@ATTRIBUTE=VALUE"
Result<xml::Document> edited(const xml::Document& document, std::string_view edit) {
    const auto at = edit.find('@');
    const auto equals = at == std::string_view::npos ? at : edit.find('=', at);
    if (equals == std::string_view::npos) return fail("MGC9003", "--edit takes PATH@ATTRIBUTE=VALUE, not '" + std::string(edit) + "'.");
    MGC_TRY_ASSIGN(const xml::NodeId element, xml::findByPath(document, edit.substr(0, at)));
    MGC_TRY_ASSIGN(xml::Edit result, xml::setAttribute(document, element, edit.substr(at + 1, equals - at - 1), edit.substr(equals + 1)));
    return result.document;
}

int print(const std::string& file, const std::vector<std::string>& edits) {
    auto text = readTextFile(file, xml::largestDocument);
    if (!text) {
        std::fprintf(stderr, "model-gateway print: %s\n", text.error().fullMessage().c_str());
        return 2;
    }
    auto document = xml::Document::parse(std::move(*text), file);
    for (const auto& problem : document.problems().all()) std::fprintf(stderr, "%s\n", toText(problem).c_str());
    for (const auto& edit : edits) {
        auto next = edited(document, edit);
        if (!next) {
            std::fprintf(stderr, "model-gateway print: %s: %s\n", next.error().code.c_str(), next.error().fullMessage().c_str());
            return next.error().code == "MGC9003" ? 2 : 1;
        }
        document = std::move(*next);
    }
    // A broken document is given back unharmed as well; the exit code tells.
    const std::string out = xml::write(document);
    if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size() || std::fflush(stdout) != 0) return 3;
    return document.hasErrors() ? 1 : 0;
}

}  // namespace

int runPrint(int argc, char** argv) {
    CLI::App app("Writes a policy document back from its syntax tree, byte for byte.", "model-gateway print");
    std::string file;
    std::vector<std::string> edits;
    app.add_option("FILE", file, "Policy document")->required();
    app.add_option("--edit", edits,
                   "PATH@ATTRIBUTE=VALUE changes one attribute and nothing else, for example inbound/set-header[1]@name=api-key")
        ->allow_extra_args(false);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return print(file, edits);
}

}  // namespace mgc::app
