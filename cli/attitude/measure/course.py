"""What came after the contacts, and when: answers by day and by hour, use of the product before and since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from attitude.measure.chance import difference_of_means

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Workspace

MONTHS_BEFORE = 3


def use(workspace: Workspace) -> pl.DataFrame:
    """Give the use of the campaign's products before it and since: one row per group and period, see measure/repeat."""
    workspace.run("measure/used_months", months=MONTHS_BEFORE)
    workspace.run("measure/used")
    return workspace.result("measure/repeat")


def course_notes(workspace: Workspace, part: str, table: pl.DataFrame) -> tuple[str, ...]:
    """Say in words what ``days``, ``hours`` and ``repeat`` come to, and what they leave out."""
    if part == "days":
        return tuple(_about_days(table))
    if part == "hours":
        return tuple(_about_hours(table))
    return tuple(_about_use(workspace))


def _about_days(table: pl.DataFrame) -> Iterator[str]:
    kinds = {row["kind"]: row["answers"] for row in table.iter_rows(named=True) if row["kind"] != "day"}
    inside = [row for row in table.iter_rows(named=True) if row["kind"] == "day"]
    if sum(row["answers"] for row in inside) == 0:
        yield "no answer inside the window has a day"
    else:
        half, most = (next(row["day"] for row in inside if row["cumulative_share"] >= share) for share in (0.5, 0.8))
        yield f"half of the answers had come by day {half}, 80 % by day {most}; day 0 is that of the first contact"
    if kinds["late"]:
        yield f"late, first answered after the window: {kinds['late']:,}"
    if kinds["month only"]:
        yield f"purchases without a code, of which only the month is known: {kinds['month only']:,}"
    if kinds["no day"]:
        yield f"answers of which no day is known: {kinds['no day']:,}"


def _about_hours(table: pl.DataFrame) -> Iterator[str]:
    bare = table.row(-1, named=True)
    for name in ("contacts", "answers"):
        whole = int(table[name].sum())
        if whole and bare[name] == whole:
            yield f"of no {name.removesuffix('s')} is the hour known, only the day"
        elif bare[name]:
            yield f"{bare[name]:,} of {whole:,} {name} have no known hour, and are left out of the shares"


def _about_use(workspace: Workspace) -> Iterator[str]:
    products = [name for (name,) in workspace.rows("select distinct product from arms where product is not null")]
    if not products:
        yield "the campaign is about no product: load 'product' with the campaigns or the contacts to see its use"
        return
    months = workspace.rows("select month, period, is_known from used_months order by month")
    before = [month for month, period, _ in months if period == "before"]
    missing = [month for month, _, is_known in months if not is_known]
    yield (
        f"use of {', '.join(sorted(products))} per member and month; before: the {len(before)} months from "
        f"{_written(before[:1])} to {_written(before[-1:])}"
    )
    if missing:
        yield f"no usage loaded of {_written(missing)}: left out, not counted as 0"
    known = {period for _, period, is_known in months if is_known}
    if "before" in known and "after" not in known:
        yield "no usage loaded of any month after the campaign's"
    elif {"before", "after"} <= known:
        yield from _about_change(workspace)


def _written(months: list[date]) -> str:
    return ", ".join(f"{month:%Y-%m}" for month in months)


def _about_change(workspace: Workspace) -> Iterator[str]:
    arms = {row["is_control"]: row for row in workspace.result("measure/change").iter_rows(named=True)}
    if len(arms) < 2:
        yield "no holdout: whether the campaign changed the use cannot be told"
        return
    treated, control = arms[False], arms[True]
    change = round(treated["mean_change"] - control["mean_change"], 9) or 0.0  # not a 0 below 0
    reach = difference_of_means(
        change, treated["variance"], treated["members"], control["variance"], control["effective"]
    )
    interval = f"95 % interval {reach[0]:+,.4f} to {reach[1]:+,.4f}" if reach else "too few members for an interval"
    yield (
        f"revenue per member and month, after less before: {treated['mean_change']:+,.4f} of those contacted, "
        f"{control['mean_change']:+,.4f} of the holdout; the difference is {change:+,.4f} ({interval})"
    )
