"""Asks this project's own code: one request, one answer."""

import json
import subprocess

import numpy


def ask(program, request):
    """The answers of `peers` (Benchmarks/Peers) to a request, under the same names."""
    done = subprocess.run(
        [program], input=json.dumps(request, default=plain), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"{program} failed: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def plain(value):
    if isinstance(value, numpy.generic):
        return value.item()
    if isinstance(value, numpy.ndarray):
        return value.tolist()
    raise TypeError(f"{type(value)} has no place in a request")
