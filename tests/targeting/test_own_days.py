"""Birthdays and joining days: each member is written to on a day of their own, inside the plan's dates."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from attitude.database import Workspace, create
from attitude.errors import UsageError
from attitude.load import LoadOptions, load_file
from attitude.plan import read_plan
from attitude.score import score
from attitude.settings import ScoreSettings, Settings
from attitude.targeting import TargetResult, target
from attitude.why import why

# in the plan's dates, 1 December to 28 February: anna, eve, and ben, who has no 29th in 2027
MEMBERS = """\
member_id,phone,birthday,joined_on,city
anna,1001,1990-12-10,2020-02-01,Kiel
ben,1002,1988-02-29,2026-12-12,Ulm
cleo,1003,1990-06-01,2019-12-24,Bonn
dan,1004,,2020-03-01,Jena
eve,1005,1995-01-05,,Kiel
finn,1006,1991-11-30,2020-07-01,Trier
"""
PLAN = """\
[campaign]
id = "birthdays"
starts_on = 2026-12-01
ends_on = 2027-02-28
[[offer]]
channel = "sms"
[send]
on = "birthday"
hours = [10, 18]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("days")
    create(folder / "attitude.duckdb")
    names = ("anna", "ben", "cleo", "dan", "eve", "finn")
    contacts = "".join(f"{name},old,2026-10-01 10:00\n" for name in names) + "anna,new,2026-12-06 10:00\n"
    with Workspace(folder / "attitude.duckdb") as workspace:
        for kind, text in {
            "members": MEMBERS,
            "campaigns": "campaign_id,channel,starts_on,response_days\nold,sms,2026-10-01,10\nnew,sms,2026-12-06,10\n",
            "contacts": f"member_id,campaign_id,contacted_at\n{contacts}",
            "responses": "member_id,campaign_id,responded_at\nanna,old,2026-10-02\n",
        }.items():
            (folder / f"{kind}.csv").write_text(text, encoding="utf-8")
            load_file(workspace, kind, folder / f"{kind}.csv", LoadOptions(max_rejects=0))
        score(workspace, ScoreSettings())
    return folder / "attitude.duckdb"


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "attitude.duckdb"))


def listed(desk: Path, text: str = PLAN) -> TargetResult:
    (desk.parent / "plan.toml").write_text(text, encoding="utf-8")
    with Workspace(desk) as workspace:
        return target(workspace, read_plan(desk.parent / "plan.toml"), 1, Settings())


def days(desk: Path, result: TargetResult) -> dict[str, str]:
    with Workspace(desk) as workspace:
        query = "select member_id, send_at::varchar from list_members where list_id = ?"
        return dict(workspace.rows(query, [result.list_id]))


def cut(result: TargetResult) -> dict[str, int]:
    return {row["rule"]: row["excluded"] for row in result.funnel.rows(named=True) if row["excluded"]}


def test_each_is_written_to_on_their_birthday(desk: Path) -> None:
    result = listed(desk)
    assert days(desk, result) == {
        "anna": "2026-12-10 10:00:00",
        "ben": "2027-02-28 10:00:00",
        "eve": "2027-01-05 10:00:00",
    }
    assert cut(result) == {"no birthday known": 1, "birthday not from 2026-12-01 to 2027-02-28": 2}


def test_each_is_written_to_on_the_day_they_joined(desk: Path) -> None:
    """Ben joins on 12 December: his day comes round a year later, not in these dates."""
    result = listed(desk, PLAN.replace('"birthday"', '"joined_on"'))
    assert days(desk, result) == {"anna": "2027-02-01 10:00:00", "cleo": "2026-12-24 10:00:00"}
    assert cut(result) == {"no joined_on known": 1, "joined_on not from 2026-12-01 to 2027-02-28": 3}


@pytest.mark.slow
def test_a_contact_near_ones_own_day_counts_in_the_caps(desk: Path) -> None:
    """Anna was contacted on the 6th: five days within four days before the 10th, not for the others."""
    result = listed(desk, PLAN + "[policy]\nsms = { max = 1, days = 5 }\n")
    assert set(days(desk, result)) == {"ben", "eve"}
    assert set(days(desk, listed(desk, PLAN + "[policy]\nsms = { max = 1, days = 4 }\n"))) == {"anna", "ben", "eve"}


@pytest.mark.slow
def test_why_tells_the_day(desk: Path) -> None:
    result = listed(desk)
    with Workspace(desk) as workspace:
        found = why(workspace, result.list_id, "finn", Settings())
    assert found.head["out_rule"] == "birthday not from 2026-12-01 to 2027-02-28"
    assert "birthday 1991-11-30" in found.rules["value"].to_list()
    with Workspace(desk) as workspace:
        found = why(workspace, result.list_id, "dan", Settings())
    assert "a members file told their birthday" in found.change


@pytest.mark.parametrize(
    ("given", "first", "last", "day"),
    [
        ("2000-02-29", "2028-02-01", "2028-03-05", "2028-02-29"),
        ("2000-02-29", "2100-02-01", "2100-03-05", "2100-02-28"),
        ("1990-12-31", "2026-12-31", "2026-12-31", "2026-12-31"),
        ("1990-01-01", "2026-12-31", "2027-01-01", "2027-01-01"),
        ("1990-01-02", "2026-12-31", "2027-01-01", None),
        ("1990-06-01", "2026-05-01", "2028-05-01", "2026-06-01"),
        ("2026-06-01", "2026-05-01", "2027-07-01", "2027-06-01"),
    ],
)
def test_the_day_comes_round(workspace: Workspace, given: str, first: str, last: str, day: str | None) -> None:
    query = "select anniversary(?::date, ?::date, ?::date)::varchar"
    assert workspace.row(query, [given, first, last])[0] == day


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('on = "birthday"', 'on = "birth_day"', r"members have no column 'birth_day' \(did you mean 'birthday'"),
        ('on = "birthday"', 'on = "city"', "'city' holds no dates"),
        ('on = "birthday"', 'on = "birthday"\ndays = 3', "leave days out"),
        ("ends_on = 2027-02-28\n", "", "say starts_on and ends_on"),
        ("[send]", "[[wave]]\nafter_days = 3\n[send]", "leave out one"),
    ],
)
def test_days_that_cannot_be(desk: Path, before: str, after: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        listed(desk, PLAN.replace(before, after))
