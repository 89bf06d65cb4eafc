#!/usr/bin/env bash
# Measures a gateway beside nginx as plain proxy, both with one worker, the same upstream (nginx, 1 KB JSON) and the same load (wrk).
#   tests/bench/run.sh                                        builds and measures model-gateway, plain and with the 12-step chain
#   tests/bench/run.sh --program FILE [--workspace DIR]...    another program that takes model-gateway's arguments (proxy_bench)
#   --rounds N (4)  --seconds N (4)  --connections N (32)  --streams N (512)  --no-build
# Prints ratios to nginx (requests/s: more is better, CPU per request: less is better), start time, peak memory, streams intact, and what
# the gateway with its token limit adds to the time to the first event while N streams are open; nginx as plain proxy of the same streams
# shows what one more hop costs on this machine.
# Rounds alternate and the medians count: on a busy machine requests/s say little, CPU per request more.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
program="" workspaces=() rounds=4 seconds=4 connections=32 streams=512 build=yes builddir="$root/build/bench"
while [[ $# -gt 0 ]]; do
  case "$1" in
    --program) program="$2"; shift 2 ;;
    --workspace) workspaces+=("$2"); shift 2 ;;
    --rounds) rounds="$2"; shift 2 ;;
    --seconds) seconds="$2"; shift 2 ;;
    --connections) connections="$2"; shift 2 ;;
    --streams) streams="$2"; shift 2 ;;
    --build-dir) builddir="$2"; shift 2 ;;
    --no-build) build=no; shift ;;
    *) echo "run.sh: unknown argument $1" >&2; exit 2 ;;
  esac
done
for tool in nginx wrk awk; do
  command -v "$tool" >/dev/null || { echo "run.sh needs $tool (packages nginx-light, wrk)" >&2; exit 2; }
done
if [[ $build == yes ]]; then
  cmake --preset release -B "$builddir" -DMGC_CONSOLE=OFF -DMGC_TESTS=OFF -DMGC_BENCH=ON >/dev/null
  targets=(stream_bench)
  [[ -n "$program" ]] || targets+=(model-gateway)
  [[ "$(basename "${program:-x}")" == proxy_bench ]] && targets+=(proxy_bench)
  cmake --build "$builddir" --parallel "$(nproc)" --target "${targets[@]}" >/dev/null
