#!/usr/bin/env bash
# Builds the fuzz targets with clang 16 and runs them, one after the other, at the lowest priority.
#   tests/fuzz/run.sh [--seconds N (600)] [TARGET]...     TARGET: policy_xml_fuzz http_head_fuzz expression_compile_fuzz expression_evaluate_fuzz
# The inputs begin with tests/fuzz/corpus/<name>; new ones stay in build/fuzz/corpus. Exit code 1 if a target crashed, hung, leaked or used
# more than 2 GB; the input that did it lies in build/fuzz/found.
# Needs the packages of the set `fuzz` (packaging/debian-packages.txt).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
seconds=600 targets=()
while [[ $# -gt 0 ]]; do
  case "$1" in
    --seconds) seconds="$2"; shift 2 ;;
    -*) echo "run.sh: unknown argument $1" >&2; exit 2 ;;
    *) targets+=("$1"); shift ;;
  esac
done
[[ ${#targets[@]} -gt 0 ]] || targets=(policy_xml_fuzz http_head_fuzz expression_compile_fuzz expression_evaluate_fuzz)
command -v clang++-16 >/dev/null || { echo "run.sh needs clang++-16 (packages clang-16, libclang-rt-16-dev)" >&2; exit 2; }
cmake -S "$root" -B "$root/build/fuzz" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER=clang++-16 -DCMAKE_C_COMPILER=clang-16 -DMGC_FUZZ=ON -DMGC_TESTS=OFF -DMGC_CONSOLE=OFF >/dev/null
nice -n 10 cmake --build "$root/build/fuzz" --parallel "$(nproc)" --target "${targets[@]}"
failed=0
for target in "${targets[@]}"; do
  seeds="$here/corpus/${target%%_*}"
  kept="$root/build/fuzz/corpus/$target"
  found="$root/build/fuzz/found"
  mkdir -p "$kept" "$found"
  arguments=(-max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 -artifact_prefix="$found/$target-" "$kept")
  [[ -d "$seeds" ]] && arguments+=("$seeds")
  program="$(find "$root/build/fuzz" -name "$target" -type f -perm -u+x | head -1)"
  echo "== $target, $seconds s"
  nice -n 19 "$program" "${arguments[@]}" >"$root/build/fuzz/$target.log" 2>&1 || { failed=1; echo "   FAILED: $(grep -m1 -E 'ERROR|SUMMARY' "$root/build/fuzz/$target.log")"; }
  grep -E "^stat::number_of_executed_units|^stat::peak_rss_mb|^Done" "$root/build/fuzz/$target.log" | sed 's/^/   /'
done
exit "$failed"
