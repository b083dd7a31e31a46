"""The example on real data, as its README says, and with the row counts that its publisher states."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, everything

from attitude.backtest import Backtest, backtest
from attitude.database import Workspace, create
from attitude.export import export
from attitude.load import LoadOptions, folder_files, load_file
from attitude.plan import read_plan
from attitude.score import score
from attitude.settings import ScoreSettings
from attitude.targeting import target

pytestmark = pytest.mark.slow

EXAMPLE = ROOT / "examples" / "complete_journey"
DAY = date(2017, 8, 7)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("journey") / "files"
    subprocess.run([sys.executable, EXAMPLE / "prepare.py", folder], check=True, capture_output=True)
    return folder


def load(path: Path, files: Path) -> Path:
    create(path)
    with Workspace(path) as workspace:
        for kind, file in folder_files(files):
            load_file(workspace, kind, file, LoadOptions(max_rejects=0.0))
    return path


@pytest.fixture(scope="module")
def whole(files: Path) -> Path:
    return load(files.parent / "whole.duckdb", files)


def test_published_row_counts(whole: Path) -> None:
    with Workspace(whole, read_only=True) as workspace:
        counts = {name: workspace.row(f"select count(*) from {name}")[0] for name in
                  ("members", "campaigns", "contacts", "responses")}  # fmt: skip
        known = workspace.row("select count(*) from members where age is not null")[0]
        clean = workspace.row("select sum(rejected), sum(duplicate), sum(updated) from loads")
    assert counts == {"members": 2_469, "campaigns": 27, "contacts": 6_589, "responses": 2_102}
    assert known == 801
    assert clean == (0, 0, 0)


def upto_day(files: Path, early: Path) -> Path:
    """Write the files again with only the rows that were there on DAY."""
    early.mkdir()
    for name in ("members.csv", "usage.csv"):
        shutil.copy(files / name, early)
    with (files / "campaigns.csv").open(encoding="utf-8") as file:
        begun = {row["campaign_id"] for row in csv.DictReader(file) if row["starts_on"] <= DAY.isoformat()}
    keep: dict[str, Callable[[dict[str, str]], bool]] = {
        "campaigns": lambda row: row["campaign_id"] in begun,
        "contacts": lambda row: row["campaign_id"] in begun,
        "responses": lambda row: row["responded_at"] <= DAY.isoformat(),
    }
    for kind, wanted in keep.items():
        with (files / f"{kind}.csv").open(encoding="utf-8") as file:
            reader = csv.DictReader(file)
            rows = [row for row in reader if wanted(row)]
        with (early / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(reader.fieldnames or ()))
            writer.writeheader()
            writer.writerows(rows)
    return early


@pytest.fixture(scope="module")
def only_early(files: Path) -> Path:
    return load(files.parent / "early.duckdb", upto_day(files, files.parent / "early"))


def test_scores_as_of_a_day_use_nothing_later(whole: Path, only_early: Path) -> None:
    """The whole year scored as of a day gives what only the earlier rows give."""
    for path in (whole, only_early):
        with Workspace(path) as workspace:
            score(workspace, ScoreSettings(), DAY)
    one, other = everything(whole), everything(only_early)
    assert len(one["contacts"]) > len(other["contacts"])
    for table in ("attitudes", "responsiveness", "elements", "attitude_history"):
        assert one[table], table
        assert one[table] == other[table], table


@pytest.fixture(scope="module")
def replay(whole: Path) -> Backtest:
    return backtest(whole, ScoreSettings(), seed=1)


@pytest.mark.long
def test_the_replay_ranks_better_than_what_one_would_otherwise_use(replay: Backtest) -> None:
    auc = dict(replay.methods.select("method", "auc").iter_rows())
    lift = dict(replay.methods.select("method", "top_tenth_lift").iter_rows())
    assert auc["attitude"] >= 0.75
    assert lift["attitude"] >= 3.0
    assert len(auc) == 6
    for method in set(auc) - {"attitude"}:
        assert auc["attitude"] > auc[method] + 0.03, method
        assert lift["attitude"] > lift[method], method


@pytest.mark.long
def test_the_replay_foresees_as_many_as_came(replay: Backtest) -> None:
    predicted, observed = replay.calibration["predicted"], replay.calibration["observed"]
    assert predicted.sum() == pytest.approx(observed.sum(), rel=0.1)
    assert observed.tail(3).is_sorted()
    assert observed.tail(1).item() > 8 * observed.head(1).item()


@pytest.mark.long
def test_the_replay_knows_nothing_of_what_came_later(replay: Backtest, only_early: Path) -> None:
    """Campaigns whose windows closed by a day are foreseen the same with and without all that came after it."""
    early = backtest(only_early, ScoreSettings(), seed=1).campaigns
    later = replay.campaigns.filter(replay.campaigns["campaign_id"].is_in(early["campaign_id"].to_list()))
    assert early.height >= 8
    assert early.rows() == later.rows()


def test_the_held_back_campaign(files: Path, tmp_path: Path) -> None:
    """Of the households mailed in campaign 18, those that the scores of the day before pick answer far more often."""
    path = load(tmp_path / "attitude.duckdb", files)
    with Workspace(path) as workspace:
        score(workspace, ScoreSettings(), date(2017, 10, 29))
        dimensions = workspace.rows("select dimension, element, count(*), avg(score) from attitudes group by all")
        assert {row[0] for row in dimensions} == {"channel", "product", "timing", "gift"}
        found = target(workspace, read_plan(EXAMPLE / "plan.toml"), 1)
    assert found.count_treated == 280
    with Workspace(path) as workspace:
        written = export(workspace, "18", "csv", None, tmp_path, allow=["expired"])
        assert written.rows == 280
        (chosen, chosen_rate), (others, others_rate) = [
            (row[1], row[3]) for row in workspace.rows((EXAMPLE / "check.sql").read_text(encoding="utf-8"))
        ]
    assert (chosen, others) == (280, 1_133 - 280)
    assert chosen_rate > 3 * others_rate


def test_what_the_settings_name_is_not_learned(whole: Path) -> None:
    named = {"alpha": 3.0, "beta": 4.0, "half_life_days": 400.0, "kappa": 7.0, "attribute_weight": 0.2}
    with Workspace(whole) as workspace:
        for settings in (ScoreSettings(), ScoreSettings(**named)):
            score(workspace, settings, DAY)
            made = json.loads(workspace.row("select constants from store.scorings")[0])
            held = {name: made[name] for name in ("alpha", "half_life_days", "kappa")}
            is_named = bool(settings.model_fields_set)
            assert (held == {name: named[name] for name in held}) == is_named
            assert (set(made["beta"].values()) == {4.0}) == is_named
            assert (set(made["attribute_weights"].values()) == {0.2}) == is_named
            assert made["responses"] > 200
