"""What every list must be, whatever the base and the plan: checked in Python, apart from the SQL that makes lists."""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from attitude.database import Flow, Workspace, create
from attitude.load import LoadOptions, load_file
from attitude.plan import Plan
from attitude.score import score
from attitude.settings import ControlSettings, ScoreSettings, Settings
from attitude.targeting import Account, TargetResult, target
from attitude.targeting.step import finished

START = date(2026, 12, 1)
CHANNELS = ("sms", "email", "call")
GIFTS = ("coupon", "points", None)
MEMBERS = 240


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def make_world(folder: Path, seed: int) -> Path:
    """A base with shared phones, households, gaps, opt-outs, and contacts up to the day before the start."""
    draw = random.Random(seed)
    members = [
        {
            "member_id": f"{i:05d}",
            "phone": "" if draw.random() < 0.1 else f"+86139{i if draw.random() < 0.8 else draw.randrange(i + 1):08d}",
            "email": ""
            if draw.random() < 0.2
            else f"m{i if draw.random() < 0.9 else draw.randrange(i + 1)}@example.com",
            "household_id": "" if draw.random() < 0.4 else f"h{draw.randrange(MEMBERS // 3)}",
            "age": draw.randrange(18, 80),
            "tier": draw.choice(["金", "银", "basic"]),
            "joined_on": date(2020, 1, 1) + timedelta(days=draw.randrange(2000)),
        }
        for i in range(MEMBERS)
    ]
    contacts = [
        {
            "member_id": m["member_id"],
            "campaign_id": f"c{campaign}",
            "contacted_at": datetime(2026, 9, 2) + timedelta(days=15 * campaign, hours=draw.randrange(300)),
            "channel": draw.choice(CHANNELS),
            "product": draw.choice(["music", "data"]),
            "gift": draw.choice(["coupon", "points"]),
            "is_control": draw.random() < 0.1,
        }
        for campaign in range(6)
        for m in members
        if draw.random() < 0.6
    ]
    answers = [
        {
            "member_id": c["member_id"],
            "campaign_id": c["campaign_id"],
            "responded_at": min(at + timedelta(hours=30), datetime(2026, 11, 30)),
        }
        for c in contacts
        for at in [c["contacted_at"]]
        if isinstance(at, datetime)
        if not c["is_control"] and draw.random() < 0.05 + 0.3 * (int(str(c["member_id"])) % 7 == 0)
    ]
    optouts = [
        {"member_id": m["member_id"], "channel": draw.choice([*CHANNELS, "all"]), "opted_out_on": "2026-11-01"}
        for m in members
        if draw.random() < 0.08
    ]
    path = folder / "attitude.duckdb"
    create(path)
    kinds = {"members": members, "contacts": contacts, "responses": answers, "optouts": optouts}
    with Workspace(path) as workspace:
        for kind, rows in kinds.items():
            load_file(workspace, kind, write(folder / f"{kind}.csv", rows), LoadOptions())
        score(workspace, ScoreSettings(), date(2026, 11, 30))
    return path


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return [make_world(tmp_path_factory.mktemp(f"world{seed}"), seed) for seed in (1, 2)]


