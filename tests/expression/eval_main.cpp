#include "app/gateway/command_eval.h"

int main(int argc, char** argv) { return mgc::app::runEval(argc, argv); }
