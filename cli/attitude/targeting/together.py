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
from attitude.choice import LISTED, Limit, Problem, begin
from attitude.database import Flow, act
from attitude.errors import UsageError
from attitude.plan import Holdout, first_wave
from attitude.targeting.capacity import money, problem_of
from attitude.targeting.choice import choose_by_prices
from attitude.targeting.codes import give_codes, read_pools
from attitude.targeting.controls import keep_control_period
from attitude.targeting.exploring import draw_none
from attitude.targeting.names import check_shared
from attitude.targeting.order import prepare
from attitude.targeting.policy import follow_beside, tell_siblings
from attitude.targeting.record import Draft, keep
from attitude.targeting.shortlist import begin_between, find_options
from attitude.targeting.step import TargetResult, check, finished, pass_rules, time_placed, to_keep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attitude.database import Workspace
    from attitude.plan import Plan
    from attitude.settings import Settings
    from attitude.targeting.account import Account
    from attitude.targeting.order import Rules
    from attitude.targeting.rules import ContactPolicy


@dataclass(frozen=True)
class Together:
    """Lists that were chosen together, in the order of their campaigns' names, and the account of all of them."""

    lists: tuple[TargetResult, ...]
    account: Account


@act
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
        As of `attitude.targeting.target`.
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
        result = _build(workspace, plans, seed, settings, force=force, is_kept=True)
        run.rows_out = sum(one.count_treated for one in result.lists)
        run.detail = ", ".join(one.list_id for one in result.lists)
    return result


def _as_one(plans: Sequence[Plan]) -> list[Plan]:
    """Check that plans can be chosen together, and give all of them the one contact policy."""
    plans = sorted(
        map(first_wave, plans), key=lambda plan: plan.campaign.id
    )  # whatever the order in which they were named
    names = [plan.campaign.id for plan in plans]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(
                f"campaign '{name}' is in two of the plans; plans chosen together are of different campaigns"
            )
    for plan in plans:
        for problem in _obstacles(plan):
            raise UsageError(f"campaign '{plan.campaign.id}': {problem}, which plans chosen together cannot have")
    limited = [plan for plan in plans if plan.policy]
    for plan in limited[1:]:
        if plan.policy != limited[0].policy:
            raise UsageError(
                f"campaigns '{limited[0].campaign.id}' and '{plan.campaign.id}' have different [policy]; plans chosen "
                "together follow one: write the same in both, or leave it out of one"
            )
    policy = limited[0].policy if limited else {}
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
    if not plan.choice.is_by_value or plan.choice.method == "turn":
        yield "a [choice] that is not by value and prices"
    if any(group.minimum for group in plan.audience.group):
        yield "a minimum of a group"


def _build(
    workspace: Workspace, plans: list[Plan], seed: int, settings: Settings, *, force: bool, is_kept: bool
) -> Together:
    pools = read_pools(workspace, plans)
    known = check(workspace, plans, settings)
    check_shared(known, plans, settings)
    problem = joint_problem(plans, settings)
    with Flow(workspace) as flow:
        rules = prepare(flow, plans, seed, settings)
        pass_rules(flow)
        flow.given(promising="passed")
        find_options(flow, rules)
        begin_between(flow)
        account = _allot(flow, rules, problem)
        _place(flow, rules, settings)
        flow.make("targeting/unexplored")
        flow.given(explored="unexplored")
        draw_none(flow)
        lists = give_codes(flow, plans, finished(flow, rules, known, account, force=force), seed, pools)
        contacts = _contacts(workspace)
        whole = _whole(account, problem, plans, lists, contacts)
        for i, (plan, start) in enumerate(zip(plans, _starts(plans), strict=True)):
            lists[i] = replace(lists[i], account=_own(account, plan, start, contacts))
        if is_kept:
            keep(flow, [_draft(plan, result, whole) for plan, result in zip(plans, lists, strict=True)], seed)
            for result in lists:
                keep_control_period(workspace, result.day, settings)
    return Together(tuple(lists), whole)


