"""Habits tell of members: usage, contacts lately and membership, as they were the day before each campaign."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import Cli, everything

from attitude.database import Workspace, create
from attitude.load import LoadOptions, folder_files, load_file
from attitude.score import score
from attitude.settings import ScoreSettings

MEMBERS, CAMPAIGNS = 700, 7
Row = dict[str, object]


def first_day(campaign: int) -> date:
    return date(2026, 1 + campaign, 5)


def write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def world(folder: Path, chance: Callable[[int, bool], float], used_by: Callable[[int, bool, bool], bool]) -> Path:
    """Write a base: who uses, by month, and who answers; what each hangs on is for the test to say."""
    folder.mkdir()
    draw = random.Random(7)
    contacts: list[Row] = []
    usage: list[Row] = [{"member_id": "m0", "month": "2025-12-01", "product": "data", "revenue": "10"}]
    uses = {member: member % 3 == 0 for member in range(MEMBERS)}
    for campaign in range(CAMPAIGNS):
        day, answered = first_day(campaign), set()
        for member in range(MEMBERS):
            is_answer = draw.random() < chance(member, uses[member])
            if is_answer:
                answered.add(member)
            contacts.append({
                "member_id": f"m{member}", "campaign_id": f"c{campaign}", "contacted_at": f"{day} 10:00",
                "channel": "sms", "responded": int(is_answer),
                "responded_at": f"{day + timedelta(days=2)} 10:00" if is_answer else "",
            })  # fmt: skip
        for member in range(MEMBERS):
            uses[member] = used_by(member, uses[member], member in answered)
            if uses[member]:
                month = day.replace(day=1).isoformat()
                usage.append(
                    {"member_id": f"m{member}", "month": month, "product": "data", "revenue": str(5 + member % 7)}
                )
    write(folder / "contacts.csv", contacts)
    write(folder / "usage.csv", usage)
    write(folder / "members.csv", [{"member_id": f"m{member}"} for member in range(MEMBERS)])
    write(folder / "campaigns.csv", [
        {"campaign_id": f"c{c}", "starts_on": first_day(c).isoformat(), "response_days": 7} for c in range(CAMPAIGNS)
    ])  # fmt: skip
    return folder


def loaded(path: Path, files: Path, *kinds: str) -> Path:
    if not path.exists():
        create(path)
    with Workspace(path) as workspace:
        for kind, file in folder_files(files):
            if not kinds or kind in kinds:
                load_file(workspace, kind, file, LoadOptions())
    return path


def trusted(path: Path) -> dict[str, float]:
    with Workspace(path, read_only=True) as workspace:
        made = json.loads(workspace.row("select constants from store.scorings")[0])
    return dict(made["habit_weights"])


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base where those who used in the months before answer four times as often; habits change by and by."""
    change = random.Random(3)
    folder = tmp_path_factory.mktemp("habits") / "files"
    return world(
        folder,
        lambda member, uses: 0.24 if uses else 0.06,
        lambda member, uses, answered: (not uses) if change.random() < 0.1 else uses,
    )


def test_those_who_use_score_higher_where_users_answer(used: Path, tmp_path: Path) -> None:
    path = loaded(tmp_path / "attitude.duckdb", used)
    with Workspace(path) as workspace:
        score(workspace, ScoreSettings())
    assert any(name.startswith("usage") for name in trusted(path))
    with Workspace(path, read_only=True) as workspace:
        ratios: dict[bool, float] = dict(workspace.rows(
            "select u.member_key is not null, avg(r.lookalike) from store.responsiveness as r left join ("
            "select distinct member_key from store.usage where month >= date '2026-06-01') as u using (member_key) "
            "group by all"
        ))  # fmt: skip
    assert ratios[True] > 1.8 * ratios[False]


@pytest.mark.slow
def test_what_an_answer_brings_is_never_its_cause(tmp_path: Path) -> None:
    """Everybody answers alike, and whoever answered uses in that month: usage tells nothing of the next answer."""
    files = world(tmp_path / "files", lambda member, uses: 0.15, lambda member, uses, answered: answered)
    path = loaded(tmp_path / "attitude.duckdb", files)
    with Workspace(path) as workspace:
        score(workspace, ScoreSettings())
    assert not any(name.startswith("usage") for name in trusted(path))


@pytest.mark.slow
def test_scores_of_a_day_know_no_later_usage(used: Path, tmp_path: Path) -> None:
    whole, early = tmp_path / "whole.duckdb", tmp_path / "early.duckdb"
    loaded(whole, used)
    loaded(early, used, "members", "campaigns", "contacts")
    with (used / "usage.csv").open(encoding="utf-8") as file:
        rows: list[Row] = [dict(row) for row in csv.DictReader(file) if row["month"] < "2026-06-01"]
    (tmp_path / "until").mkdir()
    write(tmp_path / "until" / "usage.csv", rows)
    loaded(early, tmp_path / "until")
    for path in (whole, early):
        with Workspace(path) as workspace:
            score(workspace, ScoreSettings(), date(2026, 6, 29))
    assert everything(whole)["responsiveness"] == everything(early)["responsiveness"]


@pytest.mark.slow
def test_usage_that_comes_later_gives_the_scores_of_a_full_rebuild(used: Path, tmp_path: Path) -> None:
    step, whole = tmp_path / "step.duckdb", tmp_path / "whole.duckdb"
    loaded(step, used, "members", "campaigns", "contacts")
    with Workspace(step) as workspace:
        score(workspace, ScoreSettings(), date(2026, 6, 30))
        score(workspace, ScoreSettings())
    assert not any(name.startswith("usage") for name in trusted(step))
    loaded(step, used, "usage")
    loaded(whole, used)
    for path, full in ((step, False), (whole, True)):
        with Workspace(path) as workspace:
            score(workspace, ScoreSettings(), full=full)
    one, other = everything(step), everything(whole)
    for table in ("responsiveness", "attitudes", "attitude_history", "elements"):
        assert one[table] == other[table], table


@pytest.mark.slow
def test_the_member_page_reads_habits_aloud(used: Path, ok: Cli, tmp_path: Path) -> None:
    ok("init")
    ok("load", used)
    ok("score")
    assert "usage" in ok("status").err
    page = ok("member", "m0")
    assert "usage" in page.out + page.err
    settings = tmp_path / "attitude.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("# habits = true ", "habits = false "), "utf-8")
    ok("score")
    assert "no habit" in ok("status").err
