"""Whom to look at closely: what a member leans to takes longest to find out, and most cannot reach the list anyway.

What a member can be worth at most is known from their responsiveness alone (``targeting/bounds``). So the best by that
bound are looked at first; where the list then ends above what anyone else could be worth, it is the list of all
members, to the last digit. Where it does not, those who could are looked at too. Each look is a flow of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.errors import UsageError
from attitude.members import members_for
from attitude.plan import define_answer, number_query
from attitude.profiles import find_leanings
from attitude.targeting.choice import Choice, choose, rows_needed
from attitude.targeting.exploring import draw_offers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from attitude.database import Flow
    from attitude.targeting.order import Rules

# so many times the rows that the list needs are looked at first: half as many again would cost more than a second look
_FIRST_LOOK = 4


def fill_list(flow: Flow, rules: Rules) -> tuple[Flow, Choice]:
    """Choose from the members in ``passed``, as if all of them had been looked at closely.

    Gives the look that decided, with its relations, and what it chose.
    """
    most = _promising(flow, rules)
    if most is not None:
        flow.make("targeting/bounds")
        look, chosen = _look(flow, rules, most=most)
        beyond = look.workspace.row("select max(value) from bounds anti join promising using (member_key)")[0]
        if chosen.ended_at is not None and (beyond is None or chosen.ended_at > beyond):
            return look, chosen
        look.close()
        if chosen.ended_at is not None:
            look, again = _look(flow, rules, at_least=chosen.ended_at)
            if again.ended_at is not None and again.ended_at >= chosen.ended_at:
                return look, again
            look.close()
    look = flow.within()
    look.given(promising="passed")
    return look, _choose(look, rules)


def _promising(flow: Flow, rules: Rules) -> int | None:
    """Say how many to look at first; None where only a look at everyone will do, or hardly anyone passes."""
    plan = rules.plan
    is_by_value = rules.by == "value" and plan.explore.share == 0 and plan.limits.size is not None
    has_group_limits = any(group.limit is not None for group in plan.audience.group)
    (slope,) = flow.workspace.row("select slope from store.scorings")
    if not is_by_value or plan.is_priced or has_group_limits or slope <= 0:
        return None
    most = _FIRST_LOOK * rows_needed(plan)
    (passed,) = flow.workspace.row("select count(*) from passed")
    return most if 2 * most < passed else None


def _look(flow: Flow, rules: Rules, most: int | None = None, at_least: Decimal | None = None) -> tuple[Flow, Choice]:
    look = flow.within()
    look.make("targeting/promising", most=most, at_least=at_least)
    return look, _choose(look, rules)


def _choose(look: Flow, rules: Rules) -> Choice:
    """Choose among the promising."""
    find_options(look, [rules])
    look_between(look, [rules])
    look.make("targeting/choosers")
    if rules.plan.explore.offers:
        draw_offers(look, rules.plan, rules.seed)
    else:
        look.make("targeting/bids")
    return choose(look, rules.plan, rules.seed)


def find_options(flow: Flow, rules: Sequence[Rules]) -> None:
    """Find out what the offers are worth to the promising: ``candidates`` and ``options``."""
    flow.make("targeting/candidates")
    if len(rules) == 1:
        flow.given(leaners="candidates")
    else:
        flow.make("targeting/leaners")
    find_leanings(flow.workspace)
    flow.note("leanings")
    by = rules[0].by
    flow.make("targeting/offer_levels")
    if by in ("value", "added", "random"):
        flow.make("targeting/numbers")
    else:
        _number(flow, by)
    flow.make("targeting/options")


def look_between(flow: Flow, rules: Sequence[Rules]) -> None:
    """Find out what one member's place does to another's: ``open_options``."""
    begin_between(flow)
    for one in rules:
        one.between_members(flow)


def begin_between(flow: Flow) -> None:
    """Make the ledgers of what one member's place does to another's."""
    for name in ("closings", "open_options", "group_places"):
        flow.make(f"targeting/{name}")


def _number(flow: Flow, by: str) -> None:
    """Find the analyst's own number of each member; one that is none, as what is divided by 0, has no place."""
    try:
        define_answer(flow.workspace, "numbers", number_query(by, members_for(flow.workspace, by)), "choice.by")
    except UsageError as error:
        if "DECIMAL(32,9)" not in str(error):
            raise
        raise UsageError(
            f"{error}; give each member a number below 1e23: nullif(x, 0) leaves a division by 0 out"
        ) from error
    flow.note("numbers")