windows = st.fixed_dictionaries(
    {"max": st.integers(0, 4), "days": st.integers(1, 60)}, optional={"per": st.sampled_from(["household", "member"])}
)
offers = st.lists(
    st.fixed_dictionaries(
        {"channel": st.sampled_from(CHANNELS), "unit_cost": st.sampled_from([0.0, 0.05, 0.4, 2.0])},
        optional={
            "gift": st.sampled_from(["coupon", "points"]),
            "capacity": st.integers(0, 60),
            "value": st.sampled_from([0.0, 1.0, 9.0]),
        },
    ),
    min_size=1,
    max_size=4,
)
choices = st.sampled_from([{}, {}, {"method": "turn"}, {"method": "prices"}])
groups = st.lists(
    st.fixed_dictionaries(
        {"where": st.sampled_from(["age > 40", "tier = '金'", "age % 2 = 0"])},
        optional={"share": st.sampled_from([0.3, 0.5, 1.0]), "limit": st.integers(0, 40)},
    ),
    max_size=3,
)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    named = [{**group, "name": f"g{i}"} for i, group in enumerate(draw(groups))]
    content: dict[str, Any] = {
        "campaign": {"id": "next", "product": "music", "starts_on": START, "value_per_response": 5.0},
        "offer": draw(offers),
        "audience": {"group": named, **draw(st.sampled_from([{}, {"where": "age < 70"}]))},
        "exclude": draw(st.sampled_from([{}, {"contacted_within_days": 4}, {"responded_to": ["c1"]}])),
        "policy": draw(st.dictionaries(st.sampled_from([*CHANNELS, "all"]), windows, max_size=3)),
        "holdout": {"share": draw(st.sampled_from([0.0, 0.2]))},
        "limits": draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "size": st.integers(0, 120),
                    "budget": st.floats(0, 40).map(lambda x: round(x, 2)),
                    "per_household": st.integers(1, 2),
                },
            )
        ),
        "choice": draw(choices),
        "explore": {"share": draw(st.sampled_from([0.0, 0.0, 0.1, 0.5]))},
        "send": {"days": draw(st.integers(1, 3))},
    }
    if content["explore"]["share"] and len(content["offer"]) > 1:
        content["explore"]["offers"] = draw(st.sampled_from([0.0, 0.5, 1.0]))
    for kind in ("channel", "gift"):
        names = sorted({offer[kind] for offer in content["offer"] if kind in offer})
        stocks = draw(st.dictionaries(st.sampled_from(names or ["none"]), st.integers(0, 50)))
        if names and stocks:
            content["limits"][kind] = stocks
    return content


def built(path: Path, content: dict[str, Any], seed: int = 1, control: float = 0.0) -> tuple[TargetResult, Made]:
    made: list[Made] = []

    def seen(flow: Flow, *told: Any, **more: Any) -> list[TargetResult]:
        result = finished(flow, *told, **more)
        made.append(Made(flow.workspace))  # while its relations are there
        return result

    with Workspace(path, read_only=True) as workspace, pytest.MonkeyPatch.context() as patch:
        patch.setattr("attitude.targeting.step.finished", seen)
        about = Settings(control=ControlSettings(share=control))
        found = target(workspace, Plan.model_validate(content), seed, about, force=True, dry=True)
        return found, made[0]


class Made:
    """All that a list was made of, as Python sees it."""

    def __init__(self, workspace: Workspace) -> None:
        rows = workspace.rows
        self.chosen = rows(
            "select p.member_id, t.offer, t.name, c.is_control, c.rank, c.send_at, c.selection_probability "
            "from chosen as c join list_treatments as t using (treatment) join store.persons as p using (member_key) "
            "order by c.rank"
        )
        self.members = {m[0]: m for m in rows("select member_id, phone, email, household_id, age, tier from members")}
        # those held out count as contacted: nobody here is both
        self.history = rows("select member_id, channel, contacted_at, campaign_id from contacts")
        self.optouts = rows("select member_id, channel from optouts where action = 'out'")
        self.responders = {m for (m,) in rows("select member_id from responses where campaign_id = 'c1'")}
        self.options = rows("from open_options select member_key, offer, propensity, priority where is_final")
        self.candidates = {m: (h, tie) for m, h, tie in rows("select member_key, is_holdout, tie from candidates")}
        self.settled = rows(
            "select chooser_key, offer, is_holdout, is_explored from settled where trial = 4 order by rank"
        )
        self.excluded = rows(
            "select p.member_id, e.step from exclusions as e join store.persons as p using (member_key)"
        )

    @property
    def treated(self) -> list[tuple[Any, ...]]:
        return [row for row in self.chosen if not row[3]]


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=plans(), which=st.integers(0, 1))
def test_any_list_of_any_plan(worlds: list[Path], content: dict[str, Any], which: int) -> None:
    found, made = built(worlds[which], content)
    nobody_is_listed_who_may_not_be(content, found, made)
    limits_hold_exactly(content, made)
    no_window_holds_more_than_its_maximum(content, made)
    if found.account is not None:
        prices_bring_no_less_than_the_best_in_turn(found.account)
    if content["explore"]["share"] == 0 and (found.account is None or found.account.is_in_turn):
        the_choice_is_the_simple_rule(content, made)
    elif content["explore"]["share"] == 0:
        nobody_is_contacted_at_a_loss(content, made)


