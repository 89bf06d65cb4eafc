#!/usr/bin/env python3
"""Reads every #include of core/, ui/ and app/ and compares it with allowed_edges.txt.

Fails on an include that no edge allows, on a folder the table does not know, on pages that include each other, on Qt below
core/azure, and on colour literals outside ui/theme. Prints each fault as file:line: message.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')
COLOUR = re.compile(r'QColor\(\s*(0x|"#|\d)|"#[0-9a-fA-F]{6}"|QStringLiteral\("#[0-9a-fA-F]{6}"\)')
QT = re.compile(r'^(Q[A-Z]\w*|Qt\w*/\S+)$')


def read_table():
    edges = {}
    for line in (ROOT / "tests/layering/allowed_edges.txt").read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            room, _, allowed = line.partition(":")
            edges[room.strip()] = allowed.split()
    return edges


def room_of(path, edges):
    parts = path.parts
    for length in (3, 2, 1):
        name = "/".join(parts[:length])
        if len(parts) > length and name in edges:
            return name
    return None


def target_of(included):
    for base in ("core", ""):
        candidate = ROOT / base / included
        if candidate.is_file():
            return candidate.relative_to(ROOT)
    return None


def main():
    edges = read_table()
    faults = []
    files = 0
    for top in ("core", "ui", "app"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix not in (".h", ".cpp"):
                continue
            files += 1
            relative = path.relative_to(ROOT)
            room = room_of(relative, edges)
            if room is None:
                faults.append(f"{relative}:1: the folder is not in tests/layering/allowed_edges.txt")
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                if top == "ui" and room != "ui/theme" and COLOUR.search(line):
                    faults.append(f"{relative}:{number}: colour literal outside ui/theme")
                found = INCLUDE.match(line)
                if not found:
                    continue
                included = found.group(2)
                if top == "core" and room != "core/azure" and QT.match(included):
                    faults.append(f"{relative}:{number}: {room} must not know Qt ({included})")
                target = target_of(included)
                if target is None or edges[room] == ["*"]:
                    continue
                target_room = room_of(target, edges)
                if target_room is None:
                    faults.append(f"{relative}:{number}: includes {target}, whose folder is not in the table")
                elif target_room == room:
                    if room == "ui/pages" and len(relative.parts) > 3 and len(target.parts) > 3 and relative.parts[2] != target.parts[2]:
                        faults.append(f"{relative}:{number}: page '{relative.parts[2]}' includes page '{target.parts[2]}'")
                elif target_room not in edges[room]:
                    faults.append(f"{relative}:{number}: {room} must not include {target_room} ({included})")
    for fault in faults:
        print(fault)
    print(f"{files} files read, {len(faults)} faults")
    return 1 if faults or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
