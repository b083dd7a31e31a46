"""Limits of a plan that no list could keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attitude.plan.model import Plan


def contradictions(plan: Plan) -> Iterator[str]:
    """Say what of a plan's limits no list could keep, each in a line with the cure."""
    limits, groups, choice = plan.limits, plan.audience.group, plan.choice
    needs = [f"group '{group.name}': minimum" for group in groups if group.minimum]
    needs += ["salvage" for offer in plan.offer if offer.salvage] + [
        "salvage" for s in plan.stocks.values() if s.salvage
    ]
    if needs and (not choice.is_by_value or choice.method == "turn"):
        yield f"{needs[0]} is kept by prices alone; leave out choice.by and choice.method"
    if choice.method == "prices" and not choice.is_by_value:
        yield f"choice.by = {choice.by!r}: prices are of value alone; leave out choice.by or choice.method"
    for group in groups:
        if group.minimum is not None and group.limit is not None and group.minimum > group.limit:
            yield f"group '{group.name}': minimum {group.minimum:,} is above its limit {group.limit:,}; lower it"
    yield from _about_offers(plan)
    least = sum(group.minimum or 0 for group in groups)
    if limits.size is not None and least > limits.size:
        yield f"the groups' minimums add up to {least:,}, limits.size is {limits.size:,}; lower a minimum"
    capacities = [offer.capacity for offer in plan.offer]
    if None not in capacities and least > sum(filter(None, capacities)):
        yield f"the groups' minimums add up to {least:,}, more than the offers' capacities together; lower a minimum"
    cost = least * min(offer.unit_cost for offer in plan.offer)
    if limits.budget is not None and cost > limits.budget * (1 + 1e-12):
        yield f"the groups' minimums cost {cost:,.2f} at least, limits.budget is {limits.budget:,.2f}; raise it"
    for (kind, name), _ in plan.stocks.items():
        known = [getattr(offer, kind) for offer in plan.offer if getattr(offer, kind)]
        if name not in known:
            yield f"limits.{kind}: no offer has the {kind} '{name}'{nearest(name, known)}"


def _about_offers(plan: Plan) -> Iterator[str]:
    """Say where no offer could be drawn instead of the best."""
    explore, groups = plan.explore, plan.audience.group
    if not explore.offers:
        return
    if not explore.share:
        yield "explore.offers is a part of explore.share, which is 0; say explore.share too"
    if len(plan.offer) == 1:
        yield "explore.offers: the plan has one offer, so there is nothing to draw; name another, or leave it out"
    for group in groups:
        if group.minimum is not None:
            yield f"explore.offers and the minimum of group '{group.name}' do not go together; leave out one"
        if group.name.lower() == "explore offer":
            yield f"the name '{group.name}' is that of members for whom an offer is drawn; give the group another"
