"""A workbook read in a child process, within bounds: one that asks for too much is refused, and nothing else ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from attitude.errors import UnreadError
from attitude.load.reading import unreadable
from attitude.load.sources import Source

_CHILD = Path(__file__).with_name("sheet_child.py")
_CURE = "save the sheet as CSV"
_ONE_THREAD = {"POLARS_MAX_THREADS": "1", "MALLOC_ARENA_MAX": "2"}  # each of more takes room before it does anything
_TOO_LONG = tuple(-getattr(signal, name, 0) for name in ("SIGXCPU", "SIGALRM"))
_GIB = 1 << 30


@dataclass(frozen=True)
class Bounds:
    """What reading one workbook may take: bytes of memory, seconds, and bytes of the file that it is written to."""

    memory: int = 4 * _GIB
    seconds: int = 600
    file: int = 8 * _GIB


BOUNDS = Bounds()
UNPACKED = 8 * _GIB  # that the parts of a workbook may say they unpack to


def in_child(source: Source, act: str, **what: object) -> dict[str, Any]:
    """Have a child process read a workbook, see `attitude.load.sheet_child`.

    Parameters
    ----------
    source
        The workbook.
    act
        ``sheet`` or ``numbers``.
    what
        What the act asks for.

    Returns
    -------
    dict
        The child's answer.

    Raises
    ------
    UnreadError
        When the workbook cannot be read, or not within the bounds.
    """
    bounds = BOUNDS
    order = {"act": act, "what": what, "bounds": asdict(bounds), "path": sys.path}
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-S", str(_CHILD)],
            input=json.dumps(order),
            env={**os.environ, **_ONE_THREAD},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=bounds.seconds + 5,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much(source, f"{bounds.seconds} seconds") from error
    except OSError as error:
        raise UnreadError(f"{source.name}: cannot be read: no process to read it with: {error.strerror}") from error
    if child.returncode != 0:
        raise _ended(source, child.returncode, child.stderr, bounds)
    answer: dict[str, Any] = json.loads(child.stdout)
    if "fault" in answer:
        raise unreadable(source, OSError(answer["fault"]))
    if "unpacked" in answer:
        raise UnreadError(
            f"{source.name}: unpacks to {answer['unpacked'] / _GIB:,.1f} GiB, at most {UNPACKED / _GIB:g} are read; "
            f"{_CURE}"
        )
    return answer


def _too_much(source: Source, what: str) -> UnreadError:
    return UnreadError(f"{source.name}: cannot be read within {what}; {_CURE}")


def _ended(source: Source, code: int, words: str, bounds: Bounds) -> UnreadError:
    """Say by what a child that gave no answer ended: libraries that get no memory end in several ways."""
    if code in _TOO_LONG:
        return _too_much(source, f"{bounds.seconds} seconds")
    if "emory" in words or "failed to spawn" in words or code == -getattr(signal, "SIGKILL", 9):
        return _too_much(source, f"{bounds.memory / _GIB:g} GiB of memory")
    last = next(iter(words.strip().splitlines()[::-1]), f"code {code}")
    return UnreadError(f"{source.name}: cannot be read: what reads workbooks ended, {last}; {_CURE}")
