"""Another plan on lists of the past: the truth is found where it is planted, and what cannot be told is refused."""

from __future__ import annotations

import argparse
import csv
import io
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import ROOT, Cli

import attitude
from attitude.database import Workspace
from attitude.errors import BadDataError, UsageError
from attitude.evaluate import Evaluation, evaluate, words
from attitude.goals import Goal
from attitude.settings import Settings
from attitude.targeting import target

sys.path.insert(0, str(ROOT / "examples" / "benchmark"))

import evaluate as benchmark

DAY = benchmark.DAY
LISTS: dict[str, Any] = {"limits": {"size": 600}, "holdout": {"share": 0.2}}
DRAWN: dict[str, Any] = {**LISTS, "explore": {"share": 0.3, "offers": 0.9}}
Truth = benchmark.Truth


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    return benchmark.base(tmp_path_factory.mktemp("base"), 1200, np.random.default_rng(3))


def world(base: tuple[Path, Truth], folder: Path, lists: dict[str, Any], seed: int = 1, closed: bool = True) -> Path:
    """Send one list of these, and have it answered."""
    path = Path(shutil.copy(base[0], folder / "attitude.duckdb"))
    benchmark.sent(path, benchmark.plan_of("list", DAY, lists), seed, base[1], np.random.default_rng(seed))
    if closed:
        benchmark.close_windows(path)
    return path


