"""stdout and stderr as the tool owns them, up to the last byte held back.

What stdout does not take is told in one plain line, whatever wrote it. What stderr does not take is lost, for there is
nobody to tell: no step stops because a reader of its words has left.
"""

from __future__ import annotations

import ctypes
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

from attitude.errors import AttitudeError


@contextmanager
def owned() -> Iterator[None]:
    """Put streams of our own in the place of stdout and stderr; after it, neither holds anything back."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed; a file of ours must not take its number
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w"))  # noqa: SIM115 - for good
    before = sys.stdout, sys.stderr
    out, err = _written_whole(sys.stdout), sys.stderr
    for stream in (out, err):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a sign shows another, and does not fail
            stream.reconfigure(errors="replace")
    sys.stdout, sys.stderr = _Stream(out, _plain_error), _Stream(err, lambda: suppress(OSError))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for stream in (out, err):
            _let_go(stream)


def drop(stream: Any) -> None:
    """Send nowhere what a stream holds back and what is written to it from now on."""
    with suppress(OSError):  # a stream that is no file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


@contextmanager
def muted() -> Iterator[None]:
    """Send nowhere what a library's C code writes to stdout meanwhile: HiGHS has lines that no option turns off.

    Such a line would stand amid a list or a table that somebody else reads. C holds back what it writes to a file or a
    pipe, so that is let go here, too, before stdout is ours again.
    """
    try:
        before = os.dup(1)
    except OSError:  # closed: nobody reads it
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        _flush_c()
        os.dup2(nowhere, 1)
        yield
    finally:
        _flush_c()
        os.dup2(before, 1)
        os.close(before)
        os.close(nowhere)


def _flush_c() -> None:
    with suppress(OSError, AttributeError, TypeError):  # a system whose C library is not found so
        ctypes.CDLL(None).fflush(None)


def _let_go(stream: Any) -> None:
    """Write what is held back, or drop it: the interpreter would try again as it ends, and complain."""
    try:
        stream.flush()
    except OSError:
        drop(stream)


def _written_whole(stream: Any) -> Any:
    """Give a stream that writes all of it; Python's own, unbuffered, takes a part for the whole and leaves the rest."""
    is_own = stream is sys.__stdout__
    if not is_own or not isinstance(stream.buffer, io.RawIOBase):
        return stream
    file = os.fdopen(stream.fileno(), "wb", closefd=False)
    return io.TextIOWrapper(file, encoding=stream.encoding, errors=stream.errors, line_buffering=True)


@contextmanager
def _plain_error() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:  # the reader has had enough
        raise
    except OSError as error:
        raise AttitudeError(f"stdout: cannot be written: {error.strerror}") from error


class _Stream:
    """A stream, but for what becomes of its faults."""

    def __init__(self, stream: Any, faults: Callable[[], AbstractContextManager[None]]) -> None:
        self._stream, self._faults = stream, faults

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    @property
    def buffer(self) -> _Stream:
        """The same, for bytes."""
        return _Stream(self._stream.buffer, self._faults)

    def write(self, part: str | bytes) -> int:
        """Write all of it."""
        with self._faults():
            self._stream.write(part)
        return len(part)

    def flush(self) -> None:
        """Hand on what is still held back."""
        with self._faults():
            self._stream.flush()
