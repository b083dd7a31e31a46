"""A connection for as long as it is needed: to a workspace file, or to a scratch database in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from attitude.database.leftovers import clear_left_behind
from attitude.database.opening import VERSION, connect
from attitude.private import private_folder

_open: list[Path] = []  # of this process: the database lets several connections of one process share a file
_opening = threading.RLock()


@contextmanager
def held(path: Path | None, *, read_only: bool, version: int | None = VERSION) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database for a while; the first of this process to write to a file clears away what is left of others.

    Parameters
    ----------
    path
        A workspace file; None for a database in memory, which spills into a private folder.
    read_only, version
        See `attitude.database.opening.connect`.

    Raises
    ------
    AttitudeError
        When it is no workspace, of another version, or in use.
    """
    if path is None:
        with private_folder() as folder, closing(duckdb.connect()) as con:
            con.execute("set temp_directory = ?", [str(folder / "spilled")])
            yield con
        return
    real = path.resolve()
    with _opening:
        con = connect(path, read_only, version)
        if not read_only and real not in _open:
            clear_left_behind(real)
        _open.append(real)
    try:
        yield con
    finally:
        con.close()
        with _opening:
            _open.remove(real)
