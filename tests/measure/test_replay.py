"""History under other caps: each member's contacts walked one by one give the same; what is lost, what was added."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest
from conftest import Cli, Load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import attitude
from attitude.database import Workspace
from attitude.errors import BadDataError, UsageError
from attitude.measure import measure
from attitude.plan import Sweep
from attitude.replay import ReplayResult, policy_of, read_policies, replay, replay_sweep

CAMPAIGNS = (
    "campaign_id,product,channel,starts_on,response_days,unit_cost",
    "a,portal,sms,2026-01-10,30,1",
    "b,portal,email,2026-01-12,30,0.5",
    "c,portal,call,2026-02-01,30,2",
)
CONTACTS = "member_id,campaign_id,contacted_at,is_control,responded,responded_at,value"
SINCE, UNTIL = date(2026, 1, 1), date(2026, 3, 31)


class Contact(NamedTuple):
    """One of a member: ``member`` 0 to 5, of whom 0 and 1, and 2, 3 and 4, live together."""

    at: datetime
    campaign: str
    channel: str
    member: int
    is_held: bool = False


HOMES = {0: "h1", 1: "h1", 2: "h2", 3: "h2", 4: "h2"}
Rules = dict[str, dict[str, Any]]


def walked(contacts: Sequence[Contact], rules: Rules, since: datetime) -> list[Contact]:
    """Walk the contacts in order, and give those that some rule has no room for."""
    kept: list[Contact] = []
    left_out: list[Contact] = []
    for one in sorted(contacts):
        full = False
        for channel, rule in rules.items():
            near = [k for k in kept if one.at - k.at < timedelta(days=rule["days"]) and channel in ("all", k.channel)]
            mine = [k for k in near if _counts_with(k, one, rule)]
            full |= channel in ("all", one.channel) and len(mine) >= rule["max"]
        (left_out if full and one.at >= since else kept).append(one)
    return left_out


def _home(member: int) -> object:
    return HOMES.get(member, member)


drawn_rules = st.dictionaries(
    st.sampled_from(["all", "sms", "email"]),
    st.fixed_dictionaries(
        {
            "max": st.integers(0, 3),
            "days": st.sampled_from([1, 2, 7, 20]),
            "per": st.sampled_from(["household", "member"]),
        }
    ),
    min_size=1,
)
drawn_contacts = st.lists(
    st.builds(
        Contact,
        st.integers(0, 60).map(lambda days: datetime(2025, 12, 20) + timedelta(hours=18 * days)),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["sms", "email", "call"]),
        st.integers(0, 7),
        st.sampled_from([False, False, False, True]),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda one: (one.at, one.campaign, one.channel, one.member),
).map(lambda contacts: [one for one in contacts if one.is_held == _arm(contacts, one)])


def _arm(contacts: Sequence[Contact], one: Contact) -> bool:
    """Tell whether a member is held out of a campaign: by the first there is, for nobody is in both arms."""
    return next(k.is_held for k in contacts if (k.member, k.campaign) == (one.member, one.campaign))


def _loaded(folder: Path, contacts: Sequence[Contact]) -> Path:
    from attitude.api import create

    folder.mkdir(parents=True)
    write = {
        "members": ["member_id,household_id", *(f"m{one},{HOMES.get(one, '')}" for one in range(8))],
        "campaigns": [CAMPAIGNS[0], *(line.replace("01-10", "01-01") for line in CAMPAIGNS[1:])],
        "contacts": [
            "member_id,campaign_id,channel,contacted_at,is_control",
            *(f"m9,a,{channel},2025-01-01,false" for channel in ("sms", "email")),  # each is known
            "m9,a,call,2026-01-01,false",
            *(f"m{k.member},{k.campaign},{k.channel},{k.at:%Y-%m-%d %H:%M},{k.is_held}" for k in contacts),
        ],
    }
    with create(folder / "attitude.duckdb") as session:
        for kind, lines in write.items():
            (folder / f"{kind}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
            session.load(kind, folder / f"{kind}.csv")
    return folder / "attitude.duckdb"


@pytest.fixture(scope="module")
def empty() -> Iterator[Workspace]:
    with Workspace(None) as workspace:
        workspace.make_tables()
        yield workspace


def _left_out(workspace: Workspace, contacts: Sequence[Contact], rules: Rules, since: datetime) -> list[Contact]:
    """Give what the query leaves out, in two parts of the units, of rows in any order."""
    names = sorted({(one.campaign, one.channel) for one in contacts})
    bits = {way: sum(1 << at for at, to in enumerate(rules) if to in ("all", way[1])) for way in names}
    homes = {one: min(k for k in range(8) if _home(k) == _home(one)) for one in range(8)}
    per_home = any(rule["per"] == "household" for rule in rules.values())
    tables = {
        "caps": [
            {"cap": at + 1, "bit": 1 << at, "most": rule["max"], "days": rule["days"], "per": rule["per"]}
            for at, rule in enumerate(rules.values())
        ],
        "ways": [{"way": at + 1, "bits": bits[way]} for at, way in enumerate(names)],
        "touches": [
            {
                "touch": at,
                "unit": homes[one.member] if per_home else one.member,
                "person": one.member if per_home else 1,
                "way": names.index((one.campaign, one.channel)) + 1,
                "clock_at": one.at,
                "is_given": one.at < since,
                "is_held": one.is_held,
                "cost": 1,
                "treatment_code": "",
            }
            for at, one in enumerate(contacts)
        ],
    }
    with workspace.act():
        for name, rows in tables.items():
            workspace.define(f"create or replace temp table {name} as {_values(rows)}")
        workspace.run("replay/capped")
        for part in (0, 1):
            workspace.run("replay/walk", part=part, parts=2)
        return sorted(contacts[touch] for (touch,) in workspace.rows("select touch from capped"))


def _values(rows: Sequence[dict[str, Any]]) -> str:
    literals = [", ".join(_literal(value) for value in row.values()) for row in rows]
    return f"from (values {', '.join(f'({one})' for one in literals)}) as t ({', '.join(rows[0])})"


def _literal(value: object) -> str:
    if isinstance(value, datetime):
        return f"timestamp '{value}'"
    return f"'{value}'" if isinstance(value, str) else str(value).lower()


@given(drawn_contacts, drawn_rules)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.slow
def test_each_member_walked(empty: Workspace, contacts: list[Contact], rules: Rules) -> None:
    """The query leaves out what a walk by hand does, in whatever order rows come; what is left in keeps the caps."""
    since = datetime(2026, 1, 1)
    wanted = walked(contacts, rules, since)
    assert _left_out(empty, contacts, rules, since) == sorted(wanted)
    assert _left_out(empty, list(reversed(contacts)), rules, since) == sorted(wanted)
    kept = sorted(set(contacts) - set(wanted))
    for at, one in enumerate(kept):
        for channel, rule in rules.items():
            if one.at >= since and channel in ("all", one.channel):
                before = [k for k in kept[: at + 1] if one.at - k.at < timedelta(days=rule["days"])]
                assert (
                    len([k for k in before if channel in ("all", k.channel) and _counts_with(k, one, rule)])
                    <= (rule["max"])
                )


def _counts_with(one: Contact, other: Contact, rule: dict[str, Any]) -> bool:
    return one.member == other.member or (rule["per"] == "household" and _home(one.member) == _home(other.member))


@pytest.mark.slow
@given(drawn_contacts, drawn_rules)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_loaded_and_walked(tmp_path_factory: pytest.TempPathFactory, contacts: list[Contact], rules: Rules) -> None:
    """From files to figures it is the same."""
    since = datetime(2026, 1, 1)
    alone = Contact(since, "a", "call", 9)
    wanted = walked([*contacts, alone], rules, since)
    result = _replayed(_loaded(tmp_path_factory.mktemp("walk") / "w", contacts), rules)
    assert _counts(result.months, "left_out") == _by(wanted, lambda one: f"{one.at:%Y-%m}")
    assert _counts(result.channels, "left_out") == _by(wanted, lambda one: one.channel)
    assert _counts(result.campaigns, "left_out") == _by(wanted, lambda one: one.campaign)


def _replayed(database: Path, rules: Rules) -> ReplayResult:
    with Workspace(database, read_only=True) as workspace:
        return replay(workspace, policy_of(rules), SINCE, UNTIL)


def _by(contacts: Sequence[Contact], name: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in contacts:
        if not one.is_held:
            counts[name(one)] = counts.get(name(one), 0) + 1
    return counts


def _counts(table: pl.DataFrame, column: str) -> dict[str, int]:
    return {name: count for name, count in table.slice(1).select(table.columns[0], column).iter_rows() if count}


def row(table: pl.DataFrame, name: str = "all") -> dict[str, Any]:
    return table.filter(table[table.columns[0]] == name).row(0, named=True)


@pytest.fixture
def arms(workspace: Workspace, load: Load) -> Workspace:
    """Two campaigns of 300 with a third held out, answers of both arms, in one week; a third of each is in both."""
    load("campaigns", *CAMPAIGNS)
    lines = []
    for name, start, day, rates in (("a", 0, 10, (60, 12)), ("b", 200, 12, (30, 15))):
        for at in range(300):
            held = at % 3 == 0
            answered = at // 3 < rates[held] / (1 if held else 2)
            when = f"2026-01-{day + 3}" if answered else ""
            lines.append(f"m{start + at:03},{name},2026-01-{day},{held},{answered},{when},{5 if answered else ''}")
    load("contacts", CONTACTS, *lines)
    return workspace


def test_without_any_contact_all_is_lost(arms: Workspace) -> None:
    """Caps of none leave everyone in peace: what is lost is what `measure` says that the campaigns brought."""
    found = replay(arms, policy_of({"all": {"max": 0, "days": 1}}), SINCE, UNTIL)
    for campaign in ("a", "b"):
        lift = measure(arms, campaign).table.row(0, named=True)
        lost = row(found.campaigns, campaign)
        assert (lost["contacts"], lost["left_out"], lost["unknown"]) == (lift["treated"], lift["treated"], 0)
        assert (lost["saved"], lost["value_lost"]) == (lift["cost"], lift["value"])
        assert (lost["answers"], lost["answers_lost"], lost["answers_kept"]) == (lift["answers"], lift["answers"], 0)
        for mine, theirs in (("added_lost", "incremental"), ("added_value_lost", "value")):
            figure = f"{theirs}_responses" if theirs == "incremental" else "incremental_value"
            wanted = [lift[figure], lift[f"{theirs}_low"], lift[f"{theirs}_high"]]
            assert [lost[f"{mine}{end}"] for end in ("", "_low", "_high")] == pytest.approx(wanted, rel=1e-9)
    whole = row(found.months)
    assert whole["added_lost"] == pytest.approx(found.campaigns["added_lost"].slice(1).sum())
    assert whole["added_lost_low"] < whole["added_lost"] < whole["added_lost_high"]
    assert row(found.channels, "sms")["added_lost"] == pytest.approx(row(found.campaigns, "a")["added_lost"])


@pytest.mark.slow
def test_what_is_added_is_of_those_left_in_peace(workspace: Workspace, load: Load) -> None:
    """Members who are contacted often are moved little, as planted: the lift of all would tell far too much of them."""
    draw = random.Random(1)
    members = [(f"m{at}", at % 5 < 2, draw.uniform(0.02, 0.1)) for at in range(1500)]
    lines: list[str] = []
    planted, latest = 0.0, dict[str, date]()
    days = [date(2026, 1, 5) + timedelta(days=20 * at) for at in range(5)]
    for number, day in enumerate(days):
        for member, is_busy, base in members:
            if draw.random() > (0.9 if is_busy else 0.15):
                continue
            is_held, added = draw.random() < 0.3, 0.02 if is_busy else 0.4
            answered = draw.random() < base + (0 if is_held else added)
            if (day - latest.get(member, date.min)).days >= 25:
                latest[member] = day
            elif not is_held:
                planted += added
            lines.append(f"{member},c{number},{day},{is_held},{answered},{day if answered else ''},1")
    load("campaigns", CAMPAIGNS[0], *(f"c{number},portal,sms,{day},10,1" for number, day in enumerate(days)))
    load("contacts", CONTACTS, *lines, "last,c4,2026-06-20,false,false,,")
    found = row(replay(workspace, policy_of({"all": {"max": 1, "days": 25}}), days[0], date(2026, 6, 1)).months)
    assert found["added_lost_low"] < planted < found["added_lost_high"]
    lifts = [measure(workspace, f"c{number}").table.row(0, named=True) for number in range(5)]
    of_all = sum(one["incremental_responses"] for one in lifts) / sum(one["treated"] for one in lifts)
    assert of_all * found["left_out"] > found["added_lost_high"]


@pytest.mark.slow
def test_caps_as_they_were_lose_nothing(arms: Workspace) -> None:
    found = replay(arms, policy_of({"all": {"max": 2, "days": 30}, "sms": {"max": 1, "days": 365}}), SINCE, UNTIL)
    for table in (found.months, found.channels, found.campaigns):
        for name in ("left_out", "saved", "answers_lost", "value_lost", "added_lost", "added_value_lost", "unknown"):
            assert table[name].to_list() == [0] * table.height
    assert found.members.rows() == [(0, 367, 400, 0)]
    assert found.notes == ("these caps leave no contact out: there was never one too many",)


@pytest.mark.slow
def test_those_of_both_campaigns_are_left_in_peace(arms: Workspace) -> None:
    """The later of two is left out, of those held out of the first as of those contacted."""
    found = replay(arms, policy_of({"all": {"max": 1, "days": 7, "per": "member"}}), SINCE, UNTIL)
    second = row(found.campaigns, "b")
    contacted = [at for at in range(100) if at % 3]
    assert second["left_out"] == len(contacted) == 66
    assert row(found.campaigns, "a")["left_out"] == 0
    assert second["answers_lost"] == sum(at // 3 < 15 for at in contacted)
    held = [at for at in range(100) if at % 3 == 0]
    share = sum(at // 3 < 15 for at in held) / len(held)
    assert second["added_lost"] == pytest.approx(second["answers_lost"] - share * len(contacted))
    assert found.members.rows() == [(1, 66, 99, 66), (0, 301, 301, 0)]  # half of them were held out of the first
    assert found.rules.row(0, named=True) == {
        "cap": 1,
        "family": "all",
        "most": 1,
        "days": 7,
        "per": "member",
        "left_out": 66,
        "left_out_alone": 66,
    }


@pytest.mark.slow
def test_without_a_holdout_nothing_added_is_known(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS)
    load("contacts", CONTACTS, "1,a,2026-01-10,false,true,2026-01-11,5", "1,b,2026-01-12,false,true,2026-01-13,5")
    found = replay(workspace, policy_of({"all": {"max": 1, "days": 7}}), SINCE, UNTIL)
    whole = row(found.months)
    assert (whole["answers_lost"], whole["added_lost"], whole["added_lost_low"], whole["unknown"]) == (1, None, None, 1)
    assert "not known of any contact left out" in found.notes[-1]


@pytest.mark.slow
def test_another_contact_of_the_campaign_keeps_the_answer(workspace: Workspace, load: Load) -> None:
    """A reminder is left out: who answers after it still fits the first; who had no other by then is lost."""
    load("campaigns", *CAMPAIGNS)
    load(
        "contacts",
        "member_id,campaign_id,contacted_at,treatment_code",
        "1,a,2026-01-10,K1",
        "1,a,2026-01-15,K2",  # the reminder
        "2,b,2026-01-09,",
        "2,a,2026-01-10,K3",  # left out, and answered before the reminder
        "2,a,2026-01-20,K4",
        "3,a,2026-01-10,K5",
        "3,a,2026-01-15,K6",  # left out, and its own code came back
    )
    load(
        "responses",
        "member_id,campaign_id,treatment_code,responded_at,value",
        *("1,a,,2026-01-16,7", "2,a,,2026-01-12,7", "3,,K6,2026-01-16,9"),
    )
    found = replay(workspace, policy_of({"all": {"max": 1, "days": 7}}), SINCE, UNTIL)
    told = row(found.campaigns, "a")
    assert (told["left_out"], told["answers"], told["answers_lost"], told["answers_kept"]) == (3, 3, 2, 1)
    assert told["value_lost"] == 16


@pytest.mark.slow
def test_what_was_before_counts_and_stays(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGNS)
    before = ("1,a,2025-12-30", "1,b,2025-12-31")
    load(
        "contacts", "member_id,campaign_id,contacted_at", *before, "1,a,2026-01-05", "1,c,2026-01-08", "1,c,2026-01-20"
    )
    found = replay(workspace, policy_of({"all": {"max": 1, "days": 9}}), SINCE, UNTIL)
    assert found.months.select("month", "contacts", "left_out").rows() == [("all", 3, 2), ("2026-01", 3, 2)]
    found = replay(workspace, policy_of({"all": {"max": 1, "days": 3660}}), date(1, 1, 1), UNTIL)
    assert found.months.select("month", "left_out").rows() == [("all", 4), ("2025-12", 1), ("2026-01", 3)]
    assert any(words.startswith("answers may still come of 3 of the campaigns") for words in found.notes)


@pytest.mark.slow
def test_windows_are_of_the_members_own_clock(workspace: Workspace, load: Load) -> None:
    """A week to the hour in New York, where the clocks went forward, is an hour less of the files' time."""
    load("campaigns", *CAMPAIGNS)
    load("members", "member_id,timezone", "1,America/New_York", "2,Asia/Shanghai")
    load(
        "contacts",
        "member_id,campaign_id,contacted_at",
        *(f"{who},{what}" for who in (1, 2) for what in ("a,2026-03-05 15:00", "b,2026-03-12 14:00")),
    )
    policy = policy_of({"all": {"max": 1, "days": 7}})
    assert row(replay(workspace, policy, SINCE, UNTIL).months)["left_out"] == 2
    assert row(replay(workspace, policy, SINCE, UNTIL, clock="UTC").months)["left_out"] == 1


