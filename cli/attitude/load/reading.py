"""From a file to the table ``incoming_file``: every column as text, every row with its line."""

from __future__ import annotations

from pathlib import Path

from attitude.database import Workspace, first_line
from attitude.errors import AttitudeError, BadDataError, UsageError

_TEXT = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".csv.zst", ".tsv.zst")
_READER = dict.fromkeys(_TEXT, "load/read_csv") | {".parquet": "load/read_parquet"}


def is_readable(path: Path) -> bool:
    """Tell whether the name ends like a format that can be read."""
    return _reader(path) is not None


def read_file(workspace: Workspace, path: Path) -> list[str]:
    """Read a file into the temporary table ``incoming_file`` and ragged rows into ``ragged``.

    Returns
    -------
    list of str
        The file's column names.

    Raises
    ------
    BadDataError
        When it cannot be read as what its name says.
    """
    try:
        workspace.run(str(_reader(path)), file=str(path))
    except AttitudeError as error:
        raise BadDataError(f"{path}: cannot be read: {_plain(error)}") from error
    names = workspace.rows("select column_name from (describe incoming_file) where column_name <> '_line'")
    return [name for (name,) in names]


def _reader(path: Path) -> str | None:
    name = path.name.lower()
    return next((reader for suffix, reader in _READER.items() if name.endswith(suffix)), None)


def check_file(path: Path) -> None:
    """Refuse a path that is not a file with something in it and a known format.

    Raises
    ------
    UsageError
        When there is no such file or its format is not known.
    BadDataError
        When it is empty.
    """
    if not path.exists():
        raise UsageError(f"{path}: no such file")
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; 'attitude load {path}' takes a folder in, kinds from file names")
    if not is_readable(path):
        raise UsageError(f"{path}: format not known from its name; give CSV, TSV or Parquet ({', '.join(_READER)})")
    if path.stat().st_size == 0:
        raise BadDataError(f"{path}: the file is empty; it needs a line of column names and at least one row")


def _plain(error: AttitudeError) -> str:
    return first_line(error).split(": ", 1)[-1].removeprefix("Invalid Input Error: ")
