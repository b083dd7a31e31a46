"""Several plans chosen together: one contact policy, shared money and stock, each its own list.

Every plan's rules come first. Then all offers of all plans are one problem of choice (`attitude.choice`), each value
counted by the weight of its plan; a member has as many choices in it as the contact policy leaves contacts. Then each
list is made in the order of the plans, and the contacts of those before it count in its contact policy, so that no
window ever holds more than its most. All of them hold out the same members, so that no control is contacted by another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from math import fsum
from typing import TYPE_CHECKING

from attitude.audit import recorded
from attitude.choice import Limit, Problem
from attitude.errors import UsageError
from attitude.plan import Holdout
from attitude.target.choice import choose_by_prices, forget
from attitude.target.looks import look_at_all
from attitude.target.names import check_shared
from attitude.target.room import money, problem_of
from attitude.target.step import TargetResult, finished, kept, ready

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attitude.database import Workspace
    from attitude.plan import Plan
    from attitude.settings import Settings
    from attitude.target.account import Account
    from attitude.target.order import Rules


@dataclass(frozen=True)
class Together:
    """Lists that were chosen together, in the order of their campaigns' names, and the account of all of them."""

    lists: tuple[TargetResult, ...]
    account: Account


def target_together(
    workspace: Workspace,
    plans: Sequence[Plan],
    seed: int,
    settings: Settings,
    *,
    force: bool = False,
    dry: bool = False,
) -> Together:
    """Build the lists of several plans as one choice.

    Parameters
    ----------
    workspace, seed, settings, force, dry
        As of `attitude.target.target`.
    plans
        Checked plans, of different campaigns; one contact policy holds for all of them.

    Raises
    ------
    UsageError
        Where plans cannot be chosen together.
    """
    plans = _as_one(plans)
    if dry:
        return _build(workspace, plans, seed, settings, force=force, is_kept=False)
    with recorded(workspace, "target", ", ".join(plan.campaign.id for plan in plans)) as run:
        found = _build(workspace, plans, seed, settings, force=force, is_kept=True)
        run.rows_out = sum(one.count_treated for one in found.lists)
        run.detail = ", ".join(one.list_id for one in found.lists)
    return found


def _as_one(plans: Sequence[Plan]) -> list[Plan]:
    """Check that plans can be chosen together, and give all of them the one contact policy."""
    plans = sorted(plans, key=lambda plan: plan.campaign.id)  # whatever the order in which they were named
    names = [plan.campaign.id for plan in plans]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(
                f"campaign '{name}' is in two of the plans; plans chosen together are of different campaigns"
            )
    for plan in plans:
        for problem in _obstacles(plan):
            raise UsageError(f"campaign '{plan.campaign.id}': {problem}, which plans chosen together cannot have")
    told = [plan for plan in plans if plan.policy]
    for plan in told[1:]:
        if plan.policy != told[0].policy:
            raise UsageError(
                f"campaigns '{told[0].campaign.id}' and '{plan.campaign.id}' have different [policy]; plans chosen "
                "together follow one: write the same in both, or leave it out of one"
            )
    policy = told[0].policy if told else {}
    holdout = Holdout(share=plans[0].holdout.share, draw=plans[0].holdout.draw or " + ".join(names))
    if any(plan.holdout != plans[0].holdout for plan in plans):
        raise UsageError(
            "plans chosen together hold out the same members, whom none of them contacts: "
            "write the same [holdout] in all of them"
        )
    return [plan.model_copy(update={"policy": policy, "holdout": holdout}) for plan in plans]


def _obstacles(plan: Plan) -> Iterator[str]:
    if plan.explore.share:
        yield "explore.share"
    if plan.choice.by != "value" or plan.choice.method == "turn":
        yield "a [choice] that is not by value and prices"
    if any(group.minimum for group in plan.audience.group):
        yield "a minimum of a group"


def _build(
    workspace: Workspace, plans: list[Plan], seed: int, settings: Settings, *, force: bool, is_kept: bool
) -> Together:
    workspace.run("target/together_tables")
    problem, starts = joint_problem(plans, settings), _starts(plans)
    for number, plan in enumerate(plans, start=1):
        rules = ready(workspace, plan, seed, settings)
        look_at_all(workspace, plan, seed, rules)
        about: dict[str, object] = {"plan": number, "before": starts[number - 1]}
        workspace.run("target/together_plan", weight=plan.choice.weight or 1.0, **about)
        _rooms(workspace, plans, number, rules)
    check_shared(workspace, plans, settings)
    workspace.run("target/together_rows")
    forget(workspace)
    account = choose_by_prices(workspace, problem, max(plan.holdout.share for plan in plans))
    workspace.run("target/together_allotted")
    lists: list[TargetResult] = []
    contacts: dict[int, int] = {}
    for number, plan in enumerate(plans, start=1):
        start = starts[number - 1]
        found = _list(workspace, plan, number, start, seed, settings, account, force=force)
        own = _contacts(workspace)
        contacts |= {start + offer: count for offer, count in own.items()}
        found = replace(found, account=_own(account, plan, start, own))
        if is_kept:
            kept(workspace, plan, found, seed, settings)
        lists.append(found)
    workspace.define("delete from siblings")
    account = _settled(account, problem, plans, lists, contacts)
    if is_kept:
        _keep_shared(workspace, account, lists)
    return Together(tuple(lists), account)


