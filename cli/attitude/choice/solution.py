"""The whole way: prices, the list, and what it brings beside the most that any list could."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from attitude.choice.ascent import refined
from attitude.choice.last_places import improve
from attitude.choice.recovery import recover

if TYPE_CHECKING:
    from attitude.choice.problem import Prices, Problem
    from attitude.database import Workspace

SPECK = 1e-5  # of what a contact is worth: what tells equal values apart
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
    """

    prices: Prices
    tolls: list[float]
    value: float
    bound: float
    contacts: dict[int, int]


def solve(workspace: Workspace, problem: Problem, speck: float) -> Solution:
    """Fill ``settled`` by prices from ``worths``.

    Parameters
    ----------
    workspace
        With ``worths`` (see ``choice/worths``), ``candidates``, and empty ``settled`` and ``used_up``.
    problem
        Limits and minimums; all of them hold exactly.
    speck
        The most that was added to a worth to tell equals apart.
    """
    found = refined(workspace, problem)
    (cells,) = workspace.row("select coalesce(max(cell), 0) from worths")
    tolls, premiums = problem.tolls(found.prices), problem.premiums(found.prices, cells)
    recover(workspace, problem, tolls, premiums, max(speck, _LEAST_GAIN))
    bound = found.bound + float(problem.salvage)
    value, contacts = worth_of(workspace, problem, speck)
    if bound - value > _SMALL * abs(bound):
        improve(workspace, problem, {"tolls": tolls, "premiums": premiums})
        value, contacts = worth_of(workspace, problem, speck)
    return Solution(found.prices, tolls, value, max(bound, value), contacts)


def worth_of(workspace: Workspace, problem: Problem, speck: float) -> tuple[float, dict[int, int]]:
    """Say what ``settled`` brings in money, unused stock included, and how many it contacts by offer."""
    rows = workspace.result("choice/value", speck=speck).rows()
    value = fsum(value for _, _, value in rows) + float(problem.salvage)
    return round(value, 6), {offer: contacts for offer, contacts, _ in rows}
