#!/usr/bin/env bash
# The test command: installs what is missing, builds everything, runs all tests that belong into a CI run.
#   tests/run.sh                  debug build, all tests
#   tests/run.sh --preset asan    the same under another preset (release, asan, tsan)
#   tests/run.sh --preset asan --target model-gateway -R '^integration_(sdk|faults)'
#                                 builds only this target; runs only tests that need no other (the gateway with real clients and peers)
#   tests/run.sh -R NAME ...      further arguments go to ctest
# Benchmarks (tests/bench/run.sh), fuzzing (tests/fuzz/run.sh) and soak runs have their own commands.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=dev targets=()
while [[ "${1:-}" == --preset || "${1:-}" == --target ]]; do
  if [[ "$1" == --preset ]]; then preset="$2"; else targets+=(--target "$2"); fi
  shift 2
done

bash packaging/setup.sh gateway console test
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
cmake --preset "$preset" -DMGC_TESTS=ON >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
cmake --build "build/$preset" --parallel "$(nproc)" "${targets[@]}" >"$log" 2>&1 || { grep -E "error|FAILED|Error" -A 12 "$log" | head -200 >&2; exit 1; }
ctest --test-dir "build/$preset" --output-on-failure --no-tests=error --timeout 300 "$@"
