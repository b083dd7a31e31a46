"""The programme as a whole: the universal control beside everyone else who could have been contacted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from attitude.database import Workspace, act
from attitude.errors import UsageError
from attitude.measure.chance import chance_of_means, difference_of_means, difference_of_rates, reach_of_rates
from attitude.measure.programme_words import programme_notes
from attitude.measure.step import MeasureResult
from attitude.months import first_day, last_day

if TYPE_CHECKING:
    import polars as pl

_MONTHS = 12
_MEMBERS = 614_400  # that are looked at together: five row groups of the database
_RATES = ("users", "optouts", "gone")
Month = dict[str, Any]


@dataclass(frozen=True)
class _Span:
    """A month, or the months of a quarter."""

    name: str
    months: tuple[Month, ...]


@dataclass(frozen=True)
class _Block:
    """Months of one quarter in which the same members were kept out: compared together, for they share their usage."""

    months: tuple[Month, ...]
    has_quarter: bool

    @property
    def spans(self) -> tuple[_Span, ...]:
        """Give each month, and after them the quarter: the order of ``queries/measure/programme_spans.sql``."""
        quarter = (_Span("quarter", self.months),) if self.has_quarter else ()
        return (*(_Span("month", (one,)) for one in self.months), *quarter)


@act
def programme(workspace: Workspace, since: date | None = None, until: date | None = None) -> MeasureResult:
    """Compare the universal control with everyone else who could have been contacted, by month and by quarter.

    Who is in it is a hash of seed, period and member; a member's arm is that of the periods which a month lies in,
    whoever contacted them. A quarter of which the months have other controls is not told as one. Answers told by
    campaign are no part of it: nobody tells them of those whom no campaign contacts.

    Parameters
    ----------
    workspace
        May be open read-only.
    since, until
        Any day of the first and the last month; by default the twelve months to the latest of which anything is known.

    Returns
    -------
    MeasureResult
        ``table`` has one row per month or quarter, and outcome: ``users`` (of any product), ``revenue``, ``volume``,
        ``optouts``, ``gone``; see ``queries/measure/add_programme_part.sql``. ``members``, ``total``, ``mean`` are of
        everyone else, ``control_`` of the control; rates are shares of members, others means a member. ``added`` is
        the difference times ``members``. Intervals are Newcombe's of rates, Welch's of means; None where nothing tells
        how far chance reaches. It is empty where no universal control stood.

    Raises
    ------
    UsageError
        When ``since`` is after ``until``.
    """
    known = workspace.result("measure/programme_known").row(0, named=True)
    first, last = _days(known["last_month"], since, until)
    if first is None or last is None:
        line = "nothing is loaded of any month: 'attitude load usage FILE', 'attitude load contacts FILE'"
        return MeasureResult(_table([]), (line,), "programme")
    known["last_month"] = known["last_month"] or date.min
    months = workspace.result("measure/programme_months", since=first, until=last).rows(named=True)
    rows, odd = [], []
    made: tuple[object, object] | None = None
    for block in _blocks([one for one in months if one["draws"] and one["month"] <= known["last_month"]]):
        begun = block.months[0]
        draws = begun["draws"], begun["starts_on"]
        if draws != made:
            _draw(workspace, *draws, begun["month"], is_all_loaded=known["persons"] == known["members"])
            made = draws
        for compared, drawn in _compared(workspace, block, first):
            rows += compared
            odd.append(drawn)
    notes = programme_notes(known, months, rows, odd, is_asked=since is not None)
    return MeasureResult(_table(rows), notes, "programme", since=first, until=last)


def _days(latest: date | None, since: date | None, until: date | None) -> tuple[date | None, date | None]:
    newest = until or max((day for day in (latest, since) if day is not None), default=None)
    if newest is None:
        return None, None
    last = last_day(newest)
    first = first_day(since) if since else first_day(last, _MONTHS - 1)
    if first > last:
        raise UsageError(f"--since {first:%Y-%m} is after --until {last:%Y-%m}")
    return first, last


def _blocks(months: Sequence[Month]) -> Iterator[_Block]:
    """Put months of a quarter together that had one control; the quarter is told where all of it had."""

    def quarter(one: Month) -> tuple[int, int]:
        return one["month"].year, (one["month"].month - 1) // 3

    for _, inside in groupby(months, quarter):
        groups = [tuple(group) for _, group in groupby(inside, lambda one: one["draws"])]
        for group in groups:
            yield _Block(group, len(groups) == 1 and len(group) > 1)


def _draw(
    workspace: Workspace, draws: Sequence[Month], starts_on: date | None, first: date, *, is_all_loaded: bool
) -> None:
    """Put every member in the arm that a period's draws give them."""
    lists = {f"{name}s": [one[name] for one in draws] for name in ("period", "seed", "share")}
    looked = {"starts_on": starts_on, "first_month": first, "is_all_loaded": is_all_loaded}
    workspace.run("measure/programme_arms", **looked, **lists)


