"""What looking costs: server time of the demo's pages, CPU until the Overview is painted, memory at rest.

Times are those of the whole exchange over one kept connection on the loopback interface; /healthz is the floor.
"""

import http.client
import os
import re
import socket
import statistics
import subprocess
import tempfile
import time

ROUNDS = 30
PAGES = ["/healthz", "/", "/incidents", "/systems", "/systems/support-answers", "/calls", "/changes"]
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid):
    status = open(f"/proc/{pid}/status").read()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def start(verb, *arguments):
    """A running program that serves, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    listen = ["--port", str(port)] if verb == "demo" else ["--listen", f"127.0.0.1:{port}"]
    process = subprocess.Popen([os.environ["TILTMETER"], verb, *listen, *arguments], stderr=subprocess.DEVNULL)
    while process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            fetch(connection, "/")
            return process, connection
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise SystemExit("The program ended before it served anything.")


def fetch(connection, path):
    while True:
        began = time.perf_counter()
        connection.request("GET", path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        size = len(answer.read())
        taken = (time.perf_counter() - began) * 1e3
        if answer.status != 429:
            assert answer.status == 200, (path, answer.status)
            return taken, size
        # A client may ask so often in a minute and no oftener.
        time.sleep(int(answer.headers["Retry-After"]))


with tempfile.TemporaryDirectory() as folder:
    began = time.monotonic()
    process, connection = start("demo", "--no-live", "--keep", folder)
    print(f"demo: Overview painted after {time.monotonic() - began:.1f} s, {cpu_seconds(process.pid):.1f} s of CPU")
    connection.request("GET", "/incidents")
    incident = re.search(r'href="(/incidents/INC-\d+)', connection.getresponse().read().decode())
    for path in PAGES + ([incident[1]] if incident else []):
        times, size = zip(*(fetch(connection, path) for _ in range(ROUNDS)))
        p95 = statistics.quantiles(times, n=20)[18]
        print(f"{path:32} {statistics.median(times):7.1f} ms median {p95:7.1f} ms p95  {size[0] / 1024:6.0f} KiB")
    print(f"memory of the demo after looking around: {memory(process.pid):.0f} MB")
    process.terminate()
    process.wait()
    process, connection = start("up", "--data", folder)
    time.sleep(5)
    print(f"memory of a server with the demo's calls, started anew: {memory(process.pid):.0f} MB")
    process.terminate()
    process.wait()
with tempfile.TemporaryDirectory() as folder:
    process, connection = start("up", "--data", folder)
    time.sleep(5)
    print(f"memory of a server without calls: {memory(process.pid):.0f} MB")
    process.terminate()
    process.wait()