def _allot(flow: Flow, rules: Sequence[Rules], problem: Problem) -> Account:
    """Choose for all plans at once: makes ``allotted``; gives the account of prices."""
    part = flow.within()
    for one in rules:
        one.between_members(part, is_final=False)
    part.make("targeting/weighed")
    reaching = list(_reaching(rules))
    part.make(
        "targeting/joint_contacts_left", plans=[one for one, _, _ in reaching], steps=[step for _, step, _ in reaching],
        mosts=[rule.limit for *_, rule in reaching], per_household=[rule.per == "household" for *_, rule in reaching],
    )  # fmt: skip
    part.make("targeting/joint_rows")
    part.make("targeting/joint_choosers")
    part.make("targeting/joint_bids")
    part.given(choosers="joint_choosers", bids="joint_bids")
    begin(part)
    account, _ = choose_by_prices(part, problem, max(one.plan.holdout.share for one in rules))
    flow.make("targeting/allotted", trial=LISTED)
    part.close()
    return account


def _place(flow: Flow, rules: Sequence[Rules], settings: Settings) -> None:
    """Put on each list those who were allotted to it, beside those on the lists before: makes ``list_places``."""
    flow.make("targeting/list_places")
    for one in rules:
        if one.number > 1:
            follow_beside(flow, one)
        one.between_members(flow)
        flow.add("targeting/place_allotted", plan=one.number)
        time_placed(flow, one.number)
        if one is not rules[-1]:
            tell_siblings(flow, one, settings)


def _reaching(rules: Sequence[Rules]) -> Iterator[tuple[int, int, ContactPolicy]]:
    """Give the rules whose window reaches from a plan's sends to another's, with plan and step."""
    for one in rules:
        gap = min(abs((other.day - one.day).days) for other in rules if other is not one)
        for step, rule in one.contact_policies:
            if gap < rule.days + max(other.plan.send_days for other in rules):
                yield one.number, step, rule


def _contacts(workspace: Workspace) -> dict[int, int]:
    """Count those on the lists by offer, numbered through."""
    rows = workspace.rows(
        "select f.number, count(*) from list_places as s inner join offers as f "
        "on s.plan = f.plan and s.offer = f.offer where not s.is_holdout group by f.number order by f.number"
    )
    return dict(rows)


def _whole(
    account: Account, problem: Problem, plans: list[Plan], lists: list[TargetResult], contacts: dict[int, int]
) -> Account:
    """Count what the lists really take and bring: the contact policy may have closed an offer to somebody since."""
    used = problem.used(contacts)
    rows = tuple({**row, "used": float(use)} for row, use in zip(account.rows, used, strict=True))
    parts = [(plan.choice.weight or 1.0) * result.totals["value"] for plan, result in zip(plans, lists, strict=True)]
    saved = [problem.bonus[offer - 1] * count for offer, count in sorted(contacts.items())]
    value = round(fsum([*parts, *saved, float(problem.salvage)]), 6)
    return replace(account, rows=rows, value=value, bound=max(account.bound, value))


def _draft(plan: Plan, result: TargetResult, whole: Account) -> Draft:
    """Give what is kept of a list: with it what all of them bring, and take of what they share."""
    draft = to_keep(plan, result)
    if draft.account is None:
        return draft
    used = {row["limit"]: row["used"] for row in whole.rows}
    rows = tuple({**row, "used": used[row["limit"]]} for row in draft.account.rows)
    return replace(draft, account=replace(draft.account, value=whole.value, rows=rows))


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
    counts = {offer: contacts[start + offer] for offer in range(1, len(plan.offer) + 1) if start + offer in contacts}
    used = problem_of(plan).used(counts)
    rows = tuple({**row, "used": float(use)} for row, use in zip(own, used, strict=True))
    rows += tuple(row for row in account.rows if row["limit"].startswith("shared."))
    weight = plan.choice.weight or 1.0
    tolls = tuple(round(toll / weight, 9) for toll in account.tolls[start : start + len(plan.offer)])
    return replace(account, rows=rows, tolls=tolls)
