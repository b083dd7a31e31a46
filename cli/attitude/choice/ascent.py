"""Prices refined on all members: each pass is one query, and the next prices come from those near to changing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING, Any

import numpy as np

from attitude.choice.problem import Prices
from attitude.choice.programme import Sample, UnsolvedError, first_prices, next_prices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attitude.choice.problem import Problem
    from attitude.choice.worths import Worths
    from attitude.database import Flow

_FIRST_VALUES = 36_000  # of the sample that first prices come from: members × offers
_NEAR_VALUES = 60_000
_PASSES = 12
_NO_GAIN, _NEARLY = 2e-6, 0.01  # a pass that lowers the bound by less is the last, unless much is left over
_STILL = 1e-8  # prices that move less than this, in money, are the same
_ENOUGH = 0.0002  # what prices not quite right may cost, of the value of the whole list
_FIRST_NEAR, _NEXT_NEAR = 0.3, 0.2  # the share of members within reach of the next prices, and of those the share next


@dataclass(frozen=True)
class Pass:
    """One look at all members.

    Parameters
    ----------
    prices
        At which it was.
    bound
        No choice can bring more than this, in money.
    slack
        What limits with a price that are not used up, or are overdrawn, are worth: 0 where prices are exactly right.
    groups
        Rows of ``choice/pass``.
    """

    prices: Prices
    bound: float
    slack: float
    groups: list[dict[str, Any]]


def refined(worths: Worths, problem: Problem) -> Pass:
    """Find the prices at which the bound is lowest, or as near as a few passes come."""
    flow, cells = worths.flow, worths.last_cell
    sample = as_sample(problem, worths.sample(max(_FIRST_VALUES // problem.offers, 2_500)), {})
    sample = Sample(sample.worth, sample.cell, np.full(len(sample.weight), worths.count / max(len(sample.weight), 1)))
    try:
        prices = first_prices(problem, sample)
    except UnsolvedError:  # a sample may lack members of a small cell: the passes look at all of them
        prices = Prices((0.0,) * len(problem.limits), (0.0,) * len(problem.minimums))
    reach = _quantile(_margins(problem, sample, prices), sample.weight, _FIRST_NEAR)
    best = _look(flow, problem, prices, reach, cells)
    bound = best.bound
    for _ in range(_PASSES - 1):
        if best.slack <= _ENOUGH * abs(best.bound) or reach == 0:
            break
        near = _near(flow, problem, best)
        try:
            at_stake = Sample(_within(problem, near, best.prices, reach), near.cell, near.weight)
            prices = next_prices(problem, at_stake, *_others(problem, best), best.prices, reach / 4)
        except UnsolvedError:
            reach *= 4
            best = _look(flow, problem, best.prices, reach, cells)
            continue
        moved = _moved(problem, best.prices, prices)
        if moved < _STILL:
            break
        if moved < reach / 4 * 0.99:
            reach = min(_quantile(_margins(problem, near, prices), near.weight, _NEXT_NEAR), reach / 2)
        result = _look(flow, problem, prices, reach, cells)
        bound = min(bound, result.bound)
        if result.bound < best.bound or result.slack < best.slack:
            is_done = best.bound - result.bound < _NO_GAIN * abs(result.bound) and result.slack < _NEARLY * abs(
                result.bound
            )
            best = result
            if is_done:
                break
        else:
            reach /= 4
            best = _look(flow, problem, best.prices, reach, cells)
    return replace(best, bound=bound)


def _look(flow: Flow, problem: Problem, prices: Prices, reach: float, cells: int) -> Pass:
    drawn = max(_NEAR_VALUES // problem.offers // (problem.offers + 1) ** 2, 30)
    additions: dict[str, object] = {"tolls": problem.tolls(prices), "premiums": problem.premiums(prices, cells)}
    groups = flow.ask("choice/pass", reach=reach, drawn=drawn, **additions)
    contacts: dict[int, int] = {}
    for group in groups:
        if group["offer"]:
            contacts[group["offer"]] = contacts.get(group["offer"], 0) + group["members"]
    capacities = [(p, float(limit.most)) for p, limit in zip(prices.limits, problem.limits, strict=True)]
    reached = [
        (q, minimum.least, sum(g["members"] for g in groups if g["offer"] and g["cell"] == minimum.cell))
        for q, minimum in zip(prices.minimums, problem.minimums, strict=True)
    ]
    bound = fsum(
        [g["gain"] for g in groups] + [p * room for p, room in capacities] + [-q * least for q, least, _ in reached]
    )
    used = [float(use) for use in problem.used(contacts)]
    slack = fsum(p * abs(room - use) for (p, room), use in zip(capacities, used, strict=True))
    slack += fsum(q * abs(least - count) for q, least, count in reached)
    return Pass(prices, bound, slack + _overdrawn(problem, used, bound), groups)


def _overdrawn(problem: Problem, used: list[float], bound: float) -> float:
    """Count limits that are free of charge and overdrawn: as if all that is too much had to go."""
    shares = [
        (use - float(limit.most)) / use
        for use, limit in zip(used, problem.limits, strict=True)
        if use > float(limit.most)
    ]
    return max(shares, default=0.0) * abs(bound)


def as_sample(problem: Problem, rows: list[dict[str, Any]], weights: dict[int, float]) -> Sample:
    """Make a sample of rows with a chooser, its cell, offers and worth; each stands for one where not told."""
    worth = np.full((len(rows), problem.offers), -np.inf)
    for i, row in enumerate(rows):
        worth[i, np.array(row["offers"], dtype=int) - 1] = row["worth"]
    cells = np.array([row["cell"] for row in rows], dtype=np.int64)
    return Sample(worth, cells, np.array([weights.get(row["chooser_key"], 1.0) for row in rows]))


def _near(flow: Flow, problem: Problem, result: Pass) -> Sample:
    """Fetch the near members that a pass named, each with the weight of their kind."""
    count = sum(len(group["near"]) for group in result.groups)
    part = min(1.0, 3 * _NEAR_VALUES / problem.offers / max(count, 1))
    weights: dict[int, float] = {}
    for group in result.groups:
        members = group["near"][: max(int(len(group["near"]) * part), 1)]
        weights |= {member: group["count_near"] / len(members) for member in members}
    return as_sample(problem, flow.ask("choice/sample", most=None, choosers=list(weights)), weights)


def _others(problem: Problem, result: Pass) -> tuple[Any, Any]:
    """Say what those who are not near use of each limit, and how many of them are in each cell with a minimum."""
    contacts: dict[int, int] = {}
    for group in result.groups:
        if group["offer"]:
            far = group["members"] - group["count_near"]
            contacts[group["offer"]] = contacts.get(group["offer"], 0) + far
    reached = [
        sum(g["members"] - g["count_near"] for g in result.groups if g["offer"] and g["cell"] == minimum.cell)
        for minimum in problem.minimums
    ]
    return np.array([float(use) for use in problem.used(contacts)]), np.array(reached, dtype=float)


def _gains(problem: Problem, sample: Sample, prices: Prices) -> Any:
    premiums = np.array(problem.premiums(prices, int(sample.cell.max(initial=0))))
    return sample.worth - np.array(problem.tolls(prices)) + premiums[sample.cell][:, None]


def _within(problem: Problem, sample: Sample, prices: Prices, reach: float) -> Any:
    """Leave out the offers that no price within reach could make a member's best: the programme is smaller by far."""
    gains = _gains(problem, sample, prices)
    best = np.maximum(gains.max(axis=1, initial=-np.inf), 0)
    return np.where(gains >= best[:, None] - reach, sample.worth, -np.inf)


def _margins(problem: Problem, sample: Sample, prices: Prices) -> Any:
    """Say by how much the best choice of each member is before the next, no offer being one."""
    gains = _gains(problem, sample, prices)
    ordered = np.sort(np.hstack([gains, np.zeros((len(gains), 1))]), axis=1)
    return ordered[:, -1] - ordered[:, -2]


def _quantile(values: Any, weights: Any, share: float) -> float:
    """Give the value below which a share of the weight lies; a little above 0 where all of it is at 0."""
    if not len(values):
        return 0.0
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order])
    at = int(np.searchsorted(total, share * total[-1]))
    return float(max(values[order][min(at, len(order) - 1)], 1e-9))


def _moved(problem: Problem, before: Prices, after: Prices) -> float:
    pairs: Iterable[tuple[float, float]] = [
        *zip(problem.tolls(before), problem.tolls(after), strict=True),
        *zip(before.minimums, after.minimums, strict=True),
    ]
    return max((abs(one - other) for one, other in pairs), default=0.0)
