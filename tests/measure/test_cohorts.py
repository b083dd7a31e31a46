"""What was foreseen of members beside what they brought since, by the year they joined: a world worked out by hand."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from conftest import Cli

SETTINGS = """\
[value]
margin = 0.5
contact_costs = { sms = 0.3 }
tiers_from = { gold = 15, lead = 0 }
"""
# revenue a month, and in how many months from January 2024 on
LIVES = {"a": (20, 24), "b": (20, 24), "c": (10, 24), "d": (10, 12), "e": (10, 24)}
JOINED = {"a": "2020-01-01", "b": "2020-06-01", "c": "2021-01-01", "d": "2021-01-01"}


def given(folder: Path, ok: Cli, months: int = 24) -> None:
    usage = [
        f"{member},{2024 + at // 12}-{at % 12 + 1:02},voice,{revenue}"
        for member, (revenue, last) in LIVES.items()
        for at in range(min(last, months))
    ]
    members = [f"{member},{JOINED.get(member, '')}" for member in LIVES]
    contacts = ["c,c1,2025-03-03,sms", "a,c2,2023-03-03,sms"]  # the second is long over
    (folder / "usage.csv").write_text("\n".join(["member_id,month,product,revenue", *usage]))
    (folder / "members.csv").write_text("\n".join(["member_id,joined_on", *members]))
    (folder / "contacts.csv").write_text("\n".join(["member_id,campaign_id,contacted_at,channel", *contacts]))
    ok("init")
    (folder / "attitude.toml").write_text(SETTINGS)
    for kind in ("members", "usage", "contacts"):
        ok("load", kind, f"{kind}.csv")


def told(ok: Cli, *more: str) -> dict[tuple[str, str], dict[str, str]]:
    rows = csv.DictReader(StringIO(ok("value", "--show", "cohorts", *more, "--format", "csv").out))
    return {(row["year"], row["joined"]): row for row in rows}


def test_five_members_by_hand(ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok)
    found = told(ok)
    figures = ("members", "active", "foreseen", "came", "ratio")
    # nobody had moved yet: a year of half of 20, or of 10; d left, and one contact of c cost 0.3
    assert {joined: [float(row[name]) for name in figures] for (_, joined), row in found.items()} == {
        "2020": [2, 1, 120, 120, 1],
        "2021": [2, 0.5, 60, 29.85, pytest.approx(0.4975)],
        "unknown": [1, 1, 60, 60, 1],
        "all": [5, 0.8, 84, pytest.approx((240 + 59.7 + 60) / 5), pytest.approx(359.7 / 420)],
    }
    assert list(found)[-1] == ("1", "all")
    spread = 1.96 * 59.7 / 2 / 2**0.5 * 2**0.5
    assert float(found["1", "2021"]["came_high"]) == pytest.approx(29.85 + spread)
    said = ok("value", "--show", "cohorts").err
    assert said.startswith("note: per member, foreseen at the end of 2024-12 beside what came up to 2025-12: margin, ")


def test_from_another_month_and_in_parts(ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok)
    found = told(ok, "--month", "2025-06")
    assert {row["months"] for row in found.values()} == {"6"}
    assert float(found["1", "2020"]["came"]) == float(found["1", "2020"]["foreseen"]) == 60


@pytest.mark.parametrize(
    ("months", "more", "words"),
    [
        (24, ["--month", "2025-12"], "nothing is known after 2025-12; look from an earlier month"),
        (24, ["--month", "2030-01"], "no usage with revenue in 2030-01"),
        (6, [], "usage with revenue is of 6 months; it takes 7 to learn from some and look at others"),
    ],
)
def test_months_that_cannot_be_looked_from(
    ok: Cli, cli: Cli, tmp_path: Path, months: int, more: list[str], words: str
) -> None:
    given(tmp_path, ok, months)
    said = cli("value", "--show", "cohorts", *more)
    assert said.code in (2, 3)
    assert words in said.err


def test_several_years_are_told_one_by_one(ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIVES, "a", (20, 44))
    given(tmp_path, ok, 44)  # up to August 2027; what a brings after it is known of alone
    found = told(ok, "--month", "2024-12")
    assert {(year, row["months"]) for (year, _), row in found.items()} == {("1", "12"), ("2", "12")}
    assert float(found["2", "2020"]["foreseen"]) == 120
    assert float(found["2", "2020"]["came"]) == 60  # b brings nothing known any more
