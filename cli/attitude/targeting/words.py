"""What a calm marketer would want to know of a list before sending it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attitude.errors import nearest

if TYPE_CHECKING:
    from attitude.database import Flow
    from attitude.plan import Plan
    from attitude.targeting.account import Account
    from attitude.targeting.names import Known
    from attitude.targeting.order import Rules


def notes(flow: Flow, rules: Rules, known: Known, totals: dict[str, Any], account: Account | None) -> tuple[str, ...]:
    """Say what is odd about a list, each thing in a line."""
    plan = rules.plan
    about_size = _about_size(flow, rules, totals, account)
    about_time = _about_time(rules)
    about_holdout = (*_about_holdout(plan, totals), *_about_spared(flow, rules))
    about_choice = _about_choice(flow, rules)
    return (*_unseen(known, plan), *about_choice, *about_size, *_about_money(plan), *about_holdout, *about_time)


def _unseen(known: Known, plan: Plan) -> Iterator[str]:
    pairs = set()
    for offer in plan.offer:
        for dimension, element in plan.elements(offer).items():
            names = known.elements[dimension]
            if element and element not in names and (dimension, element) not in pairs:
                pairs.add((dimension, element))
                yield (
                    f"nobody was ever contacted with {dimension} '{element}': it does not change the ranking"
                    f"{nearest(element, names)}"
                )


def _about_choice(flow: Flow, rules: Rules) -> Iterator[str]:
    """Say by what members were taken where the plan leaves it open, and what past holdouts say of that."""
    if rules.plan.choice.by not in ("added", "auto"):
        return
    gains = flow.ask("targeting/gains")
    if not gains:
        yield "chosen by propensity: no past holdout tells enough of what contacts add"
        return
    gain = gains[0]
    plural = "s" if gain["campaigns"] > 1 else ""
    figures = (
        f"{gain['difference']:+.2f} answers added per 100 members ({gain['low']:.2f} to {gain['high']:.2f}) beside "
        f"lists by propensity, in {gain['campaigns']:,} past campaign{plural} with a holdout"
    )
    if rules.by == "value":
        yield f"chosen by propensity: past holdouts show no clear gain by what is added, {figures}"
    elif gain["is_clear"]:
        yield f"chosen by what contacts add: {figures}"
    else:
        yield f"chosen by what contacts add, of which past holdouts show no clear gain: {figures}"


def _about_size(flow: Flow, rules: Rules, totals: dict[str, Any], account: Account | None) -> Iterator[str]:
    plan = rules.plan
    treated, size = totals["treated"], plan.limits.size
    is_priced = account is not None and not account.is_in_turn
    values = (0, 0)
    if treated == 0:
        query = "select count(*), count(*) filter (value > 0) from open_options where plan = ?"
        values = flow.workspace.row(query, [rules.number])
    if is_priced and values[0] and not values[1]:
        yield "the list is empty: every offer open to anyone is expected to cost more than it brings"
    elif treated == 0:
        yield "the list is empty: see which rule took everyone out"
    elif size is not None and treated < size and is_priced:
        yield f"the limits allow {size:,}: nobody else brings more than a contact costs and the room it takes is worth"
    elif size is not None and treated < size:
        offers = flow.workspace.row("select count(*) from used_up")[0] if flow.has("used_up") else 0
        cut = "capacity or budget ends it before" if offers else f"{treated:,} members pass the rules, fewer than"
        yield f"{cut} the {size:,} that the limits allow"
    if totals["losing"]:
        yield (
            f"{totals['losing']:,} of them are expected to cost more than they bring; "
            "a smaller limits.size leaves them out"
        )
    if plan.explore.offers and treated:
        (drawn,) = flow.workspace.row("select count(*) from offer_chances where is_tried")
        yield f"offers drawn to explore, not the best of those open: {drawn:,} of the list, contacted or held out"
    if plan.explore.share and account is not None:
        share = f"{100 * plan.explore.share:g} %"
        yield f"prices share out all but {share} of the limits: that is for those drawn to explore"
    if plan.explore.share and treated and not flow.workspace.rows("select 1 from settled where is_explored limit 1"):
        yield "nobody is left to explore: everyone who passes the rules is on the list already"


def _about_time(rules: Rules) -> Iterator[str]:
    if rules.plan.campaign.starts_on is None:
        yield (
            "no campaign.starts_on: send times stay empty, "
            f"and rules about days count from that of the scores, {rules.day}"
        )


def _about_money(plan: Plan) -> Iterator[str]:
    budget, cheapest = plan.limits.budget, min(offer.unit_cost for offer in plan.offer)
    if budget is not None and budget < cheapest:
        yield f"limits.budget {budget:,.2f} is below the cheapest contact, {cheapest:,.2f}: nobody can be contacted"


def _about_holdout(plan: Plan, totals: dict[str, Any]) -> Iterator[str]:
    if totals["treated"] == 0 or plan.later_wave is not None:  # a later wave holds out whom the first did
        return
    yield from _about_share(plan.holdout.share, totals["control"], totals["treated"] + totals["control"])
    if totals["control"] == 0:
        yield "no holdout: what the campaign brings beyond what would have come anyway cannot be measured"
        return
    detectable, rate = totals["detectable"], totals["rate"]
    if detectable > rate:
        yield (
            f"the holdout is too small to be of use: it can tell a lift of {100 * detectable:.2f} points or more, and "
            f"the whole response is expected to be {100 * rate:.2f} %; raise holdout.share or the list's size"
        )


def _about_spared(flow: Flow, rules: Rules) -> Iterator[str]:
    """Say how many are not on the list for a contact that they never had."""
    if not flow.workspace.rows("select 1 from unsent limit 1"):
        return
    counts = {row["plan"]: row["members"] for row in flow.ask("targeting/spared")}
    if members := counts.get(rules.number):
        yield (
            f"out by rules that count contacts, and held out of one: {members:,}; it counts as contacted, so that both "
            "arms stay alike"
        )


def _about_share(share: float, control: int, members: int) -> Iterator[str]:
    """Say when far more or fewer are held out than the plan says, as no luck of the draw would have it."""
    away, spread = abs(control - share * members), (share * (1 - share) * members) ** 0.5
    if away > 4 * spread and away > 0.25 * share * members:
        yield (
            f"held out are {control:,} of {members:,}, {100 * control / members:.1f} %, where the plan says "
            f"{100 * share:g} %: those who share a phone or e-mail draw as one; look for addresses that many share"
        )
