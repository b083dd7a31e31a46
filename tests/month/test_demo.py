"""The demo as a user runs it: it ends with a list, an honest lift, and the planted tastes found again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from attitude.database import Workspace
from attitude.demo import CAMPAIGN, demo
from attitude.measure import measure
from attitude.settings import ValueSettings
from attitude.value import series_moves
from attitude.world import World

pytestmark = pytest.mark.slow

MEMBERS = 8_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("walk") / "demo"
    demo(path, MEMBERS, 1)
    return path


def test_files_a_user_would_have(folder: Path) -> None:
    names = {path.stem.split("_")[0] for path in (folder / "files").iterdir()}
    assert names == {"members", "campaigns", "contacts", "responses", "usage", "optouts"}
    with (folder / "files" / "members.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == MEMBERS
    assert all(row["member_id"].startswith("0") for row in rows), "ids with a leading zero stay text"
    assert any("王" in row["name"] for row in rows)


def test_list_and_manifest(folder: Path) -> None:
    with (folder / "send-list.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    manifest = json.loads((folder / "send-list.csv.manifest.json").read_text(encoding="utf-8"))
    assert len(rows) == manifest["counts"]["exported"] == MEMBERS // 10
    assert manifest["counts"]["held_out"] > 0
    assert len({row["member_id"] for row in rows}) == len(rows)


def test_the_list_beats_its_holdout(folder: Path) -> None:
    with Workspace(folder / "attitude.duckdb", read_only=True) as workspace:
        total = measure(workspace, CAMPAIGN).table.row(0, named=True)
    assert total["control"] > 100
    assert total["difference_low"] > 0.05


def test_the_reminder_is_answered(folder: Path) -> None:
    """As any other contact, by whom it went to alone, after it did; and the series is followed to March."""
    with Workspace(folder / "attitude.duckdb", read_only=True) as workspace:
        first, second = measure(workspace, CAMPAIGN, part="waves").table.iter_rows(named=True)
        moves = series_moves(workspace, ValueSettings()).table
    assert second["contacts"] == second["listed"] < first["listed"] - first["responders"]
    assert 0 < second["rate"] < first["rate"]
    with (folder / "answers_2" / "responses_2026-12.csv").open(encoding="utf-8") as file:
        assert min(row["responded_at"] for row in csv.DictReader(file)) > "2026-12-12"
    assert set(moves["members"]) == {moves["members"][0]}
    assert moves["members"][0] > first["listed"] / 2


def test_planted_favourites_are_found(folder: Path) -> None:
    """Clearly more often than by chance, and than by the raw response rate that an analyst would sort by."""
    world = World(MEMBERS, 1)
    tastes = {row["dimension"]: row for row in world.favourites_found(folder / "attitude.duckdb").iter_rows(named=True)}
    channel = tastes["channel"]
    members, by_score, by_rate = channel["members"], channel["found_by_score"], channel["found_by_raw_rate"]
    # three standard errors of a share, were the two guesses independent (they agree often, so this is more than asked)
    margin = 3 * (0.5 / members) ** 0.5
    assert members > 4_000
    assert by_score > channel["found_by_chance"] + 0.12
    assert by_score > by_rate + margin
    assert all(row["found_by_score"] > row["found_by_chance"] + 0.1 for row in tastes.values())


def test_same_seed_same_world(folder: Path, tmp_path: Path) -> None:
    world = World(MEMBERS, 1)
    world.write(tmp_path)
    for path in sorted(tmp_path.iterdir()):
        assert path.read_bytes() == (folder / "files" / path.name).read_bytes(), path.name


def test_a_larger_world_holds_the_smaller(folder: Path, tmp_path: Path) -> None:
    """Draws hang on ids alone, so that a world can grow for a benchmark without becoming another."""
    small = World(500, 1)
    small.write(tmp_path)
    lines = (tmp_path / "members.csv").read_text(encoding="utf-8").splitlines()
    assert set(lines) <= set((folder / "files" / "members.csv").read_text(encoding="utf-8").splitlines())
