"""One person's page, as a person reads it and as a script does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Cli

from attitude.database import Workspace


def ids(scored: Path, where: str) -> list[str]:
    with Workspace(scored, read_only=True) as workspace:
        return [m for (m,) in workspace.rows(f"select member_id from responsiveness where {where} order by 1")]


def test_the_page_reads_aloud(ok: Cli, scored: Path) -> None:
    with Workspace(scored, read_only=True) as workspace:
        (member,) = workspace.row("select member_id from attitudes group by all order by sum(responses) desc limit 1")
        steps = workspace.row(
            "select count(*) from attitude_history where member_id = ? and dimension = 'channel'", [member]
        )
    page = ok("member", member).out
    for words in ("rests on their own record", "Attitude scores", "What they rest on", "own record: answered",
                  "Latest contacts", "Best next offers", "best reached by "):  # fmt: skip
        assert words in page, words
    scores = json.loads(ok("member", member, "--format", "json").out)
    assert all(0 <= row["score_low"] <= row["score"] <= row["score_high"] <= 100 for row in scores)
    assert sum(len(row["steps"]) for row in scores if row["dimension"] == "channel") == steps[0]


@pytest.mark.slow
def test_factors_multiply_to_the_score(ok: Cli, scored: Path) -> None:
    """What the page calls reasons is all there is to a score: odds of 50 to 50, times every factor."""
    member = ids(scored, "level = 'member'")[0]
    reasons = json.loads(ok("member", member, "--show", "reasons", "--format", "json").out)
    scores = json.loads(ok("member", member, "--format", "json").out)
    overall = 1.0
    for row in reasons:
        if row["kind"] in ("attribute", "own") and " with " not in row["subject"]:
            overall *= row["factor"]
    (said,) = json.loads(ok("query", f"select score from responsiveness where member_id = '{member}'",
                            "--format", "json").out)  # fmt: skip
    assert abs(100 * overall / (1 + overall) - said["score"]) < 0.05
    for score in scores:
        own = next(r["factor"] for r in reasons if r["kind"] == score["dimension"] and r["subject"] == score["element"])
        looks = 1.0
        for row in reasons:
            if row["subject"].endswith(f" with {score['dimension']} {score['element']}"):
                looks *= row["factor"]
        ratio = overall * looks * own
        assert abs(100 * ratio / (1 + ratio) - score["score"]) < 1.5  # factors next to one are left out


@pytest.mark.slow
def test_a_member_never_contacted_has_a_page(ok: Cli, scored: Path, tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text("member_id,brand\n007,M-Zone\n")
    ok("load", "members", "members.csv")
    assert "not known to the scores" in ok("member", "007").out
    ok("score")
    page = ok("member", "007").out
    assert "never contacted: rests on members like them" in page
    assert "brand M-Zone: such members answered" in page
    assert "Best next offers" in page


def test_an_unknown_member_is_one_line_with_a_hint(ok: Cli, cli: Cli, scored: Path) -> None:
    member = ids(scored, "true")[0]
    said = cli("member", member.lstrip("0"))
    assert said.code == 2
    assert f"did you mean '{member}'?" in said.err
    assert "leading zeros and all" in cli("member", "nobody").err


def test_before_any_scoring(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text("member_id\nm1\n")
    ok("init")
    ok("load", "members", "members.csv")
    assert "no scores yet; run 'attitude score'" in ok("member", "m1").out
