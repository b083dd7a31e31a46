"""The page: what was replayed in words, the charts, and their numbers as tables. Equal replays give equal bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attitude.backtest_page.drawing import OURS, charts
from attitude.numbers import column
from attitude.pages import card, cards, empty, lead, page, section, table, wide

if TYPE_CHECKING:
    import polars as pl

    from attitude.backtest import Backtest

_CURVE = (
    "Learning curve: is a campaign foreseen better, the more went before it?",
    "How well each ranking, made the day before, told the responders of a campaign from the others it contacted: the "
    "chance that a responder stands above a non-responder. The dashed line at 0.5 is chance.",
)
_CALIBRATION = (
    "Contacts in tenths of their foreseen propensity, a dot each; {without}. On the dashed line as many answered as "
    "foreseen, above it more, below it fewer."
)


def backtest_page(replay: Backtest, members: int, skip: int) -> bytes:
    """Draw a replay as one HTML file: learning curve, methods, calibration, and the numbers of each as a table.

    Parameters
    ----------
    replay
        What was found. Columns are taken by name: each ``auc_METHOD`` of its campaigns is a line of the curve, and
        the tables show all columns there are.
    members
        In the workspace, of whom the replay took its share.
    skip
        Campaigns at the start that its totals leave out.

    Returns
    -------
    bytes
        UTF-8.
    """
    head = lead(_scope(replay, members, skip), [_finding(replay.methods)])
    return page(f"Backtest over {_campaigns(replay.campaigns.height)}", head, _sections(replay, skip))


def _sections(replay: Backtest, skip: int) -> Iterator[str]:
    drawn = charts(replay)
    nothing = empty("there is nothing to draw")
    curve, auc, lift, calibration = (drawn.get(name, nothing) for name in ("curve", "auc", "lift", "calibration"))
    without = f"without the first {_campaigns(skip)}" if skip else "all campaigns"
    yield section(_CURVE[0], card(curve), about=_CURVE[1])
    bars = (card(auc, "AUC within campaigns (0.5 is chance)"), card(lift, "Lift of the best tenth (1 is chance)"))
    yield section(
        "Methods: who ranks the responders of a campaign first?",
        cards(bars),
        about=f"Means over campaigns, weighted by responses; {without}.",
    )
    yield section(
        "Calibration: do as many answer as foreseen?",
        cards((card(calibration), card(_table(replay.calibration)))),
        about=f"{_CALIBRATION.format(without=without)}{_inside(replay)}",
    )
    numbers = (card(_table(replay.methods), "Methods"), card(_table(replay.campaigns), "Campaigns"))
    yield section("The numbers", *numbers)


def _inside(replay: Backtest) -> str:
    inside, campaigns = replay.inside
    return f" {inside:,} of {campaigns:,} campaigns ended inside their 80 % interval." if campaigns else ""


def _campaigns(count: int) -> str:
    return f"{count:,} campaign{'' if count == 1 else 's'}"


def _scope(replay: Backtest, members: int, skip: int) -> str:
    days = replay.campaigns["first_day"]
    contacts, responses = (int(replay.campaigns[name].sum()) for name in ("contacts", "responses"))
    who = f"all {members:,} members (100%)"
    if replay.share < 1:
        who = f"a sample of {replay.share:.1%} of {members:,} members"
    left_out = f" · totals leave out the first {_campaigns(skip)}" if skip else ""
    return f"{days.min()!s} to {days.max()!s} · {who} · {contacts:,} contacts, {responses:,} responses{left_out}"


def _finding(methods: pl.DataFrame) -> str:
    """Say the result in a sentence or two, for those who read nothing else."""
    rows = {row["method"]: row for row in methods.iter_rows(named=True) if row["auc"] is not None}
    if OURS not in rows:
        return "No campaign is left for the totals."
    ours = rows.pop(OURS)
    words = f"Attitude scores put a responder above a non-responder of the same campaign in {ours['auc']:.0%} of cases"
    if rows:
        best = max(rows.values(), key=lambda row: float(row["auc"]))
        words += f"; the best of the plain rankings, {best['method']}, in {best['auc']:.0%}"
    return f"{words}. The tenth that they put first answered {ours['top_tenth_lift']:.1f} times as often as all."


def _table(frame: pl.DataFrame) -> str:
    titles = [name.replace("_", " ").replace("auc", "AUC").replace("rfm", "RFM") for name in frame.columns]
    return wide(table(titles, zip(*(_cells(frame[name]) for name in frame.columns), strict=True)))


def _cells(values: pl.Series) -> list[str]:
    """Write a column with as many digits in each row; shares of contacts in percent."""
    if values.dtype.is_float():
        return column(values.to_list(), are_shares=values.name.endswith("_rate") and not values.name.startswith("auc"))
    form = "," if values.dtype.is_integer() else ""
    return ["" if value is None else format(value, form) for value in values]
