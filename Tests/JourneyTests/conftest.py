"""What every journey needs: the built program, a folder of its own, and a server that is stopped again."""

import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import threading
import time

import httpx
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("TILTMETER") or ROOT / ".build/release/tiltmeter")


def pytest_collection_modifyitems(items):
    """Tests marked `long` run with ./dev long only."""
    if os.environ.get("TILTMETER_LONG"):
        return
    skip = pytest.mark.skip(reason="takes minutes: ./dev long")
    for item in items:
        if "long" in item.keywords:
            item.add_marker(skip)


def pytest_configure(config):
    config.addinivalue_line("markers", "long: takes minutes; runs with ./dev long only")


def environment(**more):
    """The machine's environment without settings of ours, so that only the test decides."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TILTMETER")}
    return {**kept, **more}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Finished:
    """A verb that has ended."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"exit {self.code}\n--- out\n{self.out}\n--- err\n{self.err}"


class Server:
    """A running `tiltmeter up` (or `demo`) on ports of its own."""

    def __init__(self, folder, *arguments, verb="up", env=None):
        self.folder = pathlib.Path(folder)
        self.port, self.otlp_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.lines = []
        settings = {
            "TILTMETER_LISTEN": f"127.0.0.1:{self.port}",
            "TILTMETER_OTLP_LISTEN": f"127.0.0.1:{self.otlp_port}",
            **(env or {}),
        }
        self.process = subprocess.Popen(
            [PROGRAM, verb, "--data", self.folder, *arguments],
            cwd=self.folder.parent, env=environment(**settings), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)

    @property
    def output(self):
        return "".join(self.lines)

    def wait_until_ready(self, seconds=30):
        """Returns once the server answers; fails with what it printed."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                self.reader.join(5)
                pytest.fail(f"the server ended with {self.process.returncode}:\n{self.output}")
            try:
                if httpx.get(self.url + "/healthz", timeout=5).status_code == 200:
                    return self
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        pytest.fail(f"the server did not answer within {seconds} s:\n{self.output}")

    @property
    def client(self):
        return httpx.Client(base_url=self.url, timeout=30)

    def kill(self):
        """As a power cut would: no chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def stop(self, seconds=30):
        """As a supervisor would; returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                pytest.fail(f"the server did not stop within {seconds} s:\n{self.output}")
        self.reader.join(5)
        return self.process.returncode


@pytest.fixture
def run(tmp_path):
    """Runs a verb to its end: run("check", "--json")."""

    def run(*arguments, env=None, stdin=None, timeout=60, cwd=None):
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)], cwd=cwd or tmp_path, env=environment(**(env or {})), text=True,
            capture_output=True, timeout=timeout,
            **({"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}),
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "tiltmeter-data"


@pytest.fixture
def serve(folder):
    """Starts servers and stops them at the end, whatever happens: serve() answers one that is ready."""
    started = []

    def serve(*arguments, ready=True, **more):
        server = Server(more.pop("folder", folder), *arguments, **more)
        started.append(server)
        return server.wait_until_ready() if ready else server

    yield serve
    for server in started:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait(30)


@pytest.fixture
def server(serve):
    return serve()


def headings(path):
    """The headings of a document, of any level."""
    return re.findall(r"^#+ +(.+?) *$", (ROOT / path).read_text(), re.M)
