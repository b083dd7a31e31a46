"""Dimensions that the settings name: taken in, learned, targeted, told and measured as channel or gift are."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import Cli

import attitude
from attitude.database import Workspace
from attitude.targeting.rules import RespondedLately

SETTINGS = '[dimensions]\nform = "促销形式"\nway = ["办理", "how"]\n'
PLAN = """
[campaign]
id = "next"
product = "music"
starts_on = 2026-07-01
value_per_response = 10
elements = { way = "web" }
[[offer]]
channel = "sms"
elements = { form = "points" }
[[offer]]
channel = "sms"
elements = { form = "rank" }
[limits]
size = 60
"""
MEMBERS = [f"M{number:03}" for number in range(120)]


def likes(member: str) -> str:
    return "points" if int(member[1:]) % 2 else "rank"


def write(file: Path, *rows: Sequence[object]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)


@pytest.fixture
def world(tmp_path: Path, ok: Cli) -> Path:
    """Six campaigns of 120 members, half of whom answer to points alone and half to a place in a ranking."""
    draw = random.Random(3)
    contacts: list[list[object]] = []
    answers: list[list[object]] = []
    for number in range(6):
        day = f"2026-{number + 1:02}-05"
        for member in MEMBERS:
            form = draw.choice(["points", "rank"])
            contacts.append([member, f"C{number}", day, "sms", f" {form}", ""])
            if draw.random() < (0.5 if likes(member) == form else 0.05):
                answers.append([member, f"C{number}", f"2026-{number + 1:02}-07"])
    write(tmp_path / "members.csv", ["member_id", "phone"], *([m, f"+861390000{m[1:]}0"] for m in MEMBERS))
    campaigns = ([f"C{number}", f"2026-{number + 1:02}-05", ["web", "shop"][number % 2]] for number in range(6))
    write(tmp_path / "campaigns.csv", ["campaign_id", "starts_on", "how"], *campaigns)
    head: list[object] = ["member_id", "campaign_id", "contacted_at", "channel", "促销形式", "办理"]
    write(tmp_path / "contacts.csv", head, *contacts)
    write(tmp_path / "responses.csv", ["member_id", "campaign_id", "responded_at"], *answers)
    ok("init")
    (tmp_path / "attitude.toml").write_text(SETTINGS, "utf-8")
    for kind in ("members", "campaigns", "contacts", "responses"):
        ok("load", kind, f"{kind}.csv")
    (tmp_path / "plan.toml").write_text(PLAN, "utf-8")
    return tmp_path


def rows(ok: Cli, question: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(ok("query", question, "--format", "json").out)
    return found


def test_from_the_files_to_what_came(world: Path, ok: Cli) -> None:
    (told,) = rows(ok, "select distinct form, way from contacts where campaign_id = 'C1' and form = 'rank'")
    assert (told["form"], told["way"]) == ("rank", "shop")  # its own, without the blank; and that of its campaign
    ok("score")
    liked = "element = if(member_id[2:]::int % 2 = 1, 'points', 'rank')"
    means = rows(ok, f"select {liked} as is_liked, avg(score) as score from attitudes where dimension = 'form' "
                     "group by 1 order by 1")  # fmt: skip
    assert float(str(means[1]["score"])) > float(str(means[0]["score"])) + 15
    said = ok("status").err
    assert "form" in said.split("a leaning to an element weighs half at")[1].splitlines()[0]
    assert "pairs (a product with a channel, timing, gift, form or way) tell no more than both alone" in " ".join(
        said.split()
    )

    ok("target", "plan.toml")
    given = rows(ok, "select member_id, form, way from list_members")
    assert sum(likes(str(row["member_id"])) == row["form"] for row in given) >= 0.95 * len(given) == 57
    assert {row["way"] for row in given} == {"web"}
    why = ok("why", "next", given[0]["member_id"]).out
    assert f"sms · music · {given[0]['form']} · web" in why
    assert f"leans to form {given[0]['form']}" in why
    ok("approve", "next")
    ok("export", "next", "-o", "out.csv", "--allow", "stale-optouts")
    with (world / "out.csv").open(encoding="utf-8-sig") as file:
        assert {(row["form"], row["way"]) for row in csv.DictReader(file)} <= {("points", "web"), ("rank", "web")}
    treatments = json.loads((world / "out.csv.manifest.json").read_text("utf-8"))["treatments"]
    assert {one["form"] for one in treatments} == {"points", "rank"}

    ok("load", "contacts", "out.csv")  # a list comes back as it was handed over
    back = rows(ok, "select form, way, count(*) as contacts from contacts where campaign_id = 'next' group by all")
    assert sum(int(str(row["contacts"])) for row in back) == 60
    assert {row["way"] for row in back} == {"web"}
    table = json.loads(ok("measure", "C5", "--by", "form", "--format", "json").out)
    assert {row["form"] for row in table} == {"all", "points", "rank"}
    bands = json.loads(ok("measure", "C5", "--by", "form-score", "--format", "json").out)
    assert len(bands) > 2


def test_scores_of_the_four_are_those_without_them(world: Path, ok: Cli) -> None:
    """Evidence of a dimension is its own: the sums of the others stay, and a scoring that adds it is a whole one."""
    ok("score")
    sums = "select element, contacts, responses from elements where dimension = 'channel'"
    with_them = rows(ok, sums)
    (world / "attitude.toml").write_text("", "utf-8")
    said = ok("score")
    assert "all made anew" in said.err
    assert rows(ok, sums) == with_them
    assert rows(ok, "select * from attitudes where dimension in ('form', 'way')") == []
    (world / "attitude.toml").write_text(SETTINGS, "utf-8")
    first = ok("score").err
    assert "all made anew" in first
    again = ok("query", "from attitudes order by all", "--format", "csv").out
    ok("score", "--full")
    assert ok("query", "from attitudes order by all", "--format", "csv").out == again


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('[dimensions]\nchannel = "c"\n', "'channel' is a name that tables have for something else; take another"),
        ('[dimensions]\n"Order Method" = "c"\n', "a dimension has a name of small letters, digits and _"),
        ("[dimensions]\nform = []\n", "'dimensions.form'"),
    ],
)
def test_names_that_cannot_be(ok: Cli, cli: Cli, tmp_path: Path, settings: str, words: str) -> None:
    ok("init")
    (tmp_path / "attitude.toml").write_text(settings, "utf-8")
    said = cli("status")
    assert said.code == 2
    assert words in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            ("form = ", "frm = "),
            "offer.1.elements: [dimensions] of attitude.toml names no 'frm' (did you mean 'form'?)",
        ),
        (("form = ", "gift = "), "offer.1.elements: gift is a key of its own, beside elements; move it there"),
        (("[limits]", "[audience.attitude.fom]\nrank = [0, 9]\n[limits]"), "no dimension 'fom' (did you mean 'form'?)"),
        (
            ("[limits]", "[audience.attitude.form]\nrnk = [0, 9]\n[limits]"),
            "nobody was ever contacted with 'rnk' (did you mean 'rank'?)",
        ),
        (
            ("[limits]", '[exclude]\nresponded = { within_days = 9, elements = { frm = "rank" } }\n[limits]'),
            "exclude.responded.elements: [dimensions] of attitude.toml names no 'frm' (did you mean 'form'?)",
        ),
        (
            ("[limits]", '[audience]\nresponded = { within_days = 9, elements = { form = "rnk" } }\n[limits]'),
            "audience.responded.elements.form: nobody was ever contacted with 'rnk' (did you mean 'rank'?)",
        ),
    ],
)
def test_plans_that_name_none(world: Path, ok: Cli, cli: Cli, change: tuple[str, str], words: str) -> None:
    ok("score")
    (world / "plan.toml").write_text(PLAN.replace(*change, 1), "utf-8")
    said = cli("target", "plan.toml")
    assert said.code == 2
    assert words in said.err


def test_campaigns_are_found_by_them(world: Path, ok: Cli, cli: Cli) -> None:
    asked = ("campaigns", "--element", "way=WEB", "--element", "form=rank", "--format", "csv")
    with io.StringIO(ok(*asked).out) as table:
        found = list(csv.DictReader(table))
    assert [row["campaign_id"] for row in found] == ["C4", "C2", "C0"]
    assert {(row["form"], row["way"]) for row in found} == {("points, rank", "web")}
    with attitude.open(world / "attitude.duckdb") as session:
        assert session.campaigns(way="shop").table["campaign_id"].to_list() == ["C5", "C3", "C1"]
    said = cli("campaigns", "--element", "wy=web")
    assert said.code == 2
    assert said.err == (
        "error: --element wy=web: no dimension 'wy' (did you mean 'way'?); they are channel, product, timing, gift, "
        "form, way\n"
    )


@pytest.mark.slow
def test_who_answered_lately_to_an_element(world: Path, ok: Cli) -> None:
    """Answers since 2 April, to a contact with this form of campaigns of this way; each member's own is told."""
    asked = 'responded = { within_days = 90, elements = { form = "rank", way = "shop" } }'
    (world / "plan.toml").write_text(PLAN.replace("[limits]", f"[exclude]\n{asked}\n[limits]"), "utf-8")
    told: dict[str, list[list[str]]] = {}
    for kind in ("contacts", "responses"):
        with (world / f"{kind}.csv").open(encoding="utf-8") as file:
            told[kind] = list(csv.reader(file))[1:]
    rank = {(row[0], row[1]) for row in told["contacts"] if row[4] == " rank" and int(row[1][1:]) % 2}
    out = {row[0] for row in told["responses"] if row[1] in ("C3", "C4", "C5") and (row[0], row[1]) in rank}
    assert 10 < len(out) < 60
    ok("score")
    ok("target", "plan.toml")
    (step,) = rows(ok, "select rule, excluded_alone from list_funnel where rule like 'responded%'")
    assert step == {"rule": "responded to rank, shop within 90 days", "excluded_alone": len(out)}
    on = {str(row["member_id"]) for row in rows(ok, "select member_id from list_members")}
    assert not on & out
    assert "responded to rank, shop within 90 days" in ok("why", "next", min(out)).out
    # the rule is the same where nobody named such elements, or the ids of lists would move
    plain = RespondedLately(excludes=True, within_days=9, gift="x")
    assert "own" not in plain.about


