"""Two lists side by side: who moved, by which rule, and what differs between the plans."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Cli

from attitude.database import Workspace

PLAN = """\
[campaign]
id = "next"
product = "music"
[[offer]]
channel = "{channel}"
[audience]
where = "{where}"
[holdout]
share = {share}
[limits]
size = {size}
"""


def listed(ok: Cli, folder: Path, seed: int = 1, **about: Any) -> str:
    """Build a list; gives its id."""
    told = {"channel": "sms", "where": "true", "share": 0.2, "size": 60, **about}
    (folder / "my.toml").write_text(PLAN.format(**told), encoding="utf-8")
    said = ok("target", "my.toml", "--seed", seed)
    return said.err.split("list ", 1)[1].split(":", 1)[0]


def moved(ok: Cli, before: str, after: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(ok("diff", before, after, "--format", "json").out)
    return rows


def test_a_list_beside_itself_is_empty(ok: Cli, scored: Path, tmp_path: Path) -> None:
    name = listed(ok, tmp_path)
    said = ok("diff", name, "next")
    assert "nobody moved" in said.out
    assert "What differs" not in said.out
    assert moved(ok, name, name) == []


def test_moves_add_up_to_the_lists(ok: Cli, scored: Path, tmp_path: Path) -> None:
    before = listed(ok, tmp_path)
    after = listed(ok, tmp_path, seed=2, where="arpu > 30", size=90)
    with Workspace(scored, read_only=True) as workspace:
        sides: list[dict[str, bool]] = [
            dict(workspace.rows("select member_id, is_control from list_members where list_id = ?", [name]))
            for name in (before, after)
        ]
        rules: list[dict[str, str]] = [
            dict(workspace.rows("select member_id, rule from list_exclusions where list_id = ?", [name]))
            for name in (before, after)
        ]
    words = {None: "not on it", True: "held out", False: "contacted"}
    rows = moved(ok, before, after)
    assert {row["member_id"] for row in rows} == {
        member for member in {**sides[0], **sides[1]} if sides[0].get(member) != sides[1].get(member)
    }
    for row in rows:
        member = row["member_id"]
        assert (row["was"], row["is"]) == tuple(words[side.get(member)] for side in sides)
        if row["is"] == "not on it":
            assert row["reason"] == rules[1][member]
        if row["was"] == "not on it":
            assert row["reason"] == rules[0][member]
        assert (row["rank_before"] is None) == (member not in sides[0])
        assert (row["propensity_after"] is None) == (member not in sides[1])
    page = ok("diff", before, after).out
    counts = {kind: int(count) for kind, count in
              (line.rsplit(None, 1) for line in page.split("members\n")[1].split("\n\n")[0].splitlines())}  # fmt: skip
    stayed = sum(count for move, count in counts.items() if move not in ("left", "joined"))
    assert stayed + counts["left"] == len(sides[0])
    assert stayed + counts["joined"] == len(sides[1])
    for words_said in ("limits.size: 60 → 90", "audience.where: true → arpu > 30", "seed: 1 → 2", "audience.where\n"):
        assert words_said in page, words_said


@pytest.mark.slow
def test_a_longer_list_takes_in_whom_the_shorter_had_no_place_for(ok: Cli, scored: Path, tmp_path: Path) -> None:
    before, after = listed(ok, tmp_path, size=60), listed(ok, tmp_path, size=70)
    rows = moved(ok, before, after)
    assert {row["reason"] for row in rows} == {"list full"}
    assert all(row["was"] == "not on it" and row["rank_after"] > 60 for row in rows)
    assert "a propensity of" in ok("diff", before, after).out


@pytest.mark.slow
def test_another_offer_is_told(ok: Cli, scored: Path, tmp_path: Path) -> None:
    before = listed(ok, tmp_path, share=0, size=600)
    after = listed(ok, tmp_path, share=0, size=600, channel="app")
    rows = [row for row in moved(ok, before, after) if row["was"] == row["is"] == "contacted"]
    assert rows
    assert {row["reason"] for row in rows} == {"sms · music → app · music"}
    assert "offer.1.channel: sms → app" in ok("diff", before, after).out


@pytest.mark.slow
def test_who_was_not_loaded_then(ok: Cli, scored: Path, tmp_path: Path) -> None:
    before = listed(ok, tmp_path, share=0)
    (tmp_path / "members.csv").write_text("member_id,brand,phone\n客户007,新品牌,139\n", encoding="utf-8")
    ok("load", "members", "members.csv")
    after = listed(ok, tmp_path, share=0, where="brand = '新品牌'")
    joined = [row for row in moved(ok, before, after) if row["was"] == "not on it"]
    assert [(row["member_id"], row["reason"]) for row in joined] == [("客户007", "not loaded then")]
    assert "members: 600 → 601 (rows loaded)" in ok("diff", before, after).out


@pytest.mark.parametrize("names", [("nobody", "next"), ("next", "nobody")])
def test_an_unknown_list_is_one_line(ok: Cli, cli: Cli, scored: Path, tmp_path: Path, names: tuple[str, str]) -> None:
    listed(ok, tmp_path)
    said = cli("diff", *names)
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert "no list 'nobody'" in said.err