def nobody_is_listed_who_may_not_be(content: dict[str, Any], found: TargetResult, made: Made) -> None:
    channel = {i: offer["channel"] for i, offer in enumerate(content["offer"], start=1)}
    refused = {(m, c) for m, c in made.optouts}
    address = {
        (c, made.members[m][1 if c in ("sms", "call") else 2]) for m, said in refused for c in CHANNELS
        if said in (c, "all") and m in made.members
    } - {(c, None) for c in CHANNELS}  # fmt: skip
    seen: Counter[tuple[str, str]] = Counter()
    for member, offer, cell, is_control, _, send_at, probability in made.chosen:
        _, phone, email, _, age, tier = made.members[member]
        by = channel[offer]
        to = phone if by in ("sms", "call") else email
        assert to is not None
        assert (member, by) not in refused
        assert (member, "all") not in refused
        assert (by, to) not in address
        assert content["audience"].get("where") is None or age < 70
        if content["exclude"].get("responded_to"):
            assert member not in made.responders
        if cell and cell not in ("explore", "explore offer"):
            where = next(g["where"] for g in content["audience"]["group"] if g["name"] == cell)
            assert {"age > 40": age > 40, "tier = '金'": tier == "金", "age % 2 = 0": age % 2 == 0}[where]
        assert 0 < probability <= 1
        assert START <= send_at.date() < START + timedelta(days=content["send"]["days"])
        assert 8 <= send_at.hour < 21
        if not is_control:
            seen["phone" if by in ("sms", "call") else "email", to] += 1
    assert all(n == 1 for n in seen.values()), "nobody gets a message twice"
    assert len(made.chosen) == len({row[0] for row in made.chosen})
    assert len(made.chosen) + len(made.excluded) == MEMBERS == found.funnel["excluded"].sum() + len(made.chosen)
    assert found.funnel["remaining"][-1] == len(made.chosen)


def limits_hold_exactly(content: dict[str, Any], made: Made) -> None:
    treated, limits = made.treated, content["limits"]
    assert len(treated) <= limits.get("size", MEMBERS)
    costs = [round(100 * content["offer"][row[1] - 1]["unit_cost"]) for row in treated]
    assert sum(costs) <= round(100 * limits.get("budget", 1e9))
    by_offer, by_cell = Counter(row[1] for row in treated), Counter(row[2] for row in treated)
    for number, offer in enumerate(content["offer"], start=1):
        assert by_offer[number] <= offer.get("capacity", MEMBERS)
    for kind in ("channel", "gift"):
        for name, most in limits.get(kind, {}).items():
            assert sum(n for i, n in by_offer.items() if content["offer"][i - 1].get(kind) == name) <= most
    for group in content["audience"]["group"]:
        assert by_cell[group["name"]] <= group.get("limit", MEMBERS)
    homes = Counter(made.members[row[0]][3] for row in treated if made.members[row[0]][3])
    assert max(homes.values(), default=0) <= limits.get("per_household", MEMBERS)
    if content["holdout"]["share"] == 0:
        assert len(treated) == len(made.chosen)


def no_window_holds_more_than_its_maximum(content: dict[str, Any], made: Made) -> None:
    channel = {i: offer["channel"] for i, offer in enumerate(content["offer"], start=1)}
    for name, rule in content["policy"].items():
        times: dict[str, list[tuple[datetime, bool]]] = defaultdict(list)
        for member, by, at, _ in made.history:
            if name in (by, "all") and member in made.members:
                times[_unit(made, member, rule)].append((at, False))
        for row in made.treated:
            if name in (channel[row[1]], "all"):
                times[_unit(made, row[0], rule)].append((row[5], True))
        for unit, contacts in times.items():
            for first, _ in contacts:
                inside = [new for at, new in contacts if first <= at < first + timedelta(days=rule["days"])]
                assert not any(inside) or len(inside) <= rule["max"], (unit, name, rule)


