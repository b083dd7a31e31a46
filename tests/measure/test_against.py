"""Two campaigns against one another: gaps agree with statsmodels, and it is said whether they can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Cli, Load
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from attitude.database import Workspace
from attitude.errors import UsageError
from attitude.measure import against, measure
from attitude.measure_page import screen_of
from attitude.widths import width

CLOSE: dict[str, Any] = {"rel": 1e-9, "abs": 1e-9}
HEAD = "member_id,campaign_id,contacted_at,cell,is_control,responded,value"
CAMPAIGNS = ("campaign_id,product,channel,starts_on,response_days,unit_cost", "a,portal,sms,2026-01-10,30,1")


def _contacts(name: str, *groups: tuple[str, bool, int, int], who: str | None = None) -> list[str]:
    """Write contacts: cell, held out, members, answered; ``who`` are other than those of other campaigns by default."""
    return [
        f"{who or name}{at}-{one},{name},2026-01-10,{cell},{held},{one < answered},{5 if one < answered else ''}"
        for at, (cell, held, members, answered) in enumerate(groups)
        for one in range(members)
    ]


A = (("hot", False, 400, 80), ("hot", True, 100, 10), ("cold", False, 300, 30), ("cold", True, 90, 4))
B = (("hot", False, 350, 40), ("hot", True, 110, 11), ("cold", False, 280, 25), ("cold", True, 80, 5))


def test_gaps_are_those_of_both(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS, "b,portal,sms,2026-01-12,30,2")
    load("contacts", HEAD, *_contacts("a", *A), *_contacts("b", *B))
    found = against(workspace, "a", "b")
    whole = found.table.row(0, named=True)
    one, two = (measure(workspace, name).table.row(0, named=True) for name in "ab")
    for name in ("difference", "difference_low", "control_rate", "cost_per_response", "return", "incremental_value"):
        assert (whole[name], whole[f"other_{name}"]) == pytest.approx((one[name], two[name]), **CLOSE), name
    wanted = confint_proportions_2indep(110, 700, 65, 630, method="newcomb")
    assert (whole["answers_gap_low"], whole["answers_gap_high"]) == pytest.approx(wanted, **CLOSE)
    assert whole["outcome_gap"] == pytest.approx(110 / 700 - 65 / 630, **CLOSE)
    below, above = one["difference"] - one["difference_low"], two["difference_high"] - two["difference"]
    gap = one["difference"] - two["difference"]
    assert whole["lift_gap"] == pytest.approx(gap, **CLOSE)
    assert whole["lift_gap_low"] == pytest.approx(gap - (below**2 + above**2) ** 0.5, **CLOSE)
    assert (whole["lift_gap_p"] < 0.05) == (whole["lift_gap_low"] > 0 or whole["lift_gap_high"] < 0)
    assert found.table["cell"].to_list() == ["all", "cold", "hot"]
    tests = found.table["answers_gap_p"].to_list()[1:]
    assert found.table["answers_gap_p_adjusted"].to_list()[1:] == pytest.approx(multipletests(tests, method="holm")[1])
    assert found.notes[0] == "as far as is known the two can be compared: same product, same outcome, same season"
    assert found.notes[1:] == (
        "how responsive the two audiences were before is not known: 'attitude score' makes scores",
        "in both: 0 members, 0.0% of the first's and 0.0% of the other's; intervals count them once",
    )
    turned = against(workspace, "b", "a").table.row(0, named=True)
    assert turned["lift_gap"] == -whole["lift_gap"]
    assert (turned["lift_gap_low"], turned["lift_gap_p"]) == pytest.approx(
        (-whole["lift_gap_high"], whole["lift_gap_p"]), **CLOSE
    )


@pytest.mark.slow
def test_members_of_both_are_seen_twice(workspace: Workspace, load: Load) -> None:
    """The same people answer both: the less they differ among themselves, the nearer the interval is to nothing."""
    load("campaigns", *CAMPAIGNS, "b,portal,sms,2026-01-12,30,2", "c,portal,sms,2026-01-12,30,2")
    load("contacts", HEAD, *_contacts("a", *A), *_contacts("b", *A, who="a"), *_contacts("c", *A))
    same, apart = (against(workspace, "a", name).table.row(0, named=True) for name in "bc")
    for gap in ("answers_gap", "outcome_gap", "lift_gap", "value_gap"):
        assert same[gap] == apart[gap] == 0
        reach, apart_reach = (row[f"{gap}_high"] - row[f"{gap}_low"] for row in (same, apart))
        assert reach < 0.25 * apart_reach, gap
    assert (same["shared"], apart["shared"]) == (890, 0)
    assert any(words.startswith("in both: 890 members, 100.0% of the first's") for words in
               against(workspace, "a", "b").notes)  # fmt: skip


@pytest.mark.slow
def test_what_stands_against_it_is_said(workspace: Workspace, load: Load) -> None:
    """Another product, another season, another outcome, contacted here and held out there; nobody held out at all."""
    load("campaigns", *CAMPAIGNS, "b,music,sms,2026-06-10,30,2", "bare,portal,sms,2026-01-10,30,2")
    load("contacts", HEAD, *_contacts("a", *A), *_contacts("bare", A[0]))
    load("contacts", "member_id,campaign_id,contacted_at,is_control",
         *(f"a{i % 2}-{i},b,2026-06-10,{i % 2 == 0}" for i in range(60)))  # fmt: skip
    load(
        "usage",
        "member_id,month,product,revenue",
        "a0-1,2026-06,music,3",
        "a0-1,2026-05,other,3",
        "a0-3,2026-07,music,3",
    )
    found = against(workspace, "a", "b")
    said = "\n".join(found.notes)
    for words in (
        "different products: portal against music",
        "different outcomes: answer against product, so lifts are not compared; --goal measures both by one",
        "different seasons: answers count 2026-01-10 to 2026-02-09, and 2026-06-10 to 2026-07-10",
        "contacted by one of the two and held out of the other: 60",
    ):
        assert words in said, said
    row = found.table.row(0, named=True)
    assert {row[name] for name in ("outcome_gap", "lift_gap", "lift_gap_p", "outcome_rate")} == {None}
    assert row["answers_gap"] is not None
    bare = against(workspace, "bare", "a")
    assert any("nobody was held out of bare" in words for words in bare.notes)
    row = bare.table.row(0, named=True)
    assert (row["difference"], row["lift_gap"], row["outcome_gap"], row["value_gap"]) == (None,) * 4
    assert (row["other_difference"] is not None, row["answers_gap"] is not None) == (True, True)


def test_two_that_are_alike_can_be_compared(scored: Path) -> None:
    """In the built-in world: two of one product in a row, and one of another product half a year before."""
    with Workspace(scored, read_only=True) as opened:
        found = against(opened, "2026-05-voice-family", "2026-04-voice-family", by="responsiveness")
        unlike = against(opened, "2025-06-data-pack", "2024-12-music")
    assert found.notes[0] == "the two can be compared: same product, same outcome, same season, audiences alike"
    assert found.table.columns[0] == "responsiveness"
    assert found.table.height > 2
    assert found.table["shared"][0] > 0
    assert unlike.notes[0] == "a gap may be of more than the message, for the two are not alike:"
    assert "different products: data-pack against music" in unlike.notes


@pytest.mark.slow
def test_no_answers_and_nobody(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS, "b,portal,sms,2026-01-12,30,2", "d,portal,sms,2026-01-12,30,2")
    load("contacts", HEAD, *_contacts("a", ("", False, 5, 0), ("", True, 5, 0)))
    found = against(workspace, "a", "b")
    assert found.notes == ("nobody was contacted in 'b': there is nothing to compare",)
    assert found.table.row(0, named=True)["answers_gap"] is None
    assert against(workspace, "b", "d").table.is_empty()
    load("contacts", HEAD, *_contacts("d", ("", False, 4, 0), ("", True, 3, 0)))
    row = against(workspace, "a", "d").table.row(0, named=True)
    assert (row["answers_gap"], row["lift_gap"]) == (0, 0)
    assert row["lift_gap_low"] < 0 < row["lift_gap_high"]
    with pytest.raises(UsageError, match="is one campaign, not two"):
        against(workspace, "a", "a")


@pytest.mark.slow
def test_a_page_fits_80_columns(cli: Cli, workspace: Workspace, load: Load) -> None:
    names = ("春节回家全家共享流量活动二零二六年一月第一波短信与电话联系名单", "b")
    load("campaigns", CAMPAIGNS[0], f"{names[0]},portal,sms,2026-01-10,30,1000", "b,portal,sms,2026-01-12,30,2000")
    groups = [(f"城市里住的年轻人和学生以及家人{i}", False, 500, 480 - 90 * i) for i in range(3)]
    load("contacts", HEAD, *_contacts(names[0], *groups, ("", True, 40, 3)), *_contacts("b", *groups, ("", True, 4, 3)))
    assert screen_of(against(workspace, "b", names[0]).table, "against").height == 15
    workspace.__exit__(None, None, None)
    said = cli("measure", *names)
    assert said.code == 0, said.err
    assert all(width(line.rstrip()) <= 80 for line in said.out.splitlines())
    assert "first: 春节" in said.err
    assert said.out.splitlines()[0].split()[:3] == ["figure", "first", "other"]
    assert '"answers_gap"' in cli("measure", *names, "--format", "json").out
    said = cli("measure", "b", names[0], "--show", "money")
    assert (said.code, "--show money is not of two campaigns" in said.err) == (2, True)
