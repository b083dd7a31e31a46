"""Ad-hoc questions in SQL, on a connection that can only read the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attitude.database import Workspace, is_question
from attitude.errors import UsageError

if TYPE_CHECKING:
    import polars as pl


def sql_text(given: str) -> str:
    """Give the SQL meant by an argument: the text of a ``.sql`` file, else the argument itself.

    Raises
    ------
    UsageError
        When it names a file that is not there.
    """
    if not given.endswith(".sql") or any(mark in given for mark in "\n();"):
        return given
    try:
        return Path(given).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{given}: cannot be read: {error.strerror}") from error


def query(workspace: Workspace, sql: str) -> pl.DataFrame:
    """Answer one SELECT (or FROM, or WITH, or DESCRIBE); every other way out is closed first.

    Parameters
    ----------
    workspace
        Open read-only.
    sql
        One statement; a semicolon at its end is fine.

    Raises
    ------
    UsageError
        When it is not one question, or names what is not there; the message shows the place.
    """
    workspace.close_off()
    text = sql.strip().rstrip(";").strip()
    if not text:
        raise UsageError("no SQL given")
    if not is_question(text):
        raise UsageError("a query asks one question: SELECT, FROM, WITH, DESCRIBE or SHOW, one statement")
    return workspace.frame(text)
