"""The whole way: prices, the list, and what it brings beside the most that any list could."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from attitude.choice.ascent import refined
from attitude.choice.last_places import improvements
from attitude.choice.recovery import recover
from attitude.choice.turns import PRICED, SWAPPED, Trial

if TYPE_CHECKING:
    from attitude.choice.problem import Prices, Problem
    from attitude.choice.worths import Worths
    from attitude.database import Flow

_LEAST_GAIN = 1e-9
_SMALL = 3e-4  # a gap, of the bound, that is not worth a closer look


@dataclass(frozen=True)
class Solution:
    """What was chosen.

    Parameters
    ----------
    prices
        What one more of each limit would bring, and what each minimum costs per contact.
    tolls
        What a contact with each offer has to bring, at these prices.
    value, bound
        What the choice brings and what no choice can exceed, both in money, with the salvage value of unused stock.
    contacts
        How many are contacted, by the number of the offer.
    trial
        The number of the trial that chose them.
    """

    prices: Prices
    tolls: list[float]
    value: float
    bound: float
    contacts: dict[int, int]
    trial: int


def solve(flow: Flow, problem: Problem, worths: Worths) -> Solution:
    """Choose by prices.

    Parameters
    ----------
    flow
        With a choice begun, ``choosers`` and ``bids``.
    problem
        Limits and minimums; all of them hold exactly.
    worths
        What is chosen among, in this flow or the one around it.
    """
    result = refined(worths, problem)
    tolls, premiums = problem.tolls(result.prices), problem.premiums(result.prices, worths.last_cell)
    bound = result.bound + float(problem.salvage)
    trial = Trial(flow, PRICED)
    recover(trial, problem, tolls, premiums, max(worths.speck, _LEAST_GAIN))
    value, contacts = worth_of(trial, problem, worths.speck)
    is_far = bound - value > _SMALL * abs(bound)
    if is_far and (swaps := improvements(trial, problem, {"tolls": tolls, "premiums": premiums})):
        trial.add("choice/swap", swapped=SWAPPED, swaps=json.dumps(swaps))
        trial = Trial(flow, SWAPPED)
        value, contacts = worth_of(trial, problem, worths.speck)
    return Solution(result.prices, tolls, value, max(bound, value), contacts, trial.number)


def worth_of(trial: Trial, problem: Problem, speck: float) -> tuple[float, dict[int, int]]:
    """Say what those taken bring in money, unused stock included, and how many are contacted by offer."""
    rows = trial.ask("choice/value", speck=speck)
    value = fsum(row["value"] for row in rows) + float(problem.salvage)
    return round(value, 6), {row["offer"]: row["contacts"] for row in rows}