fi
[[ -n "$program" ]] || program="$builddir/bin/model-gateway"
[[ ${#workspaces[@]} -gt 0 ]] || workspaces=("$here/workspace-plain" "$here/workspace-chain")

work="$(mktemp -d)"
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

# nginx cannot listen on port 0, so free ports are looked for.
free_port() {
  local port
  while true; do
    port=$((20000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}
cpu_of() { local sum=0 pid; for pid in "$@"; do sum=$((sum + $(awk '{print $14+$15}' "/proc/$pid/stat"))); done; echo "$sum"; }
peak_of() { awk '/VmHWM/{print int($2/1024+0.5)}' "/proc/$1/status"; }
wait_port() { for _ in $(seq 500); do (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return; sleep 0.01; done; echo "port $1 stays closed" >&2; exit 3; }
median() { printf '%s\n' "$@" | sort -g | awk '{v[NR]=$1} END {print NR%2 ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2}'; }

upstream_port="$(free_port)"
filler="$(head -c 700 /dev/zero | tr '\0' 'w')"
cat >"$work/upstream.conf" <<CONF
worker_processes 1; daemon off; pid $work/upstream.pid; error_log $work/upstream.log;
events { worker_connections 8192; }
http { access_log off; keepalive_requests 100000000; client_body_buffer_size 64k; client_body_temp_path $work/t1;
  proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  server { listen 127.0.0.1:$upstream_port; location / { default_type application/json;
    return 200 '{"id":"chatcmpl-bench","object":"chat.completion","created":1760000000,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"$filler"}}],"usage":{"prompt_tokens":120,"completion_tokens":80,"total_tokens":200}}'; } } }
CONF
proxy_port="$(free_port)"
cat >"$work/proxy.conf" <<CONF
worker_processes 1; daemon off; pid $work/proxy.pid; error_log $work/proxy.log;
events { worker_connections 8192; }
http { access_log off; keepalive_requests 100000000; client_body_temp_path $work/p1;
  proxy_temp_path $work/p2; fastcgi_temp_path $work/p3; uwsgi_temp_path $work/p4; scgi_temp_path $work/p5;
  upstream backend { server 127.0.0.1:$upstream_port; keepalive 256; keepalive_requests 100000000; }
  server { listen 127.0.0.1:$proxy_port; location / { proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection ""; } } }
CONF
words="$(head -c 840 /dev/zero | tr '\0' 'z' | sed 's/......./& /g')"
cat >"$work/post.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["api-key"] = os.getenv("BENCH_KEY")
wrk.body = '{"messages":[{"role":"user","content":"$words"}]}'
LUA
nginx -e "$work/upstream.log" -c "$work/upstream.conf" & pids+=($!)
nginx -e "$work/proxy.log" -c "$work/proxy.conf" & nginx_pid=$!; pids+=("$nginx_pid")
wait_port "$upstream_port"; wait_port "$proxy_port"
nginx_pids="$nginx_pid $(cat "/proc/$nginx_pid/task/$nginx_pid/children")"
target="/bench/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-10-21"

# start_gateway WORKSPACE UPSTREAM -> gateway_pid, gateway_url, key, start_ms
start_gateway() {
  rm -f "$work/ready"
  local begin end
  begin=$(date +%s%N)
  "$program" run "$1" --listen 127.0.0.1:0 --workers 1 --upstream "bench-backend=$2" --ready-file "$work/ready" 2>"$work/gateway.log" &
  gateway_pid=$!; pids+=("$gateway_pid")
  until [[ -s "$work/ready" ]]; do
    kill -0 "$gateway_pid" 2>/dev/null || { echo "the gateway did not start:" >&2; cat "$work/gateway.log" >&2; exit 3; }
    sleep 0.002
  done
  end=$(date +%s%N)
  start_ms=$(((end - begin) / 1000000))
  gateway_url="$(sed -n 's/.*"gateway": *"\([^"]*\)".*/\1/p' "$work/ready")"
  key="$(sed -n 's/.*"bench": *"\([^"]*\)".*/\1/p' "$work/ready")"
}
stop_gateway() { kill "$gateway_pid" 2>/dev/null || true; wait "$gateway_pid" 2>/dev/null || true; }

# load URL PIDS -> rps, cpu (s per 10,000 requests)
load() {
  local before after out count
  before=$(cpu_of $2)
  out="$(BENCH_KEY="${key:-none}" wrk -t1 -c"$connections" -d"${seconds}s" -s "$work/post.lua" "$1$target")"
  after=$(cpu_of $2)
  if grep -qE 'Non-2xx|Socket errors' <<<"$out"; then echo "$out" >&2; exit 1; fi
  rps="$(awk '/Requests\/sec/{print $2}' <<<"$out")"
  count="$(awk '/requests in/{print $1}' <<<"$out")"
  cpu="$(awk -v c="$((after - before))" -v n="$count" -v hz="$(getconf CLK_TCK)" 'BEGIN{printf "%.4f", c/hz/n*10000}')"
}

for workspace in "${workspaces[@]}"; do
  start_gateway "$workspace" "http://127.0.0.1:$upstream_port/openai"
  nginx_rps=() nginx_cpu=() our_rps=() our_cpu=()
  load "$gateway_url" "$gateway_pid"  # warm up, not counted
  for _ in $(seq "$rounds"); do
    load "http://127.0.0.1:$proxy_port" "$nginx_pids"; nginx_rps+=("$rps"); nginx_cpu+=("$cpu")
    load "$gateway_url" "$gateway_pid"; our_rps+=("$rps"); our_cpu+=("$cpu")
  done
  awk -v name="$(basename "$workspace")" -v nr="$(median "${nginx_rps[@]}")" -v nc="$(median "${nginx_cpu[@]}")" \
      -v r="$(median "${our_rps[@]}")" -v c="$(median "${our_cpu[@]}")" -v s="$start_ms" -v m="$(peak_of "$gateway_pid")" 'BEGIN{
      printf "%-16s rps %.0f (nginx %.0f, ratio %.2f)  CPU/10k %.3f s (nginx %.3f, ratio %.2f)  start %d ms  peak %d MB\n", name, r, nr, r/nr, c, nc, c/nc, s, m}'
  stop_gateway
done

if [[ "$streams" -gt 0 ]]; then
  "$builddir/bin/stream_bench" serve 50 40 "$work/streams" & pids+=($!)
  until [[ -s "$work/streams" ]]; do sleep 0.01; done
  start_gateway "${workspaces[0]}" "http://127.0.0.1:$(cat "$work/streams")/openai"
  result=0
  line="$("$builddir/bin/stream_bench" check "$gateway_url$target" "$streams" 50 "api-key: ${key:-none}")" || result=1
  echo "$line  peak $(peak_of "$gateway_pid") MB"
  stop_gateway

  start_gateway "${workspaces[-1]}" "http://127.0.0.1:$(cat "$work/streams")/openai"
  stream_proxy_port="$(free_port)"
  cat >"$work/stream_proxy.conf" <<CONF
worker_processes 1; daemon off; pid $work/stream_proxy.pid; error_log $work/stream_proxy.log;
events { worker_connections 8192; }
http { access_log off; keepalive_requests 100000000; client_body_temp_path $work/s1;
  proxy_temp_path $work/s2; fastcgi_temp_path $work/s3; uwsgi_temp_path $work/s4; scgi_temp_path $work/s5;
  upstream backend { server 127.0.0.1:$(cat "$work/streams"); keepalive 1024; keepalive_requests 100000000; }
  server { listen 127.0.0.1:$stream_proxy_port;
    location / { proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; } } }
CONF
  nginx -e "$work/stream_proxy.log" -c "$work/stream_proxy.conf" & pids+=($!)
  wait_port "$stream_proxy_port"
  first_events() {  # URL -> p50, p99 in milliseconds
    local out
    out="$("$builddir/bin/stream_bench" load "$1" "$streams" 50 "$((seconds + 2))" "api-key: ${key:-none}")" || { result=1; echo "$out" >&2; }
    p50="$(sed -n 's/.*p50 \([0-9.]*\).*/\1/p' <<<"$out")" p99="$(sed -n 's/.*p99 \([0-9.]*\).*/\1/p' <<<"$out")"
  }
  direct50=() direct99=() through50=() through99=() proxy50=() proxy99=()
  for _ in $(seq "$rounds"); do
    first_events "http://127.0.0.1:$(cat "$work/streams")$target"; direct50+=("$p50"); direct99+=("$p99")
    first_events "http://127.0.0.1:$stream_proxy_port$target"; proxy50+=("$p50"); proxy99+=("$p99")
    first_events "$gateway_url$target"; through50+=("$p50"); through99+=("$p99")
  done
  awk -v n="$streams" -v d50="$(median "${direct50[@]}")" -v d99="$(median "${direct99[@]}")" -v t50="$(median "${through50[@]}")" \
      -v t99="$(median "${through99[@]}")" -v p50="$(median "${proxy50[@]}")" -v p99="$(median "${proxy99[@]}")" 'BEGIN{
      printf "first event of %d open streams: direct p50 %.3f p99 %.3f ms; added by nginx p50 %.0f p99 %.0f us, by the gateway p50 %.0f p99 %.0f us\n",
             n, d50, d99, (p50 - d50) * 1000, (p99 - d99) * 1000, (t50 - d50) * 1000, (t99 - d99) * 1000}'
  stop_gateway
  exit "$result"
fi
