"""What a campaign brought agrees with scipy and statsmodels, adds up, and says what is missing when something is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from conftest import Cli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import optimize, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

from attitude.database import Workspace, create
from attitude.errors import UsageError
from attitude.goals import Goal, goal_of
from attitude.load import LoadOptions, load_file
from attitude.measure import measure, profit_curve
from attitude.measure.chance import corrected, difference_of_means, difference_of_rates, sample_ratio

CLOSE: dict[str, Any] = {"rel": 1e-9, "abs": 1e-9}
Load = Callable[..., None]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One workspace for many generated campaigns."""
    path = tmp_path_factory.mktemp("measured") / "attitude.duckdb"
    create(path)
    with Workspace(path) as workspace:
        yield workspace


@pytest.fixture
def load(workspace: Workspace, tmp_path: Path) -> Load:
    def one(kind: str, text: str) -> None:
        file = tmp_path / f"{kind}-{len(list(tmp_path.iterdir()))}.csv"
        file.write_text(text, encoding="utf-8")
        assert load_file(workspace, kind, file, LoadOptions()).rejected == 0

    return one


def total(workspace: Workspace, campaign: str = "c") -> dict[str, Any]:
    return measure(workspace, campaign).table.row(0, named=True)


# one member: held out?, cell, answered?, value in hundredths
MEMBER = st.tuples(st.booleans(), st.sampled_from("ab"), st.booleans(), st.integers(-500, 9_999))
NUMBERS = count(1)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Precision loss")
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MEMBER, min_size=2, max_size=80))
def test_any_file_of_two_arms(shared: Workspace, tmp_path: Path, members: list[tuple[bool, str, bool, int]]) -> None:
    number = next(NUMBERS)
    lines = ["member_id,campaign_id,contacted_at,cell,is_control,responded,value,cost"]
    for at, (held, cell, answered, value) in enumerate(members):
        worth = f"{value / 100:.2f}" if answered else ""
        lines.append(f"m{at},c{number},2026-01-01,{cell},{held},{answered},{worth},0.5")
    file = tmp_path / f"contacts-{number}.csv"
    file.write_text("\n".join(lines) + "\n")
    load_file(shared, "contacts", file, LoadOptions())
    table = measure(shared, f"c{number}").table
    rows = table.rows(named=True)
    for row in rows:
        mine = [m for m in members if row["cell"] in ("all", m[1])]
        theirs = members if (row["base"] or "").startswith("all") else mine
        (check_cells if (row["base"] or "").endswith("by cell") else check)(row, mine, theirs)
    rows = rows[1:]
    told = [row["p_value"] for row in rows if row["p_value"] is not None]
    if told:
        adjusted = [row["p_adjusted"] for row in rows if row["p_adjusted"] is not None]
        assert adjusted == pytest.approx(multipletests(told, method="holm")[1], **CLOSE)


def check(
    row: dict[str, Any], ours: list[tuple[bool, str, bool, int]], theirs: list[tuple[bool, str, bool, int]]
) -> None:
    """Compare one row of the lift with what the libraries make of the same two arms."""
    treated, control = [m for m in ours if not m[0]], [m for m in theirs if m[0]]
    n, m = len(treated), len(control)
    x, y = sum(t[2] for t in treated), sum(t[2] for t in control)
    assert (row["treated"], row["responses"], row["control"], row["control_responses"]) == (n, x, m, y)
    if n == 0 or m == 0:
        assert row["difference"] is row["p_value"] is row["incremental_value"] is row["return"] is None
        return
    assert row["rate"] == pytest.approx(x / n, **CLOSE)
    assert row["difference"] == pytest.approx(x / n - y / m, **CLOSE)
    low, high = confint_proportions_2indep(x, n, y, m, method="newcomb")
    assert (row["difference_low"], row["difference_high"]) == pytest.approx((low, high), **CLOSE)
    assert row["incremental_responses"] == pytest.approx((x / n - y / m) * n, **CLOSE)
    if x and y:
        check_ratio(row, x, n, y, m)
    else:
        assert row["relative_low"] is None
    check_p(row, x, n, y, m)
    check_values(row, treated, control)


