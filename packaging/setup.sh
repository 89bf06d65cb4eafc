#!/usr/bin/env bash
# Installs what is missing from packaging/debian-packages.txt for the sets named as arguments (gateway, console, test, fuzz).
# Quick when nothing is missing. Needs root (or sudo) only when something has to be installed.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

if ! command -v dpkg-query >/dev/null; then
  echo "This set-up script knows Debian 12 only; install what packaging/debian-packages.txt lists by hand." >&2
  exit 0
fi

installed="$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | awk '$1 == "ii" { print $2 }')"
missing=()
while read -r set package command; do
  [[ -z "$set" || "$set" == \#* ]] && continue
  for wanted in "$@"; do
    [[ "$set" == "$wanted" ]] || continue
    if [[ -n "${command:-}" ]] && command -v "$command" >/dev/null; then continue; fi
    grep -qxF "$package" <<<"$installed" || missing+=("$package")
  done
done <"$here/debian-packages.txt"

[[ ${#missing[@]} -eq 0 ]] && exit 0
echo "Installing ${#missing[@]} packages: ${missing[*]}" >&2
as_root=()
if [[ $EUID -ne 0 ]]; then
  command -v sudo >/dev/null || { echo "Run this as root, or install: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
