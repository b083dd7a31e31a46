"""The brief for a person at a terminal: sentences, headline figures, the campaigns, the course of a year in a line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from attitude import say
from attitude.brief import Brief, Figure, month_name, written

if TYPE_CHECKING:
    import polars as pl

_SPARKS = "▁▂▃▄▅▆▇█"
_NAME = 22  # columns of a terminal for a campaign's id, so that its figures fit beside it


def show(found: Brief) -> None:
    """Print the page."""
    import polars as pl

    say.text(f"Marketing brief, {month_name(found.month)}", is_title=True)
    for words in found.sentences:
        say.text(words)
    _title("The month, beside the month before")
    before = f"{found.month - timedelta(days=1):%Y-%m}"
    say.data(pl.DataFrame([_figure(one, f"{found.month:%Y-%m}", before) for one in found.figures]), None, None)
    if not found.campaigns.is_empty():
        _title("Campaigns that began in it")
        say.data(on_screen(found.campaigns), None, None)
    _courses(found)
    say.note(f"more: attitude brief {found.month:%Y-%m} -o brief.html draws it; --format json gives every figure")


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
    lift = "nobody contacted" if row["contacts"] == 0 else "no holdout"
    if row["difference"] is not None:
        low, high = 100 * row["difference_low"], 100 * row["difference_high"]
        lift = f"{100 * row['difference']:.1f} ({low:.1f} to {high:.1f})"
    p = row["p_adjusted"]
    return {
        "campaign": cut(row["campaign_id"], _NAME),
        "lift % (95 %)": lift,
        "sent": row["contacts"],
        "rate %": "" if row["rate"] is None else f"{100 * row['rate']:.2f}".rjust(6),
        "return": written(row["return"], "ratio").rjust(6),
        "p": "" if p is None else "<0.001" if p < 0.001 else f"{p:.3f}",
        "open until": row["open_until"],
        "cost": row["cost"],
        "AUC": row["auc"],
    }


def _courses(found: Brief) -> None:
    rates = found.rates["rate"].to_list()
    known = [rate for rate in rates if rate is not None]
    if known:
        _title("The year")
        first, last = found.rates["month"][0], found.rates["month"][-1]
        said = f"response rate, {first:%Y-%m} to {last:%Y-%m}: {_course(rates)}  {min(known):.1%} to {max(known):.1%}"
        say.text(said.replace("%", " %"))
        answers = next(figure.value for figure in found.figures if figure.name == "responses")
        if answers != found.rates["responses"][-1]:
            say.text("  told answers alone: purchases that named no campaign are in the figures above, not in the year")
    if found.concentration is not None and found.concentration.height and found.value_month:
        brings = {row["top_share"]: row["share_of_revenue"] for row in found.concentration.iter_rows(named=True)}
        tenth, quarter = 100 * brings[0.1], 100 * brings[0.25]
        say.text(
            f"revenue, {found.value_month:%Y-%m}: 10 % of the members with any bring {tenth:.0f} % of it, 25 % bring "
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
    return "".join("·" if rate is None else _SPARKS[max(0, round(8 * rate / most) - 1)] for rate in rates)


def cut(words: str, columns: int) -> str:
    """Cut words to so many columns of a terminal, where Chinese takes two a letter.

    Examples
    --------
    >>> cut("2026-12-concert", 20), cut("2026-12-family-portal", 12), cut("春节回家全家共享", 9)
    ('2026-12-concert', '2026-12-fam…', '春节回家…')
    """
    if _columns(words) <= columns:
        return words
    while _columns(words) > columns - 1:
        words = words[:-1]
    return words + "…"


def _columns(words: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
