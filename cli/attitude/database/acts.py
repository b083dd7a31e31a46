"""The scratch of an act: each relation has one maker, and all of them end with the act.

What a file makes is known by its head, of which a test tells that it is true; so nothing is parsed as an act runs.
A file may make its relation anew, as one that is asked month after month does; a view that stands in for another may be
pointed elsewhere. That one file makes what another has made, or what stands in for another, is refused.
"""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from attitude.database.sql import declared, quoted
from attitude.errors import AttitudeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attitude.database.workspace import Workspace

T = TypeVar("T")
P = ParamSpec("P")
_MADE = re.compile(r"^create (?:or replace )?temp (table|view) \"?(\w+)", re.MULTILINE)
_DROPPED = re.compile(r"drop (?:table|view) if exists temp\.\"?(\w+)")
_BY_CODE = ""  # made by a statement that was put together


class FlowError(AttitudeError):
    """A query was asked for out of turn: a fault of ours."""


class Scratch:
    """What one act has made; outside of any act nothing is noted.

    Parameters
    ----------
    outer
        The scratch of the act that this one is a part of, or that of no act.
    """

    def __init__(self, outer: Scratch | None = None) -> None:
        self.outer = outer
        self._made: dict[str, tuple[str, str]] = {}  # relation → its kind, and the file that made it

    def note_file(self, name: str) -> None:
        """Take note that ``queries/<name>.sql`` is about to make the relation of its own name, if it makes one.

        Raises
        ------
        FlowError
            When something else has made it.
        """
        relation = name.split("/")[-1]
        for kind, word in (("table", "temp "), ("view", "temp view ")) if self.outer else ():
            if declared(name, "writes") == [word + relation]:
                self._note(relation, kind, name)

    def note_statement(self, sql: str) -> None:
        """Take note of what a statement of our own makes, or lets go of.

        Raises
        ------
        FlowError
            When a query file has made it.
        """
        if self.outer is None:
            return
        if made := _MADE.search(sql):
            self._note(made[2], made[1], _BY_CODE)
        elif dropped := _DROPPED.match(sql):
            self._made.pop(dropped[1], None)

    def _note(self, relation: str, kind: str, source: str) -> None:
        maker = self._maker(relation)
        if maker is not None and maker != source:
            raise FlowError(f"{source or relation}: {relation} was made by {maker or 'another statement'} already")
        if maker is None or relation in self._made:  # else it stays that of the act around this one
            self._made[relation] = kind, source

    def _maker(self, relation: str) -> str | None:
        if relation in self._made:
            return self._made[relation][1]
        return self.outer._maker(relation) if self.outer else None

    @contextmanager
    def letting_go(self, drop: Callable[[str], None]) -> Iterator[None]:
        """Drop in the end what was made, the last first; after an error its transaction may have taken it along."""
        try:
            yield
        except BaseException:
            with suppress(AttitudeError, KeyboardInterrupt):
                self._drop(drop)
            raise
        self._drop(drop)

    def _drop(self, drop: Callable[[str], None]) -> None:
        for name, (kind, _) in reversed(self._made.items()):
            drop(f"drop {kind} if exists temp.{quoted(name)}")


def act(function: Callable[Concatenate[Workspace, P], T]) -> Callable[Concatenate[Workspace, P], T]:
    """Make a function one act in the workspace that is its first argument: see `Workspace.act`."""

    @wraps(function)
    def whole(workspace: Workspace, /, *given: P.args, **named: P.kwargs) -> T:
        with workspace.act():
            return function(workspace, *given, **named)

    return whole
