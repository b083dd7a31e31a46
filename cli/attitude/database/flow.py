"""One act's relations: each is made once, by the query file of its own name, and let go of when the act is over.

A relation is a value: once made it is read, never changed. A ledger begins empty, and rows are added to it: what is
done again (a plan after the other, a choice tried another way, a round of it) is told apart by a column. What is
of one rule alone, or of one look at the promising, is a flow within the flow: its relations end with it.

The files are plain SQL that runs in a database shell: the names that they read are defaults, and a relation that stands
in for another is a view under the name that a file reads.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from attitude.database.acts import FlowError
from attitude.database.sql import declared, query_text, quoted
from attitude.errors import AttitudeError

if TYPE_CHECKING:
    from types import TracebackType

    from attitude.database.workspace import Workspace


class Flow:
    """The relations of one act, in one workspace.

    Parameters
    ----------
    workspace
        Open; reading is enough where no file adds to a table of the store.
    outer
        The flow that this one is a part of; its relations may be read.

    Examples
    --------
    >>> from attitude.database import Workspace
    >>> with Workspace(None) as workspace, Flow(workspace) as flow:
    ...     flow.make("choice/places")
    ...     flow.ask("choice/contacts")
    Traceback (most recent call last):
    attitude.database.acts.FlowError: choice/contacts reads settled, which nothing has made yet
    """

    def __init__(self, workspace: Workspace, outer: Flow | None = None) -> None:
        self.workspace = workspace
        self._outer = outer
        self._inner: list[Flow] = []
        self._made: list[tuple[str, str]] = []  # kind and name, in order
        # what is there now, in this flow or one around or within it; shared by all of them
        self._live: dict[str, str] = outer._live if outer else {}

    def __enter__(self) -> Flow:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if error is None:
            self.close()
            return
        with suppress(AttitudeError, KeyboardInterrupt):  # a transaction that failed takes them along
            self.close()

    def within(self) -> Flow:
        """Begin a part of this flow, which ends with it at the latest."""
        part = Flow(self.workspace, self)
        self._inner.append(part)
        return part

    def close(self) -> None:
        """Let go of everything that was made, the last first."""
        for part in reversed(self._inner):
            part.close()
        self._inner.clear()
        while self._made:
            kind, name = self._made.pop()
            self._live.pop(name, None)
            self.workspace.define(f"drop {kind} if exists temp.{quoted(name)}")

    def has(self, relation: str) -> bool:
        """Tell whether a relation is there now."""
        return relation in self._live

    def make(self, name: str, /, **variables: object) -> None:
        """Run ``queries/<name>.sql``, which makes the one relation of its own name.

        Raises
        ------
        FlowError
            When it was made already, or when something that the file reads was not.
        """
        relation = name.split("/")[1]
        if [f"temp {relation}"] != declared(name, "writes") and [f"temp view {relation}"] != declared(name, "writes"):
            raise FlowError(f"{name} does not say that it makes {relation}")
        self._check(name)
        self.note(relation, "view" if declared(name, "writes")[0].startswith("temp view") else "table", source=name)
        self.workspace.run(name, **variables)

    def add(self, name: str, /, **variables: object) -> None:
        """Run ``queries/<name>.sql``, which adds rows to ledgers that are there, or to tables of the store."""
        for relation in declared(name, "writes"):
            if "." not in relation and relation not in self._live:
                raise FlowError(f"{name} adds to {relation}, which nothing has made yet")
        self._check(name)
        self.workspace.run(name, **variables)

    def ask(self, name: str, /, **variables: object) -> list[dict[str, Any]]:
        """Give the rows of the one SELECT in ``queries/<name>.sql``, by the names of its columns."""
        self._check(name)
        with self.workspace.variables(variables):
            return self.workspace.named_rows(query_text(name))

    def given(self, **sources: str) -> None:
        """Let one relation stand in for another: ``given(bids="options")`` is what a file reads as ``bids``."""
        for name, source in sources.items():
            if "." not in source and source not in self._live:
                raise FlowError(f"{source} is to stand in for {name}, and nothing has made it yet")
            self.note(name, "view", source=source)
            self.workspace.define(f"create temp view {quoted(name)} as from {source}")

    def note(self, relation: str, kind: str = "table", source: str = "") -> None:
        """Take a relation as made in this flow: one whose statement is put together elsewhere.

        Raises
        ------
        FlowError
            When there is one of the name.
        """
        if relation in self._live:
            raise FlowError(f"{source or relation}: {relation} was made by {self._live[relation]} already")
        self._live[relation] = source or relation
        self._made.append((kind, relation))

    def _check(self, name: str) -> None:
        for relation in declared(name, "reads"):
            if "." not in relation and relation not in self._live and not self._is_kept(relation):
                raise FlowError(f"{name} reads {relation}, which nothing has made yet")

    def _is_kept(self, relation: str) -> bool:
        """Tell whether it is a view or table of the workspace itself."""
        sql = "select 1 from information_schema.tables where table_name = ? and table_type not like '%TEMP%'"
        return bool(self.workspace.rows(f"{sql} and table_catalog = current_database()", [relation]))
