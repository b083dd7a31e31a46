"""The workspace file: open, lock, transaction, and run ``queries/STEP/NAME.sql`` with variables.

The only module that imports duckdb.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import duckdb

from attitude.errors import AttitudeError, UsageError
from attitude.frames import to_frame

if TYPE_CHECKING:
    import polars as pl

Row = tuple[Any, ...]
Watch = Callable[[str, Callable[[], float]], AbstractContextManager[None]]

# A file that the 1.5 shells and viewers in the field can open too.
_STORAGE: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": "v1.5.0"}
MAGIC = b"DUCK"  # at byte 8 of every workspace file
_SCHEMA_VERSION = 1

# Errors whose cause is what was asked, not what happened on the way.
_USERS_FAULT = (
    duckdb.ProgrammingError,
    duckdb.DataError,
    duckdb.NotSupportedError,
    duckdb.InvalidInputException,
    duckdb.PermissionException,
)


@cache
def query_folder() -> Path:
    """Find ``queries/``: inside the package when installed, beside ``cli/`` in a source tree."""
    installed = Path(str(files("attitude") / "queries"))
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2] / "queries"


@cache
def query_text(name: str) -> str:
    """Read ``queries/<name>.sql``; ``name`` is like ``score/attitudes``."""
    return (query_folder() / f"{name}.sql").read_text(encoding="utf-8")


def quoted(identifier: str) -> str:
    """Quote a name that a user gave, so that it can only ever be a name."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: object) -> str:
    """Quote a path or a name that a user gave, so that it can only ever be a text."""
    return "'" + str(value).replace("'", "''") + "'"


def first_line(error: Exception) -> str:
    """Give the first line of a database message, without its class: what a person needs of it."""
    line = next((part.strip() for part in str(error).splitlines() if part.strip()), "unknown error")
    return re.sub(r"^[A-Z][A-Za-z ]* Error: ", "", line)


_OPEN: WeakSet[Workspace] = WeakSet()


def interrupt_all() -> None:
    """Stop whatever statements run; from another thread, since the one that waits for them cannot listen."""
    for workspace in list(_OPEN):
        workspace.interrupt()


