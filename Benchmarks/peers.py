"""What other libraries answer to the same questions: installs them into a temporary folder, asks both sides, compares.

Peers: NannyML (performance without labels), scipy (drift effect sizes, bounds), ppi-python (labels and judges), confseq
(confidence sequences), river (ADWIN, Page-Hinkley, DDM beside our detector). Exit code 1 when a difference exceeds what is
allowed. The answers of our side come from the program `peers` (Benchmarks/Peers).
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
FOLDER = ROOT / "Benchmarks/Peers"
NAMES = ["cbpe", "drift", "ppi", "bands", "detectors"]
CONFSEQ = "confseq==0.0.11"
NEWEST = (3, 12)  # NannyML 0.13.1 wants a Python below 3.13


def main():
    arguments = parse()
    if not (3, 11) <= sys.version_info[:2] <= NEWEST:
        sys.exit("The peers need Python 3.11 or 3.12. Name one: PYTHON=python3.11 ./dev peers")
    program = arguments.program or build()
    made = None if arguments.environment else tempfile.mkdtemp(prefix="tiltmeter-peers-")
    folder = pathlib.Path(arguments.environment or made)
    try:
        python = install(folder)
        command = [python, FOLDER / "comparisons", "--program", program, "--data", arguments.data]
        for name in arguments.only or []:
            command += ["--only", name]
        if arguments.quick:
            command.append("--quick")
        if arguments.write:
            command += ["--page", ROOT / "docs/peers.md"]
            command += ["--vectors", ROOT / "Tests/StatisticsTests/Fixtures/peers.json"]
        # The usage counter of NannyML stays off, and nothing is drawn on a screen.
        environment = os.environ | {"NML_DISABLE_USAGE_LOGGING": "1", "MPLBACKEND": "Agg"}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        if made:
            shutil.rmtree(made, ignore_errors=True)


def parse():
    parser = argparse.ArgumentParser(
        prog="./dev peers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=NAMES, action="append", help="one comparison; may be repeated")
    parser.add_argument("--quick", action="store_true", help="fewer cases and streams: a few minutes less")
    parser.add_argument("--write", action="store_true", help="write docs/peers.md and the fixture of the tests")
    default = pathlib.Path(os.environ.get("TILTMETER_TEST_DATA") or ROOT / "../shared/data")
    parser.add_argument(
        "--data",
        type=pathlib.Path,
        default=default,
        help="folder with public data sets; NannyML's car loans are looked for in nannyml-cbpe/ "
        "(default: TILTMETER_TEST_DATA, else shared/data beside the repository)",
    )
    parser.add_argument("--environment", help="install the peers here and keep them, or use those that are here")
    parser.add_argument("--program", help="a built `peers` to ask, instead of building it")
    arguments = parser.parse_args()
    if arguments.write and (arguments.only or arguments.quick):
        parser.error("--write needs the whole run: leave out --only and --quick")
    return arguments


def build():
    say("Building the program that answers for us (release)")
    subprocess.run(["swift", "build", "-c", "release", "--product", "peers"], cwd=ROOT, check=True)
    return ROOT / ".build/release/peers"


def install(folder):
    """A virtual environment with the peers in it; its Python."""
    python = folder / "bin/python"
    ready = folder / "ready.txt"
    wanted = (FOLDER / "requirements.txt").read_text()
    if ready.is_file() and ready.read_text() == wanted:
        return python
    say(f"Installing the peers from PyPI into {folder} (2.7 GB, several minutes)")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip(python, "install", "-r", FOLDER / "requirements.txt")
    say("Building confseq")
    install_confseq(python, folder)
    ready.write_text(wanted)
    return python


def install_confseq(python, folder):
    """confseq has a compiled part, which needs the headers of Boost; its Python files do without."""
    headers = boost_headers(folder)
    extra = {"BOOST_ROOT": str(headers.parent), "BOOST_INCLUDEDIR": str(headers)} if headers else {}
    if pip(python, "install", "--no-deps", "--no-build-isolation", CONFSEQ, environment=extra, check=False) == 0:
        return
    say("confseq did not compile: its Python files alone are used, and what needs the rest is skipped")
    pip(python, "download", "--no-deps", "--no-build-isolation", "--no-binary", ":all:", "-d", folder / "confseq", CONFSEQ)
    (archive,) = (folder / "confseq").glob("confseq-*.tar.gz")
    (packages,) = (folder / "lib").glob("python3*/site-packages")
    with tarfile.open(archive) as content:
        content.extractall(folder / "confseq", filter="data")
    (source,) = (folder / "confseq").glob("confseq-*/src/confseq")
    shutil.copytree(source, packages / "confseq")


def boost_headers(folder):
    """Where the headers are: the system's, or Debian's package unpacked beside the environment (needs no root)."""
    for place in ("/usr/include", "/usr/local/include", "/opt/homebrew/include"):
        if (pathlib.Path(place) / "boost/version.hpp").is_file():
            return pathlib.Path(place)
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return None
    place = folder / "boost"
    place.mkdir(exist_ok=True)
    listed = subprocess.run(["apt-cache", "depends", "libboost-dev"], capture_output=True, text=True, check=False).stdout
    names = [line.split()[-1] for line in listed.splitlines() if "Depends:" in line]
    if not names:
        return None
    done = subprocess.run(["apt-get", "download", "-q", names[0]], cwd=place, capture_output=True, check=False)
    for package in place.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package, place], check=True)
    found = place / "usr/include"
    return found if done.returncode == 0 and (found / "boost/version.hpp").is_file() else None


def pip(python, *arguments, environment=None, check=True):
    command = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, env=os.environ | (environment or {}), check=check).returncode


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
