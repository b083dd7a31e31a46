"""The chance that each row of a list keeps is the share of draws in which it is so; offers are drawn as a plan says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Cli
from test_lists import START, make_world

from attitude.database import Flow, Workspace
from attitude.plan import Plan
from attitude.settings import Settings
from attitude.targeting import TargetResult, target
from attitude.targeting.step import finished

CONTENT: dict[str, Any] = {
    "campaign": {"id": "next", "starts_on": START, "value_per_response": 5.0, "product": "music"},
    "offer": [
        {"channel": "sms", "unit_cost": 0.1},
        {"channel": "email", "unit_cost": 0.05},
        {"channel": "call", "unit_cost": 0.3, "value": 7.0},
    ],
    "limits": {"size": 80},
    "holdout": {"share": 0.2},
    "explore": {"share": 0.4, "offers": 0.5},
}
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_world(tmp_path_factory.mktemp("chances"), 1)


def made(world: Path, seed: int = 1, **changes: Any) -> tuple[TargetResult, Rows]:
    """Make a list; gives it with its rows: member, offer, cell, held out, joint chance, selection probability."""
    rows: Rows = []
    query = (
        "select p.member_id, t.offer, t.name, c.is_control, c.joint_chance::double, c.selection_probability::double "
        "from chosen as c join list_treatments as t using (treatment) join store.persons as p using (member_key) "
        "order by c.rank"
    )

    def seen(flow: Flow, *told: Any, **more: Any) -> list[TargetResult]:
        result = finished(flow, *told, **more)
        rows.extend(flow.workspace.rows(query))
        return result

    with Workspace(world, read_only=True) as workspace, pytest.MonkeyPatch.context() as patch:
        patch.setattr("attitude.targeting.step.finished", seen)
        plan = Plan.model_validate({**CONTENT, **changes})
        return target(workspace, plan, seed, Settings(), force=True, dry=True), rows


def test_without_a_draw_of_offers_only_the_arm_is_drawn(world: Path) -> None:
    _, rows = made(world, explore={})
    assert {row[3]: (row[4], row[5]) for row in rows} == {False: (0.8, 1), True: (0.2, 0.2)}
    _, rows = made(world, explore={}, holdout={})
    assert {row[4:] for row in rows} == {(1, 1)}


@pytest.mark.slow
@pytest.mark.parametrize("method", ["turn", "prices"])
def test_offers_are_drawn_thinly(world: Path, method: str) -> None:
    found, rows = made(world, choice={"method": method})
    cells = Counter(row[2] for row in rows)
    # 16 of 80 places on average, 20 with those held out
    assert 8 <= cells["explore offer"] <= 32
    assert sum(not row[3] for row in rows) == 80
    assert len({row[0] for row in rows}) == len(rows)
    told = f"offers drawn to explore, not the best of those open: {cells['explore offer']:,} of the list, contacted or "
    assert any(words.startswith(told) for words in found.notes)
    share = 0.2 / 0.8 / 3
    drawn = {round(row[4] / (0.2 if row[3] else 0.8), 6) for row in rows if row[2] == "explore offer"}
    assert {round(share, 6)} < drawn, "an offer that was drawn, and one that would have been chosen too"
    assert len({row[1] for row in rows if row[2] == "explore offer"}) == 3
    # an existing plan is as it was: what is drawn is drawn beside it
    assert made(world, explore={"share": 0.4}, choice={"method": method})[1] == made(
        world, explore={"share": 0.4, "offers": 0}, choice={"method": method}
    )[1]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limits", "uses"),
    [
        ({"size": 80, "channel": {"call": 7}}, lambda n: n[3] <= 7),
        ({"budget": 9.0}, lambda n: 0.1 * n[1] + 0.05 * n[2] + 0.3 * n[3] <= 9 + 1e-9),
        ({"size": 80, "budget": 6.0, "channel": {"email": 20}}, lambda n: n[2] <= 20 and sum(n.values()) <= 80),
    ],
)
@pytest.mark.parametrize("method", ["turn", "prices"])
def test_limits_hold_for_offers_drawn(world: Path, limits: dict[str, Any], uses: Any, method: str) -> None:
    drawn = 0
    for seed in range(3):
        _, rows = made(world, seed, limits=limits, choice={"method": method})
        assert uses(Counter(row[1] for row in rows if not row[3]))
        drawn += sum(row[2] == "explore offer" for row in rows)
    assert drawn


def test_without_limits_offers_are_drawn_too(world: Path) -> None:
    found, rows = made(world, limits={})
    plain, others = made(world, limits={}, explore={})
    assert {row[0] for row in rows} == {row[0] for row in others}, "everybody is on the list, whatever they are offered"
    assert any(row[2] == "explore offer" for row in rows)
    assert (found.count_treated, found.count_control) == (plain.count_treated, plain.count_control)


@pytest.mark.slow
@pytest.mark.parametrize("method", [pytest.param("turn", marks=pytest.mark.long), "prices"])
def test_a_row_is_so_in_as_many_draws_as_its_chance_says(world: Path, method: str) -> None:
    """Over many seeds: of members who are on every list, each offer and arm as often as was told."""
    seeds = 32
    told: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for seed in range(seeds):
        for member, offer, _, is_control, chance, _ in made(world, seed, choice={"method": method})[1]:
            told[member, offer, is_control].append(chance)
    listed = Counter[str]()
    for (member, *_), chances in told.items():
        listed[member] += len(chances)
    away = list(_deviations(told, listed, seeds))
    assert len(away) > 60
    assert sum(away) / len(away) == pytest.approx(0, abs=0.15)
    assert sum(x * x for x in away) / len(away) == pytest.approx(1, abs=0.3)


def _deviations(told: dict[tuple[Any, ...], list[float]], listed: Counter[str], seeds: int) -> Iterator[float]:
    """Give how far from what was told each offer and arm is, in standard deviations."""
    for (member, *_), chances in told.items():
        chance = sum(chances) / len(chances)
        if listed[member] == seeds and 5 < seeds * chance < seeds - 5:
            yield (len(chances) - seeds * chance) / (seeds * chance * (1 - chance)) ** 0.5


@pytest.mark.long
def test_explorers_come_with_the_chance_of_their_offer(world: Path) -> None:
    """Inverse chances of all offers and arms of those drawn to explore add up to the seeds, for each that can be.

    Of those that are so seldom that none was drawn nothing is summed, so the mean is a little above.
    """
    seeds = 32
    told: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for seed in range(seeds):
        for row in made(world, seed, explore={"share": 0.6}, limits={"size": 60})[1]:
            if row[2] == "explore":
                told[row[0], row[1], row[3]].append(row[4])
    often = [sum(1 / chance for chance in chances) for chances in told.values()]
    assert len(often) > 300
    assert sum(often) / len(often) == pytest.approx(seeds, rel=0.2)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"explore": {"offers": 0.5}}, "explore.offers is a part of explore.share, which is 0; say explore.share too"),
        (
            {"offer": CONTENT["offer"][:1]},
            "explore.offers: the plan has one offer, so there is nothing to draw; name another, or leave it out",
        ),
        (
            {"audience": {"group": [{"name": "a", "where": "true", "minimum": 3}]}},
            "explore.offers and the minimum of group 'a' do not go together; leave out one",
        ),
        (
            {"audience": {"group": [{"name": "Explore offer", "where": "true"}]}},
            "the name 'Explore offer' is that of members for whom an offer is drawn; give the group another",
        ),
        ({"explore": {"share": 0.1, "offers": 1.5}}, "less than or equal to 1"),
    ],
)
def test_what_cannot_be_drawn_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("(", r"\(").replace(".", r"\.")):
        Plan.model_validate({**CONTENT, **changes})


def test_a_plan_without_it_is_as_it_was() -> None:
    plain = {**CONTENT, "explore": {"share": 0.4}}
    assert '"offers"' not in Plan.model_validate(plain).model_dump_json()
    spelled = {**plain, "explore": {"share": 0.4, "offers": 0.0}}
    assert Plan.model_validate(spelled).decided == Plan.model_validate(plain).decided


PLAN = """
[campaign]
id = "drawn"
starts_on = 2026-12-05
value_per_response = 3.0
[[offer]]
channel = "sms"
gift = "household"
unit_cost = 0.05
[[offer]]
channel = "email"
gift = "points"
[limits]
size = 100
[holdout]
share = 0.2
[explore]
share = 0.3
offers = 0.5
"""


@pytest.mark.slow
def test_it_is_kept_and_told(ok: Cli, scored: Path, tmp_path: Path) -> None:
    (tmp_path / "drawn.toml").write_text(PLAN)
    said = ok("target", "drawn.toml", "--force")
    assert "offers drawn to explore, not the best of those open: " in said.err
    query = "select min(member_id) as m, min(joint_chance) as c from list_members where cell = 'explore offer'"
    member, chance = ok("query", f"{query} and not is_control", "--format", "csv").out.split("\n")[1].split(",")
    assert 0 < float(chance) < 0.8
    told = ok("why", "drawn", member)
    assert "with an offer drawn to explore, of probability 0." in told.out + told.err
    assert "their offer is by draw: a seed decides, nothing to change" in told.out + told.err
    first = ok("query", "from list_members order by rank", "--format", "csv").out
    ok("target", "drawn.toml", "--force")
    assert ok("query", "from list_members order by rank", "--format", "csv").out == first
    ok("export", "drawn", "-o", "drawn.csv")
    ok("verify")
