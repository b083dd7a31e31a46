"""Whether answers fall with the contacts that members had in the 30 days before, each member beside themselves.

Who is contacted often is chosen for answering often, and was active when chosen: beside others, pressed members answer
more, however tired they are. Their own record from before takes but a part of that out, for it is short. So what a
contact brings is taken apart into a level of its campaign, a level of its member and a factor of its pressure, fitted
together (a Poisson regression with both levels free): a member's answers under pressure stand beside the same member's
without, and each campaign beside itself. Members and campaigns that are of one pressure alone say nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from attitude.learn.regression import Matrix, Vector

if TYPE_CHECKING:
    from attitude.database import Workspace

CLASSES = (0, 1, 2, 3, 4, 6)  # the fewest contacts of each class: 4 is four or five, 6 is six and more
_LEAST_ANSWERS = 50
_LEAST_OF_CLASS = 5  # answers of a class; of fewer nothing is said
_MOST_DOUBT = 1.0  # standard deviation of a logarithm; of what is less sure nothing is said either
_LEAST_SHARE = 0.05  # of all answers, in the class that the others stand beside
_SURE = 3.0  # standard deviations, from which on a fall is believed
_ENDS = 1.645  # of an interval that holds the truth nine times in ten
_STEPS, _CLOSE = 500, 1e-9
Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Pressure:
    """What members answer after so many contacts, over what the same members answer after few.

    ``pressure`` is the fewest contacts of the class, ``ratio_low`` and ``ratio_high`` are the ends of the 90 %
    interval, ``is_fall`` says whether it is below 1 by three standard deviations.
    """

    pressure: int
    contacts: int
    responses: int
    ratio: float
    ratio_low: float
    ratio_high: float
    is_fall: bool


def learn_pressure(workspace: Workspace) -> list[Pressure]:
    """Learn the curve from the sample that `attitude.score.gather` brought together; empty where history is short."""
    rows = workspace.result("score/pressed")
    if rows["answered"].sum() < _LEAST_ANSWERS:
        return []
    columns = ("member_key", "campaign_key", "pressure", "contacts", "answered", "expected")
    return pressure_curve(*(rows[name].to_numpy() for name in columns))


def as_rows(curve: list[Pressure]) -> list[dict[str, object]]:
    """Give the curve as ``queries/score/pressures.sql`` reads it."""
    return [asdict(one) for one in curve]


def pressure_curve(
    members: Numbers, campaigns: Numbers, pressures: Numbers, contacts: Numbers, answered: Numbers, expected: Numbers
) -> list[Pressure]:
    """Fit the factor of each class of pressure, levels of members and campaigns beside it.

    Parameters
    ----------
    members, campaigns, pressures, contacts, answered, expected
        n each: rows of a member, a campaign and a class; how many contacts, answers, and answers at the cells' rates.

    Returns
    -------
    One of each class that enough is known of, fewest contacts first; the first that has a twentieth of all answers has
    ratio 1, and the others stand beside it.
    """
    member, campaign = (np.unique(keys, return_inverse=True)[1] for keys in (members, campaigns))
    place = np.searchsorted(CLASSES, pressures)
    counts = np.bincount(place, answered, len(CLASSES))
    beside = int(np.argmax(counts >= _LEAST_SHARE * counts.sum()))
    mean, factors = _fit(member, campaign, place, answered.astype(float), expected, beside)
    told = [at for at in range(len(CLASSES)) if counts[at] >= _LEAST_OF_CLASS]
    doubts = _doubts(member, campaign, place, mean, [at for at in told if at != beside])
    seen = np.bincount(place, contacts, len(CLASSES))
    sure = [at for at in told if doubts.get(at, 0.0) <= _MOST_DOUBT]
    return [_one(at, int(seen[at]), int(counts[at]), float(factors[at]), doubts.get(at, 0.0)) for at in sure]


def _one(at: int, contacts: int, responses: int, ratio: float, doubt: float) -> Pressure:
    low, high = (round(ratio * float(np.exp(end * doubt)), 4) for end in (-_ENDS, _ENDS))
    is_fall = bool(doubt) and float(np.log(ratio)) < -_SURE * doubt
    return Pressure(CLASSES[at], contacts, responses, round(ratio, 4), low, high, is_fall)


def _fit(
    member: Numbers, campaign: Numbers, place: Numbers, answered: Vector, expected: Vector, beside: int
) -> tuple[Vector, Vector]:
    """Scale members, campaigns and classes in turn until each brings what it brought; gives the means, the factors."""
    mean, factors = expected.copy(), np.ones(len(CLASSES))
    for _ in range(_STEPS):
        for by in (campaign, member):
            mean = mean * _scale(by, answered, mean)[by]
        step = _scale(place, answered, mean)
        mean, factors = mean * step[place], factors * np.pad(step, (0, len(CLASSES) - len(step)), constant_values=1)
        if np.abs(np.log(np.maximum(step, 1e-300))[step > 0]).max() < _CLOSE:
            break
    return mean, factors / factors[beside]


def _scale(by: Numbers, answered: Vector, mean: Vector) -> Vector:
    told, foreseen = np.bincount(by, answered), np.bincount(by, mean)
    scale: Vector = np.divide(told, foreseen, out=np.ones(len(told)), where=foreseen > 0)
    return scale


def _doubts(member: Numbers, campaign: Numbers, place: Numbers, mean: Vector, told: list[int]) -> dict[int, float]:
    """Give one standard deviation of the logarithm of each factor, with the levels of members and campaigns unknown."""
    from scipy import sparse

    if not told:
        return {}
    column = {at: number for number, at in enumerate(told)}
    is_told = np.isin(place, told)
    first = len(told)
    rows = np.arange(len(mean))
    columns = np.concatenate([first + campaign, [column[at] for at in place[is_told]]]).astype(int)
    design = sparse.csr_matrix(
        (np.ones(len(columns)), (np.concatenate([rows, rows[is_told]]), columns)),
        shape=(len(mean), first + int(campaign.max()) + 1),
    )
    of_members = sparse.csr_matrix((mean, (member, rows)), shape=(int(member.max()) + 1, len(mean)))
    together = of_members @ design
    spread = sparse.diags(1 / np.maximum(np.bincount(member, mean), 1e-300))
    curve: Matrix = (design.T @ sparse.diags(mean) @ design - together.T @ spread @ together).toarray()
    own, across = curve[:first, :first], curve[:first, first:]
    left = own - across @ np.linalg.pinv(curve[first:, first:], rcond=1e-9, hermitian=True) @ across.T
    # where pressure goes with members and campaigns alone nothing is left to tell it by: that is all doubt, not none
    spreads = np.diag(np.linalg.inv(left + 1e-9 * max(float(np.trace(own)), 1e-9) * np.eye(first)))
    return {at: float(np.sqrt(max(spreads[number], 0))) for at, number in column.items()}
