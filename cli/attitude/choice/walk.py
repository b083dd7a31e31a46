"""The walk: members one after another, the best first, each with the best offer that still has room."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attitude.choice.problem import Limit
    from attitude.database import Workspace

ALL_ROWS = 2_000_000_000


@dataclass(frozen=True)
class Ending:
    """How a walk ended: whether the list was full, at which priority it ended, whether anything stood in the way."""

    is_full: bool
    ended_at: Decimal | None
    had_to_end: bool


def fill_limits(workspace: Workspace, limits: Sequence[Limit]) -> None:
    """Fill the tables ``limits`` and ``uses``: how much there is of each, and what each offer takes of it."""
    workspace.run("choice/limits")
    for place, limit in enumerate(limits):
        workspace.rows("insert into limits values (?, ?, ?)", [place, limit.kind, limit.most])
        for offer, amount in enumerate(limit.uses, start=1):
            if amount:
                workspace.rows("insert into uses values (?, ?, ?)", [place, offer, amount])


def walk(
    workspace: Workspace, *, rows: int = ALL_ROWS, floor: float | None = None, is_explored: bool = False
) -> Ending:
    """Take members from ``wishes`` into ``settled`` until a limit of the size is reached or nobody is left.

    Where an offer would break another limit it is closed from there on (``used_up``), and those still waiting fall to
    their next best.

    Parameters
    ----------
    workspace
        With the tables of the choice; see ``choice/walk``.
    rows
        How many to look at in one go; more are, where that is not enough.
    floor
        The priority below which nobody is taken.
    is_explored
        How those who are taken are marked.
    """
    is_full, ended_at, had_to_end = False, None, False
    while not is_full:
        workspace.run("choice/walk", rows=rows, floor=floor)
        turn, is_full, offer = workspace.result("choice/obstacle").row(0)
        workspace.run("choice/settle", before=turn, is_explored=is_explored)
        walked = workspace.row("select count(*) from walked")[0]
        if turn is None and walked < rows:
            break
        if turn is None:
            continue  # there may be more than were looked at
        had_to_end = True
        ended_at = workspace.row("select priority from walked where turn = ?", [turn])[0]
        if not is_full:
            workspace.rows("insert into used_up values (?, ?)", [offer, ended_at])
    return Ending(is_full, ended_at, had_to_end)


def trim(workspace: Workspace, after: int) -> None:
    """Drop held-out members behind the last one contacted: they would not have been on a list that had to end."""
    workspace.run("choice/trim", after=after)


def contacts_of(workspace: Workspace) -> dict[int, int]:
    """Count those who are contacted by offer."""
    counted = workspace.rows("select offer, count(*) from settled where not is_holdout group by offer order by offer")
    return dict(counted)


def last_rank(workspace: Workspace) -> int:
    """Say how many have a place already."""
    return int(workspace.row("select coalesce(max(rank), 0) from settled")[0])
