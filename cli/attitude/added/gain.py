"""What lists by what is added would have brought beyond lists by propensity, asked of holdouts of the past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from attitude.added.layers import Arm, fit

if TYPE_CHECKING:
    from attitude.added.layers import Codes
    from attitude.learn import Vector

    Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]

FIFTHS = 5
_SURE = 1.644854  # so that the difference is below the interval by chance once in twenty times


@dataclass(frozen=True)
class Compared:
    """Those compared, both arms together, n of them.

    Parameters
    ----------
    is_control, answered, expected, log_ratio, codes
        As in `attitude.added.layers.Arm`, of their own arm.
    chance
        Of an answer, by which lists are made otherwise.
    contacted_level, unasked_level
        What each arm of their campaign did over its chances.
    contacted_share
        Of those compared in their cell.
    campaign, member
        Numbers.
    fifth
        0 to 4, drawn by hash.
    """

    is_control: Flags
    answered: Vector
    expected: Vector
    log_ratio: Vector
    codes: Codes
    chance: Vector
    contacted_level: Vector
    unasked_level: Vector
    contacted_share: Vector
    campaign: np.ndarray[tuple[int], np.dtype[np.int64]]
    member: np.ndarray[tuple[int], np.dtype[np.int64]]
    fifth: np.ndarray[tuple[int], np.dtype[np.int64]]

    def arm(self, *, is_control: bool, but_for: int | None = None) -> Arm:
        """Give one arm, or what of it is not in a fifth."""
        rows = self.is_control == is_control
        if but_for is not None:
            rows = rows & (self.fifth != but_for)
        return Arm(self.answered, self.expected, self.log_ratio, self.codes).part(rows)


@dataclass(frozen=True)
class Gain:
    """How two ways to rank compare, in answers added per 100 members, on average over lists of every length.

    ``by_added`` and ``by_chance`` are beyond those of a random list (the area of the Qini curve); ``difference`` has a
    90 % interval from ``low`` to ``high``: only values that tell clearly are in it at all.
    """

    by_added: float
    by_chance: float
    difference: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether lists by what is added brought more, beyond what chance makes."""
        return self.low > 0


def gain_of(compared: Compared, kappa: float) -> Gain:
    """Rank each fifth of a campaign by what the other four say, by added and by chance; lay both beside what came.

    An answer counts by how rare its arm is in its cell, those of the held out against; what the layers foresee is taken
    off first, which makes the comparison finer and leaves it fair.

    Notes
    -----
    Source: Radcliffe (2007) for the curve; Robins, Rotnitzky and Zhao, Journal of the American Statistical Association
    89 (1994) for the correction; intervals are of members, who may be in several campaigns.
    """
    asked, unasked = _foreseen(compared, kappa)
    share = compared.contacted_share
    middle = (1 - share) * asked + share * unasked
    signed = np.where(compared.is_control, -1 / (1 - share), 1 / share)
    effect = (compared.answered - middle) * signed
    group = compared.campaign * FIFTHS + compared.fifth
    by_added, by_chance = (_depths(group, score) for score in (asked - unasked, compared.chance))
    low, difference, high = _interval(effect * (by_chance - by_added), compared.member)
    areas = (float(np.mean(effect * (0.5 - depth))) for depth in (by_added, by_chance))
    return Gain(*(round(100 * figure, 6) + 0.0 for figure in (*areas, difference, low, high)))


def _foreseen(compared: Compared, kappa: float) -> tuple[Vector, Vector]:
    asked, unasked = np.zeros(len(compared.answered)), np.zeros(len(compared.answered))
    for fifth in range(FIFTHS):
        rows = compared.fifth == fifth
        for chances, level, is_control in (
            (asked, compared.contacted_level, False),
            (unasked, compared.unasked_level, True),
        ):
            layer = fit(compared.arm(is_control=is_control, but_for=fifth), kappa)
            ratios = layer.log_ratios(compared.codes[rows], compared.log_ratio[rows])
            chances[rows] = np.minimum(compared.chance[rows] * level[rows] * np.exp(ratios), 1.0)
    return asked, unasked


def _depths(group: np.ndarray[tuple[int], np.dtype[np.int64]], score: Vector) -> Vector:
    """Give where each stands in their group, from 0, the first, to 1; equal scores share the middle of theirs."""
    order = np.lexsort((-score, group))
    starts = np.flatnonzero(np.diff(group[order], prepend=-1) | np.diff(-score[order], prepend=np.inf).astype(bool))
    places = np.arange(len(score), dtype=float)
    ends = np.append(starts[1:], len(score))
    middle = np.repeat((starts + ends - 1) / 2, ends - starts)
    first = np.searchsorted(group[order], group[order], "left")
    count = np.searchsorted(group[order], group[order], "right") - first
    places[order] = (middle - first + 0.5) / count
    return places


def _interval(parts: Vector, member: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[float, float, float]:
    mean = float(np.mean(parts))
    of_members = np.bincount(np.unique(member, return_inverse=True)[1], parts - mean)
    spread = _SURE * float(np.sqrt(np.sum(of_members**2))) / len(parts)
    return mean - spread, mean, mean + spread
