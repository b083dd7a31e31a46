"""Value and loyalty: tiers, moves, lifetime values, and what is said when something is missing."""

from __future__ import annotations

import random
from datetime import date
from hashlib import md5
from inspect import unwrap
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from conftest import Cli, few

from attitude import say
from attitude.database import Workspace
from attitude.errors import UsageError
from attitude.settings import ValueSettings, read_settings_file
from attitude.value import PARTS, ValueResult, value
from attitude.value.chain import gone_by, lifetime_values, transitions
from attitude.value_page import on_screen

Revenue = dict[tuple[str, str], Any]  # by member and month


def test_the_published_example() -> None:
    """Pfeifer and Carraway 2000: recency steps, margin 40, a mailing at 4, 20 % a period."""
    answers = [0.3, 0.2, 0.15, 0.05]
    moves = np.zeros((5, 5))
    for step, answer in enumerate(answers):
        moves[step, 0], moves[step, step + 1] = answer, 1 - answer
    moves[4, 4] = 1
    rewards = np.array([36.0, -4, -4, -4, 0])
    assert lifetime_values(moves, rewards, 0.2, 4) == pytest.approx([50.115, 4.220, 0.592, -1.980, 0], abs=5e-4)
    for_ever = np.linalg.solve(np.eye(5) - moves / 1.2, rewards)
    assert lifetime_values(moves, rewards, 0.2, 300) == pytest.approx(for_ever, abs=1e-9)


def test_moves_become_chances() -> None:
    counts = np.array([[6.0, 2, 0], [0, 0, 0], [3, 0, 7]])
    assert transitions(counts, 2).tolist() == [[0.8, 0.2, 0], [0, 1, 0], [0, 0, 1]]  # gone is for ever
    assert transitions(counts, 0)[1].tolist() == [0, 1, 0]
    chances = np.array([[0.5, 0.5], [0, 1]])
    assert gone_by(chances, 2).tolist() == [0.75, 1]


def months(first: str, count: int) -> list[str]:
    start = int(first[:4]) * 12 + int(first[5:]) - 1
    return [f"{i // 12}-{i % 12 + 1:02}" for i in range(start, start + count)]


def given(folder: Path, ok: Cli, revenue: Revenue, joined: dict[str, str] | None = None) -> None:
    """Make a workspace with this usage, and members if they are given."""
    rows = "".join(f"{member},{month},p,{amount}\n" for (member, month), amount in revenue.items())
    (folder / "usage.csv").write_text("member_id,month,product,revenue\n" + rows)
    if joined is not None:
        lines = "".join(f"{member},{day}\n" for member, day in joined.items())
        (folder / "members.csv").write_text("member_id,joined_on\n" + lines)
    ok("init")
    ok("load", *(["members", "members.csv"] if joined is not None else ["usage", "usage.csv"]))
    if joined is not None:
        ok("load", "usage", "usage.csv")


def found(folder: Path, month: date | None = None, **settings: Any) -> ValueResult:
    with Workspace(folder / "attitude.duckdb", read_only=True) as workspace:
        return value(workspace, ValueSettings.model_validate(settings), month)


def total(frame: pl.DataFrame, tier: str, column: str = "members") -> float:
    return float(frame.filter(pl.col("tier") == tier)[column].sum())


REVENUE = {
    ("a", "2026-01"): 8, ("b", "2026-01"): 4, ("c", "2026-01"): 2,
    ("a", "2026-02"): 8, ("b", "2026-02"): 4,
    ("a", "2026-03"): 4, ("b", "2026-03"): 8,
}  # fmt: skip


