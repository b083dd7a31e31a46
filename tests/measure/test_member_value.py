"""What is kept of each member's value: a world that a person can work out, and every place where it can be asked."""

from __future__ import annotations

import csv
import math
import random
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Cli

# months of 2025 as a row of letters, one for each; a digit is revenue in tens, a dot none
LIVES = {
    "steady": "222222222222",
    "rises": "111111111333",
    "falls": "444444444111",
    "stops": "333333333...",
    "gone": "22222.......",
    "back": "22.......222",
    "young": ".........555",
    "never": "............",
}
JOINED = {"young": "2025-10-03", "never": "2010-01-01"}
SETTINGS = """\
[value]
gone_months = 6
margin = 0.5
contact_costs = { sms = 0.3 }
tiers_from = { gold = 30, lead = 0 }
"""


def given(folder: Path, ok: Cli, lives: dict[str, str] = LIVES, settings: str = SETTINGS) -> None:
    rows = [
        f"{member},2025-{at:02},{'voice' if at % 2 else 'data'},{10 * int(letter)}"
        for member, life in lives.items()
        for at, letter in enumerate(life, start=1)
        if letter != "."
    ]
    members = [f"{member},{JOINED.get(member, '2020-01-01')}" for member in lives]
    (folder / "usage.csv").write_text("\n".join(["member_id,month,product,revenue", *rows]) + "\n")
    (folder / "members.csv").write_text("\n".join(["member_id,joined_on", *members]) + "\n")
    (folder / "contacts.csv").write_text(
        "member_id,campaign_id,contacted_at,channel\nsteady,c1,2025-12-03 10:00,sms\nsteady,c2,2025-11-03 10:00,sms\n"
    )
    ok("init")
    (folder / "attitude.toml").write_text(settings)
    for kind in ("members", "usage", "contacts"):
        ok("load", kind, f"{kind}.csv")


def told(ok: Cli, sql: str = "from member_value") -> dict[str, dict[str, str]]:
    rows = csv.DictReader(StringIO(ok("query", sql, "--format", "csv").out))
    return {row["member_id"]: row for row in rows}


def test_eight_lives_by_hand(ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok)
    said = ok("value", "--keep")
    assert said.err.splitlines() == [
        "value of 2025-12 kept: 8 members in member_value, all months walked",
        "p_gone: too few members stayed away, or too few months are known, to tell who will",
    ]
    found = told(ok)
    assert {member: row["lifecycle"] for member, row in found.items()} == {
        "steady": "active", "rises": "growing", "falls": "lapsing", "stops": "lapsing", "gone": "gone",
        "back": "won back", "young": "new", "never": "",
    }  # fmt: skip
    # three months: 20, 30, 10, 0, 0, 20, 50, 0 a month; gold from 30
    assert {member: (row["value_tier"], row["tier_before"], row["moved"]) for member, row in found.items()} == {
        "steady": ("lead", "lead", "stayed"),
        "rises": ("gold", "lead", "up"),
        "falls": ("lead", "lead", "stayed"),
        "stops": ("none", "lead", "down"),
        "gone": ("gone", "gone", "stayed"),
        "back": ("lead", "lead", "stayed"),
        "young": ("gold", "gold", "stayed"),
        "never": ("none", "none", "stayed"),
    }
    assert {member: row["months_since_revenue"] for member, row in found.items()} == {
        "steady": "0", "rises": "0", "falls": "0", "stops": "3", "gone": "7", "back": "0", "young": "0", "never": "",
    }  # fmt: skip
    assert [found[member]["margin"] for member in ("steady", "rises", "stops")] == ["10.0", "15.0", "0.0"]
    # two messages of 0.30 in three months
    assert [found[member]["contact_cost"] for member in ("steady", "rises")] == ["0.2", "0.0"]
    # of seven who ever had revenue: recency 12 for five of them, then 9, 5; frequency 12, 12, 12, 9, 5, 5, 3
    assert {member: row["rfm"][:2] for member, row in found.items()} == {
        "steady": "55", "rises": "55", "falls": "55", "stops": "23", "gone": "13", "back": "53", "young": "51",
        "never": "",
    }  # fmt: skip
    assert {row["as_of"] for row in found.values()} == {"2025-12-31"}