def check_cells(
    row: dict[str, Any], ours: list[tuple[bool, str, bool, int]], theirs: list[tuple[bool, str, bool, int]]
) -> None:
    """Hold a row that is compared cell by cell to the rates of the cells, as many as were contacted in each."""
    treated = [m for m in ours if not m[0]]
    sent = [m[1] for m in theirs if not m[0]]
    rates = {cell: [m[2] for m in theirs if m[0] and m[1] == cell] for cell in set(sent)}
    assert len(rates) > 1
    base = sum(sent.count(cell) * sum(held) / len(held) for cell, held in rates.items()) / len(sent)
    assert row["control_rate"] == pytest.approx(base, **CLOSE)
    assert row["control"] == sum(m[0] for m in theirs)
    assert row["difference"] == pytest.approx(sum(m[2] for m in treated) / len(treated) - base, **CLOSE)
    assert row["difference_low"] <= row["difference"] <= row["difference_high"]


def check_ratio(row: dict[str, Any], x: int, n: int, y: int, m: int) -> None:
    """Hold the interval of the ratio to that of its logarithm, or where that is none to that of the difference."""
    bounds = (row["relative_low"], row["relative_high"])
    low, high = (edge - 1 for edge in confint_proportions_2indep(x, n, y, m, method="log", compare="ratio"))
    is_alike = (low > 0) == (row["difference_low"] > 0) and (high < 0) == (row["difference_high"] < 0)
    if x < n and y < m and is_alike:
        assert bounds == pytest.approx((low, high), **CLOSE)
    else:
        assert bounds == pytest.approx(ratio_of_wilson(x, n, y, m), **CLOSE)
    assert bounds[0] <= row["relative_lift"] <= bounds[1]
    assert (bounds[0] > 0) == (row["difference_low"] > 0)
    assert (bounds[1] < 0) == (row["difference_high"] < 0)


def ratio_of_wilson(x: int, n: int, y: int, m: int) -> tuple[float, float]:
    """Find by bisection the ratios r for which square-and-add lets p - r q be 0."""
    (a, b), (c, d) = (proportion_confint(*arm, method="wilson") for arm in ((x, n), (y, m)))
    p, q = x / n, y / m
    lower = optimize.brentq(lambda r: p - r * q - ((p - a) ** 2 + r * r * (d - q) ** 2) ** 0.5, 0, p / q)
    upper = optimize.brentq(lambda r: p - r * q + ((b - p) ** 2 + r * r * (q - c) ** 2) ** 0.5, p / q, 1e6)
    return lower - 1, upper - 1


@pytest.mark.parametrize(("x", "n", "y", "m"), [(60, 100, 3, 3), (10, 10, 2, 40), (5, 5, 4, 4), (1, 50, 1, 1)])
def test_an_arm_that_answered_to_the_last(workspace: Workspace, load: Load, x: int, n: int, y: int, m: int) -> None:
    rows = [f"m{i},c,{i >= n},{i < x or n <= i < n + y}" for i in range(n + m)]
    load("contacts", "member_id,campaign_id,is_control,responded\n" + "\n".join(rows) + "\n")
    check_ratio(total(workspace), x, n, y, m)


def check_p(row: dict[str, Any], x: int, n: int, y: int, m: int) -> None:
    expected = stats.contingency.expected_freq([[x, n - x], [y, m - y]])
    if expected.min() < 5:
        assert row["test"] == "Fisher"
        wanted = stats.fisher_exact([[x, n - x], [y, m - y]]).pvalue
    else:
        assert row["test"] == "z"
        wanted = proportions_ztest([x, y], [n, m])[1]
    assert row["p_value"] == pytest.approx(wanted, **CLOSE)


def check_values(row: dict[str, Any], treated: list[Any], control: list[Any]) -> None:
    ours, theirs = ([m[3] / 100 if m[2] else 0.0 for m in arm] for arm in (treated, control))
    n = len(ours)
    assert row["value"] == pytest.approx(sum(ours), **CLOSE)
    assert row["incremental_value"] == pytest.approx(sum(ours) - n * sum(theirs) / len(theirs), **CLOSE)
    if min(n, len(theirs)) < 2 or len({*ours}) == len({*theirs}) == 1:
        assert row["value_low"] is None
        return
    interval = stats.ttest_ind(ours, theirs, equal_var=False).confidence_interval()
    assert (row["value_low"] / n, row["value_high"] / n) == pytest.approx(
        (interval.low, interval.high), rel=1e-7, abs=1e-7
    )


