"""How far offers count beside members: a power of what is learned of offers within campaigns.

What offers brought beside one another is learned from counts of all who were contacted with each; what a member adds,
from that member. Where offers went to those who like them, where members' own records are of few cells with many
offers, or where rates are high, both together say too much of what was offered, or too little. So each contact is
asked, one campaign ahead: beside what its member adds to the log-odds, to which power does the offer's worth tell best
who of the same campaign answered? Where every campaign had one offer, that says nothing, and it counts as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from attitude.learn.regression import campaign_levels

if TYPE_CHECKING:
    from attitude.learn.regression import Vector, Whole

_PRECISION = 4.0  # the power is known beforehand to half a unit, around 1
_MOST = 3.0


@dataclass(frozen=True)
class Answers:
    """What contacts brought, one entry each: 0 or 1, the number of its campaign, the key of its treatment.

    ``log_odds`` is what is known of the member the day before adds to the log-odds of an answer.
    """

    answered: Vector
    campaign: Whole
    treatment: Whole
    log_odds: Vector


def learn_offer_power(worths: Mapping[int, float], answers: Answers) -> float:
    """Find the power of offers' worths that tells best who answered, by Newton's method.

    Parameters
    ----------
    worths
        The logarithm of what each treatment was worth by the campaigns before its own.
    answers
        Contacts of those treatments, and of others, which are left out.
    """
    known = np.array(sorted(worths), dtype=np.int64)
    asked = np.isin(answers.treatment, known)
    if not asked.any():
        return 1.0
    answers = _sorted(answers, asked)
    worth = np.array([worths[key] for key in known.tolist()])[np.searchsorted(known, answers.treatment)]
    power = 1.0
    for _ in range(20):
        step = _step(power, answers, worth)
        power = min(max(power + step, 0.0), _MOST)
        if abs(step) < 1e-6:
            break
    return power


def _sorted(answers: Answers, asked: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Answers:
    """Give some of the contacts, campaign by campaign, with those campaigns alone numbered."""
    order = np.flatnonzero(asked)[np.argsort(answers.campaign[asked], kind="stable")]
    campaign: Whole = np.unique(answers.campaign[order], return_inverse=True)[1]
    return Answers(answers.answered[order], campaign, answers.treatment[order], answers.log_odds[order])


def _step(power: float, answers: Answers, worth: Vector) -> float:
    """Give Newton's step towards the likeliest power, with the level of each campaign as it was."""
    campaign, first = answers.campaign, np.unique(answers.campaign, return_index=True)[1]
    log_odds = answers.log_odds + power * worth
    log_odds = log_odds + campaign_levels(answers.answered, campaign, first, log_odds)[campaign]
    chance = 1 / (1 + np.exp(-log_odds))
    weight = chance * (1 - chance)
    mean = np.add.reduceat(worth * weight, first) / (np.add.reduceat(weight, first) + 1e-9)
    apart = worth - mean[campaign]
    slope = float(np.sum((answers.answered - chance) * apart)) - _PRECISION * (power - 1)
    return slope / (float(np.sum(weight * apart**2)) + _PRECISION)
