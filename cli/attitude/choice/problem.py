"""The problem in numbers: limits, what each offer takes of them, minimums, and prices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from math import ceil, fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SIZE = "size"
_DIGITS = 9


@dataclass(frozen=True)
class Limit:
    """Something of which there is only so much.

    Parameters
    ----------
    kind, name
        ``size``, ``budget``, ``offer``, ``channel`` or ``gift``; and what a person calls it.
    most
        How much there is: contacts, or money.
    uses
        What one contact with each offer takes of it; one number per offer.
    salvage
        What one that stays unused is worth, in money; below 0 where it costs to be rid of.
    """

    kind: str
    name: str
    most: Decimal
    uses: tuple[Decimal, ...]
    salvage: Decimal = Decimal(0)

    def part(self, share: float) -> Limit:
        """Give a share of it; where it is counted, rounded up."""
        if self.kind == "budget":
            return replace(self, most=self.most * Decimal(str(share)))
        return replace(self, most=Decimal(ceil(round(int(self.most) * share, 9))))


@dataclass(frozen=True)
class Minimum:
    """A cell, by its number, that must have so many contacts at least."""

    cell: int
    name: str
    least: int


@dataclass(frozen=True)
class Prices:
    """What one more of each limit would bring, and what each minimum costs per contact; all in money, none below 0."""

    limits: tuple[float, ...]
    minimums: tuple[float, ...]


@dataclass(frozen=True)
class Problem:
    """What may be used up, and what must be reached; ``offers`` is how many offers there are, numbered from 1."""

    offers: int
    limits: tuple[Limit, ...]
    minimums: tuple[Minimum, ...] = ()

    @cached_property
    def bonus(self) -> tuple[float, ...]:
        """What a contact with each offer saves of stock that would be worth less than nothing, or costs of what is."""
        shifts = [sum(-limit.salvage * limit.uses[j] for limit in self.limits) for j in range(self.offers)]
        return tuple(float(shift) for shift in shifts)

    @property
    def salvage(self) -> Decimal:
        """What all stock is worth if none is used."""
        return sum((limit.salvage * limit.most for limit in self.limits), Decimal(0))

    @property
    def cells(self) -> int:
        """The largest number of a cell that a minimum names."""
        return max((minimum.cell for minimum in self.minimums), default=0)

    def part(self, share: float) -> Problem:
        """Give the same problem with a share of all limits."""
        return replace(self, limits=tuple(limit.part(share) for limit in self.limits))

    def tolls(self, prices: Prices) -> list[float]:
        """Give what a contact with each offer has to bring at these prices."""
        return [
            round(fsum(p * float(limit.uses[j]) for p, limit in zip(prices.limits, self.limits, strict=True)), _DIGITS)
            for j in range(self.offers)
        ]

    def premiums(self, prices: Prices, cells: int) -> list[float]:
        """Give what a contact in each cell is worth besides, the first number that of no cell."""
        values = [0.0] * (max(cells, self.cells) + 1)
        for minimum, price in zip(self.minimums, prices.minimums, strict=True):
            values[minimum.cell] = price
        return values

    def used(self, contacts: Mapping[int, int]) -> tuple[Decimal, ...]:
        """Give what contacts by offer use of each limit."""
        return tuple(
            sum((limit.uses[offer - 1] * count for offer, count in contacts.items()), Decimal(0))
            for limit in self.limits
        )

    def holds(self, contacts: Mapping[int, int]) -> bool:
        """Tell whether contacts by offer keep every limit."""
        return all(used <= limit.most for used, limit in zip(self.used(contacts), self.limits, strict=True))


def rounded(values: Sequence[float]) -> tuple[float, ...]:
    """Round prices, so that a last digit in which machines differ changes no list."""
    return tuple(max(round(float(value), _DIGITS), 0.0) for value in values)
