"""Runs the comparisons; called by Benchmarks/peers.py inside the environment that holds the peers."""

import argparse
import importlib
import importlib.metadata
import json
import pathlib
import platform
import sys
import time

NAMES = ["cbpe", "drift", "ppi", "bands", "detectors"]
PACKAGES = ["nannyml", "scipy", "ppi-python", "confseq", "river", "numpy", "pandas", "scikit-learn"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--only", choices=NAMES, action="append")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--page", type=pathlib.Path)
    parser.add_argument("--vectors", type=pathlib.Path)
    arguments = parser.parse_args()
    names = arguments.only or NAMES
    results = []
    for number, name in enumerate(names, 1):
        print(f"[{number}/{len(names)}] {name}", flush=True)
        started = time.monotonic()
        progress = lambda text: print(f"  {time.monotonic() - started:5.0f} s  {text}", flush=True)
        result = importlib.import_module(name).compare(arguments.program, arguments.quick, arguments.data, progress)
        results.append(result)
        print("\n" + result.text(), flush=True)
    if arguments.page:
        arguments.page.write_text(page(results))
        print(f"Wrote {arguments.page}")
    if arguments.vectors:
        vectors = [vector for result in results for vector in result.vectors]
        content = {"versions": versions(), "cases": vectors}
        arguments.vectors.write_text(json.dumps(content, separators=(",", ":"), default=float) + "\n")
        print(f"Wrote {arguments.vectors}")
    failed = [check.what for result in results for check in result.checks if not check.passed]
    passed = sum(check.passed for result in results for check in result.checks)
    print(f"{passed} passed, {len(failed)} failed" + "".join(f"\n  FAIL {what}" for what in failed))
    return 1 if failed else 0


def versions():
    found = {}
    for package in PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found[package] = "its Python files only, not built"
    return found


def page(results):
    listed = ", ".join(f"{package} {version}" for package, version in versions().items())
    return f"""# Compared with peers

What other libraries answer to the same question, beside what this project answers. Written by `./dev peers --write`; run
`./dev peers` to see it again: it installs the peers from PyPI into a temporary folder, asks both sides and fails when a
difference exceeds what is allowed. A part of the peers' answers is kept in `Tests/StatisticsTests/Fixtures/peers.json` and
held by `./dev test`.

Versions: Python {platform.python_version()}, {listed}.

""" + "\n".join(result.markdown() for result in results)


if __name__ == "__main__":
    sys.exit(main())
