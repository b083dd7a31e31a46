"""Statements that ask: rows, frames, the first rows of a result, a result kept to be read part by part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from attitude.database.questions import question, with_caret
from attitude.database.sql import carried, first_line, is_number, literal, quoted
from attitude.errors import AttitudeError, TooLittleMemoryError, TooLongError, UsageError
from attitude.frames import to_frame

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

Row = tuple[Any, ...]
# Errors whose cause is what was asked, not what happened on the way.
USERS_FAULT = (
    duckdb.ProgrammingError,
    duckdb.DataError,
    duckdb.NotSupportedError,
    duckdb.InvalidInputException,
    duckdb.PermissionException,
)
_BYTES_AT_ONCE = 128_000_000  # of a result on its way, as text


@dataclass(frozen=True)
class Head:
    """The first rows of a result: names of columns, which of them are numbers, and the rows."""

    names: list[str]
    numbers: list[bool]
    rows: list[Row]


class Asking:
    """What a workspace answers, over its one connection."""

    _con: duckdb.DuckDBPyConnection
    _is_unordered = False

    @contextmanager
    def in_order(self) -> Iterator[None]:
        """Keep the order of rows that are read, also while tables are written in any order."""
        if not self._is_unordered:
            yield
            return
        self._con.execute("set preserve_insertion_order = true")
        try:
            yield
        finally:
            with suppress(duckdb.Error):
                self._con.execute("set preserve_insertion_order = false")

    def rows(self, sql: str, parameters: list[object] | None = None) -> list[Row]:
        """Give the rows of one statement of our own.

        Raises
        ------
        AttitudeError
            When the database refuses, as where a file that it reads cannot be read to its end.
        """
        try:
            return self._con.execute(sql, parameters or []).fetchall()
        except (duckdb.Error, RuntimeError) as error:
            raise failed(error) from error

    def row(self, sql: str, parameters: list[object] | None = None) -> Row:
        """Give the first row of one statement that always has one."""
        return self.rows(sql, parameters)[0]

    def named_rows(self, sql: str) -> list[dict[str, Any]]:
        """Give the rows of one statement by the names of its columns."""
        try:
            result = self._con.execute(sql)
            names = [column[0] for column in result.description or []]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        except (duckdb.Error, RuntimeError) as error:
            raise failed(error) from error

    def describe(self, sql: str) -> dict[str, str]:
        """Give the columns of a statement of our own, name → type."""
        try:
            relation = self._con.sql(sql)
        except duckdb.Error as error:
            raise AttitudeError(first_line(error)) from error
        return dict(zip(relation.columns, [str(kind) for kind in relation.types], strict=True))

    def read_all(self) -> dict[str, int]:
        """Read every column of every table, by which damage to any block of them shows; gives the rows of each.

        Raises
        ------
        AttitudeError
            Where a block is not what was written; as the workspace is left, it is told as damage.
        """
        tables = self.rows("select schema_name, table_name from duckdb_tables() where not temporary order by all")
        names = [f"{quoted(schema)}.{quoted(table)}" for schema, table in tables]
        try:
            # a hash needs every value; a mere count is told by the table's head
            return {name: self.row(f"select count(*), bit_xor(hash(*columns(*))) from {name}")[0] for name in names}
        except (duckdb.Error, RuntimeError) as error:
            raise failed(error, "reading every table") from error

    def write_csv(self, query: str, path: Path) -> None:
        """Write the result of a statement of our own as CSV, in its order, without holding it in memory."""
        self._con.execute(f"copy ({query}) to {literal(path)} (header)")

    def frame(self, sql: str) -> pl.DataFrame:
        """Give the result of one statement as a frame; an error keeps the database's full words."""
        with self.in_order():
            self.keep_answer(sql)
            return to_frame(self._con.sql("from _answer"))

    def question(self, sql: str) -> str:
        """Give the one question that a user's text asks; see `attitude.database.questions.question`."""
        return question(self._con, sql)

    def head(self, sql: str, rows: int | None) -> Head:
        """Give the first rows of one statement, all of them for None, without a frame."""
        with self._telling_the_place(sql):
            kinds, answer = self._carried(sql)
            names = self._con.sql(answer).columns
            first_rows = self._con.execute(answer + (f" limit {rows}" if rows is not None else "")).fetchall()
        return Head(names, [is_number(kind) for kind in kinds], first_rows)

    def keep_answer(self, sql: str) -> int:
        """Keep the result of one statement, in its order, for `answer_frames`; gives how many rows it has."""
        with self._telling_the_place(sql):
            # a table first: a stream read by another library could not be interrupted
            self._con.execute(f"create or replace temp table _answer as {self._carried(sql)[1]}")
        return int(self.row("select count(*) from _answer")[0])

    def answer_frames(self, rows_at_once: int) -> Iterator[pl.DataFrame]:
        """Give the kept result part by part, in its order; the first part is there even without rows.

        Where rows are long, parts have fewer of them than asked for.
        """
        (rows,) = self.row("select count(*) from _answer")
        (length,) = self.row("select max(octet_length(encode(t::varchar))) from (from _answer limit 1000) as t")
        step = max(min(rows_at_once, _BYTES_AT_ONCE // (length or 1)), 1)
        for start in range(0, max(rows, 1), step):
            part = f"from _answer where rowid >= {start} and rowid < {start + step}"
            try:
                frame = to_frame(self._con.sql(f"select * {part}"))
            except (duckdb.Error, RuntimeError) as error:
                raise failed(error) from error
            yield frame

    def columns_of(self, name: str) -> dict[str, str]:
        """Give the columns of a scratch table or view, name → type; as kept, for to plan a large view takes a time."""
        query = "select column_name, data_type from duckdb_columns() where database_name = 'temp' and table_name = ? "
        return dict(self.rows(f"{query} order by column_index", [name]))

    def _carried(self, sql: str) -> tuple[list[str], str]:
        relation = self._con.sql(sql)
        kinds = [str(kind) for kind in relation.types]
        return kinds, carried(sql, relation.columns, kinds)

    @contextmanager
    def _telling_the_place(self, sql: str) -> Iterator[None]:
        try:
            yield
        except USERS_FAULT as error:
            raise UsageError(with_caret(self._placed(sql, error), sql, self._columns())) from error
        except (duckdb.Error, RuntimeError) as error:
            raise failed(error) from error

    def _placed(self, sql: str, error: duckdb.Error) -> duckdb.Error:
        """Ask again in the way that tells the place: relations name the fault but not where it stands."""
        try:
            self._con.execute(f"explain\n{sql}")
        except duckdb.TransactionException:  # which the fault ended: nothing can be asked until it is rolled back
            return error
        except duckdb.Error as placed:
            return placed
        return error

    def _columns(self) -> tuple[str, ...]:
        sql = "select distinct column_name from duckdb_columns() where schema_name = 'main' and not internal order by 1"
        try:
            return tuple(name for (name,) in self._con.execute(sql).fetchall())
        except duckdb.TransactionException:
            return ()


def failed(error: Exception, what: str = "") -> BaseException:
    """Turn what the database raises into an interruption or one plain line."""
    if "maximum execution time" in str(error):
        return TooLongError(first_line(error))
    if isinstance(error, duckdb.InterruptException) or "interrupted" in str(error).lower():
        return KeyboardInterrupt()
    if not isinstance(error, duckdb.Error):
        return error
    if "No space left" in str(error) or "Disk quota" in str(error):
        return AttitudeError(f"the disk is full; make room, and do the same again: {first_line(error)}")
    if isinstance(error, duckdb.OutOfMemoryException):
        return TooLittleMemoryError(f"{what}: {first_line(error)}" if what else first_line(error))
    return AttitudeError(f"{what}: {first_line(error)}" if what else first_line(error))
