"""The two case studies, as their READMEs tell them: the list by attitude beats one of its size by experience."""

from __future__ import annotations

import csv
import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest
from conftest import ROOT, Cli

from attitude.database import Workspace
from attitude.plan import Plan, read_plan
from attitude.world import World

CASES = ("family_products", "concert_tickets")
MEMBERS = 8_000

Play = Callable[[str], pl.DataFrame]


def imported(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


case = imported(ROOT / "examples" / "case.py")


def plan_of(name: str, kind: str) -> Plan:
    return read_plan(ROOT / "examples" / name / f"{kind}.toml")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Path]]:
    folder = tmp_path_factory.mktemp("case") / "world"
    world = case.prepare(folder, MEMBERS, 1)
    yield world, folder
    world.close()


@pytest.fixture
def play(prepared: tuple[World, Path], ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Make, send and measure both lists of a case in the working folder, from the one world."""
    world, folder = prepared
    shutil.copy(folder / "attitude.duckdb", tmp_path)
    shutil.copy(folder / "attitude.toml", tmp_path)
    monkeypatch.setattr(case, "run", lambda _, *command: ok(*command))

    def both(name: str) -> pl.DataFrame:
        table = case.compare(world, tmp_path, ROOT / "examples" / name)
        assert isinstance(table, pl.DataFrame)
        return table

    return both


def sent(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def asked(folder: Path, sql: str) -> set[str]:
    with Workspace(folder / "attitude.duckdb", read_only=True) as workspace:
        return {member for (member,) in workspace.rows(sql)}


@pytest.mark.parametrize("name", CASES)
def test_both_lists_of_a_case_offer_the_same(name: str) -> None:
    """They may differ in whom they take, and in nothing else."""
    ours, theirs = plan_of(name, "by_attitude"), plan_of(name, "by_experience")
    assert ours.offer == theirs.offer
    assert ours.campaign.model_copy(update={"id": theirs.campaign.id}) == theirs.campaign
    assert (ours.exclude, ours.policy, ours.holdout) == (theirs.exclude, theirs.policy, theirs.holdout)
    assert (theirs.audience.attitude, theirs.audience.responsiveness, theirs.audience.group) == ({}, None, [])
    assert theirs.choice.by == "arpu"


@pytest.mark.long
def test_family_products(play: Play, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table = play("family_products")
    ours = {row["member_id"] for row in sent(tmp_path / "by_attitude.csv")}
    assert 20 <= len(ours) <= MEMBERS // 50, "small, and still of use"
    for dimension, ranges in plan_of("family_products", "by_attitude").audience.attitude.items():
        for element, (low, high) in ranges.items():
            about = f"dimension = '{dimension}' and element = '{element}' and score not between {low} and {high}"
            assert not ours & asked(tmp_path, f"select member_id from attitudes where {about}")
    assert ours <= asked(tmp_path, "select member_id from members where handset_wap")
    check_beaten(table, capfd)


@pytest.mark.long
def test_concert_tickets(play: Play, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table = play("concert_tickets")
    rows = sent(tmp_path / "by_attitude.csv")
    ours = {row["member_id"] for row in rows}
    plan = plan_of("concert_tickets", "by_attitude")
    assert plan.limits.size is not None
    assert len(ours) == len(rows) == plan.limits.size * MEMBERS // 20_000, "each once, up to the cap"
    assert {row["cell"] for row in rows} == {group.name for group in plan.audience.group}
    eligible = "handset_wap and email is not null and brand in ('GoTone', 'M-Zone')"
    assert ours <= asked(tmp_path, f"select member_id from members where {eligible}")
    has_ticket = "campaign_id like '%-concert' and responded_at between date '2026-09-06' and date '2026-12-05'"
    gone = asked(tmp_path, f"select member_id from responses where {has_ticket}")
    assert gone
    assert not ours & gone
    held = asked(tmp_path, "select member_id from list_members where is_control and list_id like '%tickets%'")
    assert held
    assert not ours & held
    check_beaten(table, capfd)


def check_beaten(table: pl.DataFrame, capfd: pytest.CaptureFixture[str]) -> None:
    first, second = table.rows(named=True)
    assert first["treated"] == second["treated"]
    assert second["rate"] > 0.05, "the list by experience is no straw man"
    times, low, high = case.factor(table)
    assert low < times < high
    assert times > 1.7
    assert first["difference"] > 1.5 * second["difference"]
    capfd.readouterr()
    case.tell(table)
    assert f"answers {times:.1f} times as often as that by experience" in capfd.readouterr().err


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["case.py", "concert_tickets", "--folder", str(tmp_path)])
    with pytest.raises(SystemExit) as stop:
        case.main()
    assert stop.value.code == 2
    assert not list(tmp_path.iterdir())


def test_sizes_go_with_the_world() -> None:
    assert case.scaled("x\nsize = 3_000  # all\n", 10_000) == "x\nsize = 1500  # all\n"
    assert case.scaled("no limit", 10) == "no limit"
