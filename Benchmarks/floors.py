"""The floors below the server: fold and judge, in memory, on one core."""

import pathlib
import subprocess

root = pathlib.Path(__file__).resolve().parents[1]
subprocess.run(["swift", "build", "-c", "release", "--product", "bench"], cwd=root, check=True)
subprocess.run([root / ".build/release/bench"], check=True)
