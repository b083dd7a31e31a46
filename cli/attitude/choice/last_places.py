"""The last places: the few who are nearest to changing their mind are chosen among anew, in whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from attitude.choice.ascent import as_sample
from attitude.choice.programme import exact
from attitude.choice.turns import contacts_of

if TYPE_CHECKING:
    from attitude.choice.problem import Problem
    from attitude.choice.turns import Trial

_VALUES = 2_400  # members × offers that are chosen among

Row = dict[str, Any]


def improvements(trial: Trial, problem: Problem, at: dict[str, object]) -> list[Row]:
    """Give the few to whom other offers, all limits and minimums kept, bring more; none where nothing does.

    Parameters
    ----------
    trial
        In a flow with ``worths`` and ``settled``.
    problem, at
        What is asked; tolls and premiums of the prices.

    Returns
    -------
    list
        ``chooser_key`` and ``offer``, None for no place any more.
    """
    most = max(_VALUES // problem.offers, 100)
    rows = trial.ask("choice/margin", most=most, **at)
    if not rows:
        return []
    sample = as_sample(problem, rows, {})
    before = np.array([row["offer"] or 0 for row in rows])
    capacities, leasts = _left(trial, problem, sample.cell, before)
    worth = sample.worth if problem.minimums else np.where(sample.worth > 0, sample.worth, -np.inf)
    after = exact(problem, worth, sample.cell, capacities, leasts)
    if (
        after is None
        or not _fits(problem, after, capacities)
        or _worth(sample.worth, after) <= _worth(sample.worth, before)
    ):
        return []
    return [
        {"chooser_key": row["chooser_key"], "offer": int(new) or None}
        for row, old, new in zip(rows, before, after, strict=True)
        if old != new
    ]


def _left(trial: Trial, problem: Problem, cell: Any, before: Any) -> tuple[Any, Any]:
    """Say what the others leave of each limit, and what they leave to do of each minimum."""
    contacts = contacts_of(trial)
    others = {offer: count - int((before == offer).sum()) for offer, count in contacts.by_offer.items()}
    capacities = [float(limit.most - used) for limit, used in zip(problem.limits, problem.used(others), strict=True)]
    leasts = []
    for minimum in problem.minimums:
        count = contacts.by_cell.get(minimum.cell, 0)
        leasts.append(float(minimum.least - count + int(((before > 0) & (cell == minimum.cell)).sum())))
    return np.array(capacities), np.array(leasts)


def _fits(problem: Problem, taken: Any, capacities: Any) -> bool:
    """Hold the solver to the last cent: it allows itself a small tolerance."""
    contacts = {offer: int((taken == offer).sum()) for offer in range(1, problem.offers + 1)}
    used = problem.used(contacts)
    return all(float(use) <= room + 1e-9 for use, room in zip(used, capacities, strict=True))


def _worth(worth: Any, taken: Any) -> float:
    return float(sum(worth[i, offer - 1] for i, offer in enumerate(taken) if offer))
