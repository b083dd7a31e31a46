"""From prices to the list: whoever gains clearly at once, the others one after another until every limit is reached."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from attitude.choice.problem import SIZE, Limit
from attitude.choice.turns import GreedyPass, contacts_of, take_greedily, trim
from attitude.errors import BlockedError

if TYPE_CHECKING:
    from attitude.choice.problem import Minimum, Problem
    from attitude.choice.turns import Trial

_BAND = 20_000  # members looked at one by one in a go, at least
_WIDER = 4


def recover(trial: Trial, problem: Problem, tolls: list[float], premiums: list[float], lowest: float) -> None:
    """Give places in the order of what each chooser gains at the prices; every limit holds exactly.

    Parameters
    ----------
    trial
        In a flow with ``worths``; nobody has a place in it.
    problem, tolls, premiums
        The limits; what each offer has to bring; what a contact in each cell is worth besides.
    lowest
        The least gain that is told apart from none, in money.

    Raises
    ------
    BlockedError
        Where a minimum cannot be filled.
    """
    at: dict[str, object] = {"tolls": tolls, "premiums": premiums}
    greedy = GreedyPass(problem.limits, name="prices")
    for minimum in problem.minimums:
        _fill(trial, problem, minimum, at, greedy)
    below = _settle_clear(trial, problem, at, lowest)
    had_to_end = _fill_up(trial, problem, at, greedy, _BAND + 2 * below)
    if had_to_end:
        trim(trial, greedy.stage, after=0)


def _await(trial: Trial, greedy: GreedyPass, number: int, most: int, at: dict[str, object]) -> tuple[int, float | None]:
    """Add a band of the next best; gives how many, and the gain below which there may be more."""
    band: dict[str, object] = {"pass": greedy.name, "band": number}
    trial.add("choice/band", most=most, **band, **at)
    (reach,) = trial.ask("choice/reach", **band)
    return reach["choosers"], reach["floor"] if reach["choosers"] == most else None


def _fill(trial: Trial, problem: Problem, minimum: Minimum, at: dict[str, object], greedy: GreedyPass) -> None:
    """Give a cell its minimum first, those who gain most."""
    before = sum(contacts_of(trial).by_offer.values())
    ends = Limit(SIZE, minimum.name, Decimal(before + minimum.least), (Decimal(1),) * problem.offers)
    here = replace(greedy, limits=[*problem.limits, ends], name=f"cell {minimum.cell}")
    most, is_full, number = minimum.least + _BAND, minimum.least == 0, 0
    while not is_full:
        number += 1
        count, floor = _await(trial, here, number, most, {**at, "cell": minimum.cell})
        is_full = take_greedily(trial, here, floor=floor).is_full
        after = sum(contacts_of(trial).by_offer.values())
        if after - before >= minimum.least:
            break
        if count < most:
            raise BlockedError(
                f"group '{minimum.name}': {after - before:,} contacts are all that its members, offers and limits "
                f"allow, its minimum is {minimum.least:,}; lower the minimum, or raise the limits"
            )


def _settle_clear(trial: Trial, problem: Problem, at: dict[str, object], lowest: float) -> int:
    """Settle whoever gains so much that all of them together keep every limit; gives how many others gain too."""
    steps = [(row["step"], row["offer"], row["members"]) for row in trial.ask("choice/steps", lowest=lowest, **at)]
    contacts = contacts_of(trial).by_offer
    start = 1 + max((step for step, _, _ in steps), default=0)
    for step in sorted({step for step, _, _ in steps}, reverse=True):
        more = dict(contacts)
        for _, offer, members in (row for row in steps if row[0] == step):
            more[offer] = more.get(offer, 0) + members
        if not problem.holds(more):
            break
        contacts, start = more, step
    trial.add("choice/clear", lowest=lowest, step=start, stage=1, **at)
    return sum(members for step, _, members in steps if step < start)


def _fill_up(trial: Trial, problem: Problem, at: dict[str, object], greedy: GreedyPass, most: int) -> bool:
    """Pass over the others, band by band, until no offer is open or nobody is left; tells whether a limit was met."""
    had_to_end, number = False, 0
    while True:
        number += 1
        count, floor = _await(trial, greedy, number, most, {**at, "cell": None})
        ending = take_greedily(trial, greedy, floor=floor)
        had_to_end = had_to_end or ending.had_to_end
        if ending.is_full or len(greedy.closed) == problem.offers or count < most:
            return had_to_end
        most *= _WIDER
