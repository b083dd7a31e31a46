"""A month's brief: its figures are those of measure, its page is whole and needs nothing, what is missing is said."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from math import sqrt
from pathlib import Path

import polars as pl
import pytest
from conftest import Cli

from attitude.acts.action import target_one
from attitude.brief import Brief, brief, document, page
from attitude.brief.words import sentences
from attitude.brief_page import show
from attitude.database import Workspace, create
from attitude.errors import BadDataError, UsageError
from attitude.load import LoadOptions, load_file
from attitude.measure import measure, span
from attitude.measure.chance import corrected
from attitude.months import first_day, last_day
from attitude.numbers import written
from attitude.pages import WIDTH, ticks, width_of
from attitude.query import find_question, query
from attitude.settings import Settings, ValueSettings

LONG = "“春节回家·全家共享”家庭流量包加赠活动（华东、华南及西南地区白金会员专享第二期）<&>"
DECEMBER = date(2026, 12, 1)
CAMPAIGNS = f"""campaign_id,name,product,channel,starts_on,response_days,unit_cost
d1,{LONG},music,sms,2026-12-01,10,0.5
d2,音乐,music,app,2026-12-03,40,
d3,nobody yet,music,app,2026-12-20,10,1
"""


@pytest.fixture(scope="module")
def database(scored_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world with a December of three campaigns: one with a holdout, one without, one that nobody was sent."""
    folder = tmp_path_factory.mktemp("brief")
    path = Path(shutil.copy(scored_once, folder / "attitude.duckdb"))
    members = [f"01{at:07}" for at in range(600)]
    contacts = [f"{m},d1,2026-12-01 09:00:00,{int(at % 5 == 0)}" for at, m in enumerate(members[:300])]
    contacts += [f"{m},d2,2026-12-03 10:00:00,0" for m in members[200:400]]
    answers = [f"{m},d1,2026-12-0{2 + at % 4} 20:30:00,{at % 7}.5" for at, m in enumerate(members[:300]) if at % 4 == 1]
    answers += [f"{m},d1,2026-12-03 21:00:00,2" for m in members[0:300:25]]
    answers += [f"{m},d2,2026-12-08 08:00:00," for m in members[200:400:9]]
    files = {
        "campaigns": CAMPAIGNS,
        "contacts": "\n".join(["member_id,campaign_id,contacted_at,is_control", *contacts]),
        "responses": "\n".join(["member_id,campaign_id,responded_at,value", *answers]),
    }
    with Workspace(path) as workspace:
        for kind, text in files.items():
            file = folder / f"{kind}.csv"
            file.write_text(text, encoding="utf-8")
            assert load_file(workspace, kind, file, LoadOptions()).rejected == 0
    return path


@pytest.fixture(scope="module")
def opened(database: Path) -> Iterator[Workspace]:
    with Workspace(database, read_only=True) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def found(opened: Workspace) -> Brief:
    return brief(opened, ValueSettings())


def test_figures_are_those_of_measure(found: Brief, opened: Workspace) -> None:
    assert found.month == DECEMBER
    assert found.campaigns["campaign_id"].to_list() == ["d1", "d2", "d3"]
    lifts = {name: measure(opened, name).table.row(0, named=True) for name in found.campaigns["campaign_id"]}
    for row in found.campaigns.iter_rows(named=True):
        for name in set(row) & set(lifts["d1"]) - {"p_adjusted"}:
            assert row[name] == lifts[row["campaign_id"]][name], name
        assert row["contacts"] == lifts[row["campaign_id"]]["treated"]
    assert found.campaigns["p_adjusted"].to_list() == corrected([row["p_value"] for row in lifts.values()])
    f = {figure.name: figure for figure in found.figures}
    contacts, answers = (sum(row[name] for row in lifts.values()) for name in ("treated", "responses"))
    assert (f["campaigns"].value, f["contacts"].value, f["responses"].value) == (3, contacts, answers)
    assert f["rate"].value == answers / contacts
    assert f["cost"].value == pytest.approx(lifts["d1"]["cost"])
    assert f["cost_per_response"].value == pytest.approx(lifts["d1"]["cost"] / lifts["d1"]["responses"])
    assert f["incremental_responses"].value == lifts["d1"]["incremental_responses"]
    assert f["incremental_responses"].low == pytest.approx(lifts["d1"]["incremental_low"])
    assert f["return"].value == pytest.approx(lifts["d1"]["return"])
    (started,) = opened.row("select count(*) from store.members")
    assert f["members"].value == started == 600