@pytest.fixture(scope="module")
def plain(base: tuple[Path, Truth], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list that drew nobody but its holdout."""
    return world(base, tmp_path_factory.mktemp("plain"), LISTS)


@pytest.fixture(scope="module")
def drawn(base: tuple[Path, Truth], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list that drew offers."""
    return world(base, tmp_path_factory.mktemp("drawn"), DRAWN)


@pytest.fixture
def thin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell even of little, for small worlds."""
    monkeypatch.setattr(words, "LEAST", 10)


def evaluated(
    path: Path,
    lists: dict[str, Any] = LISTS,
    goal: Goal | None = None,
    response_days: int | None = None,
    **changes: Any,
) -> Evaluation:
    plan = benchmark.plan_of("next", DAY, lists, **changes)
    with Workspace(path, read_only=True) as workspace:
        return evaluate(workspace, plan, DAY, goal=goal, response_days=response_days)


def test_the_plan_of_the_list_brings_what_the_list_did(plain: Path) -> None:
    """Without offers drawn all rows are alike: what it would bring is the mean of those contacted, to the digit."""
    found = evaluated(plain)
    with Workspace(plain, read_only=True) as workspace:
        (rate,) = workspace.row(
            "select avg((r.member_id is not null)::integer) from list_members as m "
            "left join (select distinct member_id from responses where campaign_id = 'list') as r using (member_id) "
            "where not m.is_control"
        )
    assert (found.known["other"], found.known["none"], found.known["unseen"]) == (0, 0, 0)
    for row in found.table.iter_rows(named=True):
        assert row["plan"] == row["logged"]
        assert (row["difference"], row["difference_low"], row["difference_high"]) == (0, 0, 0)
    ips = found.table.row(0, named=True)
    assert (ips["measure"], ips["method"], ips["effective"]) == ("outcome", "ips", pytest.approx(600))
    assert ips["plan"] == pytest.approx(rate, rel=1e-12)
    spread = (rate * (1 - rate) / 600) ** 0.5
    assert ips["plan_high"] - rate == pytest.approx(1.964 * spread, rel=1e-3)
    assert found.table["measure"].to_list() == ["outcome", "outcome", "value", "value"]


def test_those_held_out_speak_for_whom_a_plan_leaves_out(plain: Path, base: tuple[Path, Truth]) -> None:
    found = evaluated(plain, limits={"size": 300})
    known = found.known
    assert (known["other"], known["unseen"]) == (0, 0)
    assert known["none"] == pytest.approx(known["members"] / 2, abs=1)
    row = found.table.row(1, named=True)
    assert row["difference"] < 0
    assert row["plan_low"] < row["plan"] < row["plan_high"]


@pytest.mark.slow
def test_other_offers_are_told_by_those_drawn(drawn: Path, thin: None) -> None:
    found = evaluated(drawn, DRAWN, offer=[{**benchmark.OFFERS[0], "value_per_response": 9.0}, *benchmark.OFFERS[1:]])
    known = found.known
    assert known["other"] > known["members"] / 2
    assert known["unseen"] == 0
    assert known["weights"] == pytest.approx(known["members"], rel=0.5)
    assert known["effective"] < known["matched"]


@pytest.mark.slow
def test_order_and_threads_change_nothing(drawn: Path, thin: None, tmp_path: Path) -> None:
    found = evaluated(drawn, DRAWN)
    path = Path(shutil.copy(drawn, tmp_path / "attitude.duckdb"))
    with Workspace(path) as workspace:
        for table in ("store.list_members", "store.contacts", "store.responses", "store.trials"):
            workspace.define(f"create temp table turned as from {table} order by hash(member_key, 7)")
            workspace.define(f"delete from {table}")
            workspace.define(f"insert into {table} from turned")
            workspace.define("drop table turned")
        workspace.define("set threads = 1")
        plan = benchmark.plan_of("next", DAY, DRAWN)
        assert evaluate(workspace, plan, DAY).table.equals(found.table)


@pytest.mark.slow
def test_a_plan_says_who(plain: Path, thin: None) -> None:
    """Its own SQL, its ranges of scores, its groups."""
    whole = evaluated(plain).known
    for audience in (
        {"where": "member_id like '%0'"},
        {"responsiveness": [50, 100]},
        {"attitude": {"gift": {"points": [50, 100]}}},
        {"group": [{"name": "a", "where": "member_id like '%1'"}, {"name": "b", "where": "member_id like '%2'"}]},
    ):
        known = evaluated(plain, audience=audience).known
        assert 0 < known["alike"] < whole["alike"], audience
        assert known["alike"] + known["none"] == known["members"]
    known = evaluated(plain, exclude={"where": "member_id like '%0'"}).known
    assert known["none"] == pytest.approx(known["members"] / 10, rel=0.4)
    assert evaluated(plain, choice={"by": "random"}, limits={"size": 300}).known["none"] > 0
    assert evaluated(plain, choice={"by": "member_id[2:]::integer"}, limits={"size": 300}).known["none"] > 0


def test_what_is_not_followed_is_said(plain: Path) -> None:
    notes = evaluated(
        plain,
        policy={"all": {"max": 3, "days": 30}},
        exclude={"contacted_within_days": 3, "responded_to": ["past0"]},
        limits={"size": 600, "per_household": 1},
        audience={"group": [{"name": "a", "where": "true", "share": 0.5}]},
    ).notes
    assert notes[-1] == (
        "not followed, for the lists took their members by rules of their own: [policy], exclude.responded_to, "
        "exclude.contacted_within_days, groups but for their where, limits.per_household"
    )


@pytest.mark.slow
def test_too_little_is_refused_with_the_cure(plain: Path, drawn: Path) -> None:
    cheap = [{**benchmark.OFFERS[0], "value_per_response": 9.0}, *benchmark.OFFERS[1:]]
    with pytest.raises(BadDataError) as refused:
        evaluated(plain, offer=cheap)
    assert str(refused.value).startswith("too little to tell: the lists could never have done ")
    cure = " % of what the plan would; [explore] share = 0.1, offers = 0.5 on about "
    assert cure in str(refused.value)
    with pytest.raises(BadDataError, match=r"tell as much as \d+ of equal weight, 200 are the least; about \d+ lists"):
        evaluated(drawn, DRAWN, offer=cheap)
    with pytest.raises(
        BadDataError, match=r"100.0 % of what the plan would choose are offers that the lists had not; "
    ):
        evaluated(plain, offer=[{"channel": "wap"}])


@pytest.mark.slow
def test_what_came_must_be_known_of_all(plain: Path) -> None:
    with pytest.raises(UsageError, match="what came of those held out is not known"):
        evaluated(plain, limits={"size": 300}, goal=Goal(outcome="product"))
    # of those contacted alone it is known: all answers
    assert evaluated(plain, goal=Goal(outcome="product")).table.height


@pytest.mark.slow
def test_open_windows_and_empty_days_are_refused(base: tuple[Path, Truth], tmp_path: Path) -> None:
    path = world(base, tmp_path, LISTS, closed=False)
    with Workspace(path) as workspace:
        workspace.rows("update store.campaigns set response_days = 30 where campaign_id = 'list'")
    with pytest.raises(BadDataError, match=r"\(list\) none can be looked at yet: answers may still come"):
        evaluated(path)
    with Workspace(path, read_only=True) as workspace:
        plan = benchmark.plan_of("next", DAY, LISTS)
        with pytest.raises(BadDataError, match="no list since 2027-01-01 went out; 'attitude query "):
            evaluate(workspace, plan, DAY.replace(year=2027, month=1))
        with pytest.raises(UsageError, match="--until 2026-08-01 is before --since 2026-09-01"):
            evaluate(workspace, plan, DAY, DAY.replace(month=8))


def test_a_series_is_one_list_with_one_holdout(plain: Path, base: tuple[Path, Truth], tmp_path: Path) -> None:
    """The second wave changes neither chances nor who was held out; its answers and its cost are the series'."""
    path = Path(shutil.copy(base[0], tmp_path / "attitude.duckdb"))
    waves = {**LISTS, "wave": [{"after_days": 7, "to": "all"}]}
    plan = benchmark.plan_of("list", DAY, waves)
    benchmark.sent(path, plan, 1, base[1], np.random.default_rng(1))
    with Workspace(path) as workspace:
        second = target(workspace, plan, 1, Settings(), force=True, wave=2)
        workspace.rows("update store.lists set status = 'exported' where list_id = ?", [second.list_id])
        ((spent,),) = workspace.rows("select cost from lists where list_id = ?", [second.list_id])
        ((late,),) = workspace.rows(
            "select min(member_id) from list_members where list_id = ? and not is_control "
            "and member_id not in (select member_id from responses where campaign_id = 'list')", [second.list_id],
        )  # fmt: skip
    with Workspace(path) as workspace:
        answer = {"member_id": late, "campaign_id": "list", "responded_at": DAY.replace(day=9), "kind": "order"}
        benchmark.load(workspace, path.parent, {"responses": [answer]})
    benchmark.close_windows(path)
    once, found = evaluated(plain), evaluated(path)
    names = ("members", "lists", "contacted", "held_out", "alike", "weights", "effective", "first_on", "last_on")
    assert [found.known[name] for name in names] == [once.known[name] for name in names]
    row, alone = found.table.row(0, named=True), once.table.row(0, named=True)
    assert row["logged"] - alone["logged"] == pytest.approx(1 / once.known["contacted"], rel=1e-9)
    value, other = found.table.row(2, named=True), once.table.row(2, named=True)
    assert value["measure"] == "value"
    beyond = (4 - spent) / once.known["contacted"]
    assert value["logged"] - other["logged"] == pytest.approx(beyond, abs=1e-9)
    assert found.notes[0].startswith("a series, looked at as one by its first wave's list")
    assert found.notes[0].endswith(": list")
    with Workspace(path, read_only=True) as workspace:
        again = evaluate(workspace, plan, DAY)
        assert "of the plan's waves the first alone is chosen for" in again.notes[1]
        with pytest.raises(BadDataError, match="no list since 2026-09-02 went out"):
            evaluate(workspace, plan, DAY.replace(day=2))


PLAN = """
[campaign]
id = "next"
product = "music"
value_per_response = 4.0
[[offer]]
channel = "sms"
gift = "coupon"
unit_cost = 0.05
[[offer]]
channel = "sms"
gift = "points"
unit_cost = 0.05
[[offer]]
channel = "email"
gift = "points"
unit_cost = 0.01
[limits]
size = 600
[choice]
method = "turn"
"""


@pytest.mark.slow
def test_the_command_and_python_say_the_same(cli: Cli, ok: Cli, plain: Path, tmp_path: Path) -> None:
    shutil.copy(plain, tmp_path / "attitude.duckdb")
    (tmp_path / "next.toml").write_text(PLAN)
    asked = ("evaluate", "next.toml", "--since", "2026-09-01")
    said = ok(*asked)
    assert "1 list, 2026-09-01 to 2026-09-01: 600 contacted, " in said.err
    assert (
        "the plan would choose the offer they had on the list for 100.0 %, another for 0.0 %, nobody for 0.0 %"
        in said.err
    )
    assert "plan (95 %)" in said.out
    rows = list(
        csv.DictReader(io.StringIO(ok("evaluate", "next.toml", "--since", "2026-09-01", "--format", "csv").out))
    )
    told = json.loads(ok("evaluate", "next.toml", "--since", "2026-09-01", "--format", "json").out)
    with attitude.open(tmp_path / "attitude.duckdb") as session:
        table = session.evaluate(tmp_path / "next.toml", "2026-09-01").table
    assert [float(row["plan"]) for row in rows] == [row["plan"] for row in told] == table["plan"].to_list()
    for wrong, code in (
        (("evaluate", "next.toml"), 2),
        (("evaluate", "none.toml", "--since", "2026-09-01"), 2),
        (("evaluate", "next.toml", "--since", "September"), 2),
        (("evaluate", "next.toml", "--since", "2027-09-01"), 3),
        (("evaluate", "next.toml", "--since", "2026-09-01", "--goal", "joy"), 2),
    ):
        failed = cli(*wrong)
        assert failed.code == code, failed.err
        assert failed.err.strip().split("\n")[-1].startswith("error: ")


def rows_of(base: tuple[Path, Truth], folder: Path, worlds: int) -> Iterator[tuple[str, dict[str, Any]]]:
    asked = argparse.Namespace(members=1200, lists=2, explore=0.4, offers=0.9, holdout=0.2)
    for seed in range(worlds):
        path = folder / f"{seed}" / "attitude.duckdb"
        path.parent.mkdir()
        shutil.copy(base[0], path)
        yield from ((name, row) for name, row in benchmark.one_world(path, base[1], seed, asked) if row)


@pytest.mark.long
def test_intervals_hold_what_is_planted(
    base: tuple[Path, Truth], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few worlds; examples/benchmark/evaluate.py draws more of them."""
    monkeypatch.setattr(words, "LEAST", 60)
    rows = [
        {"name": name, **row, "apart": row["of_plan"] - row["of_lists"]} for name, row in rows_of(base, tmp_path, 5)
    ]
    assert len(rows) == 30
    held = {
        of: [row[f"{of}_low"] <= row[truth] <= row[f"{of}_high"] for row in rows]
        for truth, of in (("of_plan", "plan"), ("of_lists", "logged"), ("apart", "difference"))
    }
    assert all(sum(one) / len(one) > 0.85 for one in held.values()), held


@pytest.mark.slow
@pytest.mark.parametrize("by", ["added", "auto"])
def test_what_was_learned_of_the_lists_does_not_judge_them(base: tuple[Path, Truth], tmp_path: Path, by: str) -> None:
    plan = benchmark.plan_of("next", DAY, LISTS)
    other = plan.model_copy(update={"choice": plan.choice.model_copy(update={"by": by})})
    with (
        Workspace(world(base, tmp_path, LISTS, closed=False), read_only=True) as workspace,
        pytest.raises(UsageError, match=f"choice.by = '{by}': what contacts add was learned of these very lists"),
    ):
        evaluate(workspace, other, DAY)