def test_four_members_by_hand(ok: Cli, tmp_path: Path) -> None:
    """Two tiers of one month each: a and b change places in March, c has gone by March, d never paid."""
    given(tmp_path, ok, REVENUE, dict.fromkeys("abcd", "2010-01-01"))
    settings: dict[str, Any] = {
        "months": 1,
        "gone_months": 2,
        "tiers": {"gold": 0.5, "lead": 0.5},
        "prior": 0,
        "discount": 0,
    }
    result = found(tmp_path, **settings, horizon_months=1)
    assert result.tiers.select("tier", "members", "revenue").rows() == [
        ("gold", 1, 8.0), ("lead", 1, 4.0), ("none", 1, 0.0), ("gone", 1, 0.0)
    ]  # fmt: skip
    # January: a, b gold (half of three, rounded up), c lead; February: a gold, b lead, c none; March: b, a, c gone
    moves = {(row[0], row[2]): (row[4], row[5]) for row in result.moves.iter_rows()}
    assert moves == {
        ("gold", "gold"): (0, 1), ("gold", "lead"): (1, 2), ("lead", "gold"): (1, 1), ("lead", "none"): (0, 1),
        ("none", "none"): (1, 2), ("none", "gone"): (1, 1),
    }  # fmt: skip
    worth = {row["tier"]: row["lifetime_value"] for row in result.lifetime.iter_rows(named=True) if row["members"]}
    # this month and the next: 8 + (8 + 2 * 4) / 3; 4 + (8 + 0) / 2; nothing; nobody was seen to go on from gone
    assert worth == {"gold": pytest.approx(8 + 16 / 3), "lead": pytest.approx(8), "none": 0, "gone": None}
    figures = dict(result.figures.select("figure", "value").iter_rows())
    assert (figures["moved_up"], figures["moved_down"], figures["moved_gone"]) == (1, 1, 1)
    assert figures["gini"] == pytest.approx(1 / 6)


def tiers_by_hand(revenue: Revenue, members: list[str], known: list[str], month: str, s: ValueSettings) -> list[str]:
    """Give each member's tier as a person would work it out."""
    upto = [m for m in known if m <= month]
    window = [m for m in months("2024-01", 60) if m <= month][-s.months :]
    sums = {m: round(sum(revenue.get((m, w), 0) for w in window), 2) for m in members}
    paying = sorted((m for m in members if sums[m] > 0), key=lambda m: (-sums[m], md5(m.encode()).hexdigest()))
    tiers: dict[str, str] = {}
    upper = 0.0
    for name, share in reversed(list(s.tiers.items())):
        upper += share
        for m in paying[ceil(round((1 - upper) * len(paying), 6)) :]:
            tiers.setdefault(m, name)
    for m in members:
        paid = [w for w in upto if revenue.get((m, w), 0) > 0]
        has_gone = bool(paid) and len(upto) >= s.gone_months and paid[-1] < upto[-s.gone_months]
        tiers.setdefault(m, "gone" if has_gone else "none")
    return [tiers[m] for m in members]


@pytest.mark.parametrize("seed", range(3))
def test_tiers_and_moves_are_those_worked_out_by_hand(ok: Cli, tmp_path: Path, seed: int) -> None:
    """Random members with equal revenues, refunds, pauses, leavers and a month that is missing."""
    draw = random.Random(seed)
    members, known = [f"m{i:02}" for i in range(37)], [m for m in months("2025-01", 12) if m != "2025-05"]
    revenue: Revenue = {}
    for member in members:
        leaves = draw.choice([*known, "9999", "9999"])
        for month in known:
            if month < leaves and draw.random() < 0.8:
                revenue[member, month] = draw.choice([1, 1, 2, 2, 3, 5, 8.25, 20, 0, -1])
    given(tmp_path, ok, revenue, dict.fromkeys(members, "2020-01-01"))
    settings = ValueSettings(months=2, gone_months=3)
    result = found(tmp_path, months=2, gone_months=3)
    states = {m: tiers_by_hand(revenue, members, known, m, settings) for m in known[1:]}
    last = states["2025-12"]
    assert {tier: total(result.tiers, tier) for tier in set(last)} == {tier: last.count(tier) for tier in set(last)}
    counted: dict[tuple[str, str], int] = {}
    for before, after in pairwise(known[1:]):
        if (before, after) != ("2025-04", "2025-06"):
            for pair in zip(states[before], states[after], strict=True):
                counted[pair] = counted.get(pair, 0) + 1
    moves = result.moves.group_by("tier_from", "tier_to").agg(pl.col("members").sum())
    assert {(start, end): count for start, end, count in moves.iter_rows()} == counted
    assert "no usage with revenue in 2025-05: these months are left out, not taken as zero" in result.notes


