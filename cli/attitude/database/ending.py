"""What does not end when it is told to: one call of the database may outlast any limit. A process can end all the same.

Nothing is lost by it: what a transaction has not kept is as if it had never been begun.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_GRACE = 5.0  # seconds between the limit and the end, in which nearly everything stops by itself
_PATIENCE = 10.0  # the same, after Ctrl-C: what was written is taken back meanwhile
_INTERRUPTED = 130
_STOPPED = "interrupted; one call of the database did not stop, so it was ended; nothing of it is kept"

End = Callable[[str, int], None]  # the line of what happened, and the exit code


class _Process:
    """How this process may be ended: not at all, unless whoever owns it says how."""

    end: End | None = None
    stopping: threading.Timer | None = None


def let_end(end: End | None) -> None:
    """Say how the process is ended at once, with a line of what happened; None where it is not ours to end."""
    _Process.end = end


@contextmanager
def bounded(seconds: float, words: str) -> Iterator[None]:
    """End the process where what is done takes longer, and has not stopped by itself; 0 sets no limit."""
    if not seconds or _Process.end is None:
        yield
        return
    timer = threading.Timer(seconds + _GRACE, _Process.end, [words, 1])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def stop_soon() -> None:
    """End the process where it has not come to an end some seconds after Ctrl-C; `stopped` says that it has."""
    if _Process.end is None or _Process.stopping is not None:
        return
    _Process.stopping = threading.Timer(_PATIENCE, _Process.end, [_STOPPED, _INTERRUPTED])
    _Process.stopping.daemon = True
    _Process.stopping.start()


def stopped() -> None:
    """Say that what Ctrl-C was to stop has stopped, and that the process goes on."""
    if _Process.stopping is not None:
        _Process.stopping.cancel()
        _Process.stopping = None