def _unit(made: Made, member: str, rule: dict[str, Any]) -> str:
    home = made.members[member][3]
    return home if home and rule.get("per", "household") == "household" else member


def prices_bring_no_less_than_the_best_in_turn(account: Account) -> None:
    assert account.beside <= account.value <= account.bound
    assert all(row["used"] <= row["available"] for row in account.rows)
    assert all(row["price"] >= 0 for row in account.rows)


def nobody_is_contacted_at_a_loss(content: dict[str, Any], made: Made) -> None:
    values = {(member, offer): priority for member, offer, _, priority in made.options}
    assert all(values[member, offer] > 0 for member, offer, is_holdout, _ in made.settled if not is_holdout)


def the_choice_is_the_simple_rule(content: dict[str, Any], made: Made) -> None:
    """Member by member, best first, each with the best offer that still has room: the slow way, written anew."""
    costs = {i: round(1e6 * offer["unit_cost"]) for i, offer in enumerate(content["offer"], start=1)}
    room = {("offer", i): offer.get("capacity", MEMBERS) for i, offer in enumerate(content["offer"], start=1)}
    room |= {(k, name): n for k in ("channel", "gift") for name, n in content["limits"].get(k, {}).items()}
    takes = {
        i: [key for key in (("offer", i), *((k, offer.get(k)) for k in ("channel", "gift"))) if key in room]
        for i, offer in enumerate(content["offer"], start=1)
    }
    size, money = content["limits"].get("size", MEMBERS), round(1e6 * content["limits"].get("budget", 1e9))
    waiting: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for member, offer, propensity, priority in made.options:
        waiting[member].append((-priority, -propensity, offer))
    expected: list[tuple[int, int, bool]] = []
    closed: set[int] = set()
    while True:
        best = {m: min(o for o in options if o[2] not in closed)
                for m, options in waiting.items() if any(o[2] not in closed for o in options)}  # fmt: skip
        if not best:
            break
        member = min(best, key=lambda m: (*best[m][:2], made.candidates[m][1], m))
        offer, is_holdout = best[member][2], made.candidates[member][0]
        if not is_holdout:
            if size == 0:
                break
            if min(room[key] for key in takes[offer]) == 0 or costs[offer] > money:
                closed.add(offer)
                continue
            size, money = size - 1, money - costs[offer]
            for key in takes[offer]:
                room[key] -= 1
        expected.append((member, offer, is_holdout))
        del waiting[member]
    found = [row[:3] for row in made.settled]
    # held-out members behind the last one contacted stay only where nothing had to end
    assert found == expected[: len(found)]
    assert all(is_holdout for _, _, is_holdout in expected[len(found) :])


# who could only have had the offer without room, but is worth too little to be looked at, is told from nobody else
CLOSED_OFFER: dict[str, Any] = {
    "campaign": {"id": "next", "product": "music", "starts_on": START, "value_per_response": 5.0},
    "offer": [
        {"channel": "sms", "unit_cost": 0.0},
        {"channel": "email", "unit_cost": 0.0, "gift": "coupon", "value_per_response": 9.0, "capacity": 0},
    ],
    "audience": {"group": []},
    "limits": {},
}


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=plans(), size=st.integers(1, 30), share=st.sampled_from([0.0, 0.2]), first_look=st.integers(0, 2))
@example(content=CLOSED_OFFER, size=1, share=0.0, first_look=2)
def test_looking_at_the_promising_alone_gives_the_list_of_all(
    worlds: list[Path], content: dict[str, Any], size: int, share: float, first_look: int
) -> None:
    for group in content["audience"]["group"]:
        group.pop("limit", None)
    content = {
        **content,
        "explore": {},
        "choice": {"method": "turn"},
        "limits": {**content["limits"], "size": size},
        "holdout": {"share": share},
    }
    found = []
    for spare, look in ((0, first_look), (10_000, 4)):  # as if the base were large, and as it is
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("attitude.targeting.choice._SPARE_ROWS", spare)
            patch.setattr("attitude.targeting.shortlist._FIRST_LOOK", look)
            result, made = built(worlds[0], content)
            found.append((made.chosen, sorted(made.excluded), result.funnel.rows()))
    assert found[0] == found[1]