def _compared(workspace: Workspace, block: _Block, first: date) -> Iterator[tuple[list[Month], Month]]:
    """Compare both arms in months and quarter; give a row per outcome, and what tells whether the draw is sound."""
    before = first_day(block.months[0]["starts_on"] or first, 1)
    _show(workspace, block, before)
    sums = workspace.result("measure/programme_sums", before=before).rows(named=True)
    met = dict(workspace.result("measure/programme_met").iter_rows())
    for place, span in enumerate(block.spans, 1):
        ours = [one for one in sums if one["place"] == place]
        yield _of_span(span, ours, contaminated=met[place])


def _show(workspace: Workspace, block: _Block, before: date) -> None:
    """Make what both arms show, of a few members at a time: sums of all at once take twice the time and memory."""
    months = [one["month"] for one in block.months]
    workspace.run("measure/programme_spans", months=months, has_quarter=block.has_quarter)
    workspace.run("measure/programme_events", "measure/programme_largest", "measure/programme_parts")
    (last,) = workspace.row("select coalesce(max(member_key), 0) from store.persons")
    for key in range(0, int(last) + 1, _MEMBERS):
        workspace.run("measure/add_programme_part", first_key=key, last_key=key + _MEMBERS - 1, before=before)
    workspace.run("measure/programme_outcomes")


def _of_span(span: _Span, sums: Sequence[Month], contaminated: int) -> tuple[list[Month], Month]:
    arms = {(one["outcome"], one["is_control"]): one for one in sums}
    head = {
        "span": span.name,
        "month": span.months[0]["month"],
        "months": len(span.months),
        "usage_months": sum(one["has_usage"] for one in span.months),
    }
    tail = {"contaminated": contaminated, "share": span.months[0]["share"]}
    outcomes = list(dict.fromkeys(one["outcome"] for one in sums))
    pairs = [(name, arms.get((name, False)), arms.get((name, True))) for name in outcomes]
    rows = [{**head, "outcome": name, **_row(name, one, other), **tail} for name, one, other in pairs if one and other]
    units = {one["is_control"]: one["units"] for one in sums}
    drawn = sum(units.values()), units.get(True, 0)
    return rows, {**head, **tail, "units": drawn[0], "control_units": drawn[1], "is_empty": not rows}


def _row(outcome: str, others: Month, control: Month) -> Month:
    difference = others["mean"] - control["mean"]
    reach, test = _of_rates(others, control) if outcome in _RATES else _of_means(others, control, difference)
    low, high = reach or (None, None)
    return {
        "members": others["members"],
        "total": others["total"],
        "mean": others["mean"],
        "control": control["members"],
        "control_total": control["total"],
        "control_mean": control["mean"],
        "difference": difference,
        "difference_low": low,
        "difference_high": high,
        "p_value": test and test[0],
        "test": test and test[1],
        "added": difference * others["members"],
        "added_low": None if low is None else low * others["members"],
        "added_high": None if high is None else high * others["members"],
    }


Found = tuple[tuple[float, float] | None, tuple[float, str] | None]


def _of_rates(others: Month, control: Month) -> Found:
    """Give interval and test of rates, of so many members as would tell as much if none were drawn as one."""
    one, other = _effective(others), _effective(control)
    reach = reach_of_rates(others["mean"], one, control["mean"], other)
    return reach, difference_of_rates(others["mean"] * one, one, control["mean"] * other, other)


def _effective(arm: Month) -> float:
    spread = arm["mean"] * (1 - arm["mean"])
    if arm["members"] == arm["units"] or spread <= 0 or arm["error"] <= 0:
        return float(arm["members"])
    return float(min(arm["members"], spread / arm["error"]))


def _of_means(others: Month, control: Month, difference: float) -> Found:
    """Give interval and test of means a member; those who are drawn as one count as one."""
    if others["units"] < 2 or control["units"] < 2:
        return None, None
    sides = (*_spread(others), *_spread(control))
    p = chance_of_means(difference, *sides)
    return difference_of_means(difference, *sides), None if p is None else (p, "Welch")


def _spread(arm: Month) -> tuple[float, float]:
    """Give the variance among units, as far as it makes the error of the mean, and their number."""
    return arm["error"] * arm["units"] ** 2 / (arm["units"] - 1), float(arm["units"])


def _table(rows: list[Month]) -> pl.DataFrame:
    import polars as pl

    counts = ("months", "usage_months", "members", "control", "contaminated")
    words = ("span", "outcome", "test")
    names = (
        *("span", "month", "months", "usage_months", "outcome", "members", "total", "mean"),
        *("control", "control_total", "control_mean", "difference", "difference_low", "difference_high"),
        *("p_value", "test", "added", "added_low", "added_high", "contaminated", "share"),
    )
    kinds = {**dict.fromkeys(counts, pl.Int64), **dict.fromkeys(words, pl.String), "month": pl.Date}
    return pl.DataFrame(rows, schema={name: kinds.get(name, pl.Float64) for name in names})
