#pragma once

namespace mgc::app {

/// `model-gateway print FILE [--edit 'PATH@ATTRIBUTE=VALUE']`: a policy document back from its syntax tree. Exit 1 if the document or
/// an edit is broken, 2 if the file cannot be read.
int runPrint(int argc, char** argv);

}  // namespace mgc::app
