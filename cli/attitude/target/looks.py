"""Whom to look at closely: what a member leans to takes longest to find out, and most cannot reach the list anyway.

What a member can be worth at most is known from their responsiveness alone (``target/bounds``). So the best by that
bound are looked at first; where the list then ends above what anyone else could be worth, it is the list of all
members, to the last digit. Where it does not, those who could are looked at too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.errors import UsageError
from attitude.plan import define_answer, number_query
from attitude.profiles import find_leanings
from attitude.target.choice import choose, rows_needed

if TYPE_CHECKING:
    from decimal import Decimal

    from attitude.database import Workspace
    from attitude.plan import Plan
    from attitude.target.account import Account
    from attitude.target.order import Rules

# so many times the rows that the list needs are looked at first: half as many again would cost more than a second look
_FIRST_LOOK = 4


def fill_list(workspace: Workspace, plan: Plan, seed: int, rules: Rules) -> Account | None:
    """Fill ``settled`` from the members in ``passed``, as if all of them had been looked at closely.

    Gives the account of prices, where they chose.
    """
    most = _promising(workspace, plan)
    if most is not None:
        workspace.run("target/bounds")
        ended_at = _look(workspace, plan, seed, rules, most=most)
        beyond = workspace.row("select max(value) from bounds anti join promising using (member_key)")[0]
        if ended_at is not None and (beyond is None or ended_at > beyond):
            return None
        if ended_at is not None:
            again = _look(workspace, plan, seed, rules, at_least=ended_at)
            if again is not None and again >= ended_at:
                return None
    workspace.define("create or replace temp table promising as from passed")
    return _choose(workspace, plan, seed, rules)[1]


def _promising(workspace: Workspace, plan: Plan) -> int | None:
    """Say how many to look at first; None where only a look at everyone will do, or hardly anyone passes."""
    is_by_value = plan.choice.by == "value" and plan.explore.share == 0 and plan.limits.size is not None
    has_group_limits = any(group.limit is not None for group in plan.audience.group)
    (slope,) = workspace.row("select slope from store.scorings")
    if not is_by_value or plan.is_priced or has_group_limits or slope <= 0:
        return None
    most = _FIRST_LOOK * rows_needed(workspace, plan)
    (passed,) = workspace.row("select count(*) from passed")
    return most if 2 * most < passed else None


def _look(
    workspace: Workspace, plan: Plan, seed: int, rules: Rules, most: int | None = None, at_least: Decimal | None = None
) -> Decimal | None:
    workspace.run("target/promising", most=most, at_least=at_least)
    return _choose(workspace, plan, seed, rules)[0]


def _choose(workspace: Workspace, plan: Plan, seed: int, rules: Rules) -> tuple[Decimal | None, Account | None]:
    """Choose among the promising; gives the value at which the list was full, None where it was not, and an account."""
    _look_closely(workspace, plan, seed, rules)
    ended_at, account = choose(workspace, plan, seed)
    if ended_at is not None:
        workspace.run("target/beneath", ended_at=ended_at)
    return ended_at, account


def look_at_all(workspace: Workspace, plan: Plan, seed: int, rules: Rules) -> None:
    """Fill ``candidates`` and ``options`` for everybody who passes the rules."""
    workspace.define("create or replace temp table promising as from passed")
    _look_closely(workspace, plan, seed, rules)


def _look_closely(workspace: Workspace, plan: Plan, seed: int, rules: Rules) -> None:
    """Find out what the offers are worth to the promising, and what one member's place does to another's."""
    about: dict[str, object] = {"seed": seed, "campaign": plan.campaign.id, "draw": plan.holdout.draw}
    workspace.run("target/candidates", holdout_share=plan.holdout.share, **about)
    find_leanings(workspace)
    by = plan.choice.by
    if by not in ("value", "random"):
        _number(workspace, by)
    workspace.run("target/options", chosen_by=by if by in ("value", "random") else "number")
    rules.between_members()
    workspace.define("delete from settled")
    workspace.define("delete from used_up")


def _number(workspace: Workspace, by: str) -> None:
    """Find the analyst's own number of each member; one that is none, as what is divided by 0, has no place."""
    try:
        define_answer(workspace, "numbers", number_query(by), "choice.by")
    except UsageError as error:
        if "DECIMAL(32,9)" not in str(error):
            raise
        raise UsageError(
            f"{error}; give each member a number below 1e23: nullif(x, 0) leaves a division by 0 out"
        ) from error