def test_needs_are_the_share_that_would_have_to_move(ok: Cli, tmp_path: Path) -> None:
    """October to December: even months are data, odd ones voice; all of it 370 of data, 150 of voice."""
    given(tmp_path, ok, {"a": "222222222222", "b": ".........9.9", "c": "..........9."})
    ok("value", "--keep")
    spread = {member: float(row["need_spread"]) for member, row in told(ok).items()}
    data = 40 + 180
    voice = 20 + 90
    share = data / (data + voice)
    assert spread["a"] == pytest.approx(abs(2 / 3 - share), abs=1e-4)
    assert spread["b"] == pytest.approx(1 - share, abs=1e-4)
    assert spread["c"] == pytest.approx(share, abs=1e-4)


def test_value_beside_needs(ok: Cli, tmp_path: Path) -> None:
    """Means of 60, 20, 60, 20 a month: 40 is their mean; two buy one product alone, far from all others."""
    given(tmp_path, ok, {"a": "666666666666", "b": "222222222222", "c": ".........9.9", "d": "..........6."})
    ok("value", "--keep")
    found = told(ok)
    assert {member: row["treatment"] for member, row in found.items()} == {
        "a": "loyalty", "b": "mass", "c": "one-to-one", "d": "niche",
    }  # fmt: skip
    rows = list(csv.DictReader(StringIO(ok("value", "--show", "needs", "--format", "csv").out)))
    assert [(row["treatment"], row["members"], row["share"]) for row in rows] == [
        (name, "1", "0.25") for name in ("one-to-one", "loyalty", "niche", "mass")
    ]
    assert [float(row["margin"]) for row in rows] == [30, 30, 10, 10]


@pytest.mark.slow
def test_lifetime_values_are_those_of_the_report(ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok)
    ok("value", "--keep")
    report = csv.DictReader(StringIO(ok("value", "--show", "lifetime", "--format", "csv").out))
    steps = {(row["tier"], row["loyalty"]): row["lifetime_value"] for row in report}
    for row in told(ok).values():
        of_step = steps[row["value_tier"], row["loyalty_band"]]
        assert bool(row["lifetime_value"]) == bool(of_step)
        if of_step:
            assert float(row["lifetime_value"]) == pytest.approx(float(of_step), abs=1e-4)


def lives_of_many(seed: int, count: int, months: int) -> dict[str, str]:
    """Draw members who buy in some months with a chance of their own, and leave with one of their own."""
    draw = random.Random(seed)
    lives = {}
    for number in range(count):
        buys, leaves = draw.betavariate(3, 1.5), draw.betavariate(0.6, 9)
        stays = next((at for at in range(months) if draw.random() < leaves), months)
        lives[f"m{number:05}"] = "".join(
            str(draw.randint(1, 9)) if at < stays and draw.random() < buys else "." for at in range(months)
        )
    return lives


def test_one_month_more_is_as_all_anew(ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok, lives_of_many(3, 60, 12))
    ok("value", "--keep", "--month", "2025-11")
    assert "one month more" in ok("value", "--keep").err
    went_on = ok("query", "from member_value order by all", "--format", "csv").out
    past = ok("query", "from member_value_history order by all", "--format", "csv").out
    with duckdb.connect(str(tmp_path / "attitude.duckdb")) as con:
        con.execute("delete from store.value_months")
    assert "all months walked" in ok("value", "--keep").err
    assert ok("query", "from member_value order by all", "--format", "csv").out == went_on
    assert ok("query", "from member_value_history order by all", "--format", "csv").out == past


