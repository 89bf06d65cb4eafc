#!/usr/bin/env python3
"""Finds what g++ 12 compiles wrongly: a co_await whose call takes a temporary with a destructor that it destroys twice.

Reads core/ and app/ and fails on a call of a ...Spec() maker, an empty pair of braces or a ternary inside the arguments of a co_await.
Braces that hold string views only (connection writes) are trivially destroyed and fine. Prints file:line: message.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
AWAIT = re.compile(r"co_await\b([^;]*);")
FAULTS = (
    (re.compile(r"\w+Spec\(\)"), "a temporary specification; name it first"),
    (re.compile(r",\s*\{\}\s*\)\s*$"), "a temporary made by {}; name it first"),
    (re.compile(r"\([^()]*\?(?!\s*\d)[^()]*:"), "a conditional argument; name it first"),  # numbers need no destructor
)


def main():
    faults = []
    awaits = 0
    for top in ("core", "app"):
        for path in sorted((ROOT / top).rglob("*.cpp")):
            text = path.read_text(encoding="utf-8", errors="replace")
            for match in AWAIT.finditer(text):
                awaits += 1
                for pattern, message in FAULTS:
                    if pattern.search(match.group(1)):
                        line = text.count("\n", 0, match.start()) + 1
                        faults.append(f"{path.relative_to(ROOT)}:{line}: co_await with {message}")
    for fault in faults:
        print(fault)
    print(f"{awaits} co_await expressions read, {len(faults)} faults")
    return 1 if faults or awaits == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
