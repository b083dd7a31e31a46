"""Histories that nobody would wish for: each gives scores that are scores, or one plain line of what is missing."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from conftest import Cli, Said, some

from attitude.database import Workspace

Rows = list[dict[str, object]]
VIEWS = ("responsiveness", "attitudes", "attitude_history", "elements")


DAYS = {"one": "2026-01-10", "two": "2026-03-10", "three": "2026-06-10"}


class History:
    """A small, plain history of three campaigns, the last one open, for a case to make odd.

    There is just enough of it to learn from.
    """

    def __init__(self) -> None:
        self.members: Rows = [{"member_id": f"m{i}", "brand": "AB"[i % 2], "age": 20 + i % 40} for i in range(60)]
        self.campaigns: Rows = [
            {"campaign_id": name, "product": product, "starts_on": DAYS[name], "response_days": 20}
            for name, product in [("one", "music"), ("two", "data"), ("three", "music")]
        ]
        self.contacts = [row for name in DAYS for row in self.contacted(name)]
        self.responses = [
            row for name, every in [("one", 2), ("two", 2), ("three", 3)] for row in self.answered(name, every)
        ]
        self.settings = ""

    def contacted(self, campaign: str, members: Iterable[int] = range(60), on: str | None = None) -> Rows:
        day = on or DAYS[campaign]
        return [
            {
                "member_id": f"m{i}",
                "campaign_id": campaign,
                "contacted_at": f"{day} 10:00:00",
                "channel": CHANNELS[i // 3 % 2],
            }
            for i in members
        ]

    def answered(self, campaign: str, every: int = 1, on: str | None = None) -> Rows:
        day = on or DAYS[campaign][:8] + "12"
        return [
            {"member_id": f"m{i}", "campaign_id": campaign, "responded_at": f"{day} 1{i % 10}:30:00"}
            for i in range(0, 60, every)
        ]

    def only(self, *campaigns: str) -> None:
        for name in ("campaigns", "contacts", "responses"):
            setattr(self, name, [row for row in getattr(self, name) if row["campaign_id"] in campaigns])

    def with_attribute(self, name: str, value: Callable[[int], object]) -> History:
        self.members = [{**row, name: value(i)} for i, row in enumerate(self.members)]
        return self

    def with_settings(self, line: str) -> History:
        self.settings = f"[score]\n{line}\n"
        return self

    def with_contacts(self, **changes: object) -> History:
        self.contacts = [{**row, **changes} for row in self.contacts]
        return self

    def write(self, folder: Path) -> None:
        for kind in ("members", "campaigns", "contacts", "responses"):
            rows = getattr(self, kind)
            if rows:
                with (folder / f"{kind}.csv").open("w", newline="", encoding="utf-8") as file:
                    writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)), restval="")
                    writer.writeheader()
                    writer.writerows(rows)
        if self.settings:
            (folder / "attitude.toml").write_text(self.settings, encoding="utf-8")


CHANNELS = ("sms", "email")
ODD: dict[str, Callable[[History], object]] = {}
UNKNOWN: dict[str, Callable[[History], object]] = {}


def odd(made: Callable[[History], object]) -> Callable[[History], object]:
    """Note a history that gives scores."""
    ODD[made.__name__] = made
    return made


def unknown(made: Callable[[History], object]) -> Callable[[History], object]:
    """Note a history of which nothing can be known."""
    UNKNOWN[made.__name__] = made
    return made


# What happened


@odd
def no_answers(h: History) -> None:
    h.responses = []


@odd
def one_campaign_without_answers(h: History) -> None:
    h.responses = h.answered("one", 2)


@odd
def everyone_answered(h: History) -> None:
    h.responses = [row for name in DAYS for row in h.answered(name)]


@odd
def one_campaign(h: History) -> None:
    h.only("one")


@odd
def one_contact(h: History) -> None:
    h.contacts, h.responses = h.contacts[:1], []


@odd
def one_contact_answered(h: History) -> None:
    h.contacts, h.responses = h.contacts[:1], h.responses[:1]


@odd
def one_contact_in_the_second_campaign(h: History) -> None:
    h.only("one", "two")
    h.contacts = h.contacts[:61]


@odd
def contacted_twice_in_a_second(h: History) -> None:
    h.contacts += [{**row, "treatment_code": "again"} for row in h.contacts]


@odd
def contacted_twice_in_a_second_by_other_channels(h: History) -> None:
    h.contacts += [{**row, "channel": "call"} for row in h.contacts]


@odd
def the_same_contact_twice(h: History) -> None:
    h.contacts *= 2


@odd
def contacted_every_day(h: History) -> None:
    for day in range(1, 29):
        h.contacts += h.contacted("one", range(5), f"2026-02-{day:02}")


@odd
def answers_before_the_contact(h: History) -> None:
    h.responses = h.answered("one", on="2025-12-01") + h.answered("two", on="2026-03-09")


@odd
def answers_long_after_the_contact(h: History) -> None:
    h.responses = h.answered("one", on="2029-12-01")


@odd
def days_ahead(h: History) -> None:
    h.contacts += h.contacted("two", on="2092-05-05")
    h.responses += h.answered("two", 2, "2092-05-06")


@odd
def days_centuries_apart(h: History) -> None:
    h.contacts += h.contacted("one", range(9), "1971-01-01") + h.contacted("two", range(9), "2199-12-31")


@odd
def an_element_seen_once(h: History) -> None:
    h.contacts[0]["channel"] = "pigeon"


@odd
def no_elements(h: History) -> None:
    h.campaigns = []
    h.with_contacts(channel="")


@odd
def windows_of_no_days(h: History) -> None:
    h.campaigns = [{**row, "response_days": 0} for row in h.campaigns]


@odd
def windows_of_ten_years(h: History) -> None:
    h.campaigns = [{**row, "response_days": 3650} for row in h.campaigns]


@odd
def answers_of_people_who_were_never_contacted(h: History) -> None:
    h.responses = [{**row, "member_id": f"x{i}"} for i, row in enumerate(h.responses)]


@odd
def no_members_file(h: History) -> None:
    h.members = []


@odd
def contacts_of_people_who_are_no_members(h: History) -> None:
    h.contacts = [{**row, "member_id": f"x{i % 60}"} for i, row in enumerate(h.contacts)]


@odd
def members_who_join_after_all(h: History) -> None:
    h.with_attribute("joined_on", lambda i: "2099-01-01" if i > 9 else "")


@odd
def a_campaign_all_of_controls(h: History) -> None:
    h.contacts = [{**row, "is_control": row["campaign_id"] == "one"} for row in h.contacts]


@odd
def a_campaign_that_never_arrived(h: History) -> None:
    h.contacts = [{**row, "delivered": row["campaign_id"] != "two"} for row in h.contacts]


@odd
def some_contacts_without_any_day(h: History) -> None:
    h.campaigns = []
    h.contacts = [{**row, "contacted_at": row["contacted_at"] if i % 2 else ""} for i, row in enumerate(h.contacts)]


@unknown
def only_answers(h: History) -> None:
    h.contacts = []


@unknown
def only_members(h: History) -> None:
    h.campaigns = h.contacts = h.responses = []


@unknown
def all_were_controls(h: History) -> None:
    h.with_contacts(is_control="yes")


@unknown
def nothing_arrived(h: History) -> None:
    h.with_contacts(delivered="no")


@unknown
def contacts_without_any_day(h: History) -> None:
    h.campaigns, h.responses = [], []
    h.with_contacts(contacted_at="")


@unknown
def contacts_without_any_day_but_answers(h: History) -> None:
    h.campaigns = []
    h.with_contacts(contacted_at="")


# What members are like


@odd
def no_such_timezone(h: History) -> None:
    h.with_attribute("timezone", lambda i: ("Mars/Olympus", "UTC+8", "-", "Asia/Tokyo", "")[i % 5])
    h.settings = '[send]\ntimezone = "Asia/Shanghai"\n'


@odd
def attributes_all_missing(h: History) -> None:
    h.with_attribute("brand", lambda _: "").with_attribute("age", lambda _: "")


@odd
def attributes_all_missing_that_settings_name(h: History) -> None:
    h.with_attribute("brand", lambda _: "").with_settings('attributes = ["brand"]')


@odd
def an_attribute_of_1000_values(h: History) -> None:
    h.members = [{"member_id": f"m{i}", "name": f"name {i}"} for i in range(1000)]


@odd
def an_attribute_of_one_value(h: History) -> None:
    h.with_attribute("brand", lambda _: "A").with_attribute("age", lambda _: 33)


# Some 60 members each; all at once, by the settings or without them.
VALUES: dict[str, Callable[[int], object]] = {
    "one_value_and_missing": lambda i: "A" if i % 2 else "",
    "huge": lambda i: f"{i}e{300 if i % 2 else -300}",
    "beyond_all_bounds": lambda i: f"{i + 1}e400",
    "infinite": lambda i: ("inf", "-inf", "infinity", "")[i % 4] if i < 55 else str(i),
    "infinite_deciles": lambda i: "inf" if i % 3 == 0 else str(i),
    "none": lambda i: "nan" if i % 3 == 0 else str(i),
    "none_in_capitals": lambda i: "NaN" if i % 3 == 0 else f"{i}.5",
    "negative": lambda i: -i * 1000.25,
    "long_whole_numbers": lambda i: 8986012345678901234 + i,
    "days": lambda i: f"19{40 + i}-02-{1 + i % 28:02}",
    "few_days": lambda i: f"2025-0{1 + i % 3}-01",
    "moments": lambda i: f"2025-01-{1 + i % 28:02} 12:{i:02}:01",
    "flags": lambda i: ("true", "false", "", "yes")[i % 4],
    "many_letters": lambda i: ("it's", 'a "word"', "x" * 5000, "半角 ; -- $1")[i % 4],
    "differ_in_case": lambda i: ("a", "A", "á", "a ", " a")[i % 5],
}


@odd
def every_kind_of_value(h: History) -> None:
    for name, value in VALUES.items():
        h.with_attribute(name, value)


@odd
def every_kind_of_value_that_settings_name(h: History) -> None:
    every_kind_of_value(h)
    h.with_settings(f"attributes = {list(VALUES)}")


@odd
def a_day_that_settings_name(h: History) -> None:
    h.with_attribute("born_on", VALUES["days"]).with_settings('attributes = ["born_on"]')


@odd
def an_attribute_of_300_values_that_settings_name(h: History) -> None:
    h.members = [{"member_id": f"m{i}", "name": f"name {i}"} for i in range(300)]
    h.with_settings('attributes = ["name"]')


@odd
def no_attributes_by_the_settings(h: History) -> None:
    h.with_settings("attributes = []")


NAMES = [
    ("code", "attribute", "value", "weight", "log_ratio", "attribute_weight", "is_one", "attribute_leaning"),
    (
        "log_lookalike",
        "ratio",
        "segment",
        "score",
        "contacts",
        "text",
        "amount",
        "draw",
        "rate",
        "kappa",
        "alpha",
    ),
    ("select", 'a "word"', "it's", "r_own", "e_own", "r", "e", "member", "member_id_2", "level", "lookalike"),
    ("answered", "expected", "_answered", "_expected", "count_rows", "joined", "c0", "v"),
]


# histories with a near relative among the others, which is looked at each time
KIN = {
    "one_campaign_without_answers",
    "one_contact",
    "one_contact_in_the_second_campaign",
    "contacted_twice_in_a_second",
    "the_same_contact_twice",
    "answers_long_after_the_contact",
    "windows_of_ten_years",
    "contacts_of_people_who_are_no_members",
    "a_campaign_that_never_arrived",
    "attributes_all_missing",
    "an_attribute_of_1000_values",
    "an_attribute_of_one_value",
    "every_kind_of_value",
    "a_day_that_settings_name",
    "an_attribute_of_300_values_that_settings_name",
    "attributes_all_missing_that_settings_name",
    "no_such_timezone",
    "contacted_twice_in_a_second_by_other_channels",
    "some_contacts_without_any_day",
    "members_who_join_after_all",
    "days_ahead",
    "one_contact_answered",
    "an_element_seen_once",
    "windows_of_no_days",
    "a_campaign_all_of_controls",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.long if name in KIN else ()) for name in ODD])
def test_odd_histories_give_scores(cli: Cli, tmp_path: Path, name: str) -> None:
    history = History()
    ODD[name](history)
    scored(cli, tmp_path, history)
    assert not problems(tmp_path), problems(tmp_path)
    counts_work(cli)


@pytest.mark.long
@pytest.mark.parametrize("name", ODD)
def test_odd_histories_are_replayed(cli: Cli, tmp_path: Path, name: str) -> None:
    history = History()
    ODD[name](history)
    scored(cli, tmp_path, history)
    rest_works(cli)


@pytest.mark.parametrize("name", some(UNKNOWN, "nothing_arrived", "contacts_without_any_day_but_answers"))
def test_where_nothing_is_known_one_line_says_so(cli: Cli, tmp_path: Path, name: str) -> None:
    history = History()
    UNKNOWN[name](history)
    history.write(tmp_path)
    assert cli("init").code == 0
    assert cli("load", ".").code == 0
    said_in_one_line(cli("score"))
    rest_works(cli)


@pytest.mark.long
def test_no_name_of_an_attribute_is_in_the_way(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scores are those of the same attributes under plain names."""
    names, found = [name for some in NAMES for name in some], []
    for part, told in (("odd", names), ("plain", [f"plain_{at}" for at in range(len(names))])):
        history = History()
        history.members = [
            {"member_id": f"m{i}", **{name: f"v{i // (at + 1) % 3}" for at, name in enumerate(told)}} for i in range(60)
        ]
        (tmp_path / part).mkdir()
        monkeypatch.chdir(tmp_path / part)
        scored(cli, tmp_path / part, history)
        assert not problems(tmp_path / part)
        with Workspace(tmp_path / part / "attitude.duckdb", read_only=True) as workspace:
            found.append(workspace.rows("select member_id, score from responsiveness order by all"))
    assert dict(found[0]) == pytest.approx(dict(found[1]), abs=0.01)


