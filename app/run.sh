#!/usr/bin/env bash
# The run command: installs what is missing, builds, starts the console.
#   app/run.sh                 the console (without a display: says so and starts the headless gateway)
#   app/run.sh --headless ...  the gateway only; further arguments go to `model-gateway run`
#   app/run.sh --build-only    builds build/release/bin/model-gateway and build/release/bin/model-gateway-console
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mode=console
case "${1:-}" in
  --build-only) mode=build; shift ;;
  --headless) mode=headless; shift ;;
esac

bash packaging/setup.sh gateway console
configure=(cmake --preset release -DMGC_TESTS=OFF)
# A build folder that tests/run.sh configured keeps its tests.
[[ -f build/release/CMakeCache.txt ]] && configure=(cmake --preset release)
log="$(mktemp)"
"${configure[@]}" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; exit 1; }
rm -f "$log"
cmake --build build/release --target model-gateway model-gateway-console

bin=build/release/bin
case "$mode" in
  build) echo "Built $bin/model-gateway and $bin/model-gateway-console" ;;
  headless) exec "$bin/model-gateway" run "$@" ;;
  console)
    if [[ -z "${DISPLAY:-}" && -z "${WAYLAND_DISPLAY:-}" ]]; then
      echo "There is no display (DISPLAY and WAYLAND_DISPLAY are unset): starting the gateway without the console." >&2
      exec "$bin/model-gateway" run "$@"
    fi
    exec "$bin/model-gateway-console" "$@" ;;
esac
