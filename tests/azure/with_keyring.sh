#!/usr/bin/env bash
# with_keyring.sh COMMAND...: runs it on a session bus of its own with an unlocked, empty gnome-keyring.
set -euo pipefail
export HOME=$(mktemp -d) XDG_RUNTIME_DIR=$(mktemp -d)
trap 'rm -rf "$HOME" "$XDG_RUNTIME_DIR"' EXIT
chmod 700 "$XDG_RUNTIME_DIR"
dbus-run-session -- bash -c 'eval "$(printf "\n" | gnome-keyring-daemon --unlock --components=secrets)"; exec "$@"' _ "$@"
