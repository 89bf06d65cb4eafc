#!/usr/bin/env bash
# run.sh SCRIPT PROGRAM [ARGUMENT...]: one of the scripts here against the console in a real window. 77 (skipped): the driver or what it needs is missing.
set -u
here=$(cd "$(dirname "$0")" && pwd)
driver=$here/../../../../shared/tools/gui/run.sh
[[ -f $driver ]] || { echo "shared/tools/gui is not here (a public clone): skipped"; exit 77; }
for tool in Xvfb openbox xdotool dbus-run-session; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed: skipped"; exit 77; }
done
PROGRAM=$(realpath "$2")
export PROGRAM PYTHONPATH=$here
unset QT_QPA_PLATFORM
script=$here/$1.py
shift 2
exec bash "$driver" "$script" "$PROGRAM" "$@"