def test_sample_ratio_is_a_chi_square() -> None:
    for members, control, share in ((1000, 90, 0.1), (1000, 60, 0.1), (50_000, 5_200, 0.1), (10, 9, 0.5)):
        wanted = stats.chisquare([members - control, control], [members * (1 - share), members * share]).pvalue
        assert sample_ratio(members, control, members * share) == pytest.approx(wanted, **CLOSE)


def test_large_arms_and_bare_ones() -> None:
    found = difference_of_rates(10_500, 1_000_000, 1_000, 100_000)
    assert found is not None
    assert found[0] == pytest.approx(proportions_ztest([10_500, 1_000], [1_000_000, 100_000])[1], **CLOSE)
    assert difference_of_rates(5, 10, 0, 0) is None
    assert difference_of_rates(10, 10, 10, 10) == (1.0, "Fisher")
    assert difference_of_means(1.0, None, 1, 2.0, 9) is None
    assert difference_of_means(0.0, 0.0, 5, 0.0, 9) is None
    assert corrected([]) == []


LETTERS = pl.DataFrame({"contacts": [750_000, 1_000_000], "responses": [9_000, 10_000]}).with_columns(
    value=125.0 * pl.col("responses"), cost=1.0 * pl.col("contacts")
)


def test_the_published_letters() -> None:
    """750,000 letters instead of a million: 335,000 instead of 250,000, by the same code as every profit curve."""
    everyone = profit_curve(LETTERS).row(-1, named=True)
    assert everyone["profit"] == 250_000
    model = profit_curve(LETTERS, fixed_cost=40_000).row(0, named=True)
    assert (model["profit"], model["better_than_all"], model["is_best"]) == (335_000, 85_000, True)


def test_a_curve_of_nothing_and_of_missing_values() -> None:
    bare = profit_curve(LETTERS.with_columns(value=pl.lit(None, pl.Float64)))
    assert bare["profit"].to_list() == [None, None]
    assert not any(bare["is_best"].fill_null(False))
    assert profit_curve(LETTERS.clear()).is_empty()


CAMPAIGN = "campaign_id,product,channel,starts_on,response_days,unit_cost\nc,portal,sms,2026-01-10,31,0.5\n"


def test_answers_add_up_and_purchases_count_in_both_arms(workspace: Workspace, load: Load) -> None:
    load("campaigns", CAMPAIGN)
    load("contacts", "member_id,campaign_id,is_control,treatment_code\n" + "".join(
        f"m{i},c,{i > 4},{'' if i > 4 else 'K1'}\n" for i in range(1, 9)
    ))  # fmt: skip
    load("responses", "member_id,treatment_code,campaign_id,responded_at,value\n"
         "m1,K1,,2026-01-11,2\nm1,K1,,2026-01-12,3\nm2,,c,2026-05-11,2\n"
         "m5,K1,,2026-01-12,1\nx,K1,,2026-01-12,1\n")  # fmt: skip
    load("usage", "member_id,month,product,revenue\nm3,2026-02,portal,7\nm4,2025-12,portal,7\nm4,2026-01,portal,7\n"
         "m6,2026-01,portal,4\nm1,2026-01,portal,4\n")  # fmt: skip
    row = total(workspace)
    # by purchases of the product, with or without a code: of m1, m3 and m4, who used it before, and of m6
    assert (row["treated"], row["responses"], row["control"], row["control_responses"]) == (4, 3, 4, 1)
    assert (row["answers"], row["unseen"]) == (2, 0)
    assert (row["value"], row["incremental_value"]) == (
        7.0,
        14.0,
    )  # what they answered; what they bought beyond the holdout
    classes = measure(workspace, "c", part="answers").table
    counted = {(arm, name): n for arm, name, n in classes.select("arm", "class", "answers").rows() if n}
    assert counted == {
        ("treated", "code"): 2, ("treated", "inferred"): 1, ("treated", "late"): 1,
        ("control", "inferred"): 2, ("none", "viral"): 1,
    }  # fmt: skip
    found = measure(workspace, "c", part="credit")
    assert found.table.row(0, named=True)["best"] == 3
    assert found.answers is not None


