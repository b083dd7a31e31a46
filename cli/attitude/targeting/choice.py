"""The choice: who is taken with which offer, once rules have said who may be. The one place to put another method.

In turn: each member with the best offer open to them, the best member first, until size, budget or capacity ends. Where
an offer has no room left, or costs more than is left, those still waiting fall to their next best.

By prices, where there is something to share out (`attitude.plan.Plan.is_priced`): see `attitude.choice`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from attitude.choice import (
    BESIDE,
    LISTED,
    Ending,
    GreedyPass,
    Problem,
    Trial,
    Worths,
    begin,
    contacts_of,
    last_rank,
    solve,
    take_greedily,
    trim,
    weigh,
    worth_of,
)
from attitude.targeting.account import Account, account_of
from attitude.targeting.capacity import problem_of
from attitude.targeting.exploring import draw_none, find_offer_chances, give_drawn

if TYPE_CHECKING:
    from attitude.choice import Solution
    from attitude.database import Flow
    from attitude.plan import Plan

# how many more rows than the list needs are looked at, for the held-out members among them; more are taken if it is
# not enough
_SPARE = 1.1
_SPARE_ROWS = 2_000
NOTHING_MET = Ending(is_full=False, ended_at=None, had_to_end=False)
# of more candidates than this, the list that the best in turn would make is that of a sample
_MOST_BESIDE = 200_000


@dataclass(frozen=True)
class Choice:
    """What was chosen.

    Parameters
    ----------
    ended_at
        The priority at which the list was full, None where it never was or prices chose.
    account
        That of prices, None where they did not choose.
    bids
        The relation with what offers were worth in the end: by draws, to those who were not on the list before.
    """

    ended_at: Decimal | None
    account: Account | None
    bids: str


def choose(flow: Flow, plan: Plan, seed: int, worths: Worths | None = None) -> Choice:
    """Choose from ``choosers`` and ``bids``: the list in ``settled``, its last places by draws where the plan explores.

    Parameters
    ----------
    flow
        With ``choosers`` and ``bids``; what is made lasts as long as it does.
    plan, seed
        The plan's limits hold exactly; the seed is that of the draws.
    worths
        What is chosen among where prices choose; made here where it was not yet.
    """
    problem = problem_of(plan)
    share = plan.explore.share if problem.limits else 0.0
    first = problem if share == 0 else problem.part(1 - share)
    account, greedy, ending = None, GreedyPass(first.limits), NOTHING_MET
    begin(flow)
    listed = Trial(flow, LISTED)
    if plan.is_priced:
        account, greedy = choose_by_prices(flow, first, plan.holdout.share, worths)
    else:
        ending = _in_turn(listed, first, plan.holdout.share, greedy)
    if plan.explore.offers:
        give_drawn(flow, plan, account)
    if share > 0:
        if not plan.explore.offers:
            flow.given(hopes="bids")
        flow.make("targeting/wagers", trial=LISTED, seed=seed, campaign=plan.campaign.id)
        flow.add("targeting/redraw")
        flow.make("targeting/redrawn")
        greedy = GreedyPass(problem.limits, name="explore", stage=2, is_explored=True)
        ending = _in_turn(listed, problem, plan.holdout.share, greedy)
    keep_closed(flow, greedy)
    if share > 0:
        ended_at = ending.ended_at if ending.is_full else None
        last_at = _last_contacted_at(flow, greedy.stage) if ending.had_to_end else None
        flow.make("targeting/explored", trial=LISTED, ended_at=ended_at, last_at=last_at)
    else:
        flow.make("targeting/unexplored")
        flow.given(explored="unexplored")
    if plan.explore.offers:
        find_offer_chances(flow, plan)
    else:
        draw_none(flow)
    ended_at = ending.ended_at if ending.is_full and account is None else None
    return Choice(ended_at, account, "redrawn" if share > 0 else "bids")


def choose_all(flow: Flow, plan: Plan, scale: float) -> None:
    """Choose from ``choosers`` and ``bids`` by a plan that holds nobody out and explores nothing: ``settled``.

    Parameters
    ----------
    flow
        With ``choosers`` and ``bids``.
    plan, scale
        Its limits, so many times; the minimums of groups aside.
    """
    problem = replace(problem_of(plan).part(scale), minimums=())
    begin(flow)
    if plan.is_priced:
        choose_by_prices(flow, problem, 0.0)
    else:
        _in_turn(Trial(flow, LISTED), problem, 0.0, GreedyPass(problem.limits))


def _last_contacted_at(flow: Flow, stage: int) -> Decimal | None:
    """Give the priority of the last one contacted of a stage of the list."""
    query = "select min(priority) from places where trial = ? and stage = ? and met is null and not is_holdout"
    (priority,) = flow.workspace.row(query, [LISTED, stage])
    return Decimal(priority) if priority is not None else None


def keep_closed(flow: Flow, greedy: GreedyPass) -> None:
    """Make ``used_up`` of the offers that a pass closed."""
    closed = [{"offer": offer, "priority": str(priority)} for offer, priority in greedy.closed.items()]
    flow.make("choice/used_up", closed=json.dumps(closed))


def rows_needed(plan: Plan) -> int:
    """Say how many of the best a list of this plan can need, held-out members among them."""
    return _rows_needed(problem_of(plan), plan.holdout.share)


def _in_turn(trial: Trial, problem: Problem, holdout: float, greedy: GreedyPass) -> Ending:
    """Take members in order until a limit is reached."""
    after = last_rank(trial)
    ending = take_greedily(trial, greedy, rows=_rows_needed(problem, holdout))
    if ending.had_to_end:
        trim(trial, greedy.stage, after)
    return ending


def choose_by_prices(
    flow: Flow, problem: Problem, holdout: float, worths: Worths | None = None
) -> tuple[Account, GreedyPass]:
    """Choose by prices, or in turn where that brings more, as it may where hardly anybody is contacted.

    Gives the account, and the walk that closed offers, if any.
    """
    worths = worths or weigh(flow, problem.bonus)
    share, beside = _beside(flow, problem, worths)
    solution = solve(flow, problem, worths)
    is_better = share == 1 and not problem.minimums and beside > solution.value
    greedy, listed = GreedyPass(problem.limits), Trial(flow, LISTED)
    if is_better:
        _in_turn(listed, problem, holdout, greedy)
    else:
        listed.add("choice/take_ranked", chosen_in=solution.trial)
    return _account(listed, problem, solution, beside, share, is_in_turn=is_better), greedy


def _account(
    trial: Trial, problem: Problem, solution: Solution, beside: float, share: float, *, is_in_turn: bool
) -> Account:
    contacts = contacts_of(trial)
    value = beside if is_in_turn else solution.value
    return account_of(problem, solution, value, beside, share, contacts.by_offer, contacts.by_cell)


def _beside(flow: Flow, problem: Problem, worths: Worths) -> tuple[float, float]:
    """Say what the best in turn would bring: of all, or what a share of them would, drawn by hash, scaled up."""
    share = min(1.0, _MOST_BESIDE / max(worths.count, 1))
    part = problem if share == 1 else problem.part(share)
    flow.add("choice/beside", most=_MOST_BESIDE)
    trial = Trial(flow, BESIDE)
    take_greedily(trial, GreedyPass(part.limits, name="beside"))
    value, _ = worth_of(trial, part, worths.speck)
    return share, value / share


def _rows_needed(problem: Problem, holdout: float) -> int:
    """Say how many rows of the order are worth looking at: a sort of some is faster than one of all."""
    most = [int(limit.most) for limit in problem.limits if limit.kind == "size"]
    capacities = [int(limit.most) for limit in problem.limits if limit.kind == "offer"]
    if len(capacities) == problem.offers:
        most.append(sum(capacities))
    budgets = [limit for limit in problem.limits if limit.kind == "budget"]
    if budgets and (cheapest := min(budgets[0].uses)):
        most.append(int(budgets[0].most / cheapest))
    if not most:
        return 2_000_000_000
    return max(int(min(most) * _SPARE / (1 - holdout)) + _SPARE_ROWS, 1)
