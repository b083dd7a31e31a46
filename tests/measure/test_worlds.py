"""Worlds in which campaigns add nothing, or so much: that is found; examples/benchmark/fair.py makes them."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest
from conftest import ROOT

from attitude.database import Workspace
from attitude.measure.lift import compare_campaigns
from attitude.measure.step import make_arms

CAMPAIGNS = 30


@pytest.fixture
def fair(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "examples" / "benchmark"))
    return importlib.import_module("fair")


def lifts(fair: ModuleType, folder: Path, name: str, added: float) -> pl.DataFrame:
    with Workspace(fair.world(name, CAMPAIGNS, 800, added, folder), read_only=True) as workspace:
        make_arms(workspace, [f"c{at:03}" for at in range(CAMPAIGNS)], 30)
        return compare_campaigns(workspace)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "added"),
    [
        *(("coupon", 0.0), ("clicks", 0.1), ("spread", 0.1), ("uneven", 0.0)),
        *(
            pytest.param(*twin, marks=pytest.mark.long)
            for twin in (("coupon", 0.1), ("clicks", 0.0), ("spread", 0.0), ("uneven", 0.1))
        ),
    ],
)
def test_what_is_added_is_found(fair: ModuleType, tmp_path: Path, name: str, added: float) -> None:
    table = lifts(fair, tmp_path, name, added)
    mean, error = table.select(
        pl.col("difference").mean(), (pl.col("difference").std() / CAMPAIGNS**0.5).alias("error")
    ).row(0)
    truth = added * (0.94 if name == "spread" else 1)  # who comes anyway does not come once more
    assert abs(mean - truth) < 3.5 * error
    held = table.select(pl.lit(truth).is_between("difference_low", "difference_high").sum()).item()
    assert held >= CAMPAIGNS - 5


@pytest.mark.slow
def test_codes_that_leaked_are_no_lift(fair: ModuleType, tmp_path: Path) -> None:
    table = lifts(fair, tmp_path, "leaked", 0.0)
    for column in ("control_rate", "difference", "p_value", "incremental_responses", "relative_lift"):
        assert table[column].null_count() == CAMPAIGNS, column


@pytest.mark.long
def test_daily_looks_find_nothing(fair: ModuleType, tmp_path: Path) -> None:
    said = fair.daily(20, 400, tmp_path, days=8)
    assert said.startswith("looked at on 8 days, ")
    assert float(said.split("days, ")[1].split("%")[0]) <= 10
