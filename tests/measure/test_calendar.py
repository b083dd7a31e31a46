"""A month of campaigns laid out: days, overlaps and contacts a member and week, counted by hand."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from conftest import Cli, Load, once

import attitude
from attitude.calendar import calendar
from attitude.calendar_page import page
from attitude.calendar_page.screen import weeks
from attitude.database import Workspace
from attitude.errors import BadDataError
from attitude.plan import read_plan

CAMPAIGNS = ("campaign_id,channel,starts_on", "a,sms,2026-03-02", "b,email,2026-03-04", "c,call,2026-03-30")
# a on Monday the 2nd to 1, 2, 3, 4 and held out 9; b to 3 and 4, twice to 4; c on the 30th to 4; 5 on the day before
CONTACTS = (
    "member_id,campaign_id,contacted_at,is_control",
    *(f"{one},a,2026-03-02 10:00,false" for one in range(1, 5)),
    "9,a,2026-03-02 10:00,true",
    *("3,b,2026-03-04,false", "4,b,2026-03-04,false", "4,b,2026-03-05,false"),
    *("4,c,2026-03-30,false", "5,c,2026-04-05,false", "5,c,2026-02-28,false"),
)
PLAN = """
[campaign]
id = "{id}"
product = "portal"
starts_on = {starts}
ends_on = {ends}
[[offer]]
channel = "sms"
"""


@pytest.fixture
def known(workspace: Workspace, load: Load) -> Workspace:
    load("campaigns", *CAMPAIGNS)
    load("contacts", *CONTACTS)
    return workspace


def test_a_month_by_hand(known: Workspace) -> None:
    found = calendar(known, date(2026, 3, 17))
    assert found.month == date(2026, 3, 1)
    rows = found.campaigns.select("campaign_id", "state", "first_on", "last_on", "contacts", "members").rows()
    assert rows == [
        ("a", "run", date(2026, 3, 2), date(2026, 3, 2), 4, 4),
        ("b", "run", date(2026, 3, 4), date(2026, 3, 5), 3, 2),
        ("c", "run", date(2026, 3, 30), date(2026, 3, 30), 1, 1),
    ]
    assert found.days["contacts"].sum() == 8
    pairs = found.overlaps.select("campaign", "other", "members_both", "share_of_smaller").rows()
    assert pairs == [("a", "b", 2, 1.0), ("a", "c", 1, 1.0), ("b", "c", 1, 1.0)]


def test_weeks_are_whole(known: Workspace) -> None:
    """The last of March goes on in April, the first began in February."""
    found = calendar(known, date(2026, 3, 1), over=1).weeks
    rows = found.select("week", "contacts", "members", "mean", "p95", "most", "members_over").rows()
    assert rows == [
        (date(2026, 2, 23), 1, 1, 1.0, 1, 1, 0),
        (date(2026, 3, 2), 7, 4, 1.75, 3, 3, 2),
        (date(2026, 3, 30), 2, 2, 1.0, 1, 1, 0),
    ]


def test_plans_without_a_list(known: Workspace, tmp_path: Path) -> None:
    days = {
        "a": ("2026-03-02", "2026-03-09"),
        "soon": ("2026-03-28", "2026-04-03"),
        "late": ("2026-05-01", "2026-05-02"),
    }
    plans = []
    for name, (starts, ends) in days.items():
        (tmp_path / f"{name}.toml").write_text(PLAN.format(id=name, starts=starts, ends=ends), encoding="utf-8")
        plans.append(read_plan(tmp_path / f"{name}.toml"))
    found = calendar(known, date(2026, 3, 1), plans)
    last = found.campaigns.row(-1, named=True)
    assert found.campaigns["campaign_id"].to_list() == ["a", "b", "c", "soon"]
    assert (last["state"], last["first_on"], last["last_on"]) == ("plan", date(2026, 3, 28), date(2026, 3, 31))
    assert (last["contacts"], last["members"]) == (None, None)
    lines = list(weeks(found))
    assert lines[0].split() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert lines[2].split() == ["2", "A", "3", "·", "4", "B", "5", "B", "6", "·", "7", "·", "8", "·"]
    assert lines[-1].split() == ["30", "CD", "31", "D"]
    assert b"soon" in page(found)
    alone = calendar(known, date(2026, 5, 1), plans)
    assert alone.weeks.is_empty()
    assert b"No contact is known in these weeks" in page(alone)


def test_ends_of_time(known: Workspace) -> None:
    for day in (date(1, 1, 1), date(9999, 12, 31)):
        assert calendar(known, day).campaigns.is_empty()


def test_no_month_to_show(workspace: Workspace) -> None:
    with pytest.raises(BadDataError, match="there is no month to show"):
        calendar(workspace)
    assert calendar(workspace, date(2026, 3, 1)).campaigns.is_empty()


@once
def _walked(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "campaigns.csv").write_text("\n".join(CAMPAIGNS) + "\n", encoding="utf-8")
    (tmp_path / "contacts.csv").write_text("\n".join(CONTACTS) + "\n", encoding="utf-8")
    ok("init")
    ok("load", "campaigns", "campaigns.csv")
    ok("load", "contacts", "contacts.csv")


def test_at_the_command_line(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    _walked(ok, tmp_path)
    assert ok("calendar").out.startswith("Campaigns of April 2026\n")
    said = ok("calendar", "2026-03").out
    assert "a and b overlap most: 2 members are in both, 100.0 % of the smaller" in said
    assert "the week of 2026-03-02 has most contacts a member: 1.75, at most 3; 1 of 4 members have more than 2" in said
    assert all(len(line) <= 120 for line in said.splitlines())
    rows = json.loads(ok("calendar", "2026-03", "--show", "days", "--format", "json").out)
    assert rows[0] == {"day": "2026-03-02", "campaign_id": "a", "channel": "sms", "state": "run", "contacts": 4}
    assert ok("calendar", "2026-03", "--format", "csv").out.startswith("campaign_id,name,product,channels,state")
    assert "any browser opens it" in ok("calendar", "2026-03", "-o", "march.html").err
    assert b"<script" not in (tmp_path / "march.html").read_bytes()
    assert "none is planned" in ok("calendar", "2027-01").out
    for arguments in (("march",), ("2026-03", "--plan", "no.toml"), ("2026-03", "--show", "days", "-o", "x.html")):
        wrong = cli("calendar", *arguments)
        assert wrong.code == 2, wrong.err
        assert wrong.out == ""


JOB = '[target]\nplans = ["plans/{month}-*.toml"]\n'


def test_plans_of_the_monthly_job(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    _walked(ok, tmp_path)
    (tmp_path / "plans").mkdir()
    for month in ("2026-03", "2026-05"):
        text = PLAN.format(id=f"plan-{month}", starts=f"{month}-10", ends=f"{month}-12")
        (tmp_path / "plans" / f"{month}-portal.toml").write_text(text)
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "may.toml").write_text('month = "2026-05"\n' + JOB.replace("plans/", "../plans/"))

    def states(*arguments: str) -> dict[str, str]:
        rows = csv.DictReader(io.StringIO(ok("calendar", *arguments, "--format", "csv").out))
        return {row["campaign_id"]: row["state"] for row in rows}

    run = {"a": "run", "b": "run", "c": "run"}
    assert states("2026-03") == run
    assert states("--job", "jobs/may.toml") == {"plan-2026-05": "plan"}
    assert states("2026-03", "--job", "jobs/may.toml") == {**run, "plan-2026-03": "plan"}
    (tmp_path / "month.toml").write_text(f'month = "2026-12"\n{JOB}')
    assert states("2026-03", "--plan", "plans/2026-03-portal.toml") == {**run, "plan-2026-03": "plan"}
    assert states("2026-05") == {"plan-2026-05": "plan"}
    said = ok("calendar", "2026-04", "--format", "csv")  # what merely lies here stops nothing
    assert "plans of month.toml are not shown: month.toml: 'target.plans': no file plans/2026-04-*.toml" in said.err
    refused = cli("calendar", "--job", "month.toml")
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert "no file plans/2026-12-*.toml; make the plan or mend the name" in refused.err
    assert cli("calendar", "--job", "none.toml").code == 2
    with attitude.open(tmp_path / "attitude.duckdb") as w:
        assert w.calendar(job=tmp_path / "jobs" / "may.toml").campaigns["state"].to_list() == ["plan"]


def test_from_python(ok: Cli, tmp_path: Path) -> None:
    _walked(ok, tmp_path)
    with attitude.open() as w:
        assert w.calendar("2026-03", over=0).weeks["members_over"].to_list() == [1, 4, 2]
        assert w.calendar(date(2026, 3, 2)).month == w.calendar("2026-03").month


@pytest.mark.slow
def test_lists_to_come(ok: Cli, scored: Path) -> None:
    ok("target", "plan.toml")
    with attitude.open(scored) as w:
        draft = w.calendar("2026-12").campaigns
        assert draft["state"].to_list() == ["draft"]
        ok("approve", "2026-12-family-portal")
        planned = w.calendar("2026-12").campaigns
        assert planned["state"].to_list() == ["planned"]
        assert planned["contacts"].to_list() == draft["contacts"].to_list()
        assert w.calendar().month == date(2026, 12, 1)