@pytest.mark.slow
def test_shares_hold_and_do_not_drift(worlds: list[Path]) -> None:
    content = {
        "campaign": {"id": "next", "starts_on": START},
        "offer": [{"channel": "shop"}],
        "audience": {"group": [{"name": "half", "share": 0.5}]},
        "holdout": {"share": 0.3},
    }
    sides = []
    for seed in range(1, 9):
        _, made = built(worlds[0], content, seed)
        _, again = built(worlds[0], content, seed)
        assert made.chosen == again.chosen
        sides.append((len(made.chosen), sum(row[3] for row in made.chosen)))
    listed, held = sum(n for n, _ in sides), sum(h for _, h in sides)
    _, whole = built(worlds[0], {**content, "audience": {}})
    base = 8 * len(whole.chosen)
    assert abs(listed / base - 0.5) < 4 * (0.25 / base) ** 0.5
    assert abs(held / listed - 0.3) < 4 * (0.21 / listed * 2) ** 0.5  # some share an address and draw as one


def test_those_who_share_an_address_are_on_one_side(worlds: list[Path]) -> None:
    content = {
        "campaign": {"id": "next", "starts_on": START},
        "offer": [{"channel": "shop"}],
        "holdout": {"share": 0.5},
    }
    _, made = built(worlds[0], content)
    sides: dict[str, set[bool]] = defaultdict(set)
    for member, _, _, is_control, *_ in made.chosen:
        for address in made.members[member][1:3]:
            if address:
                sides[address].add(is_control)
    shared = Counter(a for m in made.members.values() for a in m[1:3] if a)
    assert sum(n > 1 for n in shared.values()) > 10
    assert all(len(side) == 1 for side in sides.values())


@pytest.mark.slow
def test_the_universal_control_is_never_listed_and_stays(worlds: list[Path]) -> None:
    def kept_out(campaign: str, day: date, control: float = 0.2) -> set[str]:
        content = {"campaign": {"id": campaign, "starts_on": day}, "offer": [{"channel": "shop"}]}
        found, made = built(worlds[0], content, control=control)
        assert found.funnel["rule"][0].startswith(f"universal control {control:.0%}".replace("%", " %"))
        assert len(made.chosen) + len(made.excluded) == MEMBERS
        return {member for member, step in made.excluded if step == 1}

    first = kept_out("a", date(2026, 10, 1))
    assert 0.1 < len(first) / MEMBERS < 0.3
    assert kept_out("b", date(2026, 12, 31)) == first, "the same members for a quarter, whatever the campaign"
    assert kept_out("b", date(2027, 1, 1)) != first
    assert kept_out("a", date(2026, 10, 1), 0.3) > first, "a larger share keeps those it had"


@pytest.mark.long
def test_an_explorer_is_drawn_with_the_probability_that_is_told(worlds: list[Path]) -> None:
    """Over many seeds, members come onto the explore slice as often as their probabilities say."""
    content = {
        "campaign": {"id": "next", "starts_on": START, "value_per_response": 5.0, "product": "music"},
        "offer": [{"channel": "shop", "unit_cost": 0.1}],
        "limits": {"size": 40},
        "explore": {"share": 0.5},
    }
    told: Counter[str] = Counter()
    drawn: Counter[str] = Counter()
    runs = 24
    for seed in range(runs):
        _, made = built(worlds[0], content, seed)
        explored = [row for row in made.chosen if row[2] == "explore"]
        assert len(explored) == 20
        assert all(row[6] == 1 for row in made.chosen if row[2] != "explore")
        for row in explored:
            drawn[row[0]] += 1
            told[row[0]] += 1 / row[6]
    # with true probabilities p, the sum of 1/p over the times a member is drawn is the number of runs, on average
    often = [m for m in drawn if drawn[m] >= 6]
    assert often
    assert sum(told[m] for m in often) / len(often) == pytest.approx(runs, rel=0.25)
