"""Several campaigns side by side, and finer looks at one: small worlds counted by hand, and what is missing said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from conftest import Cli

from attitude.database import Workspace, create
from attitude.load import LoadOptions, load_file
from attitude.measure import SPAN_PARTS, measure, span

Load = Callable[..., None]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    create(tmp_path / "attitude.duckdb")
    with Workspace(tmp_path / "attitude.duckdb") as opened:
        yield opened


@pytest.fixture
def load(workspace: Workspace, tmp_path: Path) -> Load:
    def one(kind: str, *lines: str) -> None:
        file = tmp_path / f"{kind}-{len(list(tmp_path.iterdir()))}.csv"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        assert load_file(workspace, kind, file, LoadOptions()).rejected == 0

    return one


CAMPAIGNS = (
    "campaign_id,product,starts_on,response_days",
    "a,portal,2026-01-10,30",
    "b,portal,2026-02-10,30",
    "c,音乐,2026-03-10,30",
)
CONTACTS = (
    "member_id,campaign_id,channel,contacted_at,is_control,responded,responded_at,value,cost",
    "m1,a,sms,2026-01-10,false,true,2026-01-12,4,0.5",
    "m2,a,sms,2026-01-10,false,false,,,0.5",
    "m3,a,email,2026-01-11,false,true,2026-01-13,2,0.1",
    "m4,a,email,2026-01-11,false,false,,,0.1",
    "m5,a,sms,,true,true,2026-01-12,1,",
    "m6,a,sms,,true,false,,,",
    "m1,b,sms,2026-02-10,false,true,2026-02-11,4,0.5",
    "m2,b,sms,2026-02-10,false,true,2026-02-12,6,0.5",
    "m3,c,call,2026-03-10,false,false,,,1",
)


def rows(table: pl.DataFrame, *keys: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {tuple(row[key] for key in keys): row for row in table.iter_rows(named=True)}


def test_matrix_by_hand(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS)
    load("contacts", *CONTACTS)
    found = span(workspace, "matrix")
    assert (found.since, found.until) == (date(2025, 4, 1), date(2026, 3, 31))
    table = rows(found.table, "channel", "product")
    assert list(table)[:3] == [("all", "all"), ("all", "portal"), ("all", "音乐")]
    both = table["all", "all"]
    assert (both["campaigns"], both["contacts"], both["responses"], both["rate"]) == (3, 7, 4, 4 / 7)
    assert (both["cost"], both["value"], both["cost_per_response"]) == pytest.approx((3.2, 16, 0.8))
    assert both["gross_return"] == pytest.approx((16 - 3.2) / 3.2)
    # only a had a holdout: 2 of 4 answered worth 6, beside 1 of 2 worth 1
    assert (both["held_campaigns"], both["held_contacts"], both["control"]) == (1, 4, 2)
    assert (both["incremental_responses"], both["incremental_value"]) == (0, 4)
    assert both["return"] == pytest.approx((4 - 1.2) / 1.2)
    sms = table["sms", "portal"]
    assert (sms["campaigns"], sms["contacts"], sms["responses"]) == (2, 4, 3)
    assert (sms["incremental_value"], sms["return"]) == (3, 2)
    assert table["email", "portal"]["incremental_value"] == 1, "no control of its own: beside all of the campaign"
    assert table["call", "音乐"]["cost_per_response"] is None
    assert "no holdout, left out of what was added: b, c" in found.notes


def test_responders_by_hand(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS)
    load("contacts", *CONTACTS)
    load("responses", "member_id,campaign_id,responded_at", "m2,z,2025-12-01")
    load("usage", "member_id,month,product,revenue", "m1,2026-01,tv,8", "m1,2026-01,portal,2", "m9,2026-02,tv,5")
    found = span(workspace, "responders")
    table = rows(found.table, "month")
    january, february, march = (table[date(2026, month, 1),] for month in (1, 2, 3))
    assert [january[name] for name in ("contacts", "responses", "rate", "first_time")] == [4, 2, 0.5, 2]
    assert [january[name] for name in ("contacted_again", "answered_again", "again_share")] == [2, 1, 0.5]
    assert (january["revenue_contacted"], january["mean_score"]) == (None, None)
    assert (february["first_time"], february["revenue_responders"], february["again_share"]) == (0, 5, None)
    assert (march["responders"], march["first_time_share"], march["revenue_contacted"]) == (0, None, 0)
    assert "no usage is loaded of the month before 2026-01" in found.notes
    assert any("no scores yet" in words for words in found.notes)


def test_a_span_of_one_is_what_measure_says(scored: Path) -> None:
    with Workspace(scored, read_only=True) as workspace:
        campaign, day = workspace.row("select campaign_id, starts_on from campaigns where campaign_id like '2026-07%'")
        table = rows(span(workspace, "matrix", day, day).table, "channel", "product")
        lift = measure(workspace, campaign, by="channel").table
        money = rows(measure(workspace, campaign, part="money", by="channel").table, "channel")
    for row in lift.iter_rows(named=True):
        mine = table[row["channel"], "all"]
        assert mine["gross_return"] == pytest.approx(money[row["channel"],]["gross_return"])
        assert (mine["contacts"], mine["responses"], mine["control"]) == (
            row["treated"], row["responses"], row["control"],
        )  # fmt: skip
        for name in ("cost", "value", "incremental_responses", "incremental_value", "return", "cost_per_response"):
            assert mine[name] == pytest.approx(row[name], rel=1e-9), name


@pytest.mark.parametrize("part", SPAN_PARTS)
def test_bare_spans_say_what_is_missing(workspace: Workspace, load: Load, part: Any) -> None:
    assert "no campaign began from" in span(workspace, part).notes[0]
    load("campaigns", "campaign_id,starts_on", "a,2026-01-10", "planned,2026-12-10")
    assert "nobody was contacted by the campaigns" in span(workspace, part, until=date(2026, 12, 1)).notes[0]
    load("contacts", "member_id,campaign_id,is_control", "m1,a,true", "m2,a,false")
    found = span(workspace, part)
    assert found.until == date(2026, 1, 31)
    for row in found.table.rows():
        assert all(value == value for value in row)
    assert "no campaign began from 2024-01 to 2024-02" in span(
        workspace, part, date(2024, 1, 9), date(2024, 2, 1)
    ).notes[0]  # fmt: skip


def test_wrong_spans(cli: Cli, ok: Cli, scored: Path) -> None:
    for words, wanted in (
        (("--show", "matrix", "--since", "2026-05", "--until", "2026-01"), "--since 2026-05 is after --until 2026-01"),
        (("--show", "matrix", "--since", "2036-05"), "the month of the latest campaign"),
        (("--since", "2026-05"), "--since and --until are for several campaigns"),
        (("2026-07-concert", "--show", "matrix"), "--show matrix is of several campaigns: name none"),
        (("--show", "matrix", "--by", "region"), "--show matrix has no slices"),
    ):
        said = cli("measure", *words)
        assert said.code == 2
        assert wanted in said.err
    for part in SPAN_PARTS:
        assert ok("measure", "--show", part, "--since", "2026-03", "--until", "2026-06").out