@pytest.mark.slow
def test_any_order_of_rows_gives_the_same(ok: Cli, tmp_path: Path) -> None:
    draw = random.Random(5)
    revenue = {
        (f"m{i}", month): draw.choice([3.0, 3.0, 7.5, 0.1])
        for i in range(60)
        for month in months("2026-01", 6)
        if draw.random() < 0.9
    }
    results = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        rows = list(revenue.items())
        draw.shuffle(rows)
        body = "".join(f"{member},{month},p,{amount}\n" for (member, month), amount in rows)
        (tmp_path / name / "usage.csv").write_text("member_id,month,product,revenue\n" + body)
        ok("init", "--db", tmp_path / name / "attitude.duckdb")
        ok("load", "usage", tmp_path / name / "usage.csv", "--db", tmp_path / name / "attitude.duckdb")
        results.append(found(tmp_path / name))
    for part in (*PARTS, "figures"):
        assert getattr(results[0], part).equals(getattr(results[1], part)), part


@pytest.mark.slow
def test_a_month_is_told_as_it_was(ok: Cli, tmp_path: Path) -> None:
    """Looking back gives what was there before later months were loaded."""
    draw = random.Random(2)
    revenue: Revenue = {(f"m{i}", month): draw.randint(1, 50) for i in range(30) for month in months("2026-01", 8)}
    joined = {f"m{i}": "2026-01-01" if i < 29 else "2026-08-01" for i in range(30)}
    revenue = {key: amount for key, amount in revenue.items() if key[0] != "m29" or key[1] == "2026-08"}
    given(tmp_path, ok, revenue, joined)
    back = found(tmp_path, date(2026, 5, 20))
    assert back.month == date(2026, 5, 1)
    assert back.tiers["members"].sum() == 29
    (tmp_path / "then").mkdir()
    early = {key: amount for key, amount in revenue.items() if key[1] <= "2026-05"}
    rows = "".join(f"{member},{month},p,{amount}\n" for (member, month), amount in early.items())
    (tmp_path / "usage.csv").write_text("member_id,month,product,revenue\n" + rows)
    database = tmp_path / "then" / "attitude.duckdb"
    ok("init", "--db", database)
    ok("load", "members", "members.csv", "--db", database)
    ok("load", "usage", "usage.csv", "--db", database)
    then = found(tmp_path / "then")
    for part in PARTS:
        assert getattr(back, part).equals(getattr(then, part)), part


@pytest.mark.parametrize("with_history", [True, False])
def test_loyalty_of_a_past_month_uses_what_was_known_then(scored: Path, *, with_history: bool) -> None:
    """The sums left when later evidence is taken out are those of the evidence known by the month's end."""
    with Workspace(scored, read_only=True) as workspace:
        unwrap(value)(
            workspace, ValueSettings(months=1), date(2026, 3, 1), with_history=with_history
        )  # keeps its scratch
        different, scores = workspace.row(
            """
            with known_then as (
                select
                    t.member_key,
                    sum(c.weight) filter (where t.responded_at is not null) as answered,
                    sum(c.expected) as expected
                from store.trials as t inner join store.cells as c using (cell_key)
                where least(c.closes_on, (select as_of from store.scorings)) <= date '2026-03-31'
                group by t.member_key
            ),
            scored as (
                select
                    p.member_key,
                    power(2, (s.reference_day - date '2026-03-31') / s.half_life_days) as fade_then,
                    score_of(
                        r.lookalike * (s.shown_alpha + fade_then * coalesce(t.answered, 0))
                        / (s.shown_alpha + r.lookalike * fade_then * coalesce(t.expected, 0))
                    ) as score,
                    date_sub('month', b.joined_on, date '2026-03-31') as tenure, -- standing has another's
                    (score >= 45)::integer + (score >= 55)::integer
                    + (tenure >= 24)::integer + (tenure >= 60)::integer as points,
                    case when points >= 3 then 1 when points = 2 then 2 else 3 end as band
                from standing as p inner join store.base as b using (member_key)
                cross join store.scorings as s left join known_then as t using (member_key)
                left join store.responsiveness as r using (member_key)
            )
            select count(*) filter (where n.band <> s.band), count(distinct s.score)
            from month_now as n inner join scored as s using (member_key)
            """
        )
    assert different == 0
    assert scores > 100


