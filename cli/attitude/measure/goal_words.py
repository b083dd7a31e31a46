"""By what the arms of a campaign are compared, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

_GOALS = {
    "answer": "answers told of the campaign, with or without a code",
    "product": "purchases of the product, with or without a code",
    "revenue": "revenue of any product",
    "volume": "use of any product",
}


def about_goal(checks: dict[str, Any]) -> Iterator[str]:
    """Say by what the arms are compared, which answers are no part of it, or why there is no lift.

    Parameters
    ----------
    checks
        The row of ``measure/checks`` of a campaign with a holdout.
    """
    if checks["goal"] is None:
        yield _no_goal(checks)
        return
    what = f"answers of kind '{checks['goal_kind']}'" if checks["goal_kind"] else _GOALS[checks["goal"]]
    new = ", of those who had none the month before" if checks["is_goal_new"] else ""
    yield f"both arms are compared by {what}{new}"
    if checks["unseen"]:
        yield (
            f"{checks['unseen']:,} of {checks['answered']:,} answers can only be seen among those contacted, and are "
            "no part of the lift"
        )
    if checks["goal"] == "answer" and checks["control_outcomes"] == 0 < checks["answered"]:
        yield (
            f"none of the {checks['control']:,} held out is known to have answered; if your source could not tell, "
            "this is no lift: 'attitude load usage FILE', then --goal product"
        )


def _no_goal(checks: dict[str, Any]) -> str:
    why = f"nothing loaded could show an answer of the {checks['control']:,} held out, so there is no lift"
    if checks["is_goal_asked"]:
        why = "no usage is loaded that could show the goal asked for, of either arm, so there is no lift"
    return f"{why}: answers are those of members contacted alone; 'attitude load usage FILE' tells purchases of both"


def about_open(table: pl.DataFrame) -> Iterator[str]:
    """Say that answers may still come, and what then; ``table`` is a lift."""
    if "open_until" not in table.columns or table.is_empty() or table["open_until"][0] is None:
        return
    share = table["share_in"][0]
    usual = "" if share is None else f"; by now usually {share:.0%} of answers are in"
    yield (
        f"open until {table['open_until'][0]}{usual}; until then the interval holds however often you look, "
        "and there is no p-value"
    )
