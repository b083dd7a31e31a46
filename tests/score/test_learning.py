"""What constants are learned from: everybody who is sampled, however often they were contacted, one step ahead."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from attitude.database import Workspace

FIRST = date(2024, 1, 1)
ELEMENTS = ("channel", "product", "timing", "gift")
HALF_LIFE = 200.0
PARTS = f"treatment_key integer, name_order integer, {' varchar, '.join(ELEMENTS)} varchar"


def told(workspace: Workspace, name: str, rows: list[tuple[Any, ...]], columns: str) -> None:
    marks = ", ".join(f"({', '.join('?' for _ in row)})" for row in rows)
    workspace.rows(f"create or replace temp table {name} ({columns})")
    workspace.rows(f"insert into {name} values {marks}", [value for row in rows for value in row])


@pytest.fixture(scope="module")
def history() -> list[dict[str, Any]]:
    """Eight members of forty campaigns, each with one or several contacts, some twice on a day."""
    draw = Random(5)
    found = []
    for campaign in range(40):
        starts = FIRST + timedelta(days=9 * campaign)
        for member in range(8):
            for _ in range(draw.choice((0, 1, 1, 2))):
                on = starts + timedelta(days=draw.randint(0, 3))
                found.append(
                    {
                        "member": member,
                        "treatment": draw.randint(1, 9),
                        "campaign": campaign,
                        "on": on,
                        "closes": on + timedelta(days=14),
                        "closed": campaign < 38,
                        "rate": draw.choice((0.05, 0.1, 0.3)),
                        "answered": draw.random() < 0.2,
                    }
                )
    return found


def elements(treatment: int) -> dict[str, str | None]:
    """Give what a treatment is made of; some have no element of a dimension."""
    return {
        name: None if (treatment + at) % 5 == 0 else f"{treatment * (at + 2) % 3}" for at, name in enumerate(ELEMENTS)
    }


@pytest.fixture
def sample(history: list[dict[str, Any]]) -> Any:
    with Workspace(None) as workspace:
        workspace.make_tables()
        rows = [
            (h["member"], h["treatment"], h["campaign"], h["on"], h["closes"], h["closed"], h["rate"], h["answered"], 7)
            for h in history
        ]
        columns = (
            "member_key integer, treatment_key integer, campaign_key integer, contacted_on date, closes_on date, "
            "is_closed boolean, rate double, is_answered boolean, draw ubigint"
        )
        told(workspace, "evidence", rows, columns)
        parts = [(t, t, *elements(t).values()) for t in range(1, 10)]
        told(
            workspace,
            "treatments",
            parts,
            PARTS,
        )
        workspace.rows(
            "insert into store.cells select row_number() over (), treatment_key, campaign_key, contacted_on, "
            "closes_on, is_closed, 1, 0, rate, 1, rate from evidence"
        )
        yield workspace


def expected_sums(history: list[dict[str, Any]], row: dict[str, Any]) -> dict[str, float]:
    """Sum one contact after the other: what had closed before the campaign's first day, older ones less."""
    opens = min(h["on"] for h in history if h["campaign"] == row["campaign_key"])
    sums = dict.fromkeys([f"{kind}{suffix}" for kind in "re" for suffix in ("", *(f"_{n}" for n in ELEMENTS))], 0.0)
    for h in history:
        if h["member"] == row["member_key"] and h["closed"] and h["closes"] < opens:
            weight = 2 ** ((h["on"] - opens).days / HALF_LIFE)
            of = elements(h["treatment"])
            for suffix in ("", *(f"_{n}" for n in ELEMENTS if of[n] is not None and of[n] == row[n])):
                sums["r" + suffix] += weight * h["answered"]
                sums["e" + suffix] += weight * h["rate"]
    return sums


@pytest.mark.parametrize("most", [100_000, 60])
def test_what_was_known_is_summed_contact_by_contact(
    sample: Workspace, history: list[dict[str, Any]], most: int
) -> None:
    sample.run("score/step_contacts", most_contacts=most)
    sample.run("score/steps", half_life_days=HALF_LIFE)
    names = ", ".join(ELEMENTS)
    rows = sample.named_rows(f"select s.*, {names} from steps as s inner join step_contacts using (contact_number)")
    assert len(rows) == sum(h["closed"] for h in history) if most > 1000 else 40 < len(rows) <= 60
    assert len({row["member_key"] for row in rows}) == 8
    for row in rows:
        for name, value in expected_sums(history, row).items():
            assert row[name] == pytest.approx(value, abs=1e-9), (name, row)


def many(workspace: Workspace, members: int, contacts: int) -> None:
    workspace.make_tables()
    workspace.rows(
        "create temp table evidence as select i as member_key, i::ubigint as draw, 1 as treatment_key, "
        "j as campaign_key, date '2020-01-01' + j::integer as contacted_on, contacted_on + 1 as closes_on, "
        "true as is_closed, false as is_answered, 0.1 as rate "
        f"from range({members}) as m (i), range({contacts}) as c (j)"
    )
    told(
        workspace,
        "treatments",
        [(1, 1, "sms", None, None, None)],
        PARTS,
    )
    workspace.rows(
        "insert into store.cells select row_number() over (order by campaign_key), 1, campaign_key, contacted_on, "
        "contacted_on + 1, true, 1, 0, 0.1, 1, 0.1 from (select distinct campaign_key, contacted_on from evidence)"
    )


def test_members_are_learned_from_however_often_they_were_contacted() -> None:
    with Workspace(None) as workspace:
        many(workspace, 30, 400)
        workspace.run("score/step_contacts")
        assert workspace.row("select count(distinct member_key), count(*) from step_contacts") == (30, 12_000)


def test_twenty_thousand_members_are_learned_from_at_least() -> None:
    with Workspace(None) as workspace:
        many(workspace, 20_010, 2)
        workspace.run("score/step_contacts", most_contacts=1000)
        members, last, contacts = workspace.row(
            "select count(distinct member_key), max(member_key), count(*) from step_contacts"
        )
        assert (members, last, contacts) == (20_000, 19_999, 20_000)
