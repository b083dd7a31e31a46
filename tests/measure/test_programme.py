"""The programme as a whole: the universal control beside everyone else, by hand; and what it must say of no effect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from math import exp
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any

import polars as pl
import pytest
from conftest import Cli, Load
from scipy import stats

from attitude.brief import brief
from attitude.database import Workspace
from attitude.errors import UsageError
from attitude.measure import programme, span
from attitude.measure_page import screen_of
from attitude.settings import ValueSettings

JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
USAGE = "member_id,month,product,revenue,volume"


def keep_out(workspace: Workspace, period: str = "2026-Q1", share: float = 0.2, seed: int = 0) -> set[str]:
    workspace.rows("insert into store.control_periods values (?, ?, ?)", [period, share, seed])
    return {name for (name,) in workspace.rows("select member_id from universal_control where period = ?", [period])}


def rows(table: pl.DataFrame) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {(row["span"], row["month"], row["outcome"]): row for row in table.iter_rows(named=True)}


@pytest.fixture
def members(load: Load) -> list[str]:
    names = [f"m{number}" for number in range(60)]
    load("members", "member_id", *names)
    return names


def test_both_arms_by_hand(workspace: Workspace, load: Load, members: list[str]) -> None:
    control = keep_out(workspace)
    assert 5 < len(control) < 20
    spent = {name: at % 7 for at, name in enumerate(members)}
    load("usage", USAGE, *(f"{name},2026-01,tv,{spent[name]},1" for name in members if spent[name]))
    load("usage", USAGE, *(f"{name},2026-02,tv,2,{at}" for at, name in enumerate(members) if at % 2))
    load("optouts", "member_id,channel,opted_out_on,action", f"{min(set(members) - control)},sms,2026-02-03,out")
    found = programme(workspace, JANUARY, MARCH)
    assert "no usage is loaded of 2026-03" not in " ".join(found.notes), "of it nothing is known yet"
    assert "nothing is known yet of 2026-03" in found.notes
    table = rows(found.table)
    ours = [spent[name] for name in members if name not in control]
    theirs = [spent[name] for name in members if name in control]
    revenue = table["month", JANUARY, "revenue"]
    assert (revenue["members"], revenue["control"]) == (len(ours), len(theirs))
    assert revenue["difference"] == pytest.approx(fmean(ours) - fmean(theirs))
    test = stats.ttest_ind(ours, theirs, equal_var=False)
    low, high = test.confidence_interval()
    assert [revenue[name] for name in ("p_value", "difference_low", "difference_high")] == pytest.approx(
        [test.pvalue, low, high], rel=1e-7
    )
    assert revenue["added"] == pytest.approx(revenue["difference"] * len(ours))
    users = table["month", JANUARY, "users"]
    assert users["total"] == sum(1 for value in ours if value)
    assert users["control_mean"] == pytest.approx(sum(1 for value in theirs if value) / len(theirs))
    assert users["added_low"] < users["added"] < users["added_high"]
    both = table["quarter", JANUARY, "revenue"]
    assert (both["months"], both["total"]) == (
        2,
        sum(ours) + 2 * sum(at % 2 for at, n in enumerate(members) if n not in control),
    )
    assert table["quarter", JANUARY, "optouts"]["total"] == 1
    assert ("month", JANUARY, "gone") not in table
    assert any(line.startswith("who is gone is not known") for line in found.notes)
    assert screen_of(found.table, "programme").height == found.table.height


def test_who_is_gone(workspace: Workspace, load: Load, members: list[str]) -> None:
    control = keep_out(workspace)
    load("usage", USAGE, *(f"{name},2025-12,tv,1," for name in members))
    stays = sorted(control)[1:] + sorted(set(members) - control)[3:]
    load("usage", USAGE, *(f"{name},2026-01,tv,1," for name in stays))
    gone = rows(programme(workspace, JANUARY, JANUARY).table)["month", JANUARY, "gone"]
    assert (gone["total"], gone["control_total"]) == (3, 1)


@pytest.mark.parametrize("share", [0.001, 1 / 256, 0.3, 0.5, 1.0])
def test_who_is_in_it_is_who_lists_leave_out(workspace: Workspace, load: Load, share: float) -> None:
    load("members", "member_id,email", *(f"m{number},e{number % 900}@x.org" for number in range(1000)))
    control = keep_out(workspace, share=share, seed=3)
    workspace.run(
        "measure/programme_arms",
        periods=["2026-Q1"],
        seeds=[3],
        shares=[share],
        starts_on=JANUARY,
        first_month=JANUARY,
        is_all_loaded=True,
    )
    query = "select member_id from programme_arms inner join store.persons using (member_key) where arm = 'control'"
    assert {name for (name,) in workspace.rows(query)} == control


def test_where_nothing_is_known_that_is_said(workspace: Workspace) -> None:
    assert programme(workspace).notes[0].startswith("nothing is loaded of any month")
    keep_out(workspace)
    assert programme(workspace, JANUARY, JANUARY).notes == (
        "no members are loaded, so nobody was drawn: 'attitude load members FILE'",
    )
    workspace.rows("insert into store.members (member_key) values (1)")
    assert programme(workspace, JANUARY, JANUARY).notes == ("nothing is known yet of 2026-01",)


def test_without_a_control_there_is_no_figure(ok: Cli, cli: Cli) -> None:
    ok("init")
    Path("usage.csv").write_text("member_id,month,product,revenue\nm1,2026-02,tv,3\n")
    ok("load", "usage", "usage.csv")
    said = ok("measure", "--show", "programme", "--since", "2026-01")
    assert "no universal control stood from 2026-01 to 2026-02" in said.err
    assert "[control] in attitude.toml" in said.err
    assert said.out == ""
    assert json.loads(ok("measure", "--show", "programme", "--format", "json").out) == []
    assert ok("measure", "--show", "programme", "--format", "csv").out.splitlines()[0].startswith("span,month,months")
    assert "name none" in cli("measure", "a", "--show", "programme").err
    assert cli("measure", "--show", "programme", "--since", "2026-03", "--until", "2026-01").code == 2


@pytest.mark.slow
def test_what_stood_when_is_said(workspace: Workspace, load: Load, members: list[str]) -> None:
    control = keep_out(workspace, "2026-01")
    keep_out(workspace, "2026-03", seed=1)
    load("usage", USAGE, *(f"{name},2026-03,tv,1," for name in members))
    load("optouts", "member_id,channel,opted_out_on,action", "m1,sms,2026-02-03,out")
    load(
        *("contacts", "member_id,campaign_id,channel,contacted_at"),
        *(f"{name},a,sms,2026-01-10" for name in sorted(control)[:2]),
    )
    found = span(workspace, "programme", JANUARY, MARCH)
    assert {row["span"] for row in found.table.iter_rows(named=True)} == {"month"}, "drawn anew within the quarter"
    assert "no universal control stood in 2026-02" in found.notes
    apart = "told by month alone, for other members were kept out in each: 2026-Q1; "
    assert any(line.startswith(apart) for line in found.notes)
    assert "2026-01: 2 members of the universal control were contacted all the same; they stay in it" in found.notes
    assert any(line.startswith("no usage is loaded of 2026-01, so") for line in found.notes)
    told = rows(found.table)
    assert ("month", JANUARY, "optouts") in told
    assert ("month", JANUARY, "revenue") not in told, "no figure of what is not loaded"
    assert told["month", JANUARY, "optouts"]["control"] == len(control)
    with pytest.raises(UsageError, match="--since 2026-03 is after"):
        span(workspace, "programme", MARCH, JANUARY)


def test_a_control_that_is_not_what_was_drawn(workspace: Workspace, load: Load, members: list[str]) -> None:
    control = keep_out(workspace, share=0.4)
    workspace.rows(
        "delete from store.members where member_key in (select member_key from store.persons where "
        "list_contains(?, member_id))",
        [sorted(control)[1:]],
    )
    load("usage", USAGE, *(f"{name},2026-01,tv,1," for name in members))
    notes = programme(workspace, JANUARY, JANUARY).notes
    assert any("is not what was drawn: 1 of" in line for line in notes)


@pytest.mark.slow
def test_the_brief_tells_of_it(workspace: Workspace, load: Load, members: list[str]) -> None:
    load("usage", USAGE, *(f"{name},2026-01,tv,{at % 5}," for at, name in enumerate(members)))
    load("contacts", "member_id,campaign_id,channel,contacted_at", *(f"{name},a,sms,2026-01-10" for name in members))
    before = brief(workspace, ValueSettings(), JANUARY)
    assert "programme as a whole" not in " ".join((*before.sentences, *before.notes))
    control = keep_out(workspace)
    now = brief(workspace, ValueSettings(), JANUARY)
    (told,) = set(now.sentences) - set(before.sentences)
    assert told.startswith("The programme as a whole: revenue ")
    assert told.endswith(f"; universal control of {len(control)} members.")
    assert (
        f"2026-01: {len(control)} members of the universal control were contacted all the same; they stay in it"
        in now.notes
    )


MONTHS = [date(2016 + at // 12, at % 12 + 1, 1) for at in range(60)]


def a_world(workspace: Workspace, folder: Path, *, people: int, is_shared: bool, gain: float) -> None:
    """Make a base whose members use, spend and leave at random; each month has a draw of its own."""
    draw = Random(5)
    ids = [f"m{at}" for at in range(people)]
    pairs = {at: at - at % 2 if is_shared and at % 10 < 6 else at for at in range(people)}
    workspace.rows("insert into store.persons select i, 'm' || i from range(?) as t (i)", [people])
    workspace.rows("insert into store.members (member_key) select i from range(?) as t (i)", [people])
    for at, first in pairs.items():
        if is_shared and at % 10 < 6:
            workspace.rows("insert into store.shared_addresses values (?, ?)", [at, ids[first]])
    for month in MONTHS:
        workspace.rows("insert into store.control_periods values (?, 0.2, ?)", [f"{month:%Y-%m}", month.toordinal()])
    kept = set(workspace.rows("select period, member_id from universal_control")) if gain else set()
    with (folder / "usage.csv").open("w") as file:
        file.write("member_key,month,product,revenue,volume\n")
        file.writelines(_usage(draw, pairs, kept, gain))
    workspace.rows(f"insert into store.usage by name select * from '{folder / 'usage.csv'}'")
    for month in MONTHS:
        said = [at for at in range(people) if draw.random() < 0.04]
        workspace.rows("insert into store.optouts select unnest(?), 'sms', ?, 'out', null, null", [said, month])


def _usage(draw: Random, pairs: dict[int, int], kept: set[tuple[str, str]], gain: float) -> Iterator[str]:
    for month in (date(2015, 12, 1), *MONTHS):
        shown: dict[int, float] = {}
        for at, first in pairs.items():
            if first not in shown:  # who is drawn as one spends alike
                shown[first] = round(10 * exp(0.6 * draw.gauss())) if draw.random() < 0.5 else 0.0
            more = gain if gain and (f"{month:%Y-%m}", f"m{at}") not in kept else 0.0
            if shown[first] + more:
                yield f"{at},{month},tv,{shown[first] + more},{draw.randrange(9)}\n"


def covered(found: pl.DataFrame, truth: float) -> float:
    """Give the share of intervals that hold what is true."""
    return (
        found.filter((pl.col("difference_low") <= truth) & (pl.col("difference_high") >= truth)).height / found.height
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "is_shared", [pytest.param(False, id="alone", marks=pytest.mark.long), pytest.param(True, id="drawn as one")]
)
def test_no_effect_is_told_as_none(workspace: Workspace, tmp_path: Path, *, is_shared: bool) -> None:
    a_world(workspace, tmp_path, people=1200, is_shared=is_shared, gain=0)
    found = programme(workspace, MONTHS[0], MONTHS[-1]).table
    assert found.height == 5 * len(MONTHS)
    # of 300 intervals of 95 %: 2.6 standard deviations either way
    assert (found["p_value"] < 0.05).sum() <= 0.083 * found.height
    assert 0.917 <= covered(found, 0) <= 0.983


@pytest.mark.long
def test_a_planted_effect_is_found(workspace: Workspace, tmp_path: Path) -> None:
    a_world(workspace, tmp_path, people=1200, is_shared=True, gain=2)
    found = programme(workspace, MONTHS[0], MONTHS[-1]).table.filter(pl.col("outcome") == "revenue")
    assert fmean(found["difference"]) == pytest.approx(2, abs=0.1)
    assert 0.92 <= covered(found, 2) <= 0.98
