"""The greedy pass: choosers one after another, the best first, each with the best offer that still has room."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attitude.choice.problem import Limit
    from attitude.database import Flow

ALL_ROWS = 2_000_000_000
BESIDE, PRICED, SWAPPED, LISTED = 1, 2, 3, 4  # the trials of a choice, see ``choice/places``


@dataclass(frozen=True)
class Trial:
    """One of the choices that are tried: all of them are in the same ledgers, told apart by their ``number``."""

    flow: Flow
    number: int

    def add(self, name: str, /, **variables: object) -> None:
        """Run a query that adds to the trial, see `attitude.database.Flow.add`."""
        self.flow.add(name, trial=self.number, **variables)

    def ask(self, name: str, /, **variables: object) -> list[dict[str, Any]]:
        """Give the rows of a query about the trial."""
        return self.flow.ask(name, trial=self.number, **variables)


@dataclass(frozen=True)
class Ending:
    """How a pass ended: whether the list was full, at which priority it ended, whether anything stood in the way."""

    is_full: bool
    ended_at: Decimal | None
    had_to_end: bool


@dataclass
class GreedyPass:
    """What holds for a pass from its first round to its last.

    Parameters
    ----------
    limits
        All that a contact may break.
    name
        That of those in ``awaited`` whom it comes past; None where it comes past everybody who bids.
    stage
        Of the trial: what it takes is told apart by it, see ``choice/places``.
    is_explored
        How those who are taken are marked.
    closed
        The offers that have no room left, each with the priority from which on; it grows.
    rounds
        The numbers of its rounds.
    """

    limits: Sequence[Limit]
    name: str | None = None
    stage: int = 1
    is_explored: bool = False
    closed: dict[int, Decimal | None] = field(default_factory=dict)
    rounds: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def limits_text(self) -> str:
        """The limits as queries read them."""
        rows = [
            {"place": place, "kind": limit.kind, "most": str(limit.most), "uses": [str(use) for use in limit.uses]}
            for place, limit in enumerate(self.limits)
        ]
        return json.dumps(rows)


@dataclass(frozen=True)
class Contacts:
    """How many are contacted by offer and by cell."""

    by_offer: dict[int, int]
    by_cell: dict[int, int]


def begin(flow: Flow) -> None:
    """Make the ledgers of all trials of a choice: nobody has a place yet."""
    for name in ("places", "endings", "settled", "awaited"):
        flow.make(f"choice/{name}")


def take_greedily(trial: Trial, greedy: GreedyPass, *, rows: int = ALL_ROWS, floor: float | None = None) -> Ending:
    """Take choosers into ``places`` until a limit of the size is reached or nobody is left.

    Where an offer would break another limit it is closed from there on, and those still waiting fall to their next
    best.

    Parameters
    ----------
    trial
        In a flow with the relations of a choice; see ``choice/take``.
    greedy
        What holds for all of it.
    rows
        How many to look at in one go; more are, where that is not enough.
    floor
        The priority below which nobody is taken.
    """
    ended_at, had_to_end = None, False
    options: dict[str, object] = {"pass": greedy.name, "is_explored": greedy.is_explored, "limits": greedy.limits_text}
    at: dict[str, object] = {"stage": greedy.stage}
    while True:
        at["round"] = next(greedy.rounds)
        trial.add("choice/take", rows=rows, floor=floor, closed=list(greedy.closed), **at, **options)
        (row,) = trial.ask("choice/round", **at)
        if row["met"] is None and row["seen"] < rows:
            return Ending(is_full=False, ended_at=ended_at, had_to_end=had_to_end)
        if row["met"] is None:
            continue  # there may be more than were looked at
        had_to_end, ended_at = True, row["priority"]
        if row["met"] == "size":
            return Ending(is_full=True, ended_at=ended_at, had_to_end=True)
        greedy.closed[row["offer"]] = ended_at


def trim(trial: Trial, stage: int, after: int) -> None:
    """End a stage with the last one contacted: held-out members behind would not have been on a list that had to end.

    Parameters
    ----------
    trial, stage
        The trial, and the number of its stage.
    after
        The rank after which this stage began.
    """
    (row,) = trial.ask("choice/standing")
    trial.add("choice/end", stage=stage, last_rank=max(row["last_contact"], after))


def contacts_of(trial: Trial) -> Contacts:
    """Count those who are contacted."""
    by_offer: dict[int, int] = {}
    by_cell: dict[int, int] = {}
    for row in trial.ask("choice/contacts"):
        by_offer[row["offer"]] = by_offer.get(row["offer"], 0) + row["contacts"]
        if row["cell"] is not None:
            by_cell[row["cell"]] = by_cell.get(row["cell"], 0) + row["contacts"]
    return Contacts(by_offer, by_cell)


def last_rank(trial: Trial) -> int:
    """Say how many have a place already."""
    return int(trial.ask("choice/standing")[0]["last_rank"])
