#!/usr/bin/env bash
# fetch_packages.sh FROM TO: installs the pinned packages of FROM (package.json, package-lock.json) into TO, once per lock file.
set -euo pipefail
mkdir -p "$2"
if cmp -s "$1/package-lock.json" "$2/installed-lock.json"; then exit 0; fi
cp "$1/package.json" "$1/package-lock.json" "$1/.npmrc" "$2/"
npm ci --prefix "$2" --ignore-scripts --no-audit --no-fund --loglevel=error --prefer-offline
cp "$1/package-lock.json" "$2/installed-lock.json"