def test_what_is_not_known_is_said(workspace: Workspace, load: Load) -> None:
    load("campaigns", "campaign_id,channel,starts_on", "a,sms,2026-01-10", "b,,")
    load("contacts", "member_id,campaign_id,contacted_at", "1,a,2026-01-10", "1,a,2026-01-11", "1,b,")
    found = replay(workspace, policy_of({"sms": {"max": 1, "days": 7}}), SINCE, UNTIL)
    assert row(found.months)["saved"] is None
    said = " ".join(found.notes)
    assert "no day is known of 1 contacts" in said
    assert "no cost is known of 1 of those left out" in said
    assert "may answer the next contact more readily" in said


@pytest.mark.slow
def test_a_list_handed_over_counts(scored: Path, ok: Cli, tmp_path: Path) -> None:
    """Of a list whose contacts no file tells, its own count, and its controls go along."""
    listed = ok("target", "plan.toml", "--format", "csv")
    assert listed.err
    ok("approve", "2026-12-family-portal")
    found = _replayed_in(scored, {"all": {"max": 0, "days": 1}}, date(2026, 12, 1))
    with Workspace(scored, read_only=True) as workspace:
        (treated,) = workspace.row("select count(*) from planned_contacts")
    assert row(found.campaigns, "2026-12-family-portal")["left_out"] == treated > 0
    assert any(f"of {treated:,} of those left out a list tells alone" in words for words in found.notes)


