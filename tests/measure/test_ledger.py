"""What a list foresaw beside what came: tenths, AUC, log-loss and Qini as counted by hand; nothing divides by 0."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from math import isfinite, log
from pathlib import Path

import polars as pl
import pytest
from conftest import Cli

from attitude.database import Workspace, create
from attitude.goals import Goal
from attitude.measure import ledger, measure

# propensity, held out?, answered?
Member = tuple[float, bool, bool]
TEN: list[Member] = [
    (p, False, answered)
    for p, answered in zip(
        (0.5, 0.4, 0.4, 0.3, 0.3, 0.2, 0.2, 0.1, 0.1, 0.05), (1, 1, 0, 1, 0, 0, 0, 1, 0, 0), strict=True
    )
    for answered in [bool(answered)]
]


# codes in the hands of those held out tell of no outcome of theirs, unless who asks says so
ANSWERS = Goal(outcome="answer")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    create(tmp_path / "attitude.duckdb")
    with Workspace(tmp_path / "attitude.duckdb") as opened:
        yield opened


def send(
    workspace: Workspace, members: list[Member], campaign: str = "c", channels: tuple[str, ...] = ("sms",)
) -> None:
    """Keep an exported list, members in turn on the channels, and their answers by code, ten days into its window."""
    (key,) = workspace.row("select count(*) + 1 from store.lists")
    workspace.rows(
        "insert into store.lists by name select ? as list_key, ? as list_id, ? as campaign_id, "
        "date '2026-01-01' as as_of, '' as constants, 1 as seed, 'p' as plan, '' as plan_text, '' as data, "
        "date '2026-01-10' as starts_on, "
        "0.5 as holdout_share, 0 as count_treated, 0 as count_control, 0 as cost, 0 as expected_responses, "
        "0 as expected_value, 'exported' as status, 1 as newest",
        [key, campaign, campaign],
    )
    for place, channel in enumerate(channels, 1):
        workspace.rows(
            "insert into store.list_treatments values (?, ?, ?, null, ?, ?, null, null, null, 1, 1, 0, null, null)",
            [key, place, place, f"{campaign}{place}", channel],
        )
    for member, (propensity, held, answered) in enumerate(members, 1):
        place = (member - 1) % len(channels) + 1
        workspace.rows(
            "insert into store.list_members (list_key, member_key, treatment, rank, propensity, expected_value, "
            "is_control, selection_probability) values (?, ?, ?, ?, ?, 1, ?, 0.5)",
            [key, member, place, member, propensity, held],
        )
        if answered:
            workspace.rows(
                "insert into store.responses (member_key, treatment_code, responded_at) "
                "values (?, ?, timestamp '2026-01-20')",
                [member, f"{campaign}{place}"],
            )


def chance_to_stand_above(members: list[Member]) -> float:
    """Count all pairs of one who answered and one who did not; a tie is half."""
    answered, silent = ([p for p, _, came in members if came is wanted] for wanted in (True, False))
    pairs = list(product(answered, silent))
    return sum((a > b) + (a == b) / 2 for a, b in pairs) / len(pairs)


def test_ten_members_by_hand(workspace: Workspace) -> None:
    send(workspace, TEN)
    table = measure(workspace, "c", part="deciles").table
    assert table["channel"].unique().to_list() == ["all"]
    assert table["decile"].to_list() == list(range(1, 11))
    assert table["expected"].to_list() == pytest.approx([p for p, _, _ in TEN])
    assert table["answers"].to_list() == [1, 1, 0, 1, 0, 0, 0, 1, 0, 0]
    assert table["lift"].to_list() == pytest.approx([2.5, 2.5, 0, 2.5, 0, 0, 0, 2.5, 0, 0])
    assert table["gains"].to_list() == pytest.approx([0.25, 0.5, 0.5, 0.75, 0.75, 0.75, 0.75, 1, 1, 1])


def test_quality_agrees_with_all_pairs(workspace: Workspace) -> None:
    send(workspace, TEN)
    found = measure(workspace, "c", part="quality")
    row = found.table.row(0, named=True)
    assert (row["contacts"], row["answers"], row["control"], row["qini"]) == (10, 4, 0, None)
    assert row["expected"] == pytest.approx(2.55)
    assert row["auc"] == pytest.approx(chance_to_stand_above(TEN))
    assert row["top_lift"] == pytest.approx(2.5)
    assert row["log_loss"] == pytest.approx(-sum(log(p if came else 1 - p) for p, _, came in TEN) / 10)
    assert any("no Qini" in words for words in found.notes)


def test_ties_are_shared(workspace: Workspace) -> None:
    send(workspace, [(0.25, False, at < 3) for at in range(20)])
    row = measure(workspace, "c", part="quality").table.row(0, named=True)
    assert (row["auc"], row["top_lift"]) == (0.5, pytest.approx(1))


def test_qini_by_hand(workspace: Workspace) -> None:
    # down the list u is 1, 2, 1, 1 over quarters: trapezia 1.125 of 4 treated, less the line to its end, 1 / 2 / 4
    arms = [(0.4, True, False), (0.3, True, False), (0.2, False, True), (0.1, False, False)]
    send(workspace, [one for p, t, c in arms for one in ((p, False, t), (p, True, c))])
    row = measure(workspace, "c", part="quality", goal=ANSWERS).table.row(0, named=True)
    assert (row["contacts"], row["control"]) == (4, 4)
    assert row["qini"] == pytest.approx(1.125 / 4 - 1 / 8)
    assert row["auc"] == 1
    # in one order for all, there is nothing beyond chance
    send(workspace, [(0.2, False, True), (0.2, True, False), (0.2, False, False)], "flat")
    flat = measure(workspace, "flat", part="quality", goal=ANSWERS).table.row(0, named=True)
    assert flat["qini"] == pytest.approx(0, abs=1e-12)
    assert measure(workspace, "flat", part="quality").table["qini"].to_list() == [None]


def test_qini_of_uneven_holdouts(workspace: Workspace) -> None:
    """Half of the hot cell held out and a tenth of the cold, no effect: nothing beyond chance, in whatever order."""
    hot = [(0.4, held, i % 5 < 2) for held in (False, True) for i in range(100)]
    cold = [(0.1, held, i % 10 == 0) for held, count in ((False, 180), (True, 20)) for i in range(count)]
    send(workspace, [one for pair in zip(hot, cold, strict=True) for one in pair], channels=("sms", "email"))
    workspace.rows("update store.list_treatments set cell = channel")
    found = measure(workspace, "c", part="quality", goal=ANSWERS)
    row = found.table.row(0, named=True)
    assert (row["contacts"], row["control"]) == (280, 120)
    assert row["qini"] == pytest.approx(0, abs=1e-9)
    assert any("each of them stands for as many as were contacted in their cell" in words for words in found.notes)


def test_each_channel_has_its_tenths(workspace: Workspace) -> None:
    send(workspace, TEN * 4, channels=("sms", "email"))
    table = measure(workspace, "c", part="deciles").table
    assert table["channel"].unique(maintain_order=True).to_list() == ["all", "email", "sms"]
    sums = table.group_by("channel", maintain_order=True).agg(pl.col("members", "answers").sum())
    assert sums.rows() == [("all", 40, 16), ("email", 20, 12), ("sms", 20, 4)]
    kept = ledger(workspace).table
    same = ["channel", "decile", "members", "expected", "answers", "expected_rate", "rate", "lift"]
    assert kept.select(same).rows() == table.filter(pl.col("channel") != "all").select(same).rows()


def test_ledger_goes_over_campaigns(workspace: Workspace) -> None:
    send(workspace, TEN)
    send(workspace, [(0.25, False, True), (0.1, True, True), (0.0, False, False)], "small")
    table = ledger(workspace).table
    assert table["campaign"].unique(maintain_order=True).to_list() == ["c", "small"]
    small = ledger(workspace, "small").table
    assert small.select("decile", "members", "answers", "ratio").rows() == [(1, 1, 1, 4.0), (2, 1, 0, None)]
    workspace.rows("update store.lists set status = 'recalled' where campaign_id = 'small'")
    assert ledger(workspace).table["campaign"].unique().to_list() == ["c"]
    assert "no list of 'small' was exported" in ledger(workspace, "small").notes[0]


def test_ledger_knows_the_window_the_contacts_and_the_campaign(workspace: Workspace) -> None:
    send(workspace, [(0.3, False, False)] * 5)
    workspace.rows(
        "insert into store.campaigns (campaign_key, campaign_id, is_loaded, response_days) values (7, 'c', true, 5)"
    )
    workspace.rows("insert into store.treatments (treatment_key, campaign_key) values (3, 7)")
    workspace.rows(
        "insert into store.contacts (member_key, treatment_key, contacted_at, is_control, responded) values "
        "(1, 3, '2026-02-01', false, true), (2, 3, '2026-02-01', false, null), (3, 3, '2026-02-03', false, null), "
        "(4, 3, '2026-02-01', false, null), (5, 3, null, true, true)"
    )
    workspace.rows(
        "insert into store.responses (member_key, campaign_key, treatment_code, responded_at) values "
        "(2, 7, null, '2026-02-07'), (3, 7, null, '2026-02-07'), (4, null, 'c1', null)"
    )
    kept, told = ledger(workspace).table, measure(workspace, "c", part="deciles").table
    # 1 is told by the contact, 2 is late, 3 was contacted later, of 4 no day is known, 5 is held out by the contacts
    assert kept["answers"].to_list() == told["answers"].to_list() == [1, 0, 1, 1]


def test_what_cannot_be_had_is_empty_and_said(workspace: Workspace) -> None:
    send(workspace, [(1.0, False, False), (0.0, False, False)], "silent")
    send(workspace, [(0.0, False, True), (0.0, False, True)], "all")
    send(workspace, [(0.5, True, True)], "held")
    for campaign in ("silent", "all", "held"):
        for part in ("deciles", "quality"):
            table = measure(workspace, campaign, part=part).table
            for row in table.rows():
                assert all(isfinite(value) for value in row if isinstance(value, float))
    assert measure(workspace, "silent", part="quality").table["auc"].to_list() == [None]
    assert any("nobody answered" in words for words in measure(workspace, "silent", part="deciles").notes)
    held = measure(workspace, "held", part="quality").table.row(0, named=True)
    assert [held[name] for name in ("contacts", "auc", "top_lift", "log_loss", "qini")] == [0, None, None, None, None]
    assert any("nobody was contacted" in words for words in measure(workspace, "held", part="quality").notes)
    assert ledger(workspace, "held").table.is_empty()


@pytest.mark.slow
def test_a_campaign_without_a_list_has_no_propensities(ok: Cli, cli: Cli, scored: Path) -> None:
    with Workspace(scored, read_only=True) as workspace:
        (campaign,) = workspace.row("select min(campaign_id) from campaigns")
    for part in ("deciles", "quality", "ledger"):
        said = ok("measure", campaign, "--show", part)
        assert f"no list of '{campaign}' was exported" in said.err
        assert json.loads(ok("measure", campaign, "--show", part, "--format", "json").out) == []
    assert "no list was exported yet" in ok("measure", "--show", "ledger").err
    assert "name a campaign" in cli("measure").err
    assert cli("measure", "nope", "--show", "ledger").code == 2


@pytest.mark.slow
def test_the_built_in_list(ok: Cli, scored: Path) -> None:
    campaign = "2026-12-family-portal"
    ok("target", "plan.toml")
    ok("export", campaign)
    for part in ("deciles", "quality", "ledger"):
        assert ok("measure", campaign, "--show", part).out
    quality = json.loads(ok("measure", campaign, "--show", "quality", "--format", "json").out)[0]
    kept = pl.DataFrame(json.loads(ok("measure", "--show", "ledger", "--format", "json").out))
    with Workspace(scored, read_only=True) as workspace:
        treated, foreseen = workspace.row("select count_treated, expected_responses from lists")
    assert quality["contacts"] == kept["members"].sum() == treated
    assert [quality["expected"], kept["expected"].sum()] == pytest.approx([foreseen, foreseen], abs=0.01)
