"""From prices to the list: whoever gains clearly at once, the others one after another until every limit is reached."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attitude.choice.problem import SIZE, Limit
from attitude.choice.walk import contacts_of, fill_limits, trim, walk
from attitude.errors import BlockedError

if TYPE_CHECKING:
    from attitude.choice.problem import Minimum, Problem
    from attitude.database import Workspace

_BAND = 20_000  # members looked at one by one in a go, at least
_WIDER = 4


def recover(workspace: Workspace, problem: Problem, tolls: list[float], premiums: list[float], lowest: float) -> None:
    """Fill ``settled`` from ``worths`` in the order of what each gains at the prices; every limit holds exactly.

    Parameters
    ----------
    workspace
        With ``worths`` and empty ``settled`` and ``used_up``.
    problem, tolls, premiums
        The limits; what each offer has to bring; what a contact in each cell is worth besides.
    lowest
        The least gain that is told apart from none, in money.

    Raises
    ------
    BlockedError
        Where a minimum cannot be filled.
    """
    at: dict[str, object] = {"tolls": tolls, "premiums": premiums}
    for minimum in problem.minimums:
        _fill(workspace, problem, minimum, at)
    fill_limits(workspace, problem.limits)
    workspace.run("choice/wishes")
    below = _settle_clear(workspace, problem, at, lowest)
    had_to_end = _fill_up(workspace, problem, at, _BAND + 2 * below)
    if had_to_end:
        trim(workspace, after=0)


def _fill(workspace: Workspace, problem: Problem, minimum: Minimum, at: dict[str, object]) -> None:
    """Give a cell its minimum first, those who gain most."""
    (before,) = workspace.row("select count(*) from settled where not is_holdout")
    ends = Limit(SIZE, minimum.name, Decimal(before + minimum.least), (Decimal(1),) * problem.offers)
    fill_limits(workspace, [*problem.limits, ends])
    workspace.run("choice/wishes")
    most, is_full, found = minimum.least + _BAND, minimum.least == 0, 0
    while not is_full:
        workspace.run("choice/band", cell=minimum.cell, most=most, **at)
        found, floor = workspace.row("select count(*), min(gain) from band")
        is_full = walk(workspace, floor=floor if found == most else None).is_full
        (after,) = workspace.row("select count(*) from settled where not is_holdout")
        if after - before >= minimum.least:
            break
        if found < most:
            raise BlockedError(
                f"group '{minimum.name}': {after - before:,} contacts are all that its members, offers and limits "
                f"allow, its minimum is {minimum.least:,}; lower the minimum, or raise the limits"
            )


def _settle_clear(workspace: Workspace, problem: Problem, at: dict[str, object], lowest: float) -> int:
    """Settle whoever gains so much that all of them together keep every limit; gives how many others gain too."""
    steps = workspace.result("choice/steps", lowest=lowest, **at).rows()
    contacts = contacts_of(workspace)
    start = 1 + max((step for step, _, _ in steps), default=0)
    for step in sorted({step for step, _, _ in steps}, reverse=True):
        more = dict(contacts)
        for _, offer, members in (row for row in steps if row[0] == step):
            more[offer] = more.get(offer, 0) + members
        if not problem.holds(more):
            break
        contacts, start = more, step
    workspace.run("choice/clear", lowest=lowest, step=start, **at)
    return sum(members for step, _, members in steps if step < start)


def _fill_up(workspace: Workspace, problem: Problem, at: dict[str, object], most: int) -> bool:
    """Walk past the others, band by band, until no offer is open or nobody is left; tells whether a limit was met."""
    had_to_end = False
    while True:
        workspace.run("choice/band", cell=None, most=most, **at)
        found, floor = workspace.row("select count(*), min(gain) from band")
        ending = walk(workspace, floor=floor if found == most else None)
        had_to_end = had_to_end or ending.had_to_end
        closed = workspace.row("select count(distinct offer) from used_up")[0]
        if ending.is_full or closed == problem.offers or found < most:
            return had_to_end
        most *= _WIDER
