#pragma once

namespace mgc::app {

/// `model-gateway eval 'EXPRESSION' [--context FILE]` and `eval --cases CASES.jsonl --contexts CONTEXTS.json`: one JSON line per
/// expression. Exit 1 if any expression failed, 2 if a file cannot be read.
int runEval(int argc, char** argv);

}  // namespace mgc::app