def test_what_responders_use_and_what_lists_saved_are_in_it(found: Brief, shape: Shape, opened: Workspace) -> None:
    asked = query(opened, find_question("responders_usage", None), {"month": found.value_month})
    assert found.usage is not None
    assert found.usage.rows() == asked.rows()
    assert json.loads(document(found))["usage"][0]["product"] == "all"
    assert "What those who answered use" in shape.words
    (saved,) = [figure for figure in found.figures if figure.name == "saved"]
    assert saved.value is None, "no list was handed over"


def test_who_answered_by_an_attribute(found: Brief, opened: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """As the saved questions of the same month tell it; all else stays."""
    by_brand = brief(opened, ValueSettings(), by="brand")
    assert by_brand.segments is not None
    assert found.segments is None
    span = {"attribute": "brand", "since": DECEMBER, "until": date(2026, 12, 31)}
    for name, values in (
        ("quality", span), ("scores", span), ("usage", {"attribute": "brand", "month": found.value_month})
    ):  # fmt: skip
        asked = query(opened, find_question(f"responder{'s' if name == 'usage' else ''}_{name}", None), values)
        assert getattr(by_brand.segments, name).rows() == asked.rows(), name
    # d2 was for 200 members, d1 for 160 of the 200 others: each counts once
    assert by_brand.segments.quality["contacted"].sum() == 360
    told, plain = json.loads(document(by_brand)), json.loads(document(found))
    assert told.pop("segments")["by"] == "brand"
    assert told == plain
    html = page(by_brand).decode()
    assert "Who answered, by brand" in html
    assert "Who answered, by" not in page(found).decode()
    show(by_brand)
    said = capsys.readouterr().out
    assert "Who answered, by brand" in said
    assert all(len(line) <= 80 for line in said.split("Who answered, by brand")[1].split("The year")[0].splitlines())


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("brnd", r"brief by brnd: no attribute of members has this name \(did you mean 'brand'\?\)"),
        ("arpu", r"brief by arpu: members have [0-9,]+ values of it, and a page has room for 20; name an attribute"),
    ],
)
def test_attributes_that_cannot_be(opened: Workspace, by: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        brief(opened, ValueSettings(), by=by)


def test_what_goes_together_and_who_is_seldom_chosen(found: Brief, opened: Workspace) -> None:
    """Of a base as small as this the sample is everybody, so both are what the saved questions count."""
    assert found.value_month is not None
    assert found.bought is not None
    since = first_day(found.value_month, 11)
    asked = query(opened, find_question("bought_together", None), {"since": since})
    assert found.bought.rows() == asked.rows()
    since = last_day(found.month).replace(year=found.month.year - 1) + timedelta(days=1)
    values = {"attribute": "brand", "since": since}
    brands = query(opened, find_question("never_chosen", None), values).rows(named=True)
    chosen = {row["value"]: row for row in found.chosen.rows(named=True) if row["attribute"] == "brand"}
    assert {name: (row["members"], row["contacted"]) for name, row in chosen.items()} == {
        row["value"]: (row["members"], row["contacted"]) for row in brands
    }
    all_of = sum(row["contacted"] for row in brands) / sum(row["members"] for row in brands)
    for row in chosen.values():
        assert row["share_all"] == pytest.approx(all_of)
        margin = 1.96 * (all_of * (1 - all_of) / row["members"]) ** 0.5
        assert row["is_seldom"] == (row["share"] + margin < all_of)


def test_what_a_list_saved_by_hand(workspace: Workspace) -> None:
    """50 were eligible, 10 contacted for 20: all of them would have cost 100."""
    workspace.rows(
        "insert into store.lists by name select 1 as list_key, 'l' as list_id, 'c' as campaign_id, "
        "date '2026-03-02' as as_of, 'x' as constants, 1 as seed, '{}' as plan, 'x' as plan_text, '{}' as data, "
        "0 as holdout_share, 10 as count_treated, 0 as count_control, 20 as cost, 0 as expected_responses, "
        "0 as expected_value, 'exported' as status, 1 as newest"
    )
    workspace.rows(
        "insert into store.campaigns by name select 1 as campaign_key, 'c' as campaign_id, true as is_loaded"
    )
    for step, remaining in enumerate((80, 50, 30, 10), start=1):
        workspace.rows(f"insert into store.list_funnel values (1, {step}, 'told', 'x', 'x', 0, 0, {remaining})")
    figures = {one.name: one for one in brief(workspace, ValueSettings(), date(2026, 3, 1)).figures}
    assert (figures["saved"].value, figures["saved"].previous) == (80, None)


@pytest.mark.slow
def test_the_month_before_is_the_brief_of_it(found: Brief, opened: Workspace) -> None:
    before = brief(opened, ValueSettings(), date(2026, 11, 30))
    assert before.month == date(2026, 11, 1)
    assert [figure.previous for figure in found.figures] == [figure.value for figure in before.figures]
    assert before.campaigns.height == 1
    row = before.campaigns.row(0, named=True)
    told = measure(opened, row["campaign_id"], part="answers").table
    inferred = told.filter((told["arm"] == "treated") & (told["class"] == "inferred"))["members"].item()
    assert before.rates["responses"][-1] == row["responses"] - inferred
    assert before.rates["contacts"][-1] == row["contacts"]
    assert before.rates["month"].to_list()[0] == date(2025, 12, 1)
    month = before.month
    assert before.matrix.equals(span(opened, "matrix", month, month).table.select(before.matrix.columns))
    assert before.days["responses"].sum() <= row["responses"]


@pytest.mark.slow
def test_lists_are_looked_at_as_measure_does(scored: Path) -> None:
    """Tenths, gains and AUC of two lists of one month, side by side, are those that each has alone."""
    plan = (scored.parent / "plan.toml").read_text(encoding="utf-8")
    with Workspace(scored) as workspace:
        for name in ("one", "two"):
            (scored.parent / f"{name}.toml").write_text(
                plan.replace('id = "2026-12-family-portal"', f'id = "{name}"'), encoding="utf-8"
            )
            target_one(workspace, scored.parent / f"{name}.toml", 1, Settings())
        workspace.rows("update store.lists set status = 'exported'")
        workspace.rows(
            "insert into store.responses by name select member_key, treatment_code, timestamp '2026-12-09 12:00:00' as "
            "responded_at from store.list_members as m inner join store.list_treatments using (list_key, treatment) "
            "where (m.member_key + m.rank) % 4 = 0"
        )
        found = brief(workspace, ValueSettings(), DECEMBER)
        for row in found.campaigns.iter_rows(named=True):
            quality = measure(workspace, row["campaign_id"], part="quality").table.row(0, named=True)
            assert row["auc"] == pytest.approx(quality["auc"])
            assert 0 < row["auc"] < 1
            assert (row["listed"], row["answered"]) == (quality["contacts"], quality["answers"])
            assert row["expected"] == pytest.approx(quality["expected"])
            tenths = measure(workspace, row["campaign_id"], part="deciles").table
            mine = found.gains.filter(found.gains["campaign_id"] == row["campaign_id"])
            assert mine["gains"].to_list() == tenths.filter(tenths["channel"] == "all")["gains"].to_list()
        assert found.tenths["members"].sum() == found.campaigns["listed"].sum()
        assert {sides["data-chart"] for sides in Shape(page(found).decode()).all("svg")} >= {"gains", "tenths"}


def test_intervals_are_squared_and_added(opened: Workspace) -> None:
    """By hand, for three campaigns of which one has no holdout and one no cost."""
    opened.run("brief/month_lifts")
    rows = [("a", 100, 20, 10.0, 4.0, 15.0, 5.0, 12.0), ("b", 50, 5, 3.0, -5.0, 9.0, None, 7.0),
            ("c", 10, 1, None, None, None, 1.0, None)]  # fmt: skip
    for row in rows:
        opened.rows(
            "insert into month_lifts (campaign_id, month, contacts, responses, incremental_responses, incremental_low, "
            "incremental_high, cost, incremental_value, widened) values (?, '2026-12-01', ?, ?, ?, ?, ?, ?, ?, 1)",
            list(row),
        )
    total = opened.result("brief/totals").row(0, named=True)
    assert (total["contacts"], total["responses"], total["with_holdout"]) == (160, 26, 2)
    assert total["incremental_responses"] == 13
    assert total["incremental_low"] == pytest.approx(13 - sqrt(6**2 + 8**2))
    assert total["incremental_high"] == pytest.approx(13 + sqrt(5**2 + 6**2))
    assert total["cost_per_response"] == pytest.approx(6 / 21)
    assert total["return"] == pytest.approx((12 - 5) / 5)


def test_when_and_where_answers_came(found: Brief) -> None:
    assert found.days["days"].to_list() == list(range(found.days.height))
    assert found.days["share_so_far"][-1] == 1
    assert found.hours.height == 24
    assert set(found.hours.filter(found.hours["responses"] > 0)["hour"]) == {8, 20}, "those held out aside"
    assert found.matrix.select("channel", "product").rows()[-1] == ("sms", "music")


class Shape(HTMLParser):
    """What a page is made of: tags with their sides, and the words of each text and title inside drawings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[dict[str, str], str]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.open and self.open[-1] == "text":
            self.texts.append((self.tags[-1][1], data))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [sides for name, sides in self.tags if name == tag]


@pytest.fixture(scope="module")
def shape(found: Brief) -> Shape:
    return Shape(page(found).decode())


def test_the_page_is_whole_and_needs_nothing(shape: Shape, found: Brief) -> None:
    assert shape.open == []
    text = page(found).decode()
    assert not re.search(r"<script|javascript:|https?://|url\(|@import|\bsrc=|\bon\w+=", text, re.I)
    ids = [sides["id"] for _, sides in shape.tags if "id" in sides]
    assert len(ids) == len(set(ids))
    links = [sides["href"] for sides in shape.all("a")]
    assert links
    assert all(link.removeprefix("#") in ids for link in links)
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert any(words.strip() == LONG for words in shape.words), "in the table, whole"
    assert "nan" not in " ".join(shape.words).lower().split()


def test_every_number_has_its_meaning(shape: Shape, found: Brief) -> None:
    tiles = {sides["data-figure"]: sides for sides in shape.all("li") if "data-figure" in sides}
    assert list(tiles) == [figure.name for figure in found.figures]
    words = " ".join(shape.words)
    for figure in found.figures:
        assert tiles[figure.name]["title"] == figure.definition
        assert f"{figure.definition[:1].upper()}{figure.definition[1:]}" in words, "told at the end too, for paper"
    cells = [sides for sides in shape.all("td") if "data-label" in sides]
    assert cells
    assert all(sides["title"] for sides in cells)


def test_charts_are_drawn_within_their_width(shape: Shape) -> None:
    charts = [sides["data-chart"] for sides in shape.all("svg")]
    assert charts == ["lift", "rates", "days", "hours", "responders", "scores", "tiers", "concentration"]
    assert all(sides["viewbox"].startswith(f"0 0 {WIDTH} ") and sides["aria-label"] for sides in shape.all("svg"))
    assert len(shape.texts) > 40
    for sides, words in shape.texts:
        anchor, x, width = sides.get("text-anchor", "start"), float(sides["x"]), width_of(words)
        left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
        assert left >= -1, words
        assert left + width <= WIDTH + 1, words


@pytest.mark.slow
def test_the_same_again(found: Brief, opened: Workspace) -> None:
    again = brief(opened, ValueSettings(), DECEMBER)
    assert page(again) == page(found)
    assert document(again) == document(found)


def test_json_is_the_page(found: Brief, shape: Shape) -> None:
    told = json.loads(document(found))
    assert told["month"] == "2026-12"
    values = {sides["value"] for sides in shape.all("data")}
    assert values == {repr(figure["value"]) for figure in told["figures"] if figure["value"] is not None}
    assert [row["campaign_id"] for row in told["campaigns"]] == ["d1", "d2", "d3"]
    assert told["campaigns"][1]["difference"] is None
    words = " ".join(shape.words).replace("\xa0", " ")
    for figure in told["figures"]:
        assert written(figure["value"], figure["unit"]).replace("-", "−") in words
    assert all(sentence in words for sentence in told["sentences"])
    assert all(note in words for note in told["notes"])


def test_what_is_open_and_what_cannot_be_told_is_said(found: Brief, shape: Shape) -> None:
    opens = dict(found.campaigns.select("campaign_id", "open_until").iter_rows())
    assert opens == {"d1": date(2026, 12, 11), "d2": date(2027, 1, 12), "d3": None}
    words = " ".join(shape.words)
    assert "open until 2027-01-12" in words
    assert "no holdout" in shape.words
    assert "nobody contacted" in shape.words
    assert any("d2 open until 2027-01-12" in note for note in found.notes)
    assert any(note.startswith("told by 1 of 3 campaigns alone") for note in found.notes)


def test_the_terminal_has_it_all(found: Brief, capsys: pytest.CaptureFixture[str]) -> None:
    show(found)
    said = capsys.readouterr().out
    assert said.startswith("Marketing brief, December 2026\n3 campaigns of December 2026 contacted")
    for figure in found.figures:
        assert figure.label in said
    assert "no holdout" in said
    assert "response rate, 2026-01 to 2026-12: " in said
    assert "told answers alone" not in said
    show(replace(found, rates=found.rates.with_columns(pl.col("responses") - 1)))
    assert "told answers alone" in capsys.readouterr().out


def test_sentences_claim_no_more_than_was_found(found: Brief) -> None:
    held = found.campaigns.with_columns(incremental_responses=None, p_adjusted=None)
    without = [replace(f, value=None, low=None, high=None) if "incremental" in f.name else f for f in found.figures]
    assert any("cannot be told" in words for words in sentences(DECEMBER, tuple(without), held))
    worse = [
        replace(f, value=-12.0, low=-20.0, high=-3.0) if f.name == "incremental_responses" else f for f in found.figures
    ]
    assert any(words.startswith("Those held out answered more") for words in sentences(DECEMBER, tuple(worse), held))


@pytest.mark.slow
def test_months_of_nothing(opened: Workspace, tmp_path: Path) -> None:
    future = brief(opened, ValueSettings(), date(2030, 1, 1))
    f = {figure.name: figure.value for figure in future.figures}
    assert (f["campaigns"], f["contacts"], f["rate"], f["cost"]) == (0, 0, None, None)
    assert future.sentences == ("No campaign began in January 2030.",)
    assert any("nothing is known of 2030-01 yet" in note for note in future.notes)
    assert "No campaign began" in page(future).decode()
    create(tmp_path / "empty.duckdb")
    with Workspace(tmp_path / "empty.duckdb", read_only=True) as empty:
        with pytest.raises(BadDataError, match="no campaign is loaded"):
            brief(empty, ValueSettings())
        nothing = brief(empty, ValueSettings(), date(2026, 1, 1))
    assert [figure.name for figure in nothing.figures if figure.value is not None] == [
        *("campaigns", "contacts", "responses"),
    ]
    said = " ".join(nothing.notes)
    assert all(words in said for words in ("no contacts", "no members", "no opt-outs", "no usage"))
    shape = Shape(page(nothing).decode())
    assert shape.all("svg") == []
    assert json.loads(document(nothing))["tiers"] is None


@pytest.mark.slow
def test_a_workspace_of_contacts_alone(tmp_path: Path, ok: Cli, cli: Cli) -> None:
    """No members, usage, costs, holdout, opt-outs, channels: what is there is told, what is missing is named."""
    (tmp_path / "contacts.csv").write_text(
        "member_id,campaign_id,contacted_at,responded\n" + "".join(f"{m},c,2026-03-02,{m % 2}\n" for m in range(8))
    )
    ok("init")
    ok("load", "contacts", "contacts.csv")
    said = ok("brief", "--format", "json")
    told = {figure["name"]: figure["value"] for figure in json.loads(said.out)["figures"]}
    assert (told["contacts"], told["responses"], told["rate"], told["cost"], told["members"]) == (8, 4, 0.5, None, None)
    html = ok("brief", "2026-03", "-o", "b.html")
    assert "written to b.html" in html.err
    assert Shape((tmp_path / "b.html").read_text(encoding="utf-8")).open == []
    assert ok("brief", "--format", "csv").out.splitlines()[1].startswith("c,,2026-03-02,")
    wrong = cli("brief", "2026-13")
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)
    assert cli("brief", "-o", "no/such/b.html").code == 2


def test_ticks_are_round() -> None:
    for high in (1e-7, 0.003, 0.9999, 7, 1234567):
        found = ticks(0, high)
        assert found[0] == 0
        assert high <= found[-1] <= 2 * high
        assert 3 <= len(found) <= 8
