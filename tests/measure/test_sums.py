"""Sums over campaigns that share members: each member counts once with all that they did."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import ROOT, Load

from attitude.brief import brief
from attitude.database import Workspace
from attitude.measure import measure, span
from attitude.settings import ValueSettings

sys.path.insert(0, str(ROOT / "examples" / "benchmark"))

from sums import held
from sums import load as load_world

CLOSE: dict[str, Any] = {"rel": 1e-5}
HEAD = "member_id,campaign_id,contacted_at,cell,channel,is_control,responded,value"
MEMBERS = 240


def _contacts(rng: np.random.Generator) -> tuple[list[str], list[np.ndarray]]:
    """Write two campaigns to the same members, in two cells with unequal holdouts; gives rows and influences."""
    lines, moves = [HEAD], []
    hot = np.arange(MEMBERS) % 3 == 0
    leaning = rng.random(MEMBERS)
    for name in ("one", "two"):
        is_held = np.arange(MEMBERS) % np.where(hot, 4, 8) == 1
        answers = rng.random(MEMBERS) < leaning * np.where(hot, 0.8, 0.3)
        for i in range(MEMBERS):
            worth = 5 + i % 7 if answers[i] else ""
            lines.append(f"m{i},{name},2026-01-10,{'hot' if hot[i] else 'cold'},sms,{is_held[i]},{answers[i]},{worth}")
        moves.append(_influences(hot, is_held, answers.astype(float)))
        moves.append(_influences(hot, is_held, np.where(answers, 5 + np.arange(MEMBERS) % 7, 0).astype(float)))
    return lines, moves


def _influences(hot: np.ndarray, is_held: np.ndarray, y: np.ndarray) -> np.ndarray:
    moves = np.zeros(MEMBERS)
    for cell in (hot, ~hot):
        sent, held_out = cell & ~is_held, cell & is_held
        moves[sent] = y[sent] - y[sent].mean()
        moves[held_out] = -sent.sum() / held_out.sum() * (y[held_out] - y[held_out].mean())
    return moves


def test_members_of_two_campaigns_count_once(workspace: Workspace, load: Load) -> None:
    lines, (one, one_value, two, two_value) = _contacts(np.random.default_rng(3))
    load("campaigns", "campaign_id,starts_on,response_days,unit_cost", "one,2026-01-10,30,1", "two,2026-01-10,30,1")
    load("contacts", *lines)
    factor = np.sqrt(((one + two) ** 2).sum() / ((one**2).sum() + (two**2).sum()))
    assert factor > 1.05
    lifts = [measure(workspace, name).table.row(0, named=True) for name in ("one", "two")]
    assert [row["base"] for row in lifts] == ["own, by cell"] * 2
    middle = sum(row["incremental_responses"] for row in lifts)
    reach = sum((row["incremental_responses"] - row["incremental_low"]) ** 2 for row in lifts) ** 0.5
    told = {one.name: one for one in brief(workspace, ValueSettings()).figures}
    assert told["incremental_responses"].low == pytest.approx(middle - factor * reach, **CLOSE)
    worth = np.sqrt(((one_value + two_value) ** 2).sum() / ((one_value**2).sum() + (two_value**2).sum()))
    middle = sum(row["incremental_value"] for row in lifts)
    reach = sum((row["value_high"] - row["incremental_value"]) ** 2 for row in lifts) ** 0.5
    assert told["incremental_value"].high == pytest.approx(middle + worth * reach, **CLOSE)
    assert told["return"].high == pytest.approx((middle + worth * reach) / told["cost"].value - 1, **CLOSE)


def test_the_matrix_has_the_same_members(workspace: Workspace, load: Load) -> None:
    lines, (one, _, two, _) = _contacts(np.random.default_rng(4))
    load("campaigns", "campaign_id,starts_on,response_days", "one,2026-01-10,30", "two,2026-01-10,30",
         "bare,2026-01-10,30")  # fmt: skip
    load("contacts", *lines, "x1,bare,2026-01-10,,call,False,True,3")
    table = span(workspace, "matrix").table
    whole = table.row(0, named=True)
    reach = 1.959963984540054 * np.sqrt(((one + two) ** 2).sum())
    assert whole["incremental_low"] == pytest.approx(whole["incremental_responses"] - reach, **CLOSE)
    assert whole["incremental_high"] == pytest.approx(whole["incremental_responses"] + reach, **CLOSE)
    call = next(row for row in table.iter_rows(named=True) if row["channel"] == "call")
    assert (call["incremental_low"], call["incremental_high"]) == (None, None)
    sms = [row for row in table.iter_rows(named=True) if row["channel"] == "sms"]
    assert len(sms) == 2
    assert all(row["incremental_low"] < row["incremental_responses"] < row["incremental_high"] for row in sms)


@pytest.mark.slow
def test_campaigns_apart_are_as_they_were(workspace: Workspace, load: Load) -> None:
    """Nobody is in two: to the last digit what square-and-add says."""
    load("contacts", HEAD, *(
        f"{c}{i},{c},2026-01-10,,sms,{i % 5 == 0},{i % 7 == 0},2" for c in ("one", "two") for i in range(100)
    ))  # fmt: skip
    lifts = [measure(workspace, name).table.row(0, named=True) for name in ("one", "two")]
    told = {one.name: one for one in brief(workspace, ValueSettings()).figures}["incremental_responses"]
    reach = sum((row["incremental_responses"] - row["incremental_low"]) ** 2 for row in lifts) ** 0.5
    assert told.low == pytest.approx(sum(row["incremental_responses"] for row in lifts) - reach, rel=1e-12)


@pytest.mark.long
def test_intervals_hold_what_is_true(tmp_path: Path) -> None:
    """One holdout for five campaigns: square-and-add is too narrow. examples/benchmark/sums.py draws more of them."""
    shares = held(load_world("december", 36, 600, tmp_path))
    assert shares["squared"] < shares["answers"]
    assert 0.88 <= shares["answers"] <= 1
    assert 0.86 <= shares["value"] <= 1
    assert 0.86 <= shares["matrix"] <= 1