def scored(cli: Cli, folder: Path, history: History) -> None:
    history.write(folder)
    for command in (("init",), ("load", "."), ("score",)):
        said = cli(*command)
        assert said.code == 0, (command, said.err)


def rest_works(cli: Cli) -> None:
    counts_work(cli)
    said = cli("backtest", "--last", "2")
    if said.code != 0:
        said_in_one_line(said)


def counts_work(cli: Cli) -> None:
    said = cli("status")
    assert said.code == 0, said.err
    counts = ", ".join(f"(select count(*) from {view}) as {view}" for view in VIEWS)
    said = cli("query", f"select {counts}", "--format", "csv")
    assert said.code == 0, said.err


def said_in_one_line(said: Said) -> None:
    assert said.code == 3, (said.code, said.err)
    assert [line.startswith("error: ") for line in said.err.splitlines()].count(True) == 1, said.err
    assert "Traceback" not in said.err


def problems(folder: Path) -> list[tuple[object, ...]]:
    """List scores that are none, and figures that no one can read."""
    checks = {
        "responsiveness": "coalesce(not isfinite(evidence) or evidence < 0, true) or level is null "
        "or best_hour not between 0 and 23 or best_weekday not between 1 and 7",
        "attitudes": "coalesce(not isfinite(evidence) or evidence < 0, true) or not isfinite(trend) "
        "or trend not between -100 and 100 or contacts < 1 or responses > contacts",
        "attitude_history": "coalesce(not isfinite(expected), true) or contacts < 1 or responses > contacts",
        "elements": "coalesce(not (ratio_low <= ratio and ratio <= ratio_high and ratio_low >= 0), true)",
    }
    with Workspace(folder / "attitude.duckdb", read_only=True) as workspace:
        found: list[tuple[object, ...]] = []
        for view, is_bad in checks.items():
            bad = f"coalesce(not isfinite(score) or score not between 0 and 100, true) or {is_bad}"
            found += [(view, *row) for row in workspace.rows(f"select * from {view} where {bad} limit 2")]
        if workspace.row("select count(*) from responsiveness") == (0,):
            found.append(("nobody has a score",))
    return found
