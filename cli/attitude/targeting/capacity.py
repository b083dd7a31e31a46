"""What the list of a plan may use up, and which minimums it must reach, as a problem of choice."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attitude.choice import Limit, Minimum, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attitude.plan import Plan

_CENT = Decimal("0.000001")


def problem_of(plan: Plan) -> Problem:
    """Put a plan's limits in numbers."""
    groups = enumerate(plan.audience.group, start=1)
    minimums = tuple(Minimum(cell, group.name, group.minimum) for cell, group in groups if group.minimum)
    return Problem(len(plan.offer), tuple(_limits(plan)), minimums)


def _limits(plan: Plan) -> Iterator[Limit]:
    offers, limits = plan.offer, plan.limits
    if limits.size is not None:
        yield Limit("size", "limits.size", Decimal(limits.size), (Decimal(1),) * len(offers))
    if limits.budget is not None:
        yield Limit("budget", "limits.budget", money(limits.budget), tuple(money(o.unit_cost) for o in offers))
    for number, offer in enumerate(offers, start=1):
        if offer.capacity is not None:
            uses = tuple(Decimal(int(other is offer)) for other in offers)
            name = f"offer {number}, {offer.channel}{f' · {offer.gift}' if offer.gift else ''}"
            yield Limit("offer", name, Decimal(offer.capacity), uses, money(offer.salvage or 0))
    for (kind, name), stock in plan.stocks.items():
        uses = tuple(Decimal(int(getattr(offer, kind) == name)) for offer in offers)
        yield Limit(kind, f"limits.{kind}.{name}", Decimal(stock.most), uses, money(stock.salvage))


def money(value: float) -> Decimal:
    """Give an amount exactly, to a millionth."""
    return Decimal(str(value)).quantize(_CENT)