@pytest.mark.slow
@pytest.mark.parametrize("change", ["late usage", "other tiers", "taken back", "merged"])
def test_what_changed_is_walked_anew(ok: Cli, tmp_path: Path, change: str) -> None:
    given(tmp_path, ok)
    ok("value", "--keep", "--month", "2025-11")
    if change == "late usage":
        (tmp_path / "late.csv").write_text("member_id,month,product,revenue\nnever,2025-06,voice,70\n")
        ok("load", "usage", "late.csv")
    elif change == "taken back":
        (tmp_path / "late.csv").write_text("member_id,month,product,revenue\nnever,2024-12,voice,70\n")
        ok("load", "usage", "late.csv")
        ok("value", "--keep", "--month", "2025-11")
        ok("undo", "--yes")
    elif change == "merged":
        ok("merge", "young", "never")
    else:
        (tmp_path / "attitude.toml").write_text(SETTINGS.replace("gold = 30", "gold = 20"))
    assert "all months walked" in ok("value", "--keep").err


def test_who_will_stay_away_is_foretold(ok: Cli, tmp_path: Path) -> None:
    """Members who buy and leave by chance: fifths come as foreseen, and months since revenue alone tell less."""
    given(tmp_path, ok, lives_of_many(11, 2500, 12))
    ok("value", "--keep")
    said = ok("value", "--show", "gone", "--format", "csv")
    fifths = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(StringIO(said.out))]
    assert sum(row["members"] for row in fifths) > 2000
    for row in fifths:
        # three standard deviations of a share of five hundred
        near = 3 * (max(row["foreseen"] * (1 - row["foreseen"]), 0.002) / row["members"]) ** 0.5 + 0.01
        assert abs(row["foreseen"] - row["came"]) < near
    with duckdb.connect(str(tmp_path / "attitude.duckdb"), read_only=True) as con:
        terms = dict(con.execute("select term, weight from store.gone_weights").fetchall())
    assert terms["low"] > 0
    assert terms["auc"] > terms["auc_recency"]
    known = told(ok, "select member_id, p_gone, months_since_revenue from member_value where p_gone is not null")
    assert all(0 <= float(row["p_gone"]) <= 1 for row in known.values())


PLAN = """[campaign]
id = "golden"
product = "voice"
timing = "daily"
starts_on = 2026-01-10
ends_on = 2026-01-12
[audience]
where = "{where}"
[[offer]]
channel = "app"
gift = "coupon"
[choice]
by = "{by}"
[send]
expires_on = 2099-12-31
"""


def planned(folder: Path, where: str, by: str = "value") -> None:
    (folder / "plan.toml").write_text(PLAN.format(where=where, by=by))


def test_plans_reports_and_files_ask_of_it(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok, settings=SETTINGS + '[layout]\ngw = { ID = "member_id", T = "value_tier", L = "lifecycle" }\n')
    (tmp_path / "answers.csv").write_text("member_id,campaign_id,responded_at\nsteady,c1,2025-12-04\n")
    ok("load", "responses", "answers.csv")
    ok("score")
    planned(tmp_path, "value_tier in ('gold', 'lead') and coalesce(lifecycle <> 'won back', true)", "margin")
    refused = cli("target", "plan.toml")
    assert refused.code == 2
    assert "'value_tier' is of member_value, and nobody's value is kept yet: 'attitude value --keep'" in refused.err
    ok("value", "--keep")
    ok("target", "plan.toml")
    (name,) = told(ok, "select list_id as member_id from lists")
    listed = told(ok, "select member_id, rank from list_members")
    # by what is earned: 25, 15, 10, 5; who has gone, stopped, came back or never bought is not asked
    ranked = sorted(listed, key=lambda member: int(listed[member]["rank"] or 99))
    assert ranked == ["young", "rises", "steady", "falls"]
    why = ok("why", name, "gone").out
    assert "(value_tier gone, lifecycle gone)" in why
    ok("approve", name)
    ok("export", name, "--layout", "gw", "-o", "list.csv")
    assert (tmp_path / "list.csv").read_text().splitlines()[:2] == ["ID,T,L", "young,gold,new"]
    assert "active" in ok("measure", "c1", "--by", "lifecycle").out


