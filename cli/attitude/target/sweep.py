"""What a list would bring were one of its limits otherwise: the rules once, the choice for every value; no trace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attitude.errors import UsageError
from attitude.target.choice import choose, forget
from attitude.target.looks import look_at_all
from attitude.target.step import ready

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
    """A curve: ``key``, and one row per value: contacts, cost, expected responses, value, bound, a price per limit."""

    key: str
    points: pl.DataFrame

    @property
    def price(self) -> str | None:
        """The column with the price of the limit that moves."""
        offer = re.fullmatch(r"offer\.(\d+)\.capacity", self.key)
        start = f"price offer {offer[1]}," if offer else f"price {self.key}"
        found = (name for name in self.points.columns if name.startswith(start))
        return next((name for name in found if offer or name == start), None)

    @property
    def screen(self) -> pl.DataFrame:
        """What fits on a screen: of the prices, that of the limit that moves."""
        names = [self.key, "contacts", "cost", "value", "bound", "in_turn"]
        told = self.points.select(*(name for name in names if name in self.points.columns), *filter(None, [self.price]))
        return told.rename({self.price: "one more brings"} if self.price else {})


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
        As of `attitude.target.target`.
    """
    import polars as pl

    check_movable(key)
    first = plans[0]
    rules = ready(workspace, first, seed, settings)
    look_at_all(workspace, first, seed, rules)
    # choosing explorers changes what the options are taken by
    workspace.define("create or replace temp table options_before as from options")
    rows = []
    for plan, value in zip(plans, values, strict=True):
        workspace.define("create or replace temp table options as from options_before")
        forget(workspace)
        rows.append({key: value, **_point(workspace, plan, seed)})
    return SweepResult(key, pl.DataFrame(rows, infer_schema_length=None))


def _point(workspace: Workspace, plan: Plan, seed: int) -> dict[str, Any]:
    _, account = choose(workspace, plan, seed)
    workspace.run("target/chosen", holdout_share=plan.holdout.share)
    totals = workspace.result("target/totals").row(0, named=True)
    found = {"contacts": totals["treated"], "cost": float(totals["cost"]), "value": totals["value"]}
    found |= {"responses": totals["responses"]}
    if account is not None:
        found |= {"value": account.value, "bound": account.bound, "in_turn": account.beside}
        found |= {f"price {row['limit']}": row["price"] for row in account.rows}
    return found