@pytest.mark.slow
def test_segments(workspace: Workspace, load: Load) -> None:
    load("campaigns", CAMPAIGN)
    load("members", "member_id,region,spend,channel,value\n" + "".join(
        f"m{i},{'north' if i % 2 else ''},{i},{i},{i % 2}\n" for i in range(20)
    ))  # fmt: skip
    load("contacts", "member_id,campaign_id,is_control,responded\n" + "".join(
        f"m{i},c,{i % 4 == 0},{i % 3 == 0}\n" for i in range(20)
    ))  # fmt: skip
    by_region = measure(workspace, "c", by="region").table
    assert by_region["region"].to_list() == ["all", "(missing)", "north"]
    assert by_region["base"].to_list() == ["own", "own", None], "a segment borrows no controls"
    by_spend = measure(workspace, "c", by="spend").table
    assert by_spend["spend"].to_list() == [
        "all", "1: up to 3", "2: over 3 to 7", "3: over 7 to 11", "4: over 11 to 15", "5: over 15",
    ]  # fmt: skip
    assert by_spend["treated"].to_list()[0] == sum(by_spend["treated"].to_list()[1:]) == 15
    assert measure(workspace, "c", by="channel").table["channel"].to_list() == ["all", "sms"]
    assert measure(workspace, "c", by="value").table["member_value"].to_list() == ["all", "0", "1"]
    assert measure(workspace, "c", part="money", by="value").table["member_value"].to_list() == ["all", "0", "1"]
    assert measure(workspace, "c", by="offer").table["offer"].to_list() == ["all", "sms · portal"]


def test_a_wrong_name_is_told_with_the_nearest(ok: Cli, cli: Cli, scored: Path) -> None:
    for words in (("--by", "regin"), ("--by", "chanel")):
        said = cli("measure", "2026-11-concert", *words)
        assert said.code == 2
    said = cli("measure", "2026-07-concert", "--by", "regin")
    assert said.code == 2
    assert "--by regin: no attribute of members has this name (did you mean 'region'?)" in said.err
    assert cli("measure", "2026-07-concert", "--fixed-cost", "5").code == 2
    assert cli("measure", "2026-07-concert", "--show", "credit", "--by", "region").code == 2


@pytest.mark.slow
def test_no_holdout_lays_others_beside(workspace: Workspace, load: Load) -> None:
    load("campaigns", CAMPAIGN)
    load("members", "member_id\n" + "".join(f"m{i}\n" for i in range(10)))
    load(
        "contacts",
        "member_id,campaign_id,cell,responded\nm0,c,score,true\nm1,c,score,false\nm2,c,by experience,false\n",
    )
    load("responses", "member_id,campaign_id,responded_at\nm7,c,2026-01-12\nm8,c,2026-09-12\n")
    load("usage", "member_id,month,product,revenue\nm6,2026-02,portal,1\nm5,2025-12,portal,1\nm5,2026-01,portal,1\n")
    found = measure(workspace, "c")
    row = found.table.row(0, named=True)
    assert (row["control"], row["difference"], row["p_value"], row["incremental_value"]) == (0, None, None, None)
    said = "\n".join(found.notes)
    assert "no holdout: this is the response of those contacted, not what the campaign added" in said
    assert "untargeted base, 2 of 7 in the same days (28.57%)" in said
    assert "cell by experience, 0 of 1" in said
    assert found.beside is not None
    assert found.beside["group"].to_list() == ["contacted", "untargeted base", "cell by experience"]


@pytest.mark.slow
def test_what_is_missing_is_said(workspace: Workspace, load: Load) -> None:
    load(
        "campaigns",
        "campaign_id,starts_on,product\nc,2026-01-10,portal\nempty,2026-01-10,portal\nheld,2026-01-10,portal\n",
    )
    load(
        "contacts",
        "member_id,campaign_id,is_control,responded,value\nm1,c,false,true,\nm2,c,false,false,\nm3,c,true,true,\n",
    )
    load("contacts", "member_id,campaign_id,is_control\nm1,held,true\n")
    load("usage", "member_id,month,product,revenue\nm9,2025-12,portal,1\nm9,2026-02,portal,1\n")
    found = measure(workspace, "c")
    row = found.table.row(0, named=True)
    assert [row[name] for name in ("value", "incremental_value", "cost", "cost_per_response", "return")] == [None] * 5
    said = "\n".join(found.notes)
    assert "no answer carries a value" in said
    assert "no cost is known" in said
    assert "no usage loaded of 2026-01" in said
    assert measure(workspace, "c", part="money").table.row(0, named=True)["net"] is None
    for name in ("empty", "held"):
        bare = measure(workspace, name)
        assert bare.table.row(0, named=True)["treated"] == 0
        assert bare.table.row(0, named=True)["rate"] is None
        assert f"nobody was contacted in '{name}'" in bare.notes[0]
        for part in ("credit", "answers", "money", "profit", "beside"):
            assert measure(workspace, name, part=part).notes


