"""The choice: who is taken with which offer, once rules have said who may be. The one place to put another method.

The simple rule: each member with the best offer open to them, the best member first, until size, budget or capacity
ends. Where an offer has no room left, or costs more than is left, those still waiting fall to their next best.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.plan import Plan

# how many more rows than the list needs are looked at, for the held-out members among them; more are taken if it is
# not enough
_SPARE = 1.1
_SPARE_ROWS = 2_000


@dataclass(frozen=True)
class Room:
    """What a list may use up: members contacted, money, and contacts by offer; None for no limit."""

    size: int | None
    budget: Decimal | None
    capacity: tuple[int | None, ...]

    def part(self, share: float) -> Room:
        """Give a share of it, rounded up."""
        return Room(
            None if self.size is None else ceil(round(self.size * share, 9)),
            None if self.budget is None else self.budget * Decimal(str(share)),
            tuple(None if most is None else ceil(round(most * share, 9)) for most in self.capacity),
        )


def choose(workspace: Workspace, plan: Plan, seed: int) -> float | None:
    """Fill the table ``settled`` from ``candidates`` and ``options``; its last places by draws where the plan explores.

    Gives the priority at which the list was full, None where it never was.

    Parameters
    ----------
    workspace
        With the tables of `attitude.target.step` filled.
    plan, seed
        The plan's limits hold exactly; the seed is that of the draws.
    """
    room = _room(plan)
    share = plan.explore.share
    workspace.define("create or replace temp table explored (member_key integer, probability double)")
    if share == 0 or room == Room(None, None, (None,) * len(plan.offer)):
        return _walk(workspace, room, plan.holdout.share, is_explored=False)
    _walk(workspace, room.part(1 - share), plan.holdout.share, is_explored=False)
    workspace.run("target/explore", seed=seed, campaign=plan.campaign.id)
    workspace.define("delete from used_up")
    ended_at = _walk(workspace, room, plan.holdout.share, is_explored=True)
    workspace.run("target/explore_probability", ended_at=ended_at)
    return ended_at


def rows_needed(workspace: Workspace, plan: Plan) -> int:
    """Say how many of the best a list of this plan can need, held-out members among them."""
    return _rows_needed(workspace, _room(plan), plan.holdout.share)


def _room(plan: Plan) -> Room:
    money = plan.limits.budget
    budget = None if money is None else Decimal(str(money)).quantize(Decimal("0.000001"))
    return Room(plan.limits.size, budget, tuple(offer.capacity for offer in plan.offer))


def _walk(workspace: Workspace, room: Room, holdout: float, *, is_explored: bool) -> float | None:
    """Take members in order until the room is used up; gives the priority at which that was, None if all were taken."""
    after = int(workspace.row("select coalesce(max(rank), 0) from settled")[0])
    for offer, most in enumerate(room.capacity, start=1):
        workspace.rows("update offers set capacity = ? where offer = ?", [most, offer])
    rows = _rows_needed(workspace, room, holdout)
    limits: dict[str, object] = {"size": room.size, "budget": room.budget}
    is_full, ended_at, had_to_end = False, None, False
    while not is_full:
        workspace.run("target/walk", rows=rows)
        turn, is_full, offer = workspace.result("target/obstacle", **limits).row(0)
        workspace.run("target/settle", before=turn, is_explored=is_explored)
        walked = workspace.row("select count(*) from walked")[0]
        if turn is None and walked < rows:
            break
        if turn is None:
            continue  # there may be more than were looked at
        had_to_end = True
        ended_at = workspace.row("select priority from walked where turn = ?", [turn])[0]
        if not is_full:
            workspace.rows("insert into used_up values (?, ?)", [offer, ended_at])
    if had_to_end:
        workspace.run("target/trim", after=after)
    return ended_at if is_full else None


def _rows_needed(workspace: Workspace, room: Room, holdout: float) -> int:
    """Say how many rows of the order are worth looking at: a sort of some is faster than one of all."""
    (cheapest,) = workspace.row("select min(unit_cost) from offers")
    most = [room.size] if room.size is not None else []
    if None not in room.capacity:
        most.append(sum(capacity for capacity in room.capacity if capacity is not None))
    if room.budget is not None and cheapest:
        most.append(int(room.budget / cheapest))
    if not most:
        return 2_000_000_000
    return max(int(min(most) * _SPARE / (1 - holdout)) + _SPARE_ROWS, 1)
