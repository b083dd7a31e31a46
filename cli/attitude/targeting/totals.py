"""What lists add up to, with how far their answers may stray from what is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attitude.forecasts import interval, spread_of

if TYPE_CHECKING:
    from attitude.database import Flow


def totals_of(flow: Flow) -> list[dict[str, Any]]:
    """Give the sums of each list (``targeting/totals``), and as ``low`` and ``high`` an 80 % interval of responses."""
    (constants,) = flow.workspace.row("select constants from store.scorings")
    spread = spread_of(constants)
    totals: list[dict[str, Any]] = []
    for row in flow.ask("targeting/totals"):
        low, high = interval(row["responses"], spread)
        totals.append({**{k: v for k, v in row.items() if k != "plan"}, "low": low, "high": high})
    return totals
