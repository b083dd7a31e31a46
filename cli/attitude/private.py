"""Files that their owner alone may read, and folders for what must not outlive its process.

What is written here has phones in it. A mask that holds for all of the process is what no library gets around: the
database makes its log and what it spills by itself.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE
from threading import Lock

try:
    import fcntl
except ImportError:  # not on this system; there nothing is known of another process, and nothing swept
    fcntl = None  # type: ignore[assignment]

OWNER = "0600"
_PREFIX, _SUFFIX = ".attitude-", ".tmp"
_NAME = re.compile(rf"{re.escape(_PREFIX)}[a-z0-9_]{{8}}{re.escape(_SUFFIX)}")

_masks: list[list[int]] = []  # of each that holds, its own
_before: list[int] = []
_changing = Lock()


def _mask(mode: str) -> int:
    """Give the mask under which files have a mode, and folders are entered by those who may read.

    Examples
    --------
    >>> oct(_mask("0600")), oct(_mask("0640")), oct(_mask("0664"))
    ('0o77', '0o27', '0o2')
    """
    bits = int(mode, 8)
    return 0o777 & ~(bits | (bits & 0o444) >> 2)


@contextmanager
def made_private(mode: str = OWNER) -> Iterator[None]:
    """Let every file that this process makes meanwhile have this mode, by whatever library it is made.

    It may stand within itself and in several threads at once: the strictest holds, and the last one out puts back what
    the process had before.
    """
    own = [_mask(mode)]
    with _changing:
        _masks.append(own)
        before = os.umask(_strictest())
        if len(_masks) == 1:
            _before[:] = [before]
    try:
        yield
    finally:
        with _changing:
            _masks[:] = [one for one in _masks if one is not own]
            os.umask(_strictest() if _masks else _before.pop())


def settle(mode: str) -> None:
    """Put another mode in the place of that with which the one `made_private` that holds was begun; else do nothing."""
    with _changing:
        if len(_masks) == 1:
            _masks[0][0] = _mask(mode)
            os.umask(_strictest())


def _strictest() -> int:
    mask = 0
    for (one,) in _masks:
        mask |= one
    return mask


def _holding() -> int:
    """Give the mask that files are to be made by: outside of `made_private`, that of its default."""
    return _strictest() or _mask(OWNER)


def tighten(path: Path) -> None:
    """Take a file that this process leaves beside another from those who are not to read it, if it may."""
    with suppress(OSError):
        mode = S_IMODE(path.stat().st_mode)
        if mode & _holding():
            path.chmod(mode & ~_holding())


def too_open(path: Path) -> str | None:
    """Say the mode of a file that others may read or write who are not to; None where all is well.

    Those who may are told by `made_private`; outside of it, by its default.
    """
    if os.name != "posix":
        return None
    with suppress(OSError):
        mode = S_IMODE(path.stat().st_mode)
        if mode & _holding() & 0o066:
            return f"{mode:04o}"
    return None


@contextmanager
def private_folder(parent: Path | None = None) -> Iterator[Path]:
    """Make a folder for temporary files that nobody else may enter, and remove it in the end.

    What processes that were killed left in ``parent`` goes first. A folder is locked for as long as its process lives,
    however it ends, so nothing is guessed.

    Parameters
    ----------
    parent
        Where; by default where the system keeps temporary files.

    Raises
    ------
    OSError
        When the disk refuses.
    """
    parent = Path(tempfile.gettempdir()) if parent is None else parent
    sweep(parent)
    path, handle = _claimed(parent)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def _claimed(parent: Path) -> tuple[Path, int | None]:
    """Make a folder and lock it; one that was swept between the two is made again."""
    while True:
        path = Path(tempfile.mkdtemp(_SUFFIX, _PREFIX, parent))
        if fcntl is None:
            return path, None
        try:
            handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            continue
        with suppress(OSError):  # a disk that knows no locks: there nobody else gets one, and nothing is swept
            fcntl.flock(handle, fcntl.LOCK_EX)
        if path.exists():
            return path, handle
        os.close(handle)


def sweep(parent: Path) -> None:
    """Remove the private folders in a folder whose processes are no more; what cannot be is left."""
    with suppress(OSError), os.scandir(parent) as entries:
        for name in [entry.name for entry in entries if _NAME.fullmatch(entry.name)]:
            remove_dead(parent / name)


def remove_dead(folder: Path, names: frozenset[str] | None = None) -> None:
    """Remove a folder of this user that no living process has locked.

    Parameters
    ----------
    folder
        No link.
    names
        What may be in it; where anything else is, it stays. None for anything.
    """
    if fcntl is None:
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if os.fstat(handle).st_uid != os.geteuid():
                return
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if names is None or names >= {path.name for path in folder.iterdir()}:
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(handle)
