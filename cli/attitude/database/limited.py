"""SQL that users wrote, kept within bounds: of what it decides, and of how long it may run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import ceil

import duckdb

from attitude.database.acts import Scratch
from attitude.database.asking import USERS_FAULT, Asking, failed
from attitude.database.ending import bounded
from attitude.database.repeatable import unrepeatable
from attitude.database.sql import candidates, first_line, quoted
from attitude.errors import TooLongError, UsageError

_SECONDS = 600.0  # where no settings say otherwise
_LONGER = "query.timeout_seconds in attitude.toml gives it longer (0: no limit)"


class Limited(Asking):
    """What a workspace answers to a user's own SQL."""

    _scratch: Scratch
    _seconds = _SECONDS
    _stale: list[str]

    def define_answer(self, name: str, sql: str, source: str) -> None:
        """Keep the answer of a SELECT that a user wrote; a fault in it is told with where it stands.

        Raises
        ------
        UsageError
            When the database refuses it, or its answer would be another on another day or run.
        TooLongError
            When it runs longer than `limit_questions` says.
        """
        if problem := unrepeatable(sql, self._con):
            raise UsageError(f"{source}: {problem}")
        self._scratch.note_statement(f"create temp table {quoted(name)}")
        try:
            with self.at_most(self._seconds):
                self._keep_users(name, sql, source)
        except TooLongError as error:
            raise TooLongError(f"{source}: no answer within {self._seconds:g} s; {_LONGER}") from error

    def _keep_users(self, name: str, sql: str, source: str) -> None:
        try:
            self._con.execute(f"create or replace temp table {quoted(name)} as {sql}")
        except USERS_FAULT as error:
            raise UsageError(f"{source}: {first_line(error)}{candidates(error)}") from error
        except (duckdb.Error, RuntimeError) as error:
            raise failed(error, source) from error

    def limit_questions(self, seconds: float) -> None:
        """Let no SQL of a plan run longer; 0 sets no limit."""
        self._seconds = seconds

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Let no statement run longer, for a while; 0 sets no limit.

        Raises
        ------
        TooLongError
            From the statement that does, be it one of ours that prepares another.
        """
        self._con.execute(f"set max_execution_time = {ceil(seconds * 1000)}")
        try:
            with bounded(seconds, f"no answer within {seconds:g} s, and one call of the database did not stop"):
                yield
        except (duckdb.Error, RuntimeError) as error:
            raise failed(error) from error
        finally:
            self._reset("max_execution_time")

    def _reset(self, *names: str) -> None:
        """Set variables and settings back; they outlive a rollback, and after an error cannot be reset before it.

        A closed workspace has none: Ctrl-C between two steps leaves a block unended until after that.
        """
        self._stale += names
        with suppress(duckdb.TransactionException, duckdb.InterruptException, duckdb.ConnectionException, RuntimeError):
            while self._stale:
                self._con.execute(f"reset {self._stale[-1]}")
                self._stale.pop()