def test_contacts_that_were_taken_in_without_them(world: Path, ok: Cli, cli: Cli) -> None:
    """Loaded again, each would stand there twice: one without elements, one with."""
    (world / "attitude.toml").write_text(SETTINGS.replace("way", "place"), "utf-8")
    said = cli("load", "contacts", "contacts.csv")
    assert said.code == 2
    assert "each contact would stand there twice" in said.err
    assert "attitude undo" in said.err
    ok("undo", "3", "--yes")
    ok("load", "contacts", "contacts.csv")
    (count,) = rows(ok, "select count(*) as contacts, count(form) as told from contacts")
    assert count == {"contacts": 720, "told": 720}


def test_the_same_elements_are_one_treatment(workspace: Workspace, tmp_path: Path) -> None:
    """Whatever the order of the columns, and however the texts are written."""
    from attitude.dimensions import name_dimensions
    from attitude.load import LoadOptions, load_file

    own = {"form": ["form"], "way": ["way"]}
    name_dimensions(workspace, own)
    for number, lines in enumerate(("form,way\nM1,C1,a,b\n", "way,form\nM2,C1, b,a \n", "way,form\nM3,C1,NULL,\n")):
        file = tmp_path / f"contacts{number}.csv"
        file.write_text(f"member_id,campaign_id,{lines}", "utf-8")
        load_file(workspace, "contacts", file, LoadOptions(dimensions=own))
    kept = workspace.rows("select own_elements, count(*) from store.treatments group by all order by all")
    assert kept == [('{"form":"a","way":"b"}', 1), (None, 1)]
