"""The brief for a person at a terminal: sentences, headline figures, the campaigns, the course of a year in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attitude import say
from attitude.brief import Brief, Figure, segment_rows
from attitude.months import first_day, month_name
from attitude.numbers import SPARKS, chance, percent, written
from attitude.widths import cut

if TYPE_CHECKING:
    import polars as pl

_NAME = 22  # columns of a terminal for a campaign's id, so that its figures fit beside it


def show(brief: Brief) -> None:
    """Print the page."""
    import polars as pl

    say.text(f"Marketing brief, {month_name(brief.month)}", is_title=True)
    for words in brief.sentences:
        say.text(words)
    _title("The month, beside the month before")
    before = f"{first_day(brief.month, 1):%Y-%m}"
    say.data(pl.DataFrame([_figure(one, f"{brief.month:%Y-%m}", before) for one in brief.figures]), None, None)
    if not brief.campaigns.is_empty():
        _title("Campaigns that began in it")
        say.data(on_screen(brief.campaigns), None, None)
    _segments(brief)
    _courses(brief)
    say.note(f"more: attitude brief {brief.month:%Y-%m} -o brief.html draws it; --format json gives every figure")


def _segments(brief: Brief) -> None:
    """Print who answered by the attribute that was named, a line a value."""
    import polars as pl

    if (segments := brief.segments) is None:
        return
    _title(f"Who answered, by {segments.by}")
    rows = list(segment_rows(segments))
    if not rows:
        say.text("of no value were 20 members contacted in the month")
        return
    say.data(pl.DataFrame(rows, infer_schema_length=None), None, None)


def on_screen(campaigns: pl.DataFrame) -> pl.DataFrame:
    """Give the campaigns in few narrow columns."""
    import polars as pl

    if campaigns.is_empty():
        return campaigns
    return pl.DataFrame([_campaign(row) for row in campaigns.iter_rows(named=True)])


def _title(words: str) -> None:
    say.text("")
    say.text(words, is_title=True)


def _figure(figure: Figure, month: str, before: str) -> dict[str, str]:
    interval = ""
    if figure.low is not None and figure.high is not None:
        interval = f"{written(figure.low, figure.unit)} to {written(figure.high, figure.unit)}"
    now = written(figure.value, figure.unit) or "not known"
    return {
        "figure": figure.label,
        month: now.rjust(12),
        before: (written(figure.previous, figure.unit) or "not known").rjust(12),
        "95 % interval": interval,
    }


def _campaign(row: dict[str, Any]) -> dict[str, Any]:
    lift = "nobody contacted" if row["contacts"] == 0 else "no lift" if row["control"] else "no holdout"
    if row["difference"] is not None:
        low, high = 100 * row["difference_low"], 100 * row["difference_high"]
        lift = f"{100 * row['difference']:.1f} ({low:.1f} to {high:.1f})"
    return {
        "campaign": cut(row["campaign_id"], _NAME),
        "lift % (95 %)": lift,
        "sent": row["contacts"],
        "rate %": percent(row["rate"]).rjust(6) if row["rate"] is not None else "",
        "return": written(row["return"], "ratio").rjust(6),
        "p": chance(row["p_adjusted"]),
        "open until": row["open_until"],
        "cost": row["cost"],
        "AUC": row["auc"],
    }


def _courses(brief: Brief) -> None:
    rates = brief.rates["rate"].to_list()
    known = [rate for rate in rates if rate is not None]
    if known:
        _title("The year")
        first, last = brief.rates["month"][0], brief.rates["month"][-1]
        text = f"response rate, {first:%Y-%m} to {last:%Y-%m}: {_course(rates)}  {min(known):.1%} to {max(known):.1%}"
        say.text(text.replace("%", " %"))
        answers = next(figure.value for figure in brief.figures if figure.name == "responses")
        if answers != brief.rates["responses"][-1]:
            say.text("  told answers alone: purchases that named no campaign are in the figures above, not in the year")
    if brief.concentration is not None and brief.concentration.height and brief.value_month:
        brings = {row["top_share"]: row["share_of_revenue"] for row in brief.concentration.iter_rows(named=True)}
        tenth, quarter = 100 * brings[0.1], 100 * brings[0.25]
        say.text(
            f"revenue, {brief.value_month:%Y-%m}: 10 % of the members with any bring {tenth:.0f} % of it, 25 % bring "
            f"{quarter:.0f} %"
        )


def _course(rates: list[float | None]) -> str:
    """Draw rates as a row of bars from 0, a dot where there is none.

    Examples
    --------
    >>> _course([0.01, None, 0.08, 0.04])
    '▁·█▄'
    """
    most = max((rate for rate in rates if rate is not None), default=0.0) or 1.0
    return "".join("·" if rate is None else SPARKS[max(0, round(8 * rate / most) - 1)] for rate in rates)
