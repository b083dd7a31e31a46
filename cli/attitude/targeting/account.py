"""The account of a choice by prices: what it brings beside what any list could, and what each limit is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    from attitude.choice import Problem, Solution

Row = dict[str, Any]


@dataclass(frozen=True)
class Account:
    """What was chosen, in money.

    Parameters
    ----------
    value, bound
        What the list brings after cost, unused stock included, and what no list within the limits can exceed.
    beside, share
        What the simple rule would have brought, the best in turn; and the share of members that this was tried on.
    is_in_turn
        Whether the list is that of the simple rule, which brought more.
    rows
        One per limit and minimum: kind, name, used, available, price, salvage.
    tolls
        What a contact with each offer must bring at these prices, less what it saves of stock that expires.
    """

    value: float
    bound: float
    beside: float
    share: float
    is_in_turn: bool
    rows: tuple[Row, ...]
    tolls: tuple[float, ...]

    @property
    def gap(self) -> float:
        """What may be missing of the bound, as a share of it; 0 where nothing can be brought."""
        return (self.bound - self.value) / abs(self.bound) if abs(self.bound) > 1e-9 else 0.0

    def words(self) -> Iterator[str]:
        """Say what the limits leave possible, what the simple rule would have brought, and what each limit is worth."""
        prefix = "" if self.share == 1 else "about "
        most = f"no list within the limits can bring more than {self.bound:,.2f} (gap {100 * self.gap:.2f} %)"
        if self.is_in_turn:
            yield f"chosen in turn, which brings more than prices do: worth {self.value:,.2f}; {most}"
        else:
            yield f"chosen by prices: worth {self.value:,.2f}; {most}"
            yield f"the best in turn would have brought {prefix}{self.beside:,.2f}"
        for row in self.rows:
            used, available = (f"{row[name]:,.2f}".removesuffix(".00") for name in ("used", "available"))
            use = f"{used}, at least {available}" if row["kind"] == "minimum" else f"{used} of {available} used"
            yield f"  {row['limit']}: {use}; {row['means']}"

    @property
    def limits(self) -> pl.DataFrame:
        """Every limit as a table."""
        import polars as pl

        names = ("limit", "kind", "used", "available", "price", "means")
        kinds = (pl.String, pl.String, pl.Float64, pl.Float64, pl.Float64, pl.String)
        return pl.DataFrame(
            [{name: row[name] for name in names} for row in self.rows], dict(zip(names, kinds, strict=True))
        )


def account_of(
    problem: Problem,
    solution: Solution,
    value: float,
    beside: float,
    share: float,
    contacts: Mapping[int, int],
    of_cells: Mapping[int, int],
) -> Account:
    """Lay out what was chosen.

    Parameters
    ----------
    problem, solution
        What was asked and found.
    value, beside, share
        See `Account`.
    contacts, of_cells
        How many are contacted by offer and by cell.
    """
    rows = (*_limits(problem, solution, contacts), *_minimums(problem, solution, of_cells))
    tolls = tuple(round(toll - bonus, 9) for toll, bonus in zip(solution.tolls, problem.bonus, strict=True))
    is_in_turn = value != solution.value
    return Account(value, max(solution.bound, value), beside, share, is_in_turn, rows, tolls)


def _limits(problem: Problem, solution: Solution, contacts: Mapping[int, int]) -> Iterator[Row]:
    used = problem.used(contacts)
    for limit, use, price in zip(problem.limits, used, solution.prices.limits, strict=True):
        if limit.kind == "budget":
            means = f"1.00 more brings {_money(price)} after cost" if price else "more of it brings nothing"
        else:
            means = f"one more is worth {_money(price)}" if price else "more of it brings nothing"
        if limit.salvage:
            means += f"; one unused is worth {_money(float(limit.salvage))}"
        yield _row(limit.name, limit.kind, float(use), float(limit.most), price, means)


def _minimums(problem: Problem, solution: Solution, of_cells: Mapping[int, int]) -> Iterator[Row]:
    for minimum, price in zip(problem.minimums, solution.prices.minimums, strict=True):
        means = f"one less would bring {_money(price)}" if price else "reached without being asked"
        used = float(of_cells.get(minimum.cell, 0))
        yield _row(f"minimum of '{minimum.name}'", "minimum", used, float(minimum.least), price, means)


def _row(name: str, kind: str, used: float, available: float, price: float, means: str) -> Row:
    return {"limit": name, "kind": kind, "used": used, "available": available, "price": price, "means": means}


def _money(price: float) -> str:
    """Write a price with as many digits as tell it from nothing.

    Examples
    --------
    >>> _money(3.2), _money(0.01234), _money(-0.5)
    ('3.20', '0.0123', '-0.50')
    """
    return f"{price:,.2f}" if abs(price) >= 0.1 or price == 0 else f"{price:.3g}"
