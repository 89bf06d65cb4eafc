#!/usr/bin/env python3
"""Every strict document of the shared corpus takes one plausible request through `model-gateway try` without an internal error.

    corpus_runs.py PROGRAM CORPUS DEFECTS

What a document names and is not there (a backend, a secret, a fragment) must end in an answer of Azure's shape. Documents with a defect
that `check` reports (DEFECTS, tests/data/policy/corpus_defects.tsv) are refused by name and place, and counted.
"""
import concurrent.futures
import csv
import json
import os
import subprocess
import sys
import tempfile

REQUEST = {
    "method": "POST",
    "url": "/inference/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-10-21",
    "headers": {"Content-Type": ["application/json"], "Authorization": ["Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"]},
    "body": {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hello"}]},
    "subscription": {"id": "corpus"},
}


def run(program, path, request):
    command = [program, "try", path, "--request", request, "--at", "2026-01-15T10:00:00Z"]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)


def problem(done):
    """'' where the run is as it should be."""
    if done.returncode != 0:
        return f"exit code {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"
    for marker in ("MGC5001", "MGC5002"):
        if marker in done.stdout:
            return f"an internal error ({marker})"
    for response in json.loads(done.stdout)["responses"]:
        if response["status"] != 500 or not response["body"]:
            continue
        try:
            json.loads(response["body"])
        except ValueError:
            return "a 500 whose body is no JSON: " + response["body"][:80]
    return ""


def main():
    program, corpus, defects_file = sys.argv[1:4]
    manifest = os.path.join(corpus, "manifest.tsv")
    if not os.path.exists(manifest):
        print("skipped: the shared corpus is not beside this checkout")
        return 0
    with open(manifest, encoding="utf-8") as file:
        strict = [row["file"] for row in csv.DictReader(file, delimiter="\t") if row["strict"] == "yes"]
    with open(defects_file, encoding="utf-8") as file:
        defects = {line.split("\t")[0] for line in file if line.strip() and not line.startswith("#")}
    failures, refused, unsupported = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        request = os.path.join(folder, "request.json")
        with open(request, "w", encoding="utf-8") as file:
            json.dump(REQUEST, file)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for name, done in zip(strict, pool.map(lambda name: run(program, os.path.join(corpus, name), request), strict)):
                if name in defects and done.returncode == 1:
                    refused += 1
                    continue
                if "MGC2111" in done.stderr:
                    unsupported += 1
                    continue
                found = problem(done)
                if found:
                    failures.append(f"{name}: {found}")
    print("\n".join(failures))
    ran = len(strict) - refused - unsupported - len(failures)
    print(f"{ran} ran, {refused} refused for a known defect, {unsupported} hold a policy without support, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
