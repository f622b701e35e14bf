"""GenAI spans off the wire: our reader, and our reader with the normaliser, against swift-protobuf on the same bytes."""

import pathlib
import subprocess

root = pathlib.Path(__file__).resolve().parents[1]
package = root / "Benchmarks/Wire"
subprocess.run(["swift", "build", "-c", "release", "--package-path", package], check=True)
subprocess.run([package / ".build/release/wire", root / "Tests/IntakeTests/Fixtures/captures"], check=True)