def _replayed_in(database: Path, rules: Rules, since: date) -> ReplayResult:
    with Workspace(database, read_only=True) as workspace:
        return replay(workspace, policy_of(rules), since, since)


@pytest.mark.slow
def test_a_sweep_is_one_after_the_other(arms: Workspace) -> None:
    policies = [(most, policy_of({"all": {"max": most, "days": 7, "per": "member"}})) for most in (0, 1, 2)]
    swept = replay_sweep(arms, "all.max", policies, SINCE, UNTIL)
    assert swept.table["all.max"].to_list() == [0, 1, 2]
    for (_, policy), found in zip(policies, swept.table.iter_rows(named=True), strict=True):
        alone = replay(arms, policy, SINCE, UNTIL)
        wanted = row(alone.months)
        assert {name: found[name] for name in wanted if name != "month"} == {
            name: value for name, value in wanted.items() if name != "month"
        }
        assert found["members"] == sum(n for spared, n, *_ in alone.members.rows() if spared)


@pytest.mark.slow
def test_a_walk_as_a_user(scored: Path, ok: Cli, tmp_path: Path) -> None:
    """The page for a person, each part as data, a sweep; Python gives the same, and the workspace stays as it is."""
    (tmp_path / "caps.toml").write_text(
        '[policy]\nSMS = { max = 2, days = 30 }\nall = { max = 1, days = 31, per = "member" }\n', encoding="utf-8"
    )
    before = scored.read_bytes()
    page = ok("replay", "caps.toml", "--since", "2026-06", "--until", "2026-11")
    assert "Contacts from 2026-06 to 2026-11 gone through under other caps\n" in page.err
    assert "all: at most 1 in 31 days, of each member: no room for" in page.err
    assert all(len(line) <= 80 for line in page.out.splitlines())
    for part in ("months", "channels", "campaigns", "members", "rules"):
        told = ok("replay", "caps.toml", "--since", "2026-06", "--until", "2026-11", "--show", part, "--format", "csv")
        with attitude.open() as w:
            frame = getattr(w.replay("caps.toml", date(2026, 6, 1), date(2026, 11, 1)), part)
        assert told.out == frame.write_csv()
    head = "month,contacts,left_out,share,cost,saved,answers,answers_lost,answers_kept,value_lost,added_lost,"
    told = ok("replay", "caps.toml", "--since", "2026-06", "--format", "csv")
    assert told.out.startswith(head + "added_lost_low,added_lost_high,added_value_lost,added_value_lost_low,")
    swept = ok("replay", "caps.toml", "--since", "2026-06", "--sweep", "all.max=1:3:3", "--format", "csv")
    left_out = pl.read_csv(swept.out.encode())["left_out"].to_list()
    assert left_out == sorted(left_out, reverse=True)
    assert ok("replay", "caps.toml", "--since", "2026-06", "--sweep", "sms.days=7:21:2").out
    assert scored.read_bytes() == before