def test_free_contacts_and_values_below_nothing(workspace: Workspace, load: Load) -> None:
    load("contacts", "member_id,campaign_id,is_control,responded,value,cost\n"
         "m1,c,false,true,-5,0\nm2,c,false,true,3,0\nm3,c,true,true,1,0\nm4,c,true,true,,0\n")  # fmt: skip
    found = measure(workspace, "c")
    row = found.table.row(0, named=True)
    assert (row["rate"], row["control_rate"], row["difference"], row["relative_lift"]) == (1, 1, 0, 0)
    assert (row["value"], row["incremental_value"], row["cost"], row["return"]) == (-2, -3, 0, None)
    assert any("answers with a negative value, taken as they are: 1" in words for words in found.notes)
    assert any("1 of 4 answers carry no value and count as 0" in words for words in found.notes)
    money = measure(workspace, "c", part="money").table.row(0, named=True)
    assert (money["net"], money["net_per_contact"], money["gross_return"]) == (-3, -1.5, None)


@pytest.mark.slow
def test_money_of_the_built_in_list(ok: Cli, scored: Path) -> None:
    campaign = "2026-12-family-portal"
    ok("target", "plan.toml")
    before = pl.DataFrame(json.loads(ok("measure", campaign, "--show", "profit", "--format", "json").out))
    assert set(before["curve"]) == {"before"}
    assert before.height == 20
    ok("export", campaign)
    money = json.loads(ok("measure", campaign, "--show", "money", "--format", "json").out)[0]
    with Workspace(scored, read_only=True) as workspace:
        treated, cost, foreseen = workspace.row("select count_treated, cost, expected_responses from lists")
        eligible = workspace.rows("select remaining from list_funnel order by step desc limit 3")[2][0]
    assert (money["contacts"], money["cost"], money["eligible"]) == (treated, pytest.approx(cost), eligible)
    assert money["cost_saved"] == pytest.approx((eligible - treated) * cost / treated)
    curves = pl.DataFrame(json.loads(ok("measure", campaign, "--show", "profit", "--format", "json").out))
    assert set(curves["curve"]) == {"before", "after"}  # nothing loaded could show an answer of those held out
    last = curves.filter(pl.col("curve") == "before").row(-1, named=True)
    assert (last["contacts"], last["responses"]) == (treated, pytest.approx(foreseen, abs=0.01))
    for part in ("lift", "credit", "answers", "money", "profit", "beside"):
        assert ok("measure", campaign, "--show", part).out


@pytest.mark.slow
def test_a_holdout_that_went_missing_is_found(ok: Cli, scored: Path) -> None:
    ok("target", "plan.toml")
    ok("export", "2026-12-family-portal")
    with Workspace(scored) as workspace:
        assert not any("not what the plan drew" in words for words in measure(workspace, "2026-12-family-portal").notes)
        workspace.rows("delete from store.list_members where is_control and hash(member_key) % 10 < 9")
        assert any("not what the plan drew" in words for words in measure(workspace, "2026-12-family-portal").notes)


@pytest.mark.slow
def test_what_only_those_contacted_can_show_is_no_lift(workspace: Workspace, load: Load) -> None:
    load("campaigns", CAMPAIGN)
    load("contacts", "member_id,campaign_id,is_control,treatment_code\n" + "".join(
        f"m{i},c,{i > 80},{'' if i > 80 else 'K1'}\n" for i in range(1, 101)
    ))  # fmt: skip
    codes = "".join(f"m{i},K1,,2026-01-11,5,\n" for i in (*range(1, 31), 90, 91))
    clicks = "".join(f"m{i},,c,2026-01-11,,click\n" for i in (*range(40, 60), 92))
    load("responses", "member_id,treatment_code,campaign_id,responded_at,value,kind\n" + codes + clicks)
    found = measure(workspace, "c")
    row = found.table.row(0, named=True)
    assert (row["answers"], row["responses"], row["control"]) == (50, 50, 20)
    for name in ("control_responses", "control_rate", "difference", "p_value", "relative_lift", "incremental_responses",
                 "incremental_value", "value_low", "return", "cost_per_added"):  # fmt: skip
        assert row[name] is None, name
    assert any("nothing loaded could show an answer of the 20 held out" in words for words in found.notes)
    told = measure(workspace, "c", goal=Goal(outcome="answer")).table.row(0, named=True)
    assert (told["responses"], told["control_responses"]) == (50, 3)


