"""How a series moved members on the staircase, beside those whom it held out: a world that a person can count."""

from __future__ import annotations

import csv
import math
from io import StringIO
from pathlib import Path

import pytest
from conftest import Cli

import attitude
from attitude.database import Workspace

# revenue in January, February, March; above 5 is gold. The first wave is of 10 February, the second of the 20th: so the
# staircase is that of January before, and one month after February is March
TREATED = {"up1": "199", "up2": "119", "same": "999", "down": "991", "gone": "9..", "later": ".99"}
HELD = {"held up": "199", "held same": "111", "held down": "991"}
SETTINGS = """\
[value]
months = 1
gone_months = 2
after_months = 1
tiers_from = { gold = 5, lead = 0 }
"""
JOINED = {"later": "2026-02-03"}


def wilson(rate: float, members: int) -> tuple[float, float]:
    z = 1.959963984540054
    whole = 2 * (members + z * z)
    reach = z * math.sqrt(z * z + 4 * members * rate * (1 - rate))
    return (2 * members * rate + z * z - reach) / whole, (2 * members * rate + z * z + reach) / whole


def newcombe(moved: int, members: int, held_moved: int, held: int) -> tuple[float, float, float]:
    rate, other = moved / members, held_moved / held
    (low, high), (other_low, other_high) = wilson(rate, members), wilson(other, held)
    difference = rate - other
    return (
        difference,
        difference - math.hypot(rate - low, other_high - other),
        difference + math.hypot(high - rate, other - other_low),
    )


def given(folder: Path, ok: Cli, *, waves: int = 2, status: str = "exported") -> None:
    lives = {**TREATED, **HELD}
    usage = [
        f"{member},2026-{at:02},p,{letter}"
        for member, life in lives.items()
        for at, letter in enumerate(life, start=1)
        if letter != "."
    ]
    members = [f"{member},{JOINED.get(member, '2020-01-01')}" for member in lives]
    (folder / "usage.csv").write_text("\n".join(["member_id,month,product,revenue", *usage]) + "\n")
    (folder / "members.csv").write_text("\n".join(["member_id,joined_on", *members]) + "\n")
    ok("init")
    (folder / "attitude.toml").write_text(SETTINGS)
    ok("load", "members", "members.csv")
    ok("load", "usage", "usage.csv")
    with Workspace(folder / "attitude.duckdb") as workspace:
        for wave in range(1, waves + 1):
            workspace.rows(
                f"insert into store.lists by name select {wave} as list_key, 's-{wave}' as list_id, "
                "'s' as campaign_id, date '2026-02-01' as as_of, 'x' as constants, 1 as seed, '{}' as plan, "
                f"'x' as plan_text, '{{}}' as data, date '2026-02-{10 * wave}' as starts_on, 0.3 as holdout_share, "
                "6 as count_treated, 3 as count_control, 0 as cost, 0 as expected_responses, 0 as expected_value, "
                f"'{status if wave > 1 else 'exported'}' as status, {wave} as newest, {wave} as wave"
            )
            workspace.rows(
                f"insert into store.list_treatments by name select {wave} as list_key, 1 as treatment, 1 as offer, "
                f"'K{wave}' as treatment_code, 'sms' as channel, 0 as unit_cost, 1 as value_per_response"
            )
            workspace.rows(
                f"insert into store.list_members by name select {wave} as list_key, member_key, 1 as treatment, "
                "member_key as rank, 0.1 as propensity, 1 as expected_value, starts_with(member_id, 'held') as "
                "is_control, 1 as selection_probability from store.persons"
                + ("" if wave == 1 else " where member_id = 'up1'")
            )


def test_a_series_by_hand(ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok)
    ok("value", "--keep")
    rows = list(csv.DictReader(StringIO(ok("value", "--show", "series", "--format", "csv").out)))
    counts = {row["move"]: [int(row[name]) for name in ("members", "moved", "held_out", "held_moved")] for row in rows}
    assert counts == {"up": [5, 2, 3, 1], "stayed": [5, 1, 3, 1], "down": [5, 1, 3, 1], "gone": [5, 1, 3, 0]}
    for row in rows:
        members, moved, held, held_moved = counts[row["move"]]
        told = [float(row[name]) for name in ("difference", "difference_low", "difference_high")]
        assert told == pytest.approx(newcombe(moved, members, held_moved, held), abs=1e-9)
        assert (row["campaign_id"], row["waves"], row["month_before"], row["month_after"]) == (
            "s", "2", "2026-01-01", "2026-03-01",
        )  # fmt: skip
    said = ok("value", "--show", "series")
    assert max(map(len, said.out.splitlines())) <= 80
    assert "s: 2 waves; tiers at the end of 2026-01 and of 2026-03" in said.err
    assert "by intention to treat" in said.err
    with attitude.open(tmp_path / "attitude.duckdb") as session:
        assert session.series_moves().table["moved"].to_list() == [2, 1, 1, 1]


def test_where_nothing_is_kept_or_no_series_ran_it_says_so(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok, status="draft")
    said = cli("value", "--show", "series")
    assert (said.code, said.out) == (2, "")
    assert said.err == "error: nobody's value is kept yet: 'attitude value --keep'\n"
    ok("value", "--keep")
    said = ok("value", "--show", "series")
    assert said.out == ""
    assert "no series ran: no list of a second wave was handed over" in said.err
    assert ok("value", "--show", "series", "--format", "csv").out.startswith("campaign_id,waves,month_before")


def test_months_that_are_not_kept_are_named(ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok)
    ok("value", "--keep", "--month", "2026-02")
    said = ok("value", "--show", "series")
    assert said.out == ""
    assert (
        "s: 2026-03, by value.after_months = 1 after its last wave, is not among the months kept, 2026-01 to 2026-02: "
        "load its usage, then 'attitude value --keep'"
    ) in " ".join(said.err.split())


def test_it_is_of_the_month_kept(cli: Cli, ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok)
    said = cli("value", "--show", "series", "--month", "2026-03")
    assert (said.code, len(said.err.splitlines())) == (2, 1)
    assert "--show series is of the month that is kept" in said.err


def test_without_a_holdout_nothing_is_claimed(ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, ok)
    with Workspace(tmp_path / "attitude.duckdb") as workspace:
        workspace.rows("delete from store.list_members where is_control")
    ok("value", "--keep")
    said = ok("value", "--show", "series", "--format", "csv")
    assert all(row["difference"] == "" for row in csv.DictReader(StringIO(said.out)))
    assert "s: nobody held out has a step in both months" in " ".join(said.err.split())
