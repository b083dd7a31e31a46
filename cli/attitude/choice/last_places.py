"""The last places: the few who are nearest to changing their mind are chosen among anew, in whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from attitude.choice.ascent import as_sample
from attitude.choice.programme import exact
from attitude.choice.walk import contacts_of

if TYPE_CHECKING:
    from attitude.choice.problem import Problem
    from attitude.database import Workspace

_VALUES = 2_400  # members × offers that are chosen among


def improve(workspace: Workspace, problem: Problem, at: dict[str, object]) -> None:
    """Change ``settled`` where other offers to a few members bring more, all limits and minimums kept.

    Parameters
    ----------
    workspace
        With ``worths`` and ``settled``.
    problem, at
        What is asked; tolls and premiums of the prices.
    """
    most = max(_VALUES // problem.offers, 100)
    rows = workspace.result("choice/margin", most=most, **at).rows()
    if not rows:
        return
    sample = as_sample(problem, rows, {})
    before = np.array([row[-1] or 0 for row in rows])
    rooms, leasts = _left(workspace, problem, sample.cell, before)
    worth = sample.worth if problem.minimums else np.where(sample.worth > 0, sample.worth, -np.inf)
    after = exact(problem, worth, sample.cell, rooms, leasts)
    if after is None or not _fits(problem, after, rooms) or _worth(sample.worth, after) <= _worth(sample.worth, before):
        return
    for row, old, new in zip(rows, before, after, strict=True):
        if old != new:
            workspace.rows("delete from settled where member_key = ?", [row[0]])
            if new:
                workspace.rows("insert into settled values (0, ?, ?, 0, false, 0, false)", [row[0], int(new)])


def _left(workspace: Workspace, problem: Problem, cell: Any, before: Any) -> tuple[Any, Any]:
    """Say what the others leave of each limit, and what they leave to do of each minimum."""
    others = {offer: count - int((before == offer).sum()) for offer, count in contacts_of(workspace).items()}
    rooms = [float(limit.most - used) for limit, used in zip(problem.limits, problem.used(others), strict=True)]
    leasts = []
    for minimum in problem.minimums:
        (count,) = workspace.row(
            "select count(*) from settled as s inner join worths as w on s.member_key = w.member_key "
            "where not s.is_holdout and w.cell = ?",
            [minimum.cell],
        )
        leasts.append(float(minimum.least - count + int(((before > 0) & (cell == minimum.cell)).sum())))
    return np.array(rooms), np.array(leasts)


def _fits(problem: Problem, taken: Any, rooms: Any) -> bool:
    """Hold the solver to the last cent: it allows itself a small tolerance."""
    contacts = {offer: int((taken == offer).sum()) for offer in range(1, problem.offers + 1)}
    used = problem.used(contacts)
    return all(float(use) <= room + 1e-9 for use, room in zip(used, rooms, strict=True))


def _worth(worth: Any, taken: Any) -> float:
    return float(sum(worth[i, offer - 1] for i, offer in enumerate(taken) if offer))
