"""What must hold for every data set: row order, repetition, halves, and things never seen change nothing."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from conftest import everything

from attitude.database import Workspace, create
from attitude.load import LoadOptions, folder_files, load_file
from attitude.plan import read_plan
from attitude.score import score
from attitude.settings import ScoreSettings
from attitude.targeting import target

pytestmark = pytest.mark.slow

Files = Iterable[tuple[str, Path]]
DAY = date(2026, 6, 30)


def built(folder: Path, files: Files, *, times: int = 1, as_of: date | None = DAY) -> Path:
    """Make, load and score a workspace."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "attitude.duckdb"
    create(path)
    with Workspace(path) as workspace:
        for kind, file in list(files) * times:
            load_file(workspace, kind, file, LoadOptions())
        score(workspace, ScoreSettings(), as_of)
    return path


def rewritten(source: Path, target_folder: Path, parts: int = 1, *, shuffle: bool = False) -> list[Path]:
    """Write a CSV file again, in parts, rows in another order."""
    head, *rows = source.read_text(encoding="utf-8").splitlines()
    if shuffle:
        random.Random(5).shuffle(rows)
    target_folder.mkdir(parents=True, exist_ok=True)
    size = -(-len(rows) // parts)
    written = []
    for part in range(parts):
        path = target_folder / f"{source.stem}_{part}.csv"
        path.write_text("\n".join([head, *rows[part * size : (part + 1) * size]]) + "\n", encoding="utf-8")
        written.append(path)
    return written


@pytest.fixture(scope="module")
def reference(world_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("reference"), folder_files(world_files / "files"))


def test_row_order_does_not_matter(world_files: Path, reference: Path, tmp_path: Path) -> None:
    files = [
        (kind, part)
        for kind, file in reversed(folder_files(world_files / "files"))
        for part in rewritten(file, tmp_path / "shuffled", shuffle=True)
    ]
    assert everything(built(tmp_path, files)) == everything(reference)


def test_twice_is_once(world_files: Path, reference: Path, tmp_path: Path) -> None:
    assert everything(built(tmp_path, folder_files(world_files / "files"), times=2)) == everything(reference)


@pytest.mark.long
def test_same_rows_in_another_file_are_duplicates(world_files: Path, reference: Path, tmp_path: Path) -> None:
    files = folder_files(world_files / "files")
    again = [(kind, part) for kind, file in files for part in rewritten(file, tmp_path / "again", shuffle=True)]
    path = built(tmp_path, [*files, *again])
    assert everything(path) == everything(reference)
    with Workspace(path, read_only=True) as workspace:
        first, second = len(files), len(files) + len(again)
        kept = workspace.row(
            "select sum(kept + updated) from loads where load_id > ? and load_id <= ?", [first, second]
        )
        assert kept == (0,)


def test_two_halves_are_the_whole(world_files: Path, reference: Path, tmp_path: Path) -> None:
    files = [
        (kind, part)
        for kind, file in folder_files(world_files / "files")
        for part in rewritten(file, tmp_path / "halves", parts=2)
    ]
    assert everything(built(tmp_path, files)) == everything(reference)


def test_every_load_adds_up(reference: Path) -> None:
    with Workspace(reference, read_only=True) as workspace:
        wrong = workspace.rows("from loads where rows_read <> kept + duplicate + updated + rejected")
        assert wrong == []
        for kind in ("members", "campaigns", "contacts", "responses", "usage", "optouts"):
            assert workspace.row("select sum(kept) from loads where kind = ?", [kind]) == workspace.row(
                f"select count(*) from {kind}"
            )


def test_the_future_changes_nothing(world_files: Path, reference: Path, tmp_path: Path) -> None:
    """Scoring as of a day is the same with and without the rows that came later."""
    files = [(kind, upto(file, tmp_path / "early")) for kind, file in folder_files(world_files / "files")]
    early = everything(built(tmp_path, [(kind, file) for kind, file in files if file is not None]))
    whole = everything(reference)
    assert early["contacts"] != whole["contacts"]
    for table in ("attitudes", "responsiveness", "elements", "attitude_history"):
        assert early[table] == whole[table], table


def upto(source: Path, folder: Path) -> Path | None:
    """Write a file with only the rows that were there at the end of DAY; None where nothing was."""
    head, *rows = source.read_text(encoding="utf-8").splitlines()
    column = {
        "contacts": "contacted_at",
        "responses": "responded_at",
        "campaigns": "starts_on",
        "optouts": "opted_out_on",
    }
    name = next((name for kind, name in column.items() if source.stem.startswith(kind)), None)
    if name is not None:
        at = head.split(",").index(name)
        rows = [row for row in rows if row.split(",")[at][:10] <= DAY.isoformat()]
    folder.mkdir(exist_ok=True)
    if not rows:
        return None
    path = folder / source.name
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def test_unseen_elements_change_nothing(world_files: Path, reference: Path, tmp_path: Path) -> None:
    extra = tmp_path / "campaigns_extra.csv"
    extra.write_text("campaign_id,product,gift,channel\nplanned,never seen,a gift nobody got,pigeon\n")
    found = everything(built(tmp_path, [*folder_files(world_files / "files"), ("campaigns", extra)]))
    for table in ("attitudes", "responsiveness", "elements"):
        assert found[table] == everything(reference)[table]


def test_scores_are_within_bounds(reference: Path) -> None:
    with Workspace(reference, read_only=True) as workspace:
        for table in ("attitudes", "responsiveness", "elements"):
            low, high, missing = workspace.row(
                f"select min(score), max(score), count(*) filter (where score is null or isnan(score)) from {table}"
            )
            assert 0 <= low <= high <= 100
            assert missing == 0


def test_scoring_again_changes_nothing(reference: Path, tmp_path: Path) -> None:
    before = everything(reference)
    with Workspace(reference) as workspace:
        score(workspace, ScoreSettings(), DAY)
    assert everything(reference) == before


@pytest.mark.long
def test_target_is_the_same_whatever_the_row_order(world_files: Path, tmp_path: Path) -> None:
    plan = read_plan(world_files / "plan.toml")
    files = folder_files(world_files / "files")
    one = built(tmp_path / "one", files, as_of=None)
    other = built(
        tmp_path / "other",
        [(kind, p) for kind, f in files for p in rewritten(f, tmp_path / "s", shuffle=True)],
        as_of=None,
    )
    found = []
    for path in (one, other):
        with Workspace(path) as workspace:
            found.append(target(workspace, plan, 1).list_id)
    assert found[0] == found[1]
    assert everything(one)["list_members"] == everything(other)["list_members"]
