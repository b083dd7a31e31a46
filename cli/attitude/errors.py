"""What can go wrong, each with its exit code; the message is one plain line with the cure."""

from collections.abc import Iterable
from difflib import get_close_matches


class AttitudeError(Exception):
    """The step failed and the workspace is as it was (exit code 1)."""

    exit_code = 1


class UsageError(AttitudeError):
    """The user's words are off: an option, a path, a setting, a plan, a query (exit code 2)."""

    exit_code = 2


class OlderError(UsageError):
    """The workspace is of an earlier version, which can be brought up; ``version`` is its own."""

    def __init__(self, message: str, version: int) -> None:
        super().__init__(message)
        self.version = version


class BusyError(AttitudeError):
    """Another process holds the workspace."""


class TooLittleMemoryError(AttitudeError):
    """A step needs more memory than it was given, even with the rest on disk."""


class TooLongError(AttitudeError):
    """A question ran longer than it may."""


class BadDataError(AttitudeError):
    """A data file cannot be taken as it is (exit code 3)."""

    exit_code = 3


class UnreadError(BadDataError):
    """A data file cannot be read, or not to its end: what else it says is not known."""


class DamagedError(AttitudeError):
    """The workspace file itself is damaged (exit code 3); ``what`` says where, without the file and the cure.

    Not a `BadDataError`: what is to be mended is the workspace, not a file that it was to take in.
    """

    exit_code = 3

    def __init__(self, words: str, what: str = "") -> None:
        super().__init__(words)
        self.what = what


class BlockedError(AttitudeError):
    """Pre-send checks stand in the way (exit code 4): a line for each, and what else is worth saying."""

    exit_code = 4

    def __init__(self, *lines: str, notes: Iterable[str] = ()) -> None:
        super().__init__("\n".join(lines))
        self.lines, self.notes = lines, tuple(notes)


def nearest(wrong: str, known: Iterable[str]) -> str:
    """Say which known name the wrong one is closest to, as an ending for an error line.

    Examples
    --------
    >>> nearest("chanel", ["channel", "product"])
    " (did you mean 'channel'?)"
    >>> nearest("zzz", ["channel", "product"])
    ''
    """
    close = get_close_matches(wrong, sorted(known), n=1)
    return f" (did you mean '{close[0]}'?)" if close else ""