CAPS = "[policy]\nall = { max = 1, days = 7 }\n"
PLAN = '[campaign]\nid = "x"\n[[offer]]\nchannel = "sms"\n'


@pytest.mark.parametrize(
    ("text", "options", "code", "words"),
    [
        ("", [], 2, "no rule to go by; write [policy]"),
        ("[policies]\nall = { max = 1, days = 7 }\n", [], 2, "unknown key 'policies' (did you mean 'policy'?)"),
        (
            "[policy]\nall = { max = 1, days = 7, pre = 1 }\n",
            [],
            2,
            "unknown key 'policy.all.pre' (did you mean 'per'?)",
        ),
        ("[policy]\nall = { max = 1 }\n", [], 2, "'policy.all.days' is missing"),
        ("[policy]\nall = { max = 1.5, days = 7 }\n", [], 2, "'policy.all.max' = 1.5"),
        ("[policy]\nall = { max = 1, days = 0 }\n", [], 2, "'policy.all.days' = 0"),
        ("[policy]\nall = 1\n", [], 2, "must be a table"),
        (
            "[policy]\nsmss = { max = 1, days = 7 }\n",
            [],
            2,
            "policy.smss: nobody was contacted by 'smss' (did you mean 'sms'?)",
        ),
        (PLAN, [], 2, "no rule to go by"),
        (CAPS, ["--since", "2026-13"], 2, "2026-13"),
        (CAPS, ["--until", "0001-01"], 3, "contacts are known from 2024-12 to"),
        (CAPS, ["--since", "2027-05"], 2, "--since 2027-05 is after"),
        (
            CAPS,
            ["--since", "2026-05", "--until", "2026-04"],
            2,
            "is after --until",
        ),
        (CAPS, ["--until", "2020-04"], 3, "contacts are known from 2024-12 to"),
        (
            CAPS,
            ["--sweep", "all.most=1:4:4"],
            2,
            "no such figure (did you mean 'all.max'?)",
        ),
        (CAPS, ["--sweep", "all.max=1..4"], 2, "write KEY=FROM:TO:POINTS"),
        (CAPS, ["--sweep", "all.max=1.5:4:3"], 2, "caps are whole numbers"),
        (
            CAPS,
            ["--sweep", "all.max=1:4:4", "--show", "rules"],
            2,
            "leave out one",
        ),
    ],
)
def test_wrong_input_is_one_line(
    scored: Path, cli: Cli, tmp_path: Path, text: str, options: list[str], code: int, words: str
) -> None:
    (tmp_path / "caps.toml").write_text(text, encoding="utf-8")
    said = cli("replay", "caps.toml", *options)
    assert said.code == code
    assert words in said.err
    assert said.out == ""
    assert "Traceback" not in said.err


def test_no_file_and_no_contact(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml: no such file"):
        read_policies(tmp_path / "none.toml")
    with pytest.raises(UsageError, match="policy: no rule to go by"):
        policy_of({})
    with pytest.raises(BadDataError, match="no contact is loaded whose day is known"):
        replay(workspace, policy_of({"all": {"max": 1, "days": 7}}))
    with pytest.raises(BadDataError, match="'attitude load contacts FILE'"):
        replay(workspace, policy_of({"all": {"max": 1, "days": 7}}), SINCE, UNTIL)


def test_a_plan_will_do(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(f"{PLAN}[policy]\nall = {{ max = 3, days = 7 }}\n", encoding="utf-8")
    (policy,) = read_policies(tmp_path / "plan.toml")
    assert {name: (window.max, window.days, window.per) for name, window in policy.items()} == {
        "all": (3, 7, "household")
    }
    swept = read_policies(tmp_path / "plan.toml", Sweep("policy.all.max", (1, 2)))
    assert [policy["all"].max for policy in swept] == [1, 2]