def test_the_latest_month_has_the_scores_people_see(scored: Path) -> None:
    with Workspace(scored, read_only=True) as workspace:
        result = value(workspace, ValueSettings(scores=(49, 51), tenure_months=(0, 1)), with_history=False)
        # tenure earns everybody two points: one of the score is enough for high
        # those without revenue since June have gone, and have no band
        (high,) = workspace.row(
            "select count(*) from responsiveness as r left join ("
            "select member_id, max(month) as last_paid from usage where revenue > 0 group by all"
            ") as u on r.member_id = u.member_id "
            "where r.score >= 49 and coalesce(u.last_paid >= date '2026-06-01', true)"
        )
    assert result.staircase.filter(pl.col("loyalty") == "high")["members"].sum() == high > 0


@pytest.mark.slow
def test_a_campaign_that_moved_members_up_is_found(ok: Cli, tmp_path: Path) -> None:
    """Half of 200 equals are contacted in April and spend more from May; 40 held out do not."""
    revenue: Revenue = {}
    for i in range(200):
        for month in months("2026-01", 7):
            revenue[f"m{i:03}", month] = 10 + i / 1000 + (30 if i < 100 and month >= "2026-05" and i % 2 == 0 else 0)
    given(tmp_path, ok, revenue)
    rows = "".join(f"m{i:03},one,2026-04-10,{int(i >= 160)}\n" for i in [*range(100), *range(160, 200)])
    rows += "".join(f"m{i:03},two,2026-04-12,0\n" for i in range(50, 100))
    rows += "m000,late,2026-07-01,0\n"
    (tmp_path / "contacts.csv").write_text("member_id,campaign_id,contacted_at,is_control\n" + rows)
    ok("load", "contacts", "contacts.csv")
    result = found(tmp_path, months=2, after_months=2, tiers={"gold": 0.5, "lead": 0.5}, gone_months=2)
    one, two = result.campaigns.iter_rows(named=True)
    assert (one["campaign_id"], one["month_before"], one["month_after"]) == ("one", date(2026, 3, 1), date(2026, 6, 1))
    # before, the upper half are 100 to 199; after, the fifty who spend more push fifty of them down
    assert (one["compared_with"], one["contacted"], one["moved_up"], one["others"]) == ("holdout", 100, 50, 40)
    assert one["difference"] == 0.5
    assert 0.35 < one["difference_low"] < 0.5 < one["difference_high"] < 0.65
    assert (two["compared_with"], two["contacted"], two["others"]) == ("not contacted", 50, 150)
    assert two["others_moved_up"] == 25
    said = ok("value", "--show", "campaigns").err
    assert "the difference claims no cause" in said
    # two months after July are not here yet
    assert "no before or no after: 1" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("revenue", "words", "members"),
    few(
        [
            ({("a", "2026-01"): 5, ("b", "2026-01"): 1}, "no two months in a row have a staircase", 2),
            ({("a", "2026-01"): 0, ("b", "2026-02"): 0}, "nobody has revenue in these months", 2),
            ({("a", "2026-01"): 5, ("b", "2026-01"): -3}, "refunds, taken as they are: 1 rows", 2),
            ({("a", "2026-01"): 5, ("b", "2026-01"): -3}, "refunds are more than their revenue: 1, -3.00 in all", 2),
            ({("a", "2026-01"): 5, ("a", "2026-06"): 5}, "no usage with revenue in 2026-02 to 2026-05", 1),
            ({("a", "2026-01"): 5, ("b", "2026-01"): ""}, "rows of usage without a revenue, which add none: 1", 2),
            ({("a", "2026-01"): 5}, "members without score and joined_on, of unknown loyalty: 1", 1),
            ({("a", "2026-01"): 5}, "no scores, so loyalty rests on tenure alone; run 'attitude score'", 1),
            ({("a", "2026-01"): 5}, "members known from usage alone, never loaded: 1", 1),
        ]
    ),
)
def test_what_is_missing_is_said(ok: Cli, tmp_path: Path, revenue: Revenue, words: str, members: int) -> None:
    given(tmp_path, ok, revenue)
    said = ok("value")
    assert words in said.err
    for part in ("moves", "campaigns", "concentration"):
        ok("value", "--show", part)
    result = found(tmp_path)
    for part in (*PARTS, "figures"):
        numbers = getattr(result, part).select(pl.selectors.float())
        assert all(column.drop_nulls().is_finite().all() for column in numbers), part
    assert result.tiers["members"].sum() == members


