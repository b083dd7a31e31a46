"""What a command costs before it does anything: processor seconds more than ``import duckdb`` alone.

    python examples/benchmark/startup.py [--runs 15]

Each is a process of its own, user and system time together; the median of the runs. A small workspace is made for it in
a temporary folder. The commands take turns, so that a machine that grows slower does so for all of them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from common import ATTITUDE, say

BARE = [sys.executable, "-c", "import duckdb"]
COMMANDS: tuple[list[str], ...] = (["--help"], ["query", "select 1"], [], ["tables"], ["status"])


def processor_seconds(command: list[str], folder: Path) -> float:
    """Run a process to its end; give the processor time it took."""
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: failed")
    return used.ru_utime + used.ru_stime


def measured(runs: int, folder: Path) -> dict[str, float]:
    """Give the median of each command, the bare import first."""
    commands = {"import duckdb": BARE}
    commands |= {" ".join(["attitude", *words]): [str(ATTITUDE), *words] for words in COMMANDS}
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            took[name].append(processor_seconds(command, folder))
    return {name: median(seconds) for name, seconds in took.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    os.environ.pop("ATTITUDE_DB", None)
    with TemporaryDirectory() as name:
        processor_seconds([str(ATTITUDE), "init"], Path(name))
        found = measured(runs, Path(name))
    bare = found["import duckdb"]
    say("command", "processor seconds", "more than import duckdb")
    say("---", "---", "---")
    for command, seconds in found.items():
        say(f"`{command}`", f"{seconds:.2f}", f"{seconds - bare:+.2f}")


if __name__ == "__main__":
    main()