@pytest.mark.slow
def test_the_example_asks_who_is_on_the_way_out(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("value", "--keep")
    ok("target", ROOT / "examples" / "win_back" / "plan.toml")
    rows = told(ok, "select v.* from member_value as v semi join list_members as l on v.member_id = l.member_id")
    assert 30 < len(rows) <= 75  # of sixty and a fifth
    for row in rows.values():
        assert row["lifecycle"] in ("lapsing", "won back") or float(row["p_gone"]) > 0.3
        assert row["value_tier"] != "gone"


@pytest.mark.slow
def test_a_column_of_the_files_comes_first(ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok)
    (tmp_path / "more.csv").write_text("member_id,value_tier\ngone,gold\n")
    ok("load", "members", "more.csv")
    (tmp_path / "answers.csv").write_text("member_id,campaign_id,responded_at\nsteady,c1,2025-12-04\n")
    ok("load", "responses", "answers.csv")
    ok("score")
    planned(tmp_path, "value_tier = 'gold'")
    ok("target", "plan.toml")
    assert list(told(ok, "select member_id from list_members")) == ["gone"]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--keep", "--show", "tiers"], 2, "--keep writes a table and gives no part"),
        (["--keep", "--month", "2030-01"], 2, "no usage with revenue in 2030-01; it is known from 2025-01 to 2025-12"),
        (["--show", "gone"], 2, "nobody's value is kept yet: 'attitude value --keep'"),
        (["--show", "needs"], 2, "nobody's value is kept yet: 'attitude value --keep'"),
        (["--show", "gone", "--month", "2025-12"], 2, "--show gone is of the month that is kept"),
    ],
)
def test_wrong_asked(ok: Cli, cli: Cli, tmp_path: Path, words: list[str], code: int, message: str) -> None:
    given(tmp_path, ok, {"a": "222222222222"})
    said = cli("value", *words)
    assert (said.code, len(said.err.splitlines())) == (code, 1)
    assert message in said.err


@pytest.mark.slow
@pytest.mark.parametrize(
    "lives",
    [
        {"a": "222222222222"},
        {"a": "2.........22", "b": "............"},
        {f"m{number}": "1.3.5.7.9..1" for number in range(10)},
    ],
)
def test_small_bases_and_gaps_give_no_strange_number(ok: Cli, tmp_path: Path, lives: dict[str, str]) -> None:
    given(tmp_path, ok, lives)
    (tmp_path / "refund.csv").write_text("member_id,month,product,revenue\na,2025-12,voice,-500\n")
    if "a" in lives:
        ok("load", "usage", "refund.csv")
    ok("value", "--keep")
    rows = told(ok)
    assert len(rows) == len(lives)
    for row in rows.values():
        assert not {"nan", "inf", "-inf"} & {value.lower() for value in row.values()}
    if "a" in lives:
        assert float(rows["a"]["margin"]) < 0


def test_who_is_erased_has_no_row_and_verify_is_content(ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok)
    ok("value", "--keep")
    ok("erase", "steady", "--yes")
    assert len(told(ok)) == len(LIVES) - 1
    ok("verify")
    ok("value", "--keep")
    assert len(told(ok)) == len(LIVES) - 1
    ok("verify")


def test_how_far_leanings_lie_apart(ok: Cli, scored: Path) -> None:
    """By treatment, the mean over its members of the root of the mean square of what they lean by."""
    ok("value", "--keep")
    found = {row["treatment"]: row for row in csv.DictReader(StringIO(
        ok("value", "--show", "needs", "--format", "csv").out))}  # fmt: skip
    with duckdb.connect(scored, read_only=True) as con:
        rows = con.execute(
            "select w.treatment, w.member_key, a.leaning from store.member_worths as w "
            "inner join store.attitudes as a on w.member_key = a.member_key where w.treatment is not null"
        ).fetchall()
    leanings: dict[str, dict[int, list[float]]] = {}
    for treatment, member, leaning in rows:
        leanings.setdefault(treatment, {}).setdefault(member, []).append(math.log(leaning) ** 2)
    assert set(leanings) == set(found)
    for treatment, members in leanings.items():
        spreads = [math.sqrt(sum(squares) / len(squares)) for squares in members.values()]
        assert float(found[treatment]["mean_leaning_spread"]) == pytest.approx(sum(spreads) / len(spreads))
