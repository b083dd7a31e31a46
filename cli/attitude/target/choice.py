"""The choice: who is taken with which offer, once rules have said who may be. The one place to put another method.

In turn: each member with the best offer open to them, the best member first, until size, budget or capacity ends. Where
an offer has no room left, or costs more than is left, those still waiting fall to their next best.

By prices, where there is something to share out (`attitude.plan.Plan.is_priced`): see `attitude.choice`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attitude.choice import SPECK, Ending, Problem, contacts_of, fill_limits, last_rank, solve, trim, walk, worth_of
from attitude.target.account import Account, account_of
from attitude.target.room import problem_of

if TYPE_CHECKING:
    from attitude.choice import Solution
    from attitude.database import Workspace
    from attitude.plan import Plan

# how many more rows than the list needs are looked at, for the held-out members among them; more are taken if it is
# not enough
_SPARE = 1.1
_SPARE_ROWS = 2_000
# of more candidates than this, the list that the best in turn would make is that of a sample
_MOST_BESIDE = 200_000


def choose(workspace: Workspace, plan: Plan, seed: int) -> tuple[Decimal | None, Account | None]:
    """Fill the table ``settled`` from ``candidates`` and ``options``; its last places by draws where the plan explores.

    Gives the priority at which the list was full, None where it never was or prices chose; and the account of prices,
    None where they did not.

    Parameters
    ----------
    workspace
        With the tables of `attitude.target.step` filled.
    plan, seed
        The plan's limits hold exactly; the seed is that of the draws.
    """
    problem = problem_of(plan)
    share = plan.explore.share if problem.limits else 0.0
    workspace.define("create or replace temp table explored (member_key integer, probability double)")
    first = problem if share == 0 else problem.part(1 - share)
    account = choose_by_prices(workspace, first, plan.holdout.share) if plan.is_priced else None
    ending = Ending(is_full=False, ended_at=None, had_to_end=False)
    if account is None:
        ending = _in_turn(workspace, first, plan.holdout.share)
    if share > 0:
        workspace.run("target/explore", seed=seed, campaign=plan.campaign.id)
        workspace.define("delete from used_up")
        ending = _in_turn(workspace, problem, plan.holdout.share, is_explored=True)
        workspace.run("target/explore_probability", ended_at=ending.ended_at if ending.is_full else None)
    return ending.ended_at if ending.is_full and account is None else None, account


def rows_needed(workspace: Workspace, plan: Plan) -> int:
    """Say how many of the best a list of this plan can need, held-out members among them."""
    return _rows_needed(workspace, problem_of(plan), plan.holdout.share)


def _in_turn(workspace: Workspace, problem: Problem, holdout: float, *, is_explored: bool = False) -> Ending:
    """Take members in order until a limit is reached."""
    after = last_rank(workspace)
    fill_limits(workspace, problem.limits)
    workspace.run("choice/all_wishes")
    ending = walk(workspace, rows=_rows_needed(workspace, problem, holdout), is_explored=is_explored)
    if ending.had_to_end:
        trim(workspace, after)
    return ending


def choose_by_prices(workspace: Workspace, problem: Problem, holdout: float) -> Account:
    """Fill ``settled`` by prices, or in turn where that brings more, as it may where hardly anybody is contacted."""
    speck = SPECK * workspace.result("choice/scale").item()
    workspace.run("choice/worths", bonus=list(problem.bonus), speck=speck)
    share, beside = _beside(workspace, problem, speck)
    solution = solve(workspace, problem, speck)
    is_better = share == 1 and not problem.minimums and beside > solution.value
    if is_better:
        forget(workspace)
        _in_turn(workspace, problem, holdout)
    else:
        workspace.run("choice/ranked")
    return _account(workspace, problem, solution, beside, share, is_in_turn=is_better)


def _account(
    workspace: Workspace, problem: Problem, solution: Solution, beside: float, share: float, *, is_in_turn: bool
) -> Account:
    counted = workspace.rows(
        "select c.cell, count(*) from settled as s inner join candidates as c on s.member_key = c.member_key "
        "where not s.is_holdout and c.cell is not null group by c.cell"
    )
    of_cells: dict[int, int] = dict(counted)
    value = beside if is_in_turn else solution.value
    return account_of(problem, solution, value, beside, share, contacts_of(workspace), of_cells)


def _beside(workspace: Workspace, problem: Problem, speck: float) -> tuple[float, float]:
    """Say what the best in turn would bring: of all, or what a share of them would, drawn by hash, scaled up."""
    (count,) = workspace.row("select count(*) from worths where not is_holdout")
    share = min(1.0, _MOST_BESIDE / max(count, 1))
    part = problem if share == 1 else problem.part(share)
    fill_limits(workspace, part.limits)
    workspace.run("choice/beside", most=_MOST_BESIDE)
    walk(workspace)
    value, _ = worth_of(workspace, part, speck)
    forget(workspace)
    return share, value / share


def forget(workspace: Workspace) -> None:
    """Clear the list, to choose anew."""
    workspace.define("delete from settled")
    workspace.define("delete from used_up")


def _rows_needed(workspace: Workspace, problem: Problem, holdout: float) -> int:
    """Say how many rows of the order are worth looking at: a sort of some is faster than one of all."""
    (cheapest,) = workspace.row("select min(unit_cost) from offers")
    most = [int(limit.most) for limit in problem.limits if limit.kind == "size"]
    capacities = [int(limit.most) for limit in problem.limits if limit.kind == "offer"]
    if len(capacities) == problem.offers:
        most.append(sum(capacities))
    budgets = [limit.most for limit in problem.limits if limit.kind == "budget"]
    if budgets and cheapest:
        most.append(int(budgets[0] / Decimal(cheapest)))
    if not most:
        return 2_000_000_000
    return max(int(min(most) * _SPARE / (1 - holdout)) + _SPARE_ROWS, 1)
