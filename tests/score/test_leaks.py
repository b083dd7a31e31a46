"""The replay is honest: what could not be known the day before a campaign does not help to foresee it."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from attitude.backtest import Backtest, backtest
from attitude.database import Workspace, create
from attitude.load import LoadOptions, folder_files, load_file
from attitude.settings import ScoreSettings
from attitude.world import World


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world of 3,000 members: enough answers a campaign to learn from; of its two years, the second."""
    folder = tmp_path_factory.mktemp("leaks")
    world = World(3000, 3)
    world.write(folder)
    world.close()
    for path in [*folder.glob("*_2024.csv"), *folder.glob("*_2025.csv")]:
        path.unlink()
    return folder


def replayed(path: Path, files: Path, *more: tuple[str, Path], instead: dict[str, Path] | None = None) -> Backtest:
    create(path)
    with Workspace(path) as workspace:
        for kind, file in [*folder_files(files), *more]:
            load_file(workspace, kind, (instead or {}).get(file.name, file), LoadOptions(region="CN"))
    return backtest(path, ScoreSettings(), 1, last=5)


@pytest.fixture(scope="module")
def honest(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Backtest:
    return replayed(tmp_path_factory.mktemp("honest") / "a.duckdb", files)


@pytest.fixture(scope="module")
def leaked(honest: Backtest) -> str:
    """The campaign that is told of too early: the one that came soonest after another, whose windows are open still."""
    gaps = honest.campaigns["first_day"].diff().dt.total_days()
    return str(honest.campaigns["campaign_id"][int(gaps.arg_min() or 0)])


def of(replay: Backtest, campaign: str) -> dict[str, object]:
    return replay.campaigns.row(by_predicate=pl.col("campaign_id") == campaign, named=True)


def total(replay: Backtest) -> float:
    return float(replay.methods.filter(pl.col("method") == "attitude")["auc"].item())


@pytest.mark.long
def test_an_attribute_that_knows_the_outcome_is_of_no_use(
    files: Path, honest: Backtest, leaked: str, tmp_path: Path
) -> None:
    """The members file tells who answered one campaign; the replay finds it out, and ranks as if it were not there."""
    with Workspace(None) as scratch:
        answered = {m for (m,) in scratch.rows(
            f"select member_id from read_csv('{files}/responses_*.csv', all_varchar = true) where campaign_id = ?",
            [leaked])}  # fmt: skip
    rows = list(csv.DictReader((files / "members.csv").open(encoding="utf-8")))
    for row in rows:
        row["won"] = "yes" if row["member_id"] in answered else "no"
    leaky = tmp_path / "members.csv"
    pl.DataFrame(rows).write_csv(leaky)
    found = replayed(tmp_path / "a.duckdb", files, instead={"members.csv": leaky})
    assert found.telltales == {"won": leaked}
    assert honest.telltales == {}
    assert of(found, leaked)["auc"] == pytest.approx(of(honest, leaked)["auc"], abs=1e-3)
    assert total(found) == pytest.approx(total(honest), abs=1e-3)


@pytest.mark.long
def test_an_outcome_that_arrives_after_the_cut_is_not_known_before(
    files: Path, honest: Backtest, leaked: str, tmp_path: Path
) -> None:
    """Answers to an earlier campaign that come after the day before a later one change nothing in foreseeing it."""
    first_day = of(honest, leaked)["first_day"]
    assert isinstance(first_day, date)
    with Workspace(None) as scratch:
        later = scratch.rows(
            f"select distinct member_id, campaign_id from read_csv('{files}/contacts_*.csv', all_varchar = true) "
            f"semi join (from read_csv('{files}/responses_*.csv', all_varchar = true) where campaign_id = ?) "
            "using (member_id) where contacted_at::timestamp between ?::timestamp - interval 29 day and ?::timestamp",
            [leaked, first_day, first_day])  # fmt: skip
    assert later, "nobody who answers the campaign was contacted shortly before it"
    told = tmp_path / "responses_late.csv"
    day = first_day + timedelta(days=1)
    told.write_text("member_id,campaign_id,responded_at\n" + "".join(f"{m},{c},{day}\n" for m, c in sorted(later)))
    found = replayed(tmp_path / "a.duckdb", files, ("responses", told))
    assert of(found, leaked)["auc"] == of(honest, leaked)["auc"]
    assert of(found, leaked)["predicted"] == of(honest, leaked)["predicted"]
