"""What the benchmarks share: files from a query, processes with their time and memory, rows of a table."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb

ATTITUDE = Path(sys.executable).with_name("attitude")


def say(*cells: str) -> None:
    """Print a row of a table."""
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


def made(file: Path, query: str) -> Path:
    """Write what a query gives as CSV."""
    duckdb.execute(f"copy ({query}) to '{file}' (header)")
    return file


def timed(command: list[str]) -> tuple[float, float]:
    """Run a process; give its seconds and its peak memory in GB."""
    seconds, _, peak = spent(command)
    return seconds, peak


def spent(command: list[str]) -> tuple[float, float, float]:
    """Run a process; give its seconds, those of the processors it took, and its peak memory in GB."""
    started = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        words = process.stderr.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: {words}")
    return time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6
