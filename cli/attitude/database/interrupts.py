"""Ctrl-C for whoever waits in the database: the main thread cannot listen, so the signal wakes another."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from attitude.database.workspace import interrupt_all


@contextmanager
def listening(stopped: Callable[[], None] | None = None) -> Iterator[None]:
    """Let Ctrl-C stop a long statement at once, for a while; in a thread that is told of no signals, do nothing.

    Parameters
    ----------
    stopped
        Called at every Ctrl-C, from another thread.
    """
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    except ValueError:  # only the main thread of a process is told of signals
        os.close(reader)
        os.close(writer)
        yield
        return
    thread = threading.Thread(target=_listen, args=(reader, stopped), daemon=True)
    thread.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before, warn_on_full_buffer=False)
        os.close(writer)
        thread.join()
        os.close(reader)


def _listen(reader: int, stopped: Callable[[], None] | None) -> None:
    while signals := os.read(reader, 64):
        if signal.SIGINT in signals:
            if stopped is not None:
                stopped()
            interrupt_all()
