"""The way in: runs the command line; one plain error line, and the exit code that a script can trust."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

_INTERRUPTED = 130
_FORMS = {
    "%Y-%m": "is no month: write it as 2026-11",
    "%Y-%m-%d": "is no day: write it as 2026-11-30",
}
_TOLD = "interrupted; what was not finished has left no trace in the workspace"

try:
    from attitude import say
    from attitude.audit import commanded
    from attitude.commands import app
    from attitude.database import let_end, listening, stop_soon, stopped
    from attitude.errors import AttitudeError, BlockedError
    from attitude.private import made_private
    from attitude.streams import drop, owned
except KeyboardInterrupt:  # before there is anybody to hear it: some tenths of a second
    with suppress(OSError, AttributeError):  # stderr may be full, or closed
        os.write(sys.stderr.fileno(), f"error: {_TOLD}\n".encode())
    sys.exit(_INTERRUPTED)

_stopped = threading.Event()


def main() -> None:
    """Run the command line: one plain error line, and the exit code that a script can trust."""
    if not os.environ.get("COLUMNS", "1").strip("0"):  # a terminal without columns would show nothing
        del os.environ["COLUMNS"]
    _stopped.clear()
    sys.unraisablehook = _let_go
    let_end(_end)
    with made_private(), owned():  # until the settings are read, which may say otherwise
        code = _finished(_run())
    stopped()  # whoever called this from a process of their own goes on
    let_end(None)
    sys.exit(code)


def _run() -> int:
    """Run the command; whatever it ends with becomes words and an exit code."""
    try:
        commanded(sys.argv[1:])
        with listening(_stop):
            code = app(standalone_mode=False)
        # how the command-line library passes Ctrl-C on
        return _interrupted() if code == _INTERRUPTED else int(code or 0)
    except (KeyboardInterrupt, EOFError):
        return _interrupted()
    except BrokenPipeError:
        return _left()
    except AttitudeError as error:
        return _failed(error)
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # what the command-line library makes of it
            return _left()
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException as error:  # not Exception alone: a panic of the frame library is none
        return _other(error)


def _stop() -> None:
    """Hear Ctrl-C; called from another thread."""
    _stopped.set()
    stop_soon()


def _end(words: str, code: int) -> None:
    """End at once, whatever the main thread waits for; called from another thread."""
    with suppress(OSError, AttributeError):  # stderr may be full, or closed
        os.write(sys.stderr.fileno(), f"error: {words}\n".encode())
    os._exit(code)


def _let_go(left: sys.UnraisableHookArgs) -> None:
    """Say nothing of what is tidied up after Ctrl-C, which can leave a block unended until all is closed."""
    if not _stopped.is_set():
        sys.__unraisablehook__(left)


def _finished(code: int) -> int:
    """Write out what is still held back, while there is somebody to tell that it cannot be."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return code
    except AttitudeError as error:
        return code or _failed(error)
    except KeyboardInterrupt:
        drop(sys.stdout)
        return _interrupted()
    return code


def _failed(error: AttitudeError) -> int:
    """Tell what went wrong: a line, or one for each thing that blocks."""
    blocked = error if isinstance(error, BlockedError) else None
    for words in blocked.notes if blocked else ():
        say.warn(words)
    for words in blocked.lines if blocked else (str(error),):
        say.error(words)
    return error.exit_code


def _left() -> int:
    """Go without a word: the reader, head or less, has had enough."""
    drop(sys.stdout)
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
    words = str(error).splitlines() or [""]
    say.error(f"unforeseen: {type(error).__name__}: {words[0]}; ATTITUDE_DEBUG=1 shows where")
    return 1
