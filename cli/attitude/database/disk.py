"""Files on the disk for good: a copy of one that is open, its rights, and names that last through a power cut."""

from __future__ import annotations

import os
import shutil
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # not on this system
    fcntl = None  # type: ignore[assignment]

PIECE = 64 << 20  # bytes, so that Ctrl-C and the bar do not wait for long
_FICLONE = 0x40049409  # of Linux: let two files share their blocks until one is written to


def copy_open(source: BinaryIO, target: Path) -> None:
    """Copy an open file to where there is none, all of it on the disk at the end.

    Raises
    ------
    OSError
        When there is a file already, or the disk refuses.
    """
    with target.open("xb") as copy:
        if not _shares_blocks(source, copy):
            source.seek(0)
            shutil.copyfileobj(source, copy, PIECE)
        copy.flush()
        os.fsync(copy.fileno())


def _shares_blocks(source: BinaryIO, copy: BinaryIO) -> bool:
    """Copy in no time and no room, where the file system can."""
    if fcntl is None:
        return False
    try:
        fcntl.ioctl(copy.fileno(), _FICLONE, source.fileno())
    except OSError:
        return False
    return True


def like(real: Path, copy: Path) -> None:
    """Let those who may read and write a file read and write what takes its place."""
    shutil.copymode(real, copy)
    owned_like(real, copy)


def owned_like(real: Path, copy: Path) -> None:
    """Give a copy to the owner of a file."""
    stat = real.stat()
    with suppress(OSError):  # who is not the system's master cannot give a file away, and need not
        os.chown(copy, stat.st_uid, stat.st_gid)


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk; a folder only where the system can.

    Raises
    ------
    OSError
        When the disk refuses a file.
    """
    with suppress(OSError) if path.is_dir() else nullcontext():
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def bytes_read() -> int | None:
    """Say how many bytes this process has read so far, where the system tells (Linux does)."""
    try:
        text = Path("/proc/self/io").read_text(encoding="ascii")
    except OSError:
        return None
    return int(text.split()[1])
