"""Comparisons that would mislead: uneven holdouts, answers that only one arm can show, chance told as gain."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from conftest import Cli, Load
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from attitude.brief import brief, page
from attitude.brief.figures import value_reaches
from attitude.database import Workspace
from attitude.measure import make_arms, measure, profit_curve, span
from attitude.measure.words import notes
from attitude.measure_page import screen_of
from attitude.measure_page.one import lift_words
from attitude.settings import ValueSettings
from attitude.value import value
from attitude.value_page import on_screen

pytestmark = pytest.mark.slow

CLOSE: dict[str, Any] = {"rel": 1e-9, "abs": 1e-9}
CAMPAIGNS = ("campaign_id,product,channel,starts_on,response_days,unit_cost", "c,portal,sms,2026-01-10,30,1")


def arms(*groups: tuple[str, bool, int, int], campaign: str = "c") -> list[str]:
    """Write contacts: cell, held out, members, and how many of them answered; an answer is worth 10, the next 11 …"""
    lines = ["member_id,campaign_id,contacted_at,cell,is_control,responded,value"]
    for at, (cell, held, members, answered) in enumerate(groups):
        for one in range(members):
            worth = 10 + one if one < answered else ""
            lines.append(f"{campaign}{at}-{one},{campaign},2026-01-10,{cell},{held},{one < answered},{worth}")
    return lines


UNEVEN = (("hot", False, 500, 100), ("hot", True, 500, 100), ("cold", False, 1900, 57), ("cold", True, 100, 2))


def error_of(cells: list[tuple[int, int]], shares: list[float]) -> float:
    """Square the error of a rate over cells of (members, answered), p drawn toward that of all by one member."""
    members, answered = (sum(column) for column in zip(*cells, strict=True))
    rate = (answered + 0.5) / (members + 1)
    drawn = [(y + rate) / (n + 1) for n, y in cells]
    return float(sum(w * w * q * (1 - q) / n for w, q, (n, _) in zip(shares, drawn, cells, strict=True)))


def test_those_held_out_stand_for_those_contacted(workspace: Workspace, load: Load) -> None:
    """Half of the hot ones held out, a twentieth of the cold: as it is, the holdout is the hotter of the two."""
    load("campaigns", *CAMPAIGNS)
    load("contacts", *arms(*UNEVEN))
    found = measure(workspace, "c")
    row = found.table.row(0, named=True)
    rate, base, shares = 157 / 2400, (500 * 0.2 + 1900 * 0.02) / 2400, [500 / 2400, 1900 / 2400]
    assert (row["control"], row["control_responses"], row["base"]) == (600, 102, "own, by cell")
    assert row["control_rate"] == pytest.approx(base, **CLOSE)
    assert row["incremental_responses"] == pytest.approx(1900 * 0.01, **CLOSE)
    # so many members as would tell as much without cells
    ours = rate * (1 - rate) / error_of([(500, 100), (1900, 57)], shares)
    theirs = base * (1 - base) / error_of([(500, 100), (100, 2)], shares)
    wanted = confint_proportions_2indep(rate * ours, ours, base * theirs, theirs, method="newcomb")
    assert (row["difference_low"], row["difference_high"]) == pytest.approx(wanted, **CLOSE)
    both = [(200 / 1000, 1 / 500 + 1 / 500), (59 / 2000, 1 / 1900 + 1 / 100)]
    error = sum(w * w * q * (1 - q) * n for w, (q, n) in zip(shares, both, strict=True)) ** 0.5
    assert (row["p_value"], row["test"]) == (
        pytest.approx(2 * stats.norm.sf((rate - base) / error), **CLOSE),
        "z by cell",
    )
    cold = [10.0, 11.0] + [0.0] * 98
    hot = [10.0 + i for i in range(100)] + [0.0] * 400
    mean = shares[0] * float(np.mean(hot)) + shares[1] * float(np.mean(cold))
    treated = sum(10.0 + i for i in range(100)) + sum(10.0 + i for i in range(57))
    assert row["incremental_value"] == pytest.approx(treated - 2400 * mean, **CLOSE)
    assert row["value_low"] < row["incremental_value"] < row["value_high"]
    assert any("5.0% to 50.0% were held out, by cell" in words and "17.00%" in words for words in found.notes)
    # one cell alone is as it was
    alone = found.table.filter(found.table["cell"] == "hot").row(0, named=True)
    assert (alone["difference"], alone["base"]) == (0, "own")


def test_every_look_has_the_same_weights(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS)
    load("contacts", *arms(*UNEVEN))
    row = measure(workspace, "c").table.row(0, named=True)
    matrix = span(workspace, "matrix").table.row(0, named=True)
    told = brief(workspace, ValueSettings())
    for name in ("incremental_responses", "incremental_value", "return"):
        assert matrix[name] == pytest.approx(row[name], rel=1e-9), name
        assert told.campaigns.row(0, named=True)[name] == pytest.approx(row[name], rel=1e-9), name
    assert any(words.startswith("c: 5.0% to 50.0% were held out, by cell") for words in told.notes)


NO_EFFECT = (("cold", False, 90, 9), ("cold", True, 10, 1), ("hot", False, 50, 25), ("hot", True, 50, 25))


def test_use_and_moves_have_the_weights_too(workspace: Workspace, load: Load) -> None:
    """A tenth of the cold cell grows, half of the hot; of the one 10 % are held out, of the other half. No effect."""
    load("campaigns", *CAMPAIGNS)
    lines = arms(*NO_EFFECT)
    load("contacts", *lines)
    usage = ["member_id,month,product,revenue,volume"]
    for line in lines[1:]:
        member, grows = line.split(",")[0], line.split(",")[5] == "True"
        for month in range(-2, 5):
            day = f"2025-{month + 12}" if month < 1 else f"2026-{month:02}"
            usage.append(f"{member},{day},portal,{40 if grows and month > 1 else 10},{1 if grows else ''}")
    load("usage", *usage, *(f"base{i},2025-{month},portal,20,1" for i in range(200) for month in (10, 11, 12)),
         *(f"base{i},2026-0{month},portal,20,1" for i in range(200) for month in range(1, 5)))  # fmt: skip
    found = measure(workspace, "c", part="repeat")
    last = {row["group"]: row for row in found.table.iter_rows(named=True) if row["month"] and row["month"].month == 4}
    sent, held = last["treated"], last["holdout"]
    assert (sent["members"], held["members"]) == (140, 60)
    for name in ("mean_revenue", "mean_volume", "users_share"):
        assert held[name] == pytest.approx(sent[name], **CLOSE), name
    assert sent["mean_revenue"] == pytest.approx(10 + 30 * 34 / 140)
    make_arms(workspace, ["c"], 30)
    workspace.run("measure/used_months", "measure/used")
    change = workspace.result("measure/change").rows(named=True)
    assert change[1]["mean_change"] == pytest.approx(change[0]["mean_change"], **CLOSE)
    weights = [50 / 50 * 60 / 140] * 50 + [90 / 10 * 60 / 140] * 10
    assert change[1]["effective"] == pytest.approx(sum(weights) ** 2 / sum(w * w for w in weights))
    grown = [30.0] * 25 + [0.0] * 25 + [30.0] + [0.0] * 9
    mean = np.average(grown, weights=weights)
    wanted = np.average((np.array(grown) - mean) ** 2, weights=weights) / (1 - 1 / change[1]["effective"])
    assert change[1]["variance"] == pytest.approx(wanted)
    assert any("the difference is +0.0000 (95 % interval -" in words for words in found.notes)
    moved = value(workspace, ValueSettings(months=1, after_months=2, tiers={"gold": 0.4, "lead": 0.6}))
    row = moved.campaigns.row(0, named=True)
    assert (row["compared_with"], row["contacted"], row["others"]) == ("holdout, weighted", 140, 60)
    assert row["others_moved_up"] == 26
    assert (row["rate"], row["others_rate"]) == pytest.approx((34 / 140, 34 / 140), **CLOSE)
    effective = change[1]["effective"]
    interval = confint_proportions_2indep(34, 140, 34 / 140 * effective, effective, method="newcomb")
    assert (row["difference_low"], row["difference_high"]) == pytest.approx(interval, **CLOSE)
    assert any("campaigns of several cells: 1 (holdout*)" in words for words in moved.campaign_notes)
    assert on_screen(moved, "campaigns")["beside"].to_list() == ["holdout*"]


@pytest.mark.parametrize(
    "groups",
    [
        (("a", False, 900, 90), ("b", False, 450, 40), ("", True, 200, 9)),
        (("a", False, 900, 90), ("a", True, 900, 9), ("b", False, 450, 40)),
        (("a", False, 900, 90), ("a", True, 900, 9), ("b", True, 450, 40)),
    ],
    ids=["one holdout of all", "a cell without", "a cell of controls"],
)
def test_no_cells_where_some_have_one_arm(workspace: Workspace, load: Load, groups: Any) -> None:
    load("contacts", *arms(*groups))
    row = measure(workspace, "c").table.row(0, named=True)
    assert row["base"] == "own"
    assert row["control_rate"] == row["control_responses"] / row["control"]


def test_cells_count_whether_or_not_a_test_finds_them_uneven(workspace: Workspace, load: Load) -> None:
    """Three cells, more held out in the last: always cell by cell, and said where scipy has p < 0.001."""
    for held in (152, 154):
        name = f"c{held}"
        load("contacts", *arms(
            ("a", False, 900, 9), ("a", True, 100, 9), ("b", False, 900, 9), ("b", True, 100, 9),
            ("d", False, 900, 9), ("d", True, held, 9), campaign=name,
        ))  # fmt: skip
        p = stats.chi2_contingency([[900, 900, 900], [100, 100, held]], correction=False).pvalue
        found = measure(workspace, name)
        row = found.table.row(0, named=True)
        assert row["base"] == "own, by cell"
        assert row["control_rate"] == pytest.approx((9 / 100 + 9 / 100 + 9 / held) / 3, **CLOSE)
        assert any("were held out, by cell" in words for words in found.notes) == (p < 0.001), (held, p)


CHANCE = [
    (40, 8, "Whether the campaigns added any answers cannot be told from chance: "),
    (300, 8, "answers (95 % interval "),
    (40, 60, "Those held out answered more often: "),
]


@pytest.mark.parametrize(("answered", "held", "words"), CHANCE, ids=["chance", "gain", "loss"])
def test_the_brief_claims_no_more_than_its_interval(
    workspace: Workspace, load: Load, answered: int, held: int, words: str
) -> None:
    """A second campaign of three, whom all answered, has the largest lift and says nothing."""
    load("campaigns", *CAMPAIGNS, "tiny,portal,sms,2026-01-10,30,1")
    load("contacts", *arms(("", False, 400, answered), ("", True, 100, held)))
    load("contacts", *arms(("", False, 3, 3), ("", True, 2, 0), campaign="tiny"))
    found = brief(workspace, ValueSettings())
    said = "\n".join(found.sentences)
    assert words in said
    assert ("would not have come" in said) == ("answers (95" in words)
    assert "added by tiny" not in said
    worth = {one.name: one for one in found.figures}
    rows = [measure(workspace, name).table.row(0, named=True) for name in ("c", "tiny")]
    middle = sum(row["incremental_value"] for row in rows)
    low = middle - sum((row["incremental_value"] - row["value_low"]) ** 2 for row in rows) ** 0.5
    assert worth["incremental_value"].low == pytest.approx(low, **CLOSE)
    assert worth["return"].low == pytest.approx((low - 403) / 403, **CLOSE)


def test_a_holdout_whose_answers_nobody_could_see(workspace: Workspace, load: Load) -> None:
    """Those contacted bring back a code; what those held out bought is in usage, which is not there."""
    load("campaigns", *CAMPAIGNS)
    load("contacts", "member_id,campaign_id,is_control,treatment_code",
         *(f"m{i},c,{i >= 20},{'' if i >= 20 else 'K1'}" for i in range(30)))  # fmt: skip
    load("responses", "member_id,treatment_code,responded_at", *(f"m{i},K1,2026-01-12" for i in range(5)))
    found = measure(workspace, "c")
    assert any(
        "nothing loaded could show an answer of the 10 held out, so there is no lift" in one for one in found.notes
    )
    assert found.table["difference"].to_list() == [None]
    # of the month before alone nothing can be seen of the days that are compared
    load("usage", "member_id,month,product,revenue", "m29,2025-12,portal,1")
    found = measure(workspace, "c")
    assert "no usage loaded of 2026-01, 2026-02" in "\n".join(found.notes)
    assert found.table["difference"].to_list() == [None]
    load(
        "usage", "member_id,month,product,revenue", "m1,2026-01,portal,1", "m1,2026-02,portal,1", "m25,2026-02,portal,1"
    )
    found = measure(workspace, "c")
    assert "both arms are compared by purchases of the product, with or without a code" in found.notes
    assert "4 of 5 answers can only be seen among those contacted, and are no part of the lift" in found.notes
    assert found.table["difference"].to_list() == [pytest.approx(1 / 20 - 1 / 10)]


def test_the_screen_says_what_was_added(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS[:1], "c,portal,sms,2026-01-10,30,0")
    load("contacts", *arms(("a", False, 1000, 60), ("a", True, 500, 10)))
    found = measure(workspace, "c")
    row = screen_of(found.table, "lift").row(0, named=True)
    assert (row["lift % (95 %)"], row["added"], row["base"]) == ("4.00 (1.90 to 5.88)", "40", "2.00")
    said = lift_words(found.table.row(0, named=True))
    assert said is not None
    assert said.startswith(
        "+40 answers beyond the holdout (95 % interval 19 to 59); relative lift +200% (+55% to +481%)"
    )
    assert "the contacts cost nothing, so there is no return on their cost" in found.notes
    load("contacts", *arms(("a", False, 10, 1), campaign="bare"))
    assert lift_words(measure(workspace, "bare").table.row(0, named=True)) is None


def test_a_purchase_that_fits_two_campaigns_is_said_to_count_twice(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS, "d,portal,sms,2026-01-20,30,1", "late,portal,sms,2026-06-20,30,1")
    load("contacts", "member_id,campaign_id", "m1,c", "m2,c", "m1,d", "m2,late")
    load("usage", "member_id,month,product,revenue",
         *(f"x,{month},portal,1" for month in ("2025-12", "2026-01", "2026-05", "2026-06")),
         "m1,2026-01,portal,9", "m2,2026-01,portal,9", "m2,2026-06,portal,9")  # fmt: skip
    said = span(workspace, "matrix").notes
    assert "purchases without a code are answers too: 4; 2 of them fit several campaigns, and count in each" in said


def test_money_has_the_intervals_of_the_lift(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS)
    load("contacts", *arms(("a", False, 200, 60), ("a", True, 100, 10)))
    lift = measure(workspace, "c").table.row(0, named=True)
    row = measure(workspace, "c", part="money").table.row(0, named=True)
    assert (row["value_low"], row["value_high"]) == (lift["value_low"], lift["value_high"])
    assert row["return_low"] == pytest.approx((lift["value_low"] - 200) / 200, **CLOSE)
    assert row["return_low"] < row["return"] < row["return_high"]


def test_a_list_that_never_pays() -> None:
    steps = pl.DataFrame({"contacts": [5, 10], "responses": [1, 1], "value": [2.0, 2.0], "cost": [5.0, 10.0]})
    table = profit_curve(steps).with_columns(curve=pl.lit("before"))
    said = "\n".join(notes("profit", "c", {"treated": 0, "control": 0}, table, None))
    assert "no depth pays, contacting nobody is best; the least loss, 3.00, is at the first 50% (5 contacts)" in said


def test_nothing_to_look_at_is_one_line(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    db = ("--db", str(tmp_path / "a.duckdb"))
    ok("init", *db)
    for words, wanted, code in (
        (("measure", "c1"), "no campaign 'c1'; none is loaded: 'attitude load campaigns FILE'", 2),
        (("measure", "--show", "matrix"), "no campaign is loaded whose day is known", 3),
        (("brief", "2026-13"), "'2026-13' is no month: write it as 2026-11", 2),
        (("value", "--month", "11/2026"), "'11/2026' is no month: write it as 2026-11", 2),
    ):
        said = cli(*words, *db)
        assert (said.code, wanted in said.err, said.out) == (code, True, ""), said.err
    said = ok("measure", "--show", "matrix", "--since", "2026-01", *db)
    assert (said.out, "no campaign began from 2026-01 to 2026-01" in said.err) == ("", True)


def test_a_campaign_that_nobody_answered_takes_no_interval_away() -> None:
    names = ("responses", "control_responses", "incremental_value", "value_low", "value_high", "cost")
    table = pl.DataFrame([(9, 1, 80.0, 50.0, 110.0, 20.0), (0, 0, 0.0, None, None, 5.0)], schema=names, orient="row")
    found = value_reaches(table, {"value": 1.0, "paid": 1.0})
    assert (found["incremental_value_low"], found["incremental_value_high"]) == (50, 110)
    assert (found["return_low"], found["return_high"]) == ((50 - 25) / 25, (110 - 25) / 25)
    bare = value_reaches(table.with_columns(responses=pl.lit(1)), {"value": 1.0, "paid": 1.0})
    assert set(bare.values()) == {None}


def test_long_names_and_figures_fit_the_page(workspace: Workspace, load: Load) -> None:
    name = "A very long campaign name that nobody would ever write but somebody always does"
    load("campaigns", "campaign_id,name,starts_on,response_days,unit_cost", f"c,{name},2026-01-10,30,1")
    load("contacts", "member_id,campaign_id,is_control,responded,value",
         *(f"m{i},c,{i > 60},{i % 3 == 0},{'1000000' if i % 3 == 0 else ''}" for i in range(90)))  # fmt: skip
    drawn = page(brief(workspace, ValueSettings())).decode()
    assert '<data class="now long" value="21000000.0">21,000,000</data>' in drawn
    written = re.search(r"A very long[^<]*…", drawn)
    assert written is not None
    assert written[0].endswith("nobody would ever…"), "looked at: one more letter is cut off by the edge"
