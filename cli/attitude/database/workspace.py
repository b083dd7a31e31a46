"""One open workspace: statements, query files with variables, transactions, frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakSet

import duckdb

from attitude.database.acts import Scratch
from attitude.database.asking import USERS_FAULT, failed
from attitude.database.damage import damage_in, damaged
from attitude.database.deaf import signal_ignored
from attitude.database.disk import bytes_read
from attitude.database.held import held
from attitude.database.limited import Limited
from attitude.database.needs import MOST, needs_of
from attitude.database.opening import VERSION, make_tables, write_anew
from attitude.database.sql import literal, query_text, question_text, quoted
from attitude.errors import AttitudeError, TooLittleMemoryError
from attitude.today import today

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")
Watch = Callable[[str, Callable[[], float], int | None], AbstractContextManager[None]]

_OPEN: WeakSet[Workspace] = WeakSet()
_MANY_COLUMNS = 50
_NOBODY = 0  # a key that no person has


def interrupt_all() -> None:
    """Stop whatever statements run; from another thread, since the one that waits for them cannot listen."""
    for workspace in list(_OPEN):
        workspace.interrupt()


class Workspace(Limited):
    """One open workspace file.

    Parameters
    ----------
    path
        The DuckDB file; None for a scratch database in memory.
    read_only
        Open without the right to write; several readers may share the file.
    watch
        Called as ``watch(label, percent, rows)`` around every query file, to show progress; ``percent()`` says how
        far it is, 0 to 100, or below 0 where that is not known; ``rows`` how many it goes through, where that was told.
    version
        Which version of the schema the file must have; None for any, for those who look at its tables as such.

    Raises
    ------
    OlderError
        When it has an earlier one, which `attitude.upgrade` brings up.
    AttitudeError
        When it is no workspace, of a version that cannot be read, or in use.
    """

    def __init__(
        self, path: Path | None, *, read_only: bool = False, watch: Watch | None = None, version: int | None = VERSION
    ) -> None:
        self.path, self.read_only = path, read_only
        self._rows: int | None = None
        self._bytes: int | None = None
        self._stale: list[str] = []
        self._is_ending = self._is_rehearsed = False
        self._scratch = Scratch()  # of the act that goes on
        self._watch: Watch = watch or (lambda _label, _percent, _rows: nullcontext())
        day = today()
        self._held = ExitStack()
        self._con = self._held.enter_context(held(path, read_only=read_only, version=version))
        _OPEN.add(self)
        self._con.execute("set enable_progress_bar = true; set enable_progress_bar_print = false")
        for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
            self._con.execute(f"set {setting} = false")  # else a function that the engine has not would be fetched
        self._con.execute("set timezone = 'UTC'")  # the same answer on every machine
        self.remember(today=day)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *details: object) -> None:
        """Close the file; where an error came of damage to it, that is what is told."""
        _OPEN.discard(self)
        self._held.close()
        for error in details:
            if isinstance(error, Exception) and self.path and (what := damage_in(error, self.path)):
                raise damaged(self.path, what) from error

    def run(self, *names: str, **variables: object) -> None:
        """Run every statement of each ``queries/<name>.sql``, with ``variables`` set for their length.

        Raises
        ------
        AttitudeError
            When the database refuses; the message names the query file.
        """
        with self.variables(variables):
            for name in names:
                self._run(name)

    def _run(self, name: str) -> None:
        self._scratch.note_file(name)
        try:
            for statement in self._con.extract_statements(query_text(name)):
                with self.watched(name.replace("/", " · ")):
                    self._con.execute(statement)
        except (duckdb.Error, RuntimeError) as error:
            raise failed(error, name) from error

    def define(self, sql: str, label: str | None = None) -> None:
        """Run one statement of our own whose names come from a user's file; ``label`` shows its progress.

        Raises
        ------
        AttitudeError
            When the database refuses.
        """
        self._scratch.note_statement(sql)
        with self.watched(label) if label else nullcontext():
            try:
                self._con.execute(sql)
            except (duckdb.Error, RuntimeError) as error:
                raise failed(error) from error

    def result(self, name: str, /, **variables: object) -> pl.DataFrame:
        """Give the result of the one SELECT in ``queries/<name>.sql`` as a frame."""
        with self.variables(variables):
            return self.frame(question_text(name))

    def make_tables(self) -> None:
        """Make the tables of a workspace in a scratch database."""
        make_tables(self._con)

    def write_anew(self) -> None:
        """Put a copy of the file in its place that holds nothing of what was deleted; to be closed after.

        Raises
        ------
        AttitudeError
            When the disk has no room for a second copy; the file is then as it was.
        """
        with self.watched("writing the file anew"):
            try:
                write_anew(self._con)
            except OSError as error:
                raise AttitudeError(f"{error.filename}: {error.strerror}") from error
            except (duckdb.Error, RuntimeError) as error:
                raise failed(error, "writing the file anew") from error

    @contextmanager
    def attached(self, path: Path, name: str) -> Iterator[None]:
        """Make another workspace file readable as the catalog ``name``, for a while."""
        self._con.execute(f"attach {literal(path)} as {quoted(name)} (read_only)")
        try:
            yield
        finally:
            self._con.execute(f"detach {quoted(name)}")

    def within(self, gigabytes: float, step: Callable[[], T]) -> T:
        """Run a step, which is all or nothing, in so much memory; where that is too little, again in all there is."""
        if self._is_rehearsed:  # what failed in a transaction cannot be done again in it
            return step()
        try:
            with self.in_memory_of(gigabytes):
                return step()
        except TooLittleMemoryError:
            return step()

    def keep_to(self, gigabytes: float) -> None:
        """Keep to so much memory from now on, or to the limit that holds anyway; the rest goes to disk."""
        (holds,) = self.row("select parse_formatted_bytes(current_setting('memory_limit'))")
        self._con.execute(f"set memory_limit = '{min(holds, round(gigabytes * 10**9))} bytes'")

    @contextmanager
    def in_memory_of(self, gigabytes: float) -> Iterator[None]:
        """Keep to so much memory for a while."""
        self.keep_to(gigabytes)
        try:
            yield
        finally:
            self._reset("memory_limit")

    @contextmanager
    def unordered(self) -> Iterator[None]:
        """Let rows be kept in any order, which is faster; and where a table takes several inserts, the only safe way.

        Of DuckDB 2.0.0: in one transaction, an insert of no rows hides a large one that follows it into the same table,
        unless the order of rows is left open. What is read meanwhile comes in its order, see `in_order`.
        """
        self._con.execute("set preserve_insertion_order = false")
        self._is_unordered = True
        try:
            yield
        finally:
            self._is_unordered = False
            self._reset("preserve_insertion_order")

    @contextmanager
    def joined_as_written(self, columns: int) -> Iterator[None]:
        """Take joins as their query has them: the right side into memory, the left side past it.

        The database chooses by its guess of sizes, and for a text file that guess can be wrong by orders. Of many
        ``columns`` it does not look for sums that are told twice, which takes it a time that grows with their square.
        """
        left_out = "join_order,build_side_probe_side" + (",common_subexpressions" if columns > _MANY_COLUMNS else "")
        self._con.execute(f"set disabled_optimizers = '{left_out}'")
        try:
            yield
        finally:
            self._reset("disabled_optimizers")

    @contextmanager
    def act(self) -> Iterator[None]:
        """Let go in the end of all scratch made inside, each relation by one maker: see `attitude.database.acts`."""
        scratch = self._scratch = Scratch(self._scratch)
        with scratch.letting_go(self.define):
            try:
                yield
            finally:
                self._scratch = scratch.outer or scratch

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: whatever fails or is interrupted inside leaves the workspace as it was."""
        if self._is_rehearsed:
            yield
            return
        self._con.execute("begin")
        try:
            yield
        except BaseException:
            self._end("rollback")
            raise
        self._end("commit")

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Keep nothing of what is done inside: its transactions are parts of one that is taken back in the end."""
        if self._is_rehearsed:
            yield
            return
        self._con.execute("begin")
        self._is_rehearsed = True
        try:
            yield
        finally:
            self._is_rehearsed = False
            self._end("rollback")

    def _end(self, how: str) -> None:
        """End the transaction, come what may: once it is being written, an interrupt comes too late."""
        with signal_ignored():
            self._is_ending = True
            try:
                with suppress(duckdb.Error, RuntimeError):
                    self._con.execute("select 1")  # takes the interrupt that came just before
                self._con.execute(how)
            except duckdb.Error as error:
                raise failed(error, how) from error
            finally:
                self._is_ending = False
            self._reset()

    def interrupt(self) -> None:
        """Stop the running statement, which then raises KeyboardInterrupt where it was called."""
        if not self._is_ending:
            self._con.interrupt()

    def _is_closed_off(self) -> bool:
        return bool(self.row("select current_setting('lock_configuration')")[0])

    def close_off(self) -> None:
        """Take away every way out of the workspace file, for statements that a user wrote."""
        if not self._is_closed_off():
            self._con.execute("set enable_external_access = false")
            self._con.execute("set python_enable_replacements = false")
            self._con.execute("set allowed_configs = ['memory_limit', 'max_execution_time']")  # ours still to set
            self._con.execute("set lock_configuration = true")

    def remember(self, **variables: object) -> None:
        """Set variables that statements ask for by getvariable, for as long as the workspace is open."""
        for name, value in variables.items():
            self._con.execute(f"set variable {name} = ?", [value])

    @contextmanager
    def variables(self, variables: Mapping[str, object]) -> Iterator[None]:
        """Set variables that statements ask for by getvariable, for a while; their names must be plain words."""
        self.remember(**variables)
        try:
            yield
        finally:
            self._reset(*(f"variable {name}" for name in variables))

    @contextmanager
    def narrowed(self, sql: str, rows: int | None = None) -> Iterator[None]:
        """Let views work out no more than a question needs, for a while; see `attitude.database.needs`.

        Parameters
        ----------
        sql
            What `question` let pass.
        rows
            How many rows of the answer are looked at; None for all.
        """
        needs = needs_of(self._con, sql, rows)
        members = needs.members
        if needs.first:
            with self._naming(needs_of(self._con, needs.first).columns):
                members = self._first_members(needs.first)
        with self._naming(needs.columns), self.variables(self._showing(members)):
            yield

    def _naming(self, columns: tuple[str, ...] | None) -> AbstractContextManager[None]:
        return self.variables({} if columns is None else {"columns_asked": list(columns)})

    def _showing(self, members: tuple[str, ...] | None) -> dict[str, object]:
        if members is None:
            return {}
        rows = self.rows("select member_key from store.persons where list_contains(?, member_id)", [list(members)])
        return {"members_shown": [key for (key,) in rows] or [_NOBODY]}

    def _first_members(self, sql: str) -> tuple[str, ...] | None:
        """Give the members of the first rows; None where they are many, or the question has a fault to be told."""
        try:
            rows = self._con.execute(f"{sql} limit {MOST + 1}").fetchall()
        except USERS_FAULT:
            return None
        except (duckdb.Error, RuntimeError) as error:
            raise failed(error) from error
        return tuple(member for (member,) in rows) if len(rows) <= MOST else None

    def expect(self, rows: int | None = None, file_bytes: int | None = None) -> None:
        """Tell how many rows the statements to come go through, and of how large a file, as far as that is known."""
        self._rows, self._bytes = rows, file_bytes

    def watched(self, label: str) -> AbstractContextManager[None]:
        """Show progress around whatever goes on inside."""
        before = bytes_read() or 0
        return self._watch(label, lambda: self._percent(before), self._rows)

    def _percent(self, bytes_before: int) -> float:
        """Say how far the statement is; while a file is read, by its bytes, of which the database gives no account."""
        if self._bytes and (now := bytes_read()) and (share := (now - bytes_before) / self._bytes) > 0.01:
            return min(100 * share, 99)
        return float(self._con.query_progress())