class Workspace:
    """One open workspace file.

    Parameters
    ----------
    path
        The DuckDB file; None for a scratch database in memory.
    read_only
        Open without the right to write; several readers may share the file.
    watch
        Called as ``watch(label, percent)`` around every query file, to show progress; ``percent`` says how far
        the running statement is, 0 to 100, or below 0 where that is not known.
    """

    def __init__(self, path: Path | None, *, read_only: bool = False, watch: Watch | None = None) -> None:
        self._stale: list[str] = []
        self._watch: Watch = watch or (lambda _label, _percent: nullcontext())
        self._con = duckdb.connect() if path is None else _connect(path, read_only)
        _OPEN.add(self)
        self._con.execute("set enable_progress_bar = true")
        self._con.execute("set enable_progress_bar_print = false")
        self._con.execute("set timezone = 'UTC'")  # the same answer on every machine

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        _OPEN.discard(self)
        self._con.close()

    def run(self, name: str, **variables: object) -> None:
        """Run every statement of ``queries/<name>.sql``, with ``variables`` set for its length.

        Raises
        ------
        AttitudeError
            When the database refuses; the message names the query file.
        """
        label = name.replace("/", " · ")
        with self._variables(variables), self._watch(label, self._percent):
            try:
                self._con.execute(query_text(name))
            except (duckdb.Error, RuntimeError) as error:
                raise _failed(error, name) from error

    def rows(self, sql: str, parameters: list[object] | None = None) -> list[Row]:
        """Give the rows of one statement of our own."""
        return self._con.execute(sql, parameters or []).fetchall()

    def row(self, sql: str, parameters: list[object] | None = None) -> Row:
        """Give the first row of one statement that always has one."""
        return self.rows(sql, parameters)[0]

    def define(self, sql: str, label: str | None = None) -> None:
        """Run one statement of our own whose names come from a user's file; ``label`` shows its progress.

        Raises
        ------
        AttitudeError
            When the database refuses.
        """
        with self._watch(label, self._percent) if label else nullcontext():
            try:
                self._con.execute(sql)
            except (duckdb.Error, RuntimeError) as error:
                raise _failed(error) from error

    def describe(self, sql: str) -> dict[str, str]:
        """Give the columns of a statement of our own, name → type."""
        try:
            found = self._con.sql(sql)
        except duckdb.Error as error:
            raise AttitudeError(first_line(error)) from error
        return dict(zip(found.columns, [str(kind) for kind in found.types], strict=True))

    def frame(self, sql: str) -> pl.DataFrame:
        """Give the result of one statement as a frame; an error keeps the database's full words."""
        try:
            found = self._con.sql(sql)
            carried = _carried(sql, found.columns, [str(kind) for kind in found.types])
            # a table first: a stream read by another library could not be interrupted
            self._con.execute(f"create or replace temp table _answer as {carried}")
            return to_frame(self._con.sql("from _answer"))
        except _USERS_FAULT as error:
            raise UsageError(_with_caret(self._placed(sql, error))) from error
        except (duckdb.Error, RuntimeError) as error:
            raise _failed(error) from error

    def _placed(self, sql: str, error: duckdb.Error) -> duckdb.Error:
        """Ask again in the way that tells the place: relations name the fault but not where it stands."""
        try:
            self._con.execute(f"explain\n{sql}")
        except duckdb.Error as placed:
            return placed
        return error

    def define_answer(self, name: str, sql: str, source: str) -> None:
        """Keep the answer of a SELECT that a user wrote; a fault in it is told with where it stands."""
        try:
            self._con.execute(f"create or replace temp table {quoted(name)} as {sql}")
        except _USERS_FAULT as error:
            raise UsageError(f"{source}: {first_line(error)}{_candidates(error)}") from error
        except (duckdb.Error, RuntimeError) as error:
            raise _failed(error, source) from error

    def result(self, name: str, **variables: object) -> pl.DataFrame:
        """Give the result of the one SELECT in ``queries/<name>.sql`` as a frame."""
        with self._variables(variables):
            return self.frame(query_text(name).rstrip().rstrip(";"))

    def write_csv(self, query: str, path: Path) -> None:
        """Write the result of a statement of our own as CSV, in its order, without holding it in memory."""
        self._con.execute(f"copy ({query}) to {literal(path)} (header)")

    @contextmanager
    def attached(self, path: Path, name: str) -> Iterator[None]:
        """Make another workspace file readable as the catalog ``name``, for a while."""
        self._con.execute(f"attach {literal(path)} as {quoted(name)} (read_only)")
        try:
            yield
        finally:
            self._con.execute(f"detach {quoted(name)}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: whatever fails or is interrupted inside leaves the workspace as it was."""
        self._con.execute("begin")
        try:
            yield
        except BaseException:
            self._con.execute("rollback")
            self._reset(self._stale)
            raise
        self._con.execute("commit")

    def interrupt(self) -> None:
        """Stop the running statement, which then raises KeyboardInterrupt where it was called."""
        self._con.interrupt()

    def close_off(self) -> None:
        """Take away every way out of the workspace file, for statements that a user wrote."""
        self._con.execute("set enable_external_access = false")
        self._con.execute("set lock_configuration = true")

    @contextmanager
    def _variables(self, variables: Mapping[str, object]) -> Iterator[None]:
        for name, value in variables.items():
            self._con.execute(f"set variable {name} = ?", [value])
        try:
            yield
        finally:
            self._stale = list(variables)
            # variables outlive a rollback, and cannot be reset before it
            with suppress(duckdb.TransactionException):
                self._reset(self._stale)

    def _reset(self, names: list[str]) -> None:
        for name in names:
            self._con.execute(f"reset variable {name}")
        names.clear()

    def _percent(self) -> float:
        return float(self._con.query_progress())


def _failed(error: Exception, what: str = "") -> BaseException:
    """Turn what the database raises into an interruption or one plain line."""
    if isinstance(error, duckdb.InterruptException) or "interrupted" in str(error).lower():
        return KeyboardInterrupt()
    if not isinstance(error, duckdb.Error):
        return error
    return AttitudeError(f"{what}: {first_line(error)}" if what else first_line(error))


def create(path: Path) -> None:
    """Make a new workspace file with its tables; an existing file is never touched."""
    if path.exists():
        raise UsageError(f"{path}: exists already; use it as it is, or give another --db")
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent}: no such folder; make it first")
    try:
        opened = duckdb.connect(str(path), config=_STORAGE)
    except duckdb.Error as error:
        raise AttitudeError(f"{path}: cannot be made: {first_line(error)}") from error
    with opened as con:
        con.execute("begin")
        con.execute(query_text("schema/tables"))
        con.execute("insert into store.meta values ('schema_version', ?)", [str(_SCHEMA_VERSION)])
        con.execute(query_text("schema/members_view"))
        con.execute(query_text("schema/views"))
        con.execute("commit")


def is_question(sql: str) -> bool:
    """Tell whether a text is one statement that only asks: SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE.

    Examples
    --------
    >>> is_question("from members"), is_question("drop table x"), is_question("copy (select 1) to 'x'")
    (True, False, False)
    """
    with duckdb.connect() as con:
        try:
            statements = con.extract_statements(sql)
        except duckdb.Error:
            return True  # let the workspace's own connection say what is wrong, and where
    return len(statements) == 1 and statements[0].type in (
        duckdb.StatementType.SELECT,
        duckdb.StatementType.RELATION,
    )


def select_problem(sql: str) -> tuple[str | None, set[str]]:
    """Say why a text is not one SELECT statement (None when it is), and which functions and columns it names."""
    with duckdb.connect() as con:
        found = con.execute("select json_serialize_sql(?::varchar)", [sql]).fetchall()[0][0]
    answer = json.loads(found)
    if answer["error"]:
        return str(answer["error_message"]), set()
    problem = None if len(answer["statements"]) == 1 else "it is more than one statement"
    return problem, set(_names(answer["statements"]))