def test_without_usage_there_is_nothing_to_tell(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    ok("init")
    said = cli("value")
    assert (said.code, said.out) == (3, "")
    assert "no usage with revenue is loaded" in said.err
    (tmp_path / "usage.csv").write_text("member_id,month,product,volume\na,2026-01,p,5\n")
    ok("load", "usage", "usage.csv")
    assert cli("value").code == 3


def test_a_month_without_usage_is_refused(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok, {("a", "2026-01"): 5, ("a", "2026-03"): 5})
    said = cli("value", "--month", "2026-02")
    assert said.code == 2
    assert "no usage with revenue in 2026-02; it is known from 2026-01 to 2026-03" in said.err
    assert cli("value", "--month", "February").code == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("tiers = { gold = 0.5, lead = 0.4 }", "'value.tiers'"),
        ("tiers = { none = 1.0 }", "'none' is no name for a tier"),
        ("tiers_from = { gold = 5, lead = 10 }", "write the highest first"),
        ("tiers_from = { gold = 5, lead = 1 }", "the last one from 0"),
        ("scores = [55, 45]", "write the lower limit first"),
        ("gone_months = 2", "must not be less than months = 3"),
        ("discont = 0.1", "did you mean 'discount'?"),
    ],
)
def test_wrong_settings_are_one_line(tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "attitude.toml").write_text(f"[value]\n{line}\n")
    with pytest.raises(UsageError, match=r"attitude.toml") as error:
        read_settings_file(tmp_path / "attitude.toml")
    assert words in str(error.value)


def test_tiers_by_money(ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok, {("a", "2026-01"): 10, ("b", "2026-01"): 9.99, ("c", "2026-01"): 0.01})
    result = found(tmp_path, tiers_from={"金": 10, "lead": 0}, months=1)
    assert result.tiers.select("tier", "members").rows() == [("金", 1), ("lead", 2), ("none", 0), ("gone", 0)]


