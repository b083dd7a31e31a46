"""What a list would bring were one of its limits otherwise: the rules once, the choice for every value; no trace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attitude.choice import LISTED, Worths, weigh
from attitude.database import Flow, act
from attitude.errors import UsageError
from attitude.numbers import count
from attitude.plan import first_wave
from attitude.targeting.capacity import problem_of
from attitude.targeting.choice import choose
from attitude.targeting.order import prepare
from attitude.targeting.shortlist import find_options, look_between
from attitude.targeting.step import check, pass_rules
from attitude.targeting.totals import totals_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from attitude.database import Workspace
    from attitude.plan import Plan
    from attitude.settings import Settings

# what rules do not depend on, so that they need be followed once only
_MOVABLE = re.compile(r"limits\.(size|budget|channel\..+|gift\..+)|offer\.\d+\.capacity")


@dataclass(frozen=True)
class SweepResult:
    """A curve: ``key``, and per value contacts, cost, value, responses with an interval, bound, a price per limit."""

    key: str
    points: pl.DataFrame

    @property
    def price(self) -> str | None:
        """The column with the price of the limit that moves."""
        offer = re.fullmatch(r"offer\.(\d+)\.capacity", self.key)
        start = f"price offer {offer[1]}," if offer else f"price {self.key}"
        names = (name for name in self.points.columns if name.startswith(start))
        return next((name for name in names if offer or name == start), None)

    @property
    def screen(self) -> pl.DataFrame:
        """What fits on a screen: of the prices, that of the limit that moves."""
        import polars as pl

        ends = self.points.select("responses_low", "responses_high").iter_rows()
        within = pl.Series("answers (80 %)", [f"{count(low)} to {count(high)}" for low, high in ends], pl.String)
        points = self.points.with_columns(within)
        names = [self.key, "contacts", "answers (80 %)", "cost", "value", "bound", "in_turn"]
        table = points.select(*(name for name in names if name in points.columns), *filter(None, [self.price]))
        return table.rename({self.price: "one more brings"} if self.price else {})


def check_movable(key: str) -> None:
    """Refuse what would change who may be on the list.

    Raises
    ------
    UsageError
        For any key that is not a limit.
    """
    if not _MOVABLE.fullmatch(key):
        raise UsageError(
            f"--sweep {key}: only limits can be swept: limits.size, limits.budget, limits.channel.NAME, "
            "limits.gift.NAME, offer.N.capacity; --set tries anything else, one value at a time"
        )


@act
def sweep(
    workspace: Workspace, plans: Sequence[Plan], values: Sequence[float], key: str, seed: int, settings: Settings
) -> SweepResult:
    """Choose for each of several plans that differ in one limit.

    Parameters
    ----------
    workspace
        May be open for reading alone.
    plans, values, key
        The plan with each value of the limit ``key``.
    seed, settings
        As of `attitude.targeting.target`.
    """
    import polars as pl

    check_movable(key)
    plans = [first_wave(plan) for plan in plans]
    check(workspace, plans[:1], settings)
    with Flow(workspace) as flow:
        rules = prepare(flow, plans[:1], seed, settings)
        pass_rules(flow)
        flow.given(promising="passed")
        find_options(flow, rules)
        look_between(flow, rules)
        flow.make("targeting/choosers")
        flow.make("targeting/bids")
        is_priced = any(plan.is_priced for plan in plans)
        worths = weigh(flow, problem_of(plans[0]).bonus) if is_priced else None  # how much there is changes no worth
        rows = [{key: value, **_point(flow, plan, seed, worths)} for plan, value in zip(plans, values, strict=True)]
    return SweepResult(key, pl.DataFrame(rows, infer_schema_length=None))


def _point(flow: Flow, plan: Plan, seed: int, worths: Worths | None) -> dict[str, Any]:
    """Choose for one value, in a part of its own."""
    part = flow.within()
    account = choose(part, plan, seed, worths).account
    part.make("targeting/list_places")
    part.add("targeting/place_settled", trial=LISTED)
    for name in ("list_treatments", "chosen"):
        part.make(f"targeting/{name}")
    (totals,) = totals_of(part)
    part.close()
    figures = {"contacts": totals["treated"], "cost": float(totals["cost"]), "value": totals["value"]}
    figures |= {"responses": totals["responses"], "responses_low": totals["low"], "responses_high": totals["high"]}
    if account is not None:
        figures |= {"value": account.value, "bound": account.bound, "in_turn": account.beside}
        figures |= {f"price {row['limit']}": row["price"] for row in account.rows}
    return figures