def is_closed(condition: str) -> bool:
    """Tell whether every bracket of a condition is opened and closed within it, strings and comments aside.

    Examples
    --------
    >>> is_closed("a in (1, 2) -- :)"), is_closed("a = 1) union (select 2"), is_closed("a = ')'")
    (True, False, True)
    """
    text = condition.encode()  # the tokenizer counts bytes
    marks = [text[at : at + 1] for at, kind in duckdb.tokenize(condition) if kind == duckdb.token_type.operator]
    steps = [{b"(": 1, b")": -1}.get(mark, 0) for mark in marks]
    depths = list(accumulate(steps, initial=0))
    return min(depths) == 0 == depths[-1]


def _names(node: object) -> Iterator[str]:
    """Walk a parsed statement: the lower-case names of its functions and columns."""
    if isinstance(node, dict):
        if isinstance(name := node.get("function_name"), str):
            yield name.lower()
        yield from (str(part).lower() for part in node.get("column_names", [])[-1:])
        if node.get("sample"):
            yield "using sample"
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from _names(child)


def _connect(path: Path, read_only: bool) -> duckdb.DuckDBPyConnection:
    _check_file(path)
    try:
        con = duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        raise AttitudeError(_busy_or_broken(path, str(error))) from error
    _check_version(path, con)
    return con


def _check_file(path: Path) -> None:
    if not path.exists():
        raise UsageError(f"{path}: no workspace here; make one with 'attitude init' or give --db")
    if path.is_dir():
        raise UsageError(f"{path}: is a folder, not a workspace file; give --db the file itself")
    try:
        head = path.open("rb").read(12)
    except OSError as error:
        raise AttitudeError(f"{path}: cannot be read: {error.strerror}") from error
    else:
        if head[8:] != MAGIC:
            raise UsageError(f"{path}: is not a workspace file; give --db a file made by 'attitude init'")


def _check_version(path: Path, con: duckdb.DuckDBPyConnection) -> None:
    try:
        found = con.execute("select value from store.meta where key = 'schema_version'").fetchall()
    except duckdb.Error:
        found = []
    if found != [(str(_SCHEMA_VERSION),)]:
        con.close()
        raise UsageError(f"{path}: a DuckDB file, but not a workspace of this version; make one with 'attitude init'")


def _busy_or_broken(path: Path, message: str) -> str:
    if "set lock" in message:
        holder = re.search(r"PID (\d+)", message)
        by = f" by process {holder[1]}" if holder else ""
        return f"{path}: in use{by}; wait until it has finished"
    return f"{path}: cannot be opened: {message.splitlines()[0]}"


def _candidates(error: duckdb.Error) -> str:
    """Give the nearest names that DuckDB proposes, as an ending for an error line."""
    found = re.search(r"(?:Candidate bindings|Did you mean|Candidate Entries):? *(.+)", str(error))
    names = re.findall(r'"([^"]+)"', found[1]) if found else []
    ours = [name for name in names if not name.startswith(("pg_", "duckdb_", "sqlite_"))]
    return f"; nearest: {', '.join(ours)}" if ours else ""


def _with_caret(error: duckdb.Error) -> str:
    """Give the message with the nearest names, then the line of SQL and the caret under the place."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    caret = next((i for i, line in enumerate(lines) if set(line.strip()) == {"^"}), None)
    shown = [first_line(error) + _candidates(error)]
    if caret:
        shown += [_without_explain(lines[caret - 1]), lines[caret]]
    return "\n".join(shown)


def _without_explain(line: str) -> str:
    """Count lines as the user's own text has them: the place was asked for with a line before it."""
    return re.sub(r"^LINE (\d+)", lambda found: f"LINE {int(found[1]) - 1}", line)


# Types of SQL that frames and files do not carry, alone or within others; such columns travel as text.
_AS_TEXT = re.compile(
    r"INTERVAL|UUID|\bBIT\b|BIGNUM|VARIANT|MAP|UNION|TIME ZONE|JSON|GEOMETRY|UHUGEINT|BLOB.*[\[(]|\(.*BLOB"
)


def _carried(sql: str, names: list[str], types: list[str]) -> str:
    """Wrap a statement so that every column has a name of its own and a type that a frame can carry."""
    odd = [bool(_AS_TEXT.search(kind.upper())) for kind in types]
    if not any(odd) and len(set(names)) == len(names):
        return f"select * from (\n{sql}\n)"
    taken: set[str] = set()
    columns = []
    for position, (name, is_odd) in enumerate(zip(names, odd, strict=True), start=1):
        fresh = name if name not in taken else f"{name}_{position}"
        taken.add(fresh)
        columns.append(f"#{position}{'::varchar' if is_odd else ''} as {quoted(fresh)}")
    return f"select {', '.join(columns)} from (\n{sql}\n)"
