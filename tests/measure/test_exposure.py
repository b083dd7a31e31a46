"""What other campaigns did to the arms of one: beside the lift, and said where chance does not make the difference."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from conftest import Load, few

from attitude.database import Workspace
from attitude.measure import measure

HEAD = "member_id,campaign_id,contacted_at,is_control"


def world(load: Load, met_treated: float, met_held: float) -> None:
    """Load a campaign of 900 contacted and 300 held out, and another that contacts a share of each ten days later."""
    load("campaigns", "campaign_id,product,starts_on,response_days", "own,portal,2026-03-01,30", "other,music,,30")
    load("contacts", HEAD, *(f"m{i},own,2026-03-01,{i >= 900}" for i in range(1200)))
    met = [*range(round(900 * met_treated)), *range(900, 900 + round(300 * met_held))]
    load("contacts", HEAD, *(f"m{i},other,2026-03-11,false" for i in met), "m1199,other,2026-02-28,false",
         *(f"m{i},other,2026-04-{day},false" for i in range(900, 1200) for day in ("01", "02")))  # fmt: skip


CASES = [(0.0, 0.8, True), (0.5, 0.5, False), (0.5, 0.53, False), (0.0, 0.0, False), (1.0, 0.0, True)]


@pytest.mark.parametrize(("treated", "held", "is_said"), few(CASES))
def test_other_contacts_of_both_arms(
    workspace: Workspace, load: Load, treated: float, held: float, is_said: bool
) -> None:
    world(load, treated, held)
    load("members", "member_id,tier", *(f"m{i},{'gold' if i % 2 else 'basic'}" for i in range(1200)))
    for by in ("cell", "tier"):
        found = measure(workspace, "own", by=by)
        first, *others = found.table.rows(named=True)
        assert (first["other_contacts"], first["control_other_contacts"]) == pytest.approx((treated, held))
        assert [row["other_contacts"] for row in others] == [None] * len(others)
    said = [words for words in found.notes if words.startswith("other campaigns contacted those contacted")]
    assert bool(said) == is_said


def test_nobody_is_held_out(workspace: Workspace, load: Load) -> None:
    load("contacts", HEAD, "m1,own,2026-03-01,false", "m1,other,2026-03-02,false")
    row = measure(workspace, "own").table.row(0, named=True)
    assert (row["other_contacts"], row["control_other_contacts"]) == (1, None)


@pytest.mark.long
def test_chance_is_seldom_called_a_difference(workspace: Workspace, load: Load) -> None:
    """Twenty campaigns whose members others contact at random: none is noted."""
    draw = random.Random(7)
    days = {f"c{i}": date(2026, 1, 1) + timedelta(i) for i in range(21)}
    load("campaigns", "campaign_id,starts_on,response_days", *(f"{one},{day},30" for one, day in days.items()))
    rows = ((m, one, day) for one, day in days.items() for m in draw.sample(range(3000), 600))
    load("contacts", HEAD, *(f"m{m},{one},{day},{draw.random() < 0.2}" for m, one, day in rows))
    for one in list(days)[:20]:
        found = measure(workspace, one)
        assert not [words for words in found.notes if "which chance does not make" in words]
        assert found.table.row(0, named=True)["other_contacts"] > 0
