"""The way in: runs the command line; one plain error line, and the exit code that a script can trust."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

_INTERRUPTED = 130
_FORMS = {
    "%Y-%m": "is no month: write it as 2026-11",
    "%Y-%m-%d": "is no day: write it as 2026-11-30",
}
_TOLD = "interrupted; what was not finished has left no trace in the workspace"

try:
    from attitude import say
    from attitude.commands import app
    from attitude.database import interrupt_all
    from attitude.errors import AttitudeError, BlockedError
except KeyboardInterrupt:  # before there is anybody to hear it: some tenths of a second
    sys.stderr.write(f"error: {_TOLD}\n")
    sys.exit(_INTERRUPTED)

_stopped = threading.Event()


def _listen_for_interrupts() -> None:
    """Let Ctrl-C stop a long statement at once: the signal wakes a thread, for the main one waits in the database."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with suppress(ValueError):  # only the main thread of a process is told of signals
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)

    def listen() -> None:
        while os.read(reader, 1):
            _stopped.set()
            interrupt_all()

    threading.Thread(target=listen, daemon=True).start()


def _make_streams_usable() -> None:
    """Give what was closed a place, before a file of ours takes its number; bear with what lacks signs or columns."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w"))  # noqa: SIM115 - for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a sign shows another, and does not fail
            stream.reconfigure(errors="replace")
    if not os.environ.get("COLUMNS", "1").strip("0"):  # a terminal without columns would show nothing
        del os.environ["COLUMNS"]


def main() -> None:
    """Run the command line: one plain error line, and the exit code that a script can trust."""
    _make_streams_usable()
    _stopped.clear()
    try:
        _listen_for_interrupts()
        code = app(standalone_mode=False)
        if code == _INTERRUPTED:  # how the command-line library passes Ctrl-C on
            _interrupted()
    except (KeyboardInterrupt, EOFError):
        code = _interrupted()
    except BrokenPipeError:
        code = _left()
    except BlockedError as error:
        for words in error.notes:
            say.warn(words)
        for words in error.lines:
            say.error(words)
        code = error.exit_code
    except AttitudeError as error:
        say.error(str(error))
        code = error.exit_code
    except SystemExit as stop:
        if not isinstance(stop.__context__, BrokenPipeError):  # what the command-line library makes of it
            raise
        code = _left()
    except BaseException as error:  # not Exception alone: a panic of the frame library is none
        code = _other(error)
    sys.exit(code)


def _left() -> int:
    """Go without a word: the reader, head or less, has had enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _interrupted() -> int:
    say.error(_TOLD)
    return _INTERRUPTED


def _other(error: BaseException) -> int:
    """Tell what the command-line library refused, and what nobody foresaw."""
    if hasattr(error, "format_message"):
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "attitude"
        words = error.format_message().replace("Value error, ", "").rstrip(".")
        for form, cure in _FORMS.items():
            words = words.replace(f"does not match the formats '{form}'", cure).replace(
                f"does not match the format '{form}'", cure
            )
        say.error(f"{words}; see '{path} --help'")
        return int(getattr(error, "exit_code", 2))
    if type(error).__name__ == "Abort" or _stopped.is_set():  # what libraries make of Ctrl-C
        return _interrupted()
    if os.environ.get("ATTITUDE_DEBUG"):
        raise error
    if isinstance(error, OSError) and error.filename:
        say.error(f"{error.filename}: {error.strerror}")
        return 1
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
        say.error(f"stdout: cannot be written: {error.strerror}")
        return 1
    words = str(error).splitlines() or [""]
    say.error(f"unforeseen: {type(error).__name__}: {words[0]}; ATTITUDE_DEBUG=1 shows where")
    return 1