def _contacts(workspace: Workspace) -> dict[int, int]:
    """Count those of the list at hand by the offer of its plan."""
    counted = workspace.rows(
        "select t.offer, count(*) from chosen as c inner join treatments as t on c.treatment = t.treatment "
        "where not c.is_control group by t.offer order by t.offer"
    )
    return dict(counted)


def _settled(
    account: Account, problem: Problem, plans: list[Plan], lists: list[TargetResult], contacts: dict[int, int]
) -> Account:
    """Count what the lists really take and bring: the contact policy may have closed an offer to somebody since."""
    used = problem.used(contacts)
    rows = tuple({**row, "used": float(use)} for row, use in zip(account.rows, used, strict=True))
    parts = [(plan.choice.weight or 1.0) * found.totals["value"] for plan, found in zip(plans, lists, strict=True)]
    saved = [problem.bonus[offer - 1] * count for offer, count in sorted(contacts.items())]
    value = round(fsum([*parts, *saved, float(problem.salvage)]), 6)
    return replace(account, rows=rows, value=value, bound=max(account.bound, value))


def _keep_shared(workspace: Workspace, account: Account, lists: list[TargetResult]) -> None:
    """Write down with each list what all of them take of what they share, and bring."""
    keys = "select list_key from store.lists where list_id = ?"
    for found in lists:
        workspace.rows(
            f"update store.list_choices set value = ? where list_key in ({keys})", [account.value, found.list_id]
        )
        for row in account.rows:
            workspace.rows(
                f"update store.list_limits set used = ? where name = ? and list_key in ({keys})",
                [row["used"], row["limit"], found.list_id],
            )


def _list(
    workspace: Workspace,
    plan: Plan,
    number: int,
    before: int,
    seed: int,
    settings: Settings,
    account: Account,
    *,
    force: bool,
) -> TargetResult:
    """Make the list of one plan of what was allotted to it."""
    rules = ready(workspace, plan, seed, settings)
    look_at_all(workspace, plan, seed, rules)
    workspace.define("create or replace temp table explored (member_key integer, probability double)")
    workspace.run("target/together_settled", plan=number, before=before)
    workspace.run("choice/ranked")
    found = finished(workspace, plan, seed, rules, account, force=force)
    workspace.run("target/together_sent", day=rules.day)
    return found


def _rooms(workspace: Workspace, plans: list[Plan], number: int, rules: Rules) -> None:
    """Find how many more contacts each rule leaves whose window reaches from this plan's sends to another's."""
    days = [other.campaign.starts_on or rules.day for other in plans]
    gaps = [abs((day - days[number - 1]).days) for i, day in enumerate(days, start=1) if i != number]
    for step, rule in rules.rooms:
        if min(gaps) < rule.days + max(other.send.days for other in plans):
            about: dict[str, object] = {"most": rule.most, "per": rule.per}
            workspace.run("target/together_room", plan=number, step=step, **about)


def _starts(plans: Sequence[Plan]) -> list[int]:
    """Say how many offers stand before those of each plan."""
    counts = [len(plan.offer) for plan in plans]
    return [sum(counts[:i]) for i in range(len(plans))]


def joint_problem(plans: Sequence[Plan], settings: Settings) -> Problem:
    """Put the limits of all plans, and those that they share, in numbers; offers are numbered through."""
    count = sum(len(plan.offer) for plan in plans)
    limits = []
    for plan, start in zip(plans, _starts(plans), strict=True):
        none_before, none_after = (Decimal(0),) * start, (Decimal(0),) * (count - start - len(plan.offer))
        for limit in problem_of(plan).limits:
            name = f"{plan.campaign.id}: {limit.name}"
            # only the list of one plan ends with its size: for all together it is a limit as others are
            kind = "list" if limit.kind == "size" else limit.kind
            uses = none_before + limit.uses + none_after
            limits.append(replace(limit, kind=kind, name=name, uses=uses))
    return Problem(count, (*limits, *_shared(plans, settings)))


def _shared(plans: Sequence[Plan], settings: Settings) -> Iterator[Limit]:
    offers, shared = [offer for plan in plans for offer in plan.offer], settings.shared
    if shared.budget is not None:
        uses = tuple(money(offer.unit_cost) for offer in offers)
        yield Limit("budget", "shared.budget", money(shared.budget), uses)
    for kind, stocks in (("channel", shared.channel), ("gift", shared.gift)):
        for name, most in stocks.items():
            uses = tuple(Decimal(int(getattr(offer, kind) == name)) for offer in offers)
            yield Limit(kind, f"shared.{kind}.{name}", Decimal(most), uses)


def _own(account: Account, plan: Plan, start: int, contacts: dict[int, int]) -> Account:
    """Give the part of the account that a list keeps: its own limits and the shared ones, tolls in its own money."""
    prefix = f"{plan.campaign.id}: "
    own = [row for row in account.rows if row["limit"].startswith(prefix)]
    used = problem_of(plan).used(contacts)
    rows = tuple({**row, "used": float(use)} for row, use in zip(own, used, strict=True))
    rows += tuple(row for row in account.rows if row["limit"].startswith("shared."))
    weight = plan.choice.weight or 1.0
    tolls = tuple(round(toll / weight, 9) for toll in account.tolls[start : start + len(plan.offer)])
    return replace(account, rows=rows, tolls=tolls)
