"""One run at a time: a lock file beside the workspace that says who holds it and since when."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from attitude.audit import who
from attitude.errors import AttitudeError

try:
    import fcntl
except ImportError:  # not on this system; the database's own lock is left
    fcntl = None  # type: ignore[assignment]

_ABOUT = ("job", "user", "pid", "host", "since")


@contextmanager
def job_lock(database: Path, job: Path) -> Iterator[None]:
    """Hold the lock of a workspace for the length of a run.

    The system lets go of it when the process dies, however it dies, so a file that a killed run left behind stops
    nobody; nor does one whose process number has gone to another since.

    Parameters
    ----------
    database
        The workspace file; the lock is ``FILE.lock`` beside it.
    job
        What runs, for those who find the lock.

    Raises
    ------
    AttitudeError
        When another run holds it, with who and since when; or when the file cannot be written.
    """
    path = database.with_name(database.name + ".lock")
    handle = _taken(path)
    try:
        _tell(handle, job)
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def _taken(path: Path) -> int:
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise AttitudeError(f"{path}: cannot be written: {error.strerror}") from error
        try:
            _lock(path, handle)
            if _is_still(path, handle):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # its holder ended just now and took the file away


def _lock(path: Path, handle: int) -> None:
    run = _run_of(handle)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise AttitudeError(f"{path.name}: another run is at work: {_holder(run)}; wait until it has ended") from error
    if run.get("host", _host()) != _host():  # the system's lock may not reach that far
        raise AttitudeError(
            f"{path.name}: another run is at work: {_holder(run)}; wait until it has ended, or remove {path} if it "
            "no longer runs there"
        )


def _is_still(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _tell(handle: int, job: Path) -> None:
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    run = dict(zip(_ABOUT, (str(job), who(), str(os.getpid()), _host(), since), strict=True))
    os.ftruncate(handle, 0)
    os.pwrite(handle, (json.dumps(run, ensure_ascii=False) + "\n").encode(), 0)


def _run_of(handle: int) -> dict[str, str]:
    try:
        run = json.loads(os.pread(handle, 4096, 0))
    except ValueError:
        return {}
    return run if isinstance(run, dict) else {}


def _holder(run: dict[str, str]) -> str:
    if not run:
        return "just started"
    values = {**dict.fromkeys(_ABOUT, "?"), **run}
    return "{job} by {user}, process {pid} on {host}, since {since}".format(**values)


def _host() -> str:
    return socket.gethostname()
