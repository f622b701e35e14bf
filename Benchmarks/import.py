"""What an import costs: CPU time and memory for a million calls with 1 KB of text, beside a floor measured in the same run.

Floor: the same lines parsed by Python's json and inserted into an SQLite table with one index, 5,000 a transaction.
TILTMETER_BENCH_LINES changes the number of lines.
"""

import hashlib
import json
import os
import pathlib
import random
import resource
import sqlite3
import subprocess
import tempfile
import time

LINES = int(os.environ.get("TILTMETER_BENCH_LINES", "1000000"))
FLOOR_LINES = min(LINES, 100_000)
START = 1_700_000_000
WORDS = (
    "order parcel refund invoice account delivery return label address payment membership discount contract update "
    "reset button adapter display network message question answer document passage page customer colleague phone hour "
    "day month price amount receipt branch city street number letter offer device light power"
).split()


def lines(count):
    """Calls of four systems over 30 days, each with about 1 KB of text that no other has."""
    dice = random.Random(20261121)
    step = 30 * 86_400 / count
    for number in range(count):
        text = " ".join(dice.choices(WORDS, k=150))
        yield json.dumps(
            {
                "id": f"call-{number}",
                "system": f"system-{number % 4}",
                "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(START + number * step)),
                "model": "gpt-4o-mini",
                "provider": "openai",
                "latency_ms": round(dice.lognormvariate(6.5, 0.5), 1),
                "tokens": {"input": dice.randint(100, 900), "output": dice.randint(20, 400)},
                "attributes": {"language": dice.choice(["en", "es", "pt"]), "tier": dice.choice(["basic", "plus"])},
                "input": text[:500],
                "output": text[500:],
            }
        )


def floor(path):
    """CPU microseconds per line of the least that an import must do."""
    before = time.process_time()
    with tempfile.TemporaryDirectory() as folder, open(path) as file:
        base = sqlite3.connect(folder + "/floor.db")
        base.execute("CREATE TABLE line (key BLOB PRIMARY KEY, time TEXT, text TEXT)")
        for number, line in zip(range(FLOOR_LINES), file):
            record = json.loads(line)
            key = hashlib.sha256(record["id"].encode()).digest()[:16]
            base.execute("INSERT INTO line VALUES (?, ?, ?)", (key, record["time"], line))
            if number % 5_000 == 4_999:
                base.commit()
        base.commit()
    return (time.process_time() - before) / FLOOR_LINES * 1e6


with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder) / "calls.jsonl"
    with open(path, "w") as file:
        for line in lines(LINES):
            file.write(line + "\n")
    least = floor(path)
    began = time.monotonic()
    process = subprocess.Popen(
        [os.environ["TILTMETER"], "import", str(path), "--data", folder + "/data"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    cpu = usage.ru_utime + usage.ru_stime
    each = cpu / LINES * 1e6
    print(f"{LINES} calls, {path.stat().st_size / LINES:.0f} bytes a line, exit {os.waitstatus_to_exitcode(status)}")
    print(f"import: {LINES / cpu:,.0f} calls/s of CPU ({each:.1f} us each), {seconds:.1f} s elapsed, judging included")
    print(f"memory: {usage.ru_maxrss / 1024:.0f} MB at most")
    print(f"floor (Python json + SQLite): {least:.1f} us a line; the import takes {each / least:.2f} times as long")
