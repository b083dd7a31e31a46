"""What members answer by, and which of several gifts they take, tells what they lean to: as a choice among these."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import Cli

from attitude.database import Workspace

PLAIN = "[score]\nalpha = 1.0\nbeta = 1.0\nhalf_life_days = 730\nattributes = []\n"
OWN = PLAIN + '[dimensions]\nform = "促销形式"\n'
MEMBERS = [f"M{number:02}" for number in range(40)]
HEAD = ("member_id", "campaign_id", "responded_at", "channel", "gift", "促销形式")


def write(file: Path, *rows: Sequence[object]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)


def answers(campaign: str, day: str, count: int, mugs: int) -> list[list[str]]:
    """The first members answer, the first of these take a mug and the others points; all by SMS, and by one form."""
    return [[m, campaign, day, "sms", "mug" if i < mugs else "points", "rank"] for i, m in enumerate(MEMBERS[:count])]


@pytest.fixture
def world(tmp_path: Path, ok: Cli) -> Path:
    """Two campaigns of 40 members: of twenty who answer the first, twelve take a mug and eight points."""
    contacts = [[m, c, d, "sms"] for c, d in (("A", "2026-01-05"), ("B", "2026-05-05")) for m in MEMBERS]
    write(tmp_path / "members.csv", ["member_id", "phone"], *([m, f"+8613900000{m[1:]}0"] for m in MEMBERS))
    write(tmp_path / "contacts.csv", ["member_id", "campaign_id", "contacted_at", "channel"], *contacts)
    write(tmp_path / "first.csv", HEAD, *answers("A", "2026-01-07", 20, 12))
    write(tmp_path / "second.csv", HEAD, *answers("B", "2026-05-07", 4, 1))
    ok("init")
    (tmp_path / "attitude.toml").write_text(OWN, "utf-8")
    for kind, name in (("members", "members"), ("contacts", "contacts"), ("responses", "first")):
        ok("load", kind, f"{name}.csv")
    return tmp_path


def rows(ok: Cli, question: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(ok("query", question, "--format", "json").out)
    return found


def leanings(member: str) -> dict[tuple[str, str], float]:
    """What is kept of a member: the leaning to each element."""
    with Workspace(Path("attitude.duckdb"), read_only=True) as workspace:
        return {
            (dimension, element): leaning
            for dimension, element, leaning in workspace.rows(
                "select e.dimension, e.element, a.leaning from store.attitudes as a "
                "join store.elements as e using (element_key) join store.persons as p using (member_key) "
                "where p.member_id = ?",
                [member],
            )
        }


def test_a_leaning_by_hand(world: Path, ok: Cli) -> None:
    """(beta + C) / (beta + D): D is the share of those who took the same, and nothing hangs on who answers readily."""
    ok("score", "--as-of", "2026-07-01")
    weight = 2 ** (-177 / 730)
    chose = leanings("M00")
    assert chose["gift", "mug"] == pytest.approx((1 + weight) / (1 + 0.6 * weight), abs=2e-6)
    assert chose["gift", "points"] == pytest.approx(1 / (1 + 0.4 * weight), abs=2e-6)
    assert leanings("M19")["gift", "points"] == pytest.approx((1 + weight) / (1 + 0.4 * weight), abs=2e-6)
    assert ("gift", "mug") not in leanings("M30"), "who did not answer chose nothing"
    # where all answered alike, there was nothing to choose among
    assert set(chose) == {("channel", "sms"), ("gift", "mug"), ("gift", "points")}
    (told,) = rows(ok, "select choices, contacts, last_contacted_on, trend from attitudes where element = 'mug' and "
                       "member_id = 'M00'")  # fmt: skip
    assert told == {"choices": 1, "contacts": 0, "last_contacted_on": None, "trend": None}
    assert "gift mug" in " ".join(ok("member", "M00").out.split())


def test_what_changed_gives_what_all_gives(world: Path, ok: Cli) -> None:
    """More answers, then one of them undone: the sums are those of a whole scoring, and verify finds nothing."""
    everything = "select member_id, dimension, element, score, choices from attitudes order by all"
    ok("score", "--as-of", "2026-07-01")
    once = rows(ok, everything)
    ok("load", "responses", "second.csv")
    ok("score", "--as-of", "2026-07-01")
    both = rows(ok, everything)
    ok("verify")
    ok("score", "--as-of", "2026-07-01", "--full")
    assert rows(ok, everything) == both != once
    (three,) = rows(ok, "select sum(choices) as n from attitudes where dimension = 'gift' and element = 'points'")
    assert three["n"] == 8 + 3
    ok("undo", "4", "--yes")
    ok("score", "--as-of", "2026-07-01")
    assert rows(ok, everything) == once
    ok("verify")
    ok("erase", "M00", "--yes")
    ok("verify")


def test_history_ends_with_the_scores(world: Path, ok: Cli) -> None:
    ok("load", "responses", "second.csv")
    ok("score", "--as-of", "2026-05-10")  # B is open still, so its history is known up to that day
    ends = "from attitude_history qualify row_number() over (partition by member_id, element order by as_of desc) = 1"
    then = rows(ok, f"select element, score from ({ends}) where member_id = 'M02' order by element")
    now = rows(ok, "select element, score from attitudes where member_id = 'M02' order by element")
    assert then == now


def test_one_answer_may_take_two(world: Path, ok: Cli) -> None:
    """Two rows of one answer that name two gifts are two choices; the same row twice is one."""
    write(
        world / "more.csv", HEAD, ["M00", "A", "2026-01-08", "sms", "points", "rank"], *answers("A", "2026-01-07", 2, 2)
    )
    ok("load", "responses", "more.csv")
    ok("score", "--as-of", "2026-07-01")
    told = rows(ok, "select element, choices, responses from attitudes where member_id = 'M00' and dimension = 'gift' "
                    "order by 1")  # fmt: skip
    assert [(row["element"], row["choices"]) for row in told] == [("mug", 1), ("points", 1)]


def test_an_own_dimension_of_answers(world: Path, ok: Cli) -> None:
    """A dimension that the settings name is read from responses too, shown, and learned from as a choice."""
    named = [[*row[:-1], "rank" if i % 2 else " points"] for i, row in enumerate(answers("B", "2026-05-07", 10, 10))]
    write(world / "named.csv", HEAD, *named)
    ok("load", "responses", "named.csv")
    write(world / "again.csv", HEAD, *reversed(named))
    ok("load", "responses", "again.csv")
    assert rows(ok, "select count(*) as n from responses") == [{"n": 30}]
    ok("score", "--as-of", "2026-07-01")
    (shown,) = rows(ok, "select form from responses where member_id = 'M00' and campaign_id = 'B'")
    assert shown["form"] == "points"
    told = leanings("M00")
    assert told["form", "points"] > 1 > told["form", "rank"]


def test_a_file_without_the_column_tells_nothing_new(world: Path, ok: Cli) -> None:
    bare = [row[:-1] for row in answers("A", "2026-01-07", 20, 12)]
    write(world / "bare.csv", HEAD[:-1], *bare)
    ok("load", "responses", "bare.csv")
    assert rows(ok, "select count(*) as n from responses") == [{"n": 20}]


@pytest.mark.slow
@pytest.mark.parametrize("is_taste", [True, False])
def test_choices_count_where_they_foretell(tmp_path: Path, ok: Cli, is_taste: bool) -> None:
    """Members who take mugs answer to mugs: their choices sharpen the leaning; where they take by chance, they count
    for little, and what is learned says so."""
    draw = random.Random(5)
    members = [f"M{number:04}" for number in range(1500)]
    contacts: list[list[str]] = []
    told: list[list[str]] = []
    for number in range(8):
        day, came = f"2026-{number + 1:02}-05", f"2026-{number + 1:02}-07"
        is_choice = number % 2 == 0  # these offer a choice, the others one gift to each
        for place, member in enumerate(members):
            likes = "mug" if place % 2 else "points"
            offered = "choice" if is_choice else draw.choice(["mug", "points"])
            contacts.append([member, f"C{number}", day, "sms", offered])
            if draw.random() < (0.3 if offered in ("choice", likes) else 0.06):
                taken = draw.choice(["mug", "points"]) if not is_taste else likes
                told.append([member, f"C{number}", came, taken if is_choice else offered])
    write(tmp_path / "contacts.csv", ["member_id", "campaign_id", "contacted_at", "channel", "gift"], *contacts)
    write(tmp_path / "responses.csv", ["member_id", "campaign_id", "responded_at", "gift"], *told)
    ok("init")
    for kind in ("contacts", "responses"):
        ok("load", kind, f"{kind}.csv")
    ok("score", "--as-of", "2026-10-01")
    said = ok("status").err
    weight = float(said.split("counts in what they answer to: gift ")[1][:4])
    assert (weight >= 0.75) == is_taste, said
