"""The linear programme of some members, each standing for so many: the prices at which its bound is least.

It is the dual of the choice: prices ``p``, premiums ``q``, and of each member ``u``, what they bring beyond the toll:
minimise ``sum weight u + sum room p - sum least q`` with ``u >= worth - toll + q``, all of them 0 or more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from attitude.choice.problem import Prices, rounded
from attitude.errors import AttitudeError
from attitude.streams import muted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from attitude.choice.problem import Problem

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


_NODES = 50  # of the search for whole numbers: a count, not a time, so that it ends alike everywhere


@dataclass(frozen=True)
class Sample:
    """Some members: ``worth`` (members × offers, −inf where closed), ``cell``, and how many members each stands for."""

    worth: Floats
    cell: Ints
    weight: Floats


def first_prices(problem: Problem, sample: Sample) -> Prices:
    """Find the prices of a sample of all members."""
    capacities = np.array([float(limit.most) for limit in problem.limits])
    leasts = np.array([float(minimum.least) for minimum in problem.minimums])
    return _solved(problem, sample, capacities, leasts, [])


def next_prices(
    problem: Problem, sample: Sample, used: Floats, reached: Floats, before: Prices, reach: float
) -> Prices:
    """Find better prices from the members near to changing their mind, all others as they are.

    Parameters
    ----------
    problem, sample
        What is asked; the members near.
    used, reached
        What all others use of each limit, and how many of them are in each cell with a minimum.
    before, reach
        The prices to start from; no toll and no premium moves further than this from them, as beyond it others would
        change their mind too.
    """
    capacities = np.array([float(limit.most) for limit in problem.limits]) - used
    leasts = np.array([float(minimum.least) for minimum in problem.minimums]) - reached
    rows = [(_toll_row(problem, j), toll) for j, toll in enumerate(problem.tolls(before))]
    rows += [(_premium_row(problem, c), premium) for c, premium in enumerate(before.minimums)]
    around = [(sign * row, sign * at + reach) for row, at in rows for sign in (1.0, -1.0)]
    return _solved(problem, sample, capacities, leasts, around)


def _toll_row(problem: Problem, offer: int) -> Floats:
    return np.array([float(limit.uses[offer]) for limit in problem.limits] + [0.0] * len(problem.minimums))


def _premium_row(problem: Problem, place: int) -> Floats:
    row = np.zeros(len(problem.limits) + len(problem.minimums))
    row[len(problem.limits) + place] = 1.0
    return row


def _solved(
    problem: Problem, sample: Sample, capacities: Floats, leasts: Floats, around: list[tuple[Floats, float]]
) -> Prices:
    """Solve it in units of what a contact is worth, and of members, so that the solver's tolerances are small."""
    if not len(sample.weight) or not (problem.limits or problem.minimums):
        return Prices((0.0,) * len(problem.limits), (0.0,) * len(problem.minimums))
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix, hstack, vstack

    member, offer = np.nonzero(np.isfinite(sample.worth))
    worth = sample.worth[member, offer]
    unit = float(np.abs(worth).mean()) if len(worth) else 1.0
    unit = unit or 1.0
    head = -np.vstack([_toll_row(problem, j) for j in range(problem.offers)])[offer]
    for place, minimum in enumerate(problem.minimums):
        head[sample.cell[member] == minimum.cell, len(problem.limits) + place] = 1.0
    tail = csr_matrix(
        (-np.ones(len(member)), (np.arange(len(member)), member)), shape=(len(member), len(sample.weight))
    )
    matrix, bounds = hstack([csr_matrix(head), tail]), -worth / unit
    if around:
        box = np.vstack([row for row, _ in around])
        empty = csr_matrix((len(around), len(sample.weight)))
        matrix = vstack([matrix, hstack([csr_matrix(box), empty])])
        bounds = np.concatenate([bounds, np.array([at for _, at in around]) / unit])
    total = float(sample.weight.sum()) or 1.0
    costs = np.concatenate([capacities, -leasts, sample.weight]) / total
    with muted():
        result: Any = linprog(costs, A_ub=matrix.tocsr(), b_ub=bounds, bounds=(0, None), method="highs")
    if result.status != 0:
        raise UnsolvedError(result.message)
    prices = result.x[: len(capacities) + len(leasts)] * unit
    return Prices(rounded(prices[: len(capacities)]), rounded(prices[len(capacities) :]))


class UnsolvedError(AttitudeError):
    """The programme has no solution: a minimum cannot be met within the limits."""


def exact(problem: Problem, worth: Floats, cell: Ints, capacities: Floats, leasts: Floats) -> Ints | None:
    """Choose for a few members in whole numbers; gives the offer of each, 0 for none, or None where it takes too long.

    Parameters
    ----------
    problem, worth, cell
        What is asked; members × offers, −inf where closed; the cell of each member.
    capacities, leasts
        What is left of each limit, and how many of them each minimum still asks for.
    """
    from scipy.optimize import LinearConstraint, milp
    from scipy.sparse import csr_matrix

    member, offer = np.nonzero(np.isfinite(worth))
    count = len(member)
    if count == 0:
        return None
    once = csr_matrix((np.ones(count), (member, np.arange(count))), shape=(len(worth), count))
    rules = [LinearConstraint(once, -np.inf, 1)]
    if len(capacities):
        uses = np.vstack([_toll_row(problem, j)[: len(capacities)] for j in range(problem.offers)])[offer].T
        rules.append(LinearConstraint(csr_matrix(uses), -np.inf, capacities))
    for minimum, least in zip(problem.minimums, leasts, strict=True):
        of_cell = (cell[member] == minimum.cell).astype(float)
        rules.append(LinearConstraint(csr_matrix(of_cell[None, :]), least, np.inf))
    options = {"node_limit": _NODES, "mip_rel_gap": 1e-5}
    with muted():
        result: Any = milp(
            -worth[member, offer], constraints=rules, integrality=np.ones(count), bounds=(0, 1), options=options
        )
    if result.x is None:
        return None
    taken = np.zeros(len(worth), dtype=np.int64)
    chosen = result.x > 0.5
    taken[member[chosen]] = offer[chosen] + 1
    return taken