@pytest.mark.slow
def test_the_screen_fits_and_the_workspace_is_left_alone(
    scored: Path, ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    before = scored.read_bytes()
    monkeypatch.setenv("COLUMNS", "80")
    for arguments in [(), ("--show", "tiers")]:
        said = ok("value", *arguments)
        assert max(map(len, said.out.splitlines())) <= 80, arguments
        assert "did not fit" not in said.err
        assert arguments or "25 % bring" in said.err
    result = found(tmp_path)
    for part in PARTS:
        say.data(on_screen(result, part), None, None)
        assert max(map(len, capfd.readouterr().out.splitlines())) <= 80, part
    assert ok("value", "--format", "csv").out == ok("value", "--show", "staircase", "--format", "csv").out
    assert scored.read_bytes() == before


def with_costs(folder: Path, ok: Cli) -> None:
    """Give the four members by hand contacts: of a list with costs, and of a campaign that a file alone tells.

    In March b stands on gold, a on lead, d on none, and c has gone.
    """
    given(folder, ok, REVENUE, dict.fromkeys("abcd", "2010-01-01"))
    with Workspace(folder / "attitude.duckdb") as workspace:
        workspace.rows(
            "insert into store.lists select 1, 'l1', 'spring', '2026-03-01', '', 1, '{}', '', '', null, null, null, "
            "0.25, 3, 1, 1.5, 0, 0, 'exported', 1, null, null, null, null"
        )
        workspace.rows(
            "insert into store.list_treatments by name select 1 as list_key, 1 as treatment, 1 as offer, "
            "'code' as treatment_code, 'call' as channel, 0.5 as unit_cost, 8 as value_per_response, 3 as response_cost"
        )
    (folder / "contacts.csv").write_text(
        "member_id,campaign_id,contacted_at,channel,treatment_code,is_control\n"
        "a,spring,2026-03-05,call,code,0\n"
        "b,spring,2026-03-05,call,code,0\n"
        "c,spring,2026-02-28,call,code,0\n"  # the month before
        "d,spring,2026-03-05,call,,1\n"  # held out: neither the contact nor the answer costs anything
        "c,other,2026-03-31,短信,,0\n"
        "d,other,2026-03-01,短信,,0\n"
        "d,other,2026-03-20,短信,,0\n"
        "d,other,2026-03-20,fax,,0\n"  # whose cost nobody tells
        "a,other,2026-04-01,短信,,0\n"  # the month after
    )
    (folder / "responses.csv").write_text(
        "member_id,campaign_id,treatment_code,responded_at\nb,,code,2026-03-06\nd,spring,,2026-03-07\n"
    )
    ok("load", "contacts", "contacts.csv")
    ok("load", "responses", "responses.csv")


BY_HAND: dict[str, Any] = {
    "months": 1,
    "gone_months": 2,
    "tiers": {"gold": 0.5, "lead": 0.5},
    "prior": 0,
    "discount": 0.1,
    "horizon_months": 3,
}
CHANCES = np.array([[1 / 3, 2 / 3, 0, 0], [1 / 2, 0, 1 / 2, 0], [0, 0, 2 / 3, 1 / 3], [0, 0, 0, 1]])


def worth_by_hand(revenue: list[float], costs: list[float], margin: float) -> list[float]:
    """Add up what each step of `CHANCES` earns in this period and three to come."""
    net = margin * np.array(revenue) - np.array(costs)
    return [float(sum((np.linalg.matrix_power(CHANCES / 1.1, t) @ net)[step] for t in range(4))) for step in range(4)]


def steps_of(result: ValueResult, column: str) -> list[Any]:
    rows = result.lifetime.filter(pl.col("members") > 0)
    assert rows["tier"].to_list() == ["gold", "lead", "none", "gone"]
    return rows[column].to_list()


@pytest.mark.slow
def test_lifetime_value_is_of_margin_less_what_contacts_and_gifts_cost(ok: Cli, tmp_path: Path) -> None:
    with_costs(tmp_path, ok)
    result = found(tmp_path, **BY_HAND, margin=0.5, contact_costs={"SMS": 0.25})
    # gold: a contact of the list and the gift that its code brought back; lead: a contact of it; none: two messages
    assert steps_of(result, "mean_cost") == [3.5, 0.5, 0.5, 0.25]
    assert steps_of(result, "mean_margin") == [4, 2, 0, 0]
    worth = worth_by_hand([8, 4, 0, 0], [3.5, 0.5, 0.5, 0.25], 0.5)
    assert steps_of(result, "lifetime_value") == [*(pytest.approx(value) for value in worth[:3]), None]
    assert worth[2] < 0
    figures = dict(result.figures.select("figure", "value").iter_rows())
    assert (figures["margin"], figures["contact_cost"]) == (6, 4.75)
    assert figures["lifetime_value"] == pytest.approx(sum(worth[:3]))
    assert [words for words in result.notes if "cost" in words] == [
        "contacts of 2026-03 whose cost nothing tells, taken as 0: 1 (fax 1); say it in attitude.toml, [value] "
        "contact_costs = { fax = … }, or load 'cost' with the contacts",
        "members on steps whose lifetime value is below zero, which cost more than they earn: 1, "
        f"{worth[2]:,.2f} in all",
    ]


@pytest.mark.slow
def test_what_a_file_tells_of_a_cost_goes_first(ok: Cli, tmp_path: Path) -> None:
    with_costs(tmp_path, ok)
    (tmp_path / "campaigns.csv").write_text("campaign_id,unit_cost\nspring,0.75\n")
    (tmp_path / "more.csv").write_text(
        "member_id,campaign_id,contacted_at,channel,cost\nd,third,2026-03-08,call,0.125\n"
    )
    ok("load", "campaigns", "campaigns.csv")
    ok("load", "contacts", "more.csv")
    costs = {"sms": 0.25, "call": 9, "telex": 1}
    result = found(tmp_path, **BY_HAND, contact_costs=costs)
    assert steps_of(result, "mean_cost") == [3.75, 0.75, 0.625, 0.25]
    assert any("nobody was ever contacted by 'telex'; it costs nothing" in words for words in result.notes)
    ok("undo", "--yes")
    ok("undo", "--yes")
    ok("undo", "--yes")  # the responses: no gift
    assert steps_of(found(tmp_path, **BY_HAND, contact_costs=costs), "mean_cost") == [0.5, 0.5, 0.5, 0.25]


@pytest.mark.slow
def test_without_margin_and_costs_all_is_as_it_was(ok: Cli, tmp_path: Path) -> None:
    with_costs(tmp_path, ok)
    with Workspace(tmp_path / "attitude.duckdb") as workspace:
        workspace.rows("update store.list_treatments set unit_cost = 0, response_cost = 0")
    result = found(tmp_path, **BY_HAND)
    worth = worth_by_hand([8, 4, 0, 0], [0, 0, 0, 0], 1)
    assert steps_of(result, "lifetime_value") == [*(pytest.approx(value) for value in worth[:3]), None]
    assert steps_of(result, "mean_cost") == [0, 0, 0, 0]
    assert result.lifetime["mean_margin"].equals(result.lifetime["mean_revenue"], check_names=False)
    assert on_screen(result, "lifetime").columns == ["tier", "high", "middle", "low", "mean", "total"]
    assert any("taken as 0: 6 (短信 3, call 2, fax 1)" in words for words in result.notes)


@pytest.mark.slow
def test_costs_of_a_step_that_nobody_stands_on_now_are_those_of_before(ok: Cli, tmp_path: Path) -> None:
    """In January x brings 4, later 8 as y always does: lead is worth 4 less a message, then gold."""
    revenue = {("x", "2026-01"): 4, ("x", "2026-02"): 8, ("x", "2026-03"): 8}
    given(
        tmp_path,
        ok,
        {**revenue, **{("y", month): 8 for month in months("2026-01", 3)}},
        {"x": "2010-01-01", "y": "2010-01-01"},
    )
    (tmp_path / "contacts.csv").write_text(
        "member_id,campaign_id,contacted_at,channel\nx,c,2026-01-02,sms\nx,c,2026-02-02,sms\ny,c,2026-01-02,sms\n"
    )
    ok("load", "contacts", "contacts.csv")
    settings: dict[str, Any] = {"months": 1, "gone_months": 2, "tiers_from": {"gold": 5, "lead": 0}, "prior": 0}
    result = found(tmp_path, **settings, discount=0, horizon_months=1, contact_costs={"sms": 1})
    worth = {(row["tier"], row["loyalty"]): row["lifetime_value"] for row in result.lifetime.iter_rows(named=True)}
    assert (worth["lead", "high"], worth["gold", "high"]) == (4 - 1 + 8, 16)


@pytest.mark.slow
def test_contacts_that_cost_more_than_members_bring_are_told_plainly(ok: Cli, tmp_path: Path) -> None:
    with_costs(tmp_path, ok)
    (tmp_path / "usage.csv").write_text("member_id,month,product,revenue\nd,2026-03,p,-5\n")
    ok("load", "usage", "usage.csv")
    (tmp_path / "attitude.toml").write_text(
        '[value]\nmonths = 1\ngone_months = 2\nmargin = 0.0\ncontact_costs = { "短信" = 100 }\n', encoding="utf-8"
    )
    said = ok("value")
    assert "earned: 0 a month, less 304 for contacts and gifts" in said.err
    assert "lifetime value: -" in said.err
    assert "which cost more than they earn" in said.err
    for text in (said.out, ok("value", "--show", "lifetime", "--format", "csv").out):
        assert "nan" not in text.lower()


@pytest.mark.slow
def test_a_month_alone_looks_at_no_costs(ok: Cli, tmp_path: Path) -> None:
    with_costs(tmp_path, ok)
    with Workspace(tmp_path / "attitude.duckdb", read_only=True) as workspace:
        result = value(workspace, ValueSettings.model_validate(BY_HAND), with_history=False)
    assert result.lifetime["mean_cost"].null_count() == result.lifetime.height
    assert dict(result.figures.select("figure", "value").iter_rows())["contact_cost"] is None
    assert not any("cost" in words for words in result.notes)
