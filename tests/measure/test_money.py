"""What a finance officer signs: revenue of both arms, costs of gifts, profits that chance does not make."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from conftest import Cli, Load
from scipy import stats

from attitude.database import Workspace
from attitude.measure import measure
from attitude.measure.money import profit

CLOSE: dict[str, Any] = {"rel": 1e-9, "abs": 1e-9}
CAMPAIGN = ("campaign_id,product,channel,starts_on,response_days,unit_cost", "c,portal,sms,2026-04-10,20,1")


def arms(held: np.ndarray, cells: list[str] | None = None) -> list[str]:
    cells = cells or ["x"] * len(held)
    rows = (f"m{at},c,2026-04-10,{cell},{one}" for at, (one, cell) in enumerate(zip(held, cells, strict=True)))
    return ["member_id,campaign_id,contacted_at,cell,is_control", *rows]


def usage(*months: tuple[str, np.ndarray]) -> list[str]:
    """Write revenue by member of some months, of two products in turn; who brought nothing has no row."""
    lines = ["member_id,month,product,revenue,volume"]
    for month, revenue in months:
        lines += [
            f"m{at},{month},{'portal' if at % 2 else 'music'},{y:.6f},{at % 3}" for at, y in enumerate(revenue) if y
        ]
    return lines


def drawn(seed: int, members: int = 400) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    before = np.round(rng.lognormal(1, 1.5, members) * (rng.random(members) < 0.7), 6)
    after = np.round(before * 0.5 + rng.lognormal(1, 1, members), 6)
    return before, after, rng.random(members) < 0.2


def test_revenue_of_all_products_adjusted_by_the_months_before(workspace: Workspace, load: Load) -> None:
    before, after, held = drawn(3)
    cells = ["a" if at % 4 else "b" for at in range(len(held))]
    load("campaigns", *CAMPAIGN)
    load("contacts", *arms(held, cells))
    load("usage", *usage(("2026-01", before), ("2026-03", before), ("2026-04", after)))
    found = measure(workspace, "c", part="revenue")
    raw, adjusted = found.table.filter(measure="revenue").rows(named=True)
    assert (raw["basis"], adjusted["basis"]) == ("raw", "adjusted")
    assert found.table["measure"].to_list() == ["revenue", "revenue", "volume", "volume"]
    groups = [np.array([c == cell for c in cells]) for cell in "ab"]
    shares = [(group & ~held).sum() / (~held).sum() for group in groups]

    def difference(y: np.ndarray) -> float:
        return float(sum(s * (y[g & ~held].mean() - y[g & held].mean()) for s, g in zip(shares, groups, strict=True)))

    x = 2 * before
    parts = [g & arm for g in groups for arm in (held, ~held)]
    theta = sum(((x[p] - x[p].mean()) * (after[p] - after[p].mean())).sum() for p in parts) / sum(
        ((x[p] - x[p].mean()) ** 2).sum() for p in parts
    )
    assert raw["mean"] == pytest.approx(after[~held].mean(), **CLOSE)
    assert raw["difference"] == pytest.approx(difference(after), **CLOSE)
    assert adjusted["theta"] == pytest.approx(theta, **CLOSE)
    assert adjusted["difference"] == pytest.approx(difference(after - theta * x), **CLOSE)
    assert adjusted["mean"] - adjusted["control_mean"] == pytest.approx(adjusted["difference"], **CLOSE)
    for row in (raw, adjusted):
        assert row["added"] == pytest.approx(row["difference"] * row["treated"], **CLOSE)
        assert row["difference_low"] < row["difference"] < row["difference_high"]
        assert (row["difference_low"] <= 0 <= row["difference_high"]) == (row["p_value"] > 0.05)
        assert row["test"] == "draws"
    assert adjusted["difference_high"] - adjusted["difference_low"] < 0.8 * (
        raw["difference_high"] - raw["difference_low"]
    )
    assert any("2026-02, 2026-05" not in words and "no usage loaded of 2026-02" in words for words in found.notes)
    error = error_of(after, held, groups, shares)
    assert raw["difference_high"] - raw["difference"] == pytest.approx(stats.norm.ppf(0.975) * error, rel=0.5)


def error_of(y: np.ndarray, held: np.ndarray, groups: list[np.ndarray], shares: list[float]) -> float:
    arms_of = ((s, y[g & arm]) for s, g in zip(shares, groups, strict=True) for arm in (held, ~held))
    return float(sum(s * s * part.var(ddof=1) / len(part) for s, part in arms_of) ** 0.5)


@pytest.mark.long
def test_no_revenue_is_added_where_nothing_is(workspace: Workspace, load: Load) -> None:
    """Of 24 campaigns, half of which add 5 to each, the intervals hold what was added; few of the others show any."""
    months = [f"{2001 + at // 3}-{1 + 4 * (at % 3):02d}" for at in range(25)]
    before_of = {
        month: f"{int(month[:4]) - (month[5:] == '01')}-{(int(month[5:]) + 10) % 12 + 1:02d}" for month in months
    }
    campaigns, contacts = [CAMPAIGN[0]], [arms(np.array([]))[0]]
    used: list[tuple[str, np.ndarray]] = []
    for at, month in enumerate(months[:24]):
        before, after, held = drawn(100 + at, 300)
        campaigns.append(f"c{at},portal,sms,{month}-10,15,1")
        contacts += [line.replace(",c,2026-04", f",c{at},{month}") for line in arms(held)[1:]]
        used += [(before_of[month], before), (month, after + 5 * ~held * (at % 2))]
    load("campaigns", *campaigns)
    load("contacts", *contacts)
    load("usage", *usage(*used))
    missed, false = 0, 0
    for at in range(24):
        row = measure(workspace, f"c{at}", part="revenue").table.row(1, named=True)
        missed += not row["difference_low"] <= 5 * (at % 2) <= row["difference_high"]
        false += at % 2 == 0 and row["p_value"] < 0.05
    # more come by chance in less than one of a hundred cases; of intervals half as wide eight of 24 would miss
    assert missed <= 4
    assert false <= 3


@pytest.mark.slow
def test_what_revenue_cannot_tell(workspace: Workspace, load: Load) -> None:
    before, _, held = drawn(3)
    load("campaigns", *CAMPAIGN)
    load("contacts", *arms(held))
    assert measure(workspace, "c", part="revenue").table.is_empty()
    load("usage", *usage(("2026-03", before)))
    found = measure(workspace, "c", part="revenue")
    assert found.table.is_empty()
    assert any("2026-04" in words and "attitude load usage FILE" in words for words in found.notes)
    load("usage", "member_id,month,product,revenue", "m1,2026-04,portal,5")
    assert measure(workspace, "c", part="revenue").table["measure"].to_list() == ["revenue"] * 2


def test_revenue_without_a_holdout_is_what_was_brought(workspace: Workspace, load: Load) -> None:
    _, after, held = drawn(3)
    load("campaigns", *CAMPAIGN)
    load("contacts", *arms(held & False))
    load("usage", *usage(("2026-04", after)))
    found = measure(workspace, "c", part="revenue")
    row = found.table.row(0, named=True)
    assert row["mean"] == pytest.approx(after.mean(), **CLOSE)
    assert all(row[name] is None for name in ("difference", "added", "p_value", "control_mean", "test"))
    assert any("no holdout" in words for words in found.notes)


CAMPAIGN_ID = "2026-12-family-portal"


def listed(path: Path, campaign: str = CAMPAIGN_ID) -> tuple[str, pl.DataFrame]:
    """Give the newest list of a campaign: its id, and each member with what their offer costs and is worth."""
    with Workspace(path, read_only=True) as workspace:
        (name,) = workspace.row("select max_by(list_id, newest) from store.lists where campaign_id = ?", [campaign])
        return name, workspace.frame(
            "select m.*, t.unit_cost, t.value_per_response, t.response_cost from list_members as m "
            "inner join list_treatments as t using (list_id, treatment_code) "
            f"where list_id = '{name}' order by member_id"
        )


@pytest.mark.slow
def test_a_gift_lowers_what_an_answer_is_worth(ok: Cli, scored: Path) -> None:
    ok("target", "plan.toml")
    before, _ = listed(scored)
    plan = Path("plan.toml").read_text(encoding="utf-8")
    Path("free.toml").write_text(plan.replace("[[offer]]", "[[offer]]\nresponse_cost = 0"), encoding="utf-8")
    ok("target", "free.toml")
    assert listed(scored)[0] == before
    Path("plan.toml").write_text(plan.replace("[[offer]]", "[[offer]]\nresponse_cost = 1.5"), encoding="utf-8")
    ok("target", "plan.toml")
    name, rows = listed(scored)
    assert name != before
    assert set(rows["value_per_response"]) == {4.0}
    assert set(rows["response_cost"]) == {1.5}
    for chance, cost, worth in rows.select("propensity", "unit_cost", "expected_value").rows():
        assert worth == pytest.approx(chance * 2.5 - cost, abs=1e-6)
    member = rows["member_id"][0]
    assert "× (4.00 − 1.50) −" in ok("why", CAMPAIGN_ID, member).out
    ok("verify")


@pytest.mark.slow
def test_answers_of_those_contacted_cost_their_gift(ok: Cli, scored: Path) -> None:
    """Ten bring back their code, one of them twice; five buy without it, contacted or held out: no gift for these."""
    plan = Path("plan.toml").read_text(encoding="utf-8")
    Path("plan.toml").write_text(plan.replace("[[offer]]", "[[offer]]\nresponse_cost = 1.5"), encoding="utf-8")
    ok("target", "plan.toml")
    ok("export", CAMPAIGN_ID)
    _, rows = listed(scored)
    sent, held = rows.filter(~rows["is_control"]), rows.filter(rows["is_control"])
    codes = [f"{m},{c},2026-12-08" for m, c in sent.select("member_id", "treatment_code").rows()[:10]]
    Path("codes.csv").write_text(
        "\n".join(["member_id,treatment_code,responded_at", *codes, codes[0].replace("-08", "-09")]) + "\n"
    )
    bought = [f"{m},2026-12,voice-family,9" for m in [*sent["member_id"][10:15], *held["member_id"][:5]]]
    Path("bought.csv").write_text("\n".join(["member_id,month,product,revenue", *bought]) + "\n")
    ok("load", "responses", "codes.csv")
    ok("load", "usage", "bought.csv")
    money = json.loads(ok("measure", CAMPAIGN_ID, "--show", "money", "--format", "json").out)[0]
    contacts = float(sent["unit_cost"].sum())
    assert money["gift_cost"] == pytest.approx(11 * 1.5)
    assert money["cost"] == pytest.approx(contacts + 11 * 1.5)
    more = money["eligible"] - money["contacts"]
    assert money["cost_saved"] == pytest.approx(more * contacts / money["contacts"])
    lift = json.loads(ok("measure", CAMPAIGN_ID, "--format", "json").out)[0]
    matrix = json.loads(ok("measure", "--show", "matrix", "--since", "2026-12", "--format", "json").out)[0]
    curves = json.loads(ok("measure", CAMPAIGN_ID, "--show", "profit", "--format", "json").out)
    assert lift["cost"] == pytest.approx(money["cost"])
    assert matrix["cost"] == pytest.approx(money["cost"])
    saved = json.loads(ok("measure", "--show", "saved", "--since", "2026-01", "--format", "json").out)
    assert [row["period"] for row in saved] == ["2026-12", "2026-Q4", "2026"]
    for row in saved:
        assert (row["lists"], row["contacts"], row["eligible"]) == (1, money["contacts"], money["eligible"])
        assert row["cost"] == pytest.approx(money["cost"])
        assert row["saved"] == pytest.approx(money["cost_saved"])
        assert row["share"] == pytest.approx(money["cost_saved"] / money["cost_of_all"])
    assert "2026-Q4" in ok("measure", "--show", "saved").out
    ends = {row["curve"]: row for row in curves if row["step"] == 20}
    assert ends["after"]["cost"] == pytest.approx(money["cost"])
    assert ends["before"]["cost"] == pytest.approx(contacts + 1.5 * float(sent["propensity"].sum()))


@pytest.mark.slow
def test_margin_is_the_share_of_revenue_that_is_earned(ok: Cli, scored: Path) -> None:
    """Without a value per response a purchase is worth its margin, in both arms; revenue as a goal likewise."""
    plan = Path("plan.toml").read_text(encoding="utf-8")
    worth = re.sub(r"value_per_response = .*", "margin = 0.25", plan, count=1)
    Path("plan.toml").write_text(worth, encoding="utf-8")
    ok("target", "plan.toml")
    ok("export", CAMPAIGN_ID)
    _, rows = listed(scored)
    sent, held = rows.filter(~rows["is_control"]), rows.filter(rows["is_control"])
    bought = [f"{m},2026-12,voice-family,8" for m in [*sent["member_id"][:20], *held["member_id"][:5]]]
    Path("bought.csv").write_text("\n".join(["member_id,month,product,revenue", *bought]) + "\n")
    ok("load", "usage", "bought.csv")
    for goal in ("product", "revenue"):
        row = json.loads(ok("measure", CAMPAIGN_ID, "--goal", goal, "--format", "json").out)[0]
        wanted = 2 * (20 - 5 * sent.height / held.height)
        assert row["incremental_value"] == pytest.approx(wanted), goal
    (at, cure) = cure_of(worth.replace("0.25", "1.25"), ok)
    assert "margin" in at + cure


def cure_of(plan: str, ok: Cli) -> tuple[str, str]:
    Path("wrong.toml").write_text(plan, encoding="utf-8")
    with pytest.raises(AssertionError) as told:
        ok("target", "wrong.toml")
    line = str(told.value)
    return line, line


def depths_of(workspace: Workspace, seed: int, *, keen: float = 0.2, rest: float = 0.2) -> tuple[pl.DataFrame, Any]:
    """Make the curve of 2,000, a fifth held out: a contact costs 1, an answer is worth 10, 10 % answer anyway.

    ``keen`` is the rate of the better half when contacted, ``rest`` of the others: at 0.2 all profit is 0.
    """
    rng = np.random.default_rng(seed)
    members = pl.DataFrame({"member_key": range(1, 2001), "is_control": rng.random(2000) < 0.2})
    rate = np.where(members["is_control"].to_numpy(), 0.1, np.where(np.arange(2000) < 1000, keen, rest))
    members = members.with_columns(is_responder=pl.Series(rng.random(2000) < rate))
    kept = members.rows()
    workspace.rows("delete from store.list_members")
    values = ", ".join(f"({key}, {held}, {answered})" for key, held, answered in kept)
    workspace.define(
        "create or replace temp table arms as select member_key, is_control, is_responder, "
        "is_responder as has_outcome, if(is_responder, 10, 0)::decimal(18, 6) as value, value as outcome_value, "
        "1.0::double as weight, 1 as wave, if(is_control, 0, 1)::decimal(38, 6) as cost "
        f"from (values {values}) as t (member_key, is_control, is_responder)"
    )
    workspace.rows(
        "insert into store.list_members by name select 1 as list_key, member_key, 1 as treatment, member_key as rank, "
        "0.2 as propensity, 1 as expected_value, is_control, 1 as selection_probability from arms"
    )
    table = profit(workspace, "c", 0.0)
    return table.filter(curve="added"), members


@pytest.fixture
def one_list(workspace: Workspace) -> Workspace:
    workspace.rows(
        "insert into store.list_treatments by name select 1 as list_key, 1 as treatment, 1 as offer, "
        "'K' as treatment_code, 'sms' as channel, 1 as unit_cost, 10 as value_per_response"
    )
    workspace.define("create or replace temp table measured_lists as select 1 as campaign_number, 1 as list_key")
    return workspace


def test_the_interval_of_a_profit_is_that_of_its_arms(one_list: Workspace) -> None:
    table, members = depths_of(one_list, 5)
    half = members.head(1000)
    treated = half.filter(~half["is_control"])["is_responder"].to_numpy() * 10.0
    control = half.filter(half["is_control"])["is_responder"].to_numpy() * 10.0
    row = table.row(9, named=True)
    found = stats.ttest_ind(treated - 1, control, equal_var=False).confidence_interval(0.95)
    assert row["profit"] == pytest.approx(len(treated) * (treated.mean() - 1 - control.mean()), rel=1e-9)
    # of those held out the variance is that of all of them, where it is the larger
    assert row["profit_low"] == pytest.approx(len(treated) * found.low, rel=0.05)
    assert row["profit_high"] == pytest.approx(len(treated) * found.high, rel=0.05)
    treated, control = (members.filter(is_control=held)["is_responder"].to_numpy() * 10.0 for held in (False, True))
    found = stats.ttest_ind(treated - 1, control, equal_var=False).confidence_interval(0.95)
    everyone = table.row(-1, named=True)
    assert everyone["profit_low"] == pytest.approx(len(treated) * found.low, rel=1e-6)
    assert everyone["profit_high"] == pytest.approx(len(treated) * found.high, rel=1e-6)


@pytest.mark.long
def test_no_depth_is_best_by_luck(one_list: Workspace) -> None:
    """Where nothing is earned at any depth, the best of twenty would gain much of the spend on paper."""
    by_luck, named, covered = [], [], 0
    for seed in range(60):
        table, _ = depths_of(one_list, seed)
        spent = table["cost"][-1]
        by_luck.append(table["better_than_all"].max() / spent)
        named.append(sum(row["better_than_all"] for row in table.filter("is_best").rows(named=True)) / spent)
        covered += table["profit_low"][9] <= 0 <= table["profit_high"][9]
    assert np.mean(by_luck) > 0.05
    assert np.count_nonzero(named) <= 3, "one in twenty may be named by chance"
    assert covered >= 52


def test_a_depth_that_is_clearly_better_is_named(one_list: Workspace) -> None:
    table, _ = depths_of(one_list, 1, keen=0.5, rest=0.02)
    best = table.filter("is_best").row(0, named=True)
    assert 0.4 <= best["depth"] <= 0.6
    assert best["profit_low"] > table["profit_high"][-1]