@pytest.mark.slow
def test_a_goal_says_what_both_arms_are_compared_by(workspace: Workspace, load: Load) -> None:
    load("campaigns", CAMPAIGN + "o,music,sms,2026-01-01,31,0.5\n")
    load("contacts", "member_id,campaign_id,is_control,treatment_code\n" + "".join(
        f"m{i},c,{i > 4},{'' if i > 4 else 'K1'}\n" for i in range(1, 9)
    ))  # fmt: skip
    load("responses", "member_id,treatment_code,campaign_id,responded_at,value,kind\n"
         "m1,K1,,2026-01-11,2,order\nm2,,o,2026-01-11,3,order\nm5,,o,2026-01-11,4,Order\nm6,,o,2025-12-20,1,order\n"
         "m6,,o,2026-01-20,1,order\nm3,,c,2026-01-11,,click\n")  # fmt: skip
    load("usage", "member_id,month,product,revenue,volume\nm3,2026-01,portal,7,\nm4,2025-12,portal,7,\n"
         "m4,2026-01,portal,7,\nm6,2026-01,music,4,2\nm1,2026-01,music,4,\n")  # fmt: skip

    def shown(text: str) -> tuple[int, int, float]:
        row = measure(workspace, "c", goal=goal_of(text)).table.row(0, named=True)
        return row["responses"], row["control_responses"], row["incremental_value"]

    assert shown("product") == (2, 0, 14)
    assert shown("new-product") == (1, 0, 7)
    assert shown("revenue") == (3, 1, 14)
    assert shown("volume")[:2] == (0, 1)
    assert shown("answer:order") == (2, 2, 0)
    assert shown("new-answer:order") == (2, 1, 1)


@pytest.mark.slow
def test_windows_of_both_arms_are_the_same_days(workspace: Workspace, load: Load) -> None:
    """Purchases near a holiday, sends over three weeks, no effect: those held out are watched as long, and as late."""
    load("campaigns", "campaign_id,starts_on,response_days,product\nc,2025-11-20,30,portal\n")
    days = [f"2025-{'11-20' if i % 2 else '12-09'}" for i in range(40)]
    load("contacts", "member_id,campaign_id,is_control,contacted_at\n" + "".join(
        f"m{i},c,{i >= 20},{'' if i >= 20 else days[i]}\n" for i in range(40)
    ))  # fmt: skip
    load("responses", "member_id,campaign_id,responded_at,kind\n" + "".join(
        f"m{i},c,2025-12-24,order\n" for i in range(0, 40, 4)
    ))  # fmt: skip
    row = total(workspace)
    assert (row["responses"], row["treated"], row["control_responses"], row["control"]) == (5, 20, 5, 20)
    assert row["difference"] == 0


@pytest.mark.parametrize("name", ["nonsense", "new-answer", "product:order", ""])
def test_a_goal_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"--goal .*: one of answer, product, revenue, volume"):
        goal_of(name)


@pytest.mark.slow
def test_while_answers_may_still_come_there_is_no_p_value(workspace: Workspace, load: Load) -> None:
    load("campaigns", CAMPAIGN)
    load("contacts", "member_id,campaign_id,is_control,contacted_at\n" + "".join(
        f"m{i},c,{i > 50},2026-01-10\n" for i in range(1, 101)
    ))  # fmt: skip
    load("responses", "member_id,campaign_id,responded_at\n" + "".join(f"m{i},c,2026-01-12\n" for i in range(1, 81, 4)))
    early = measure(workspace, "c")
    row = early.table.row(0, named=True)
    assert (str(row["open_until"]), row["p_value"], row["test"], row["relative_low"]) == (
        "2026-02-10",
        None,
        "open",
        None,
    )
    assert any("open until 2026-02-10; until then the interval holds" in words for words in early.notes)
    load("responses", "member_id,campaign_id,responded_at\nm99,other,2026-02-11\n")
    late = measure(workspace, "c").table.row(0, named=True)
    assert (late["open_until"], late["test"], late["difference"]) == (None, "z", row["difference"])
    assert late["difference_low"] - row["difference_low"] > 0.05
