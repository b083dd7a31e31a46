"""What is known of a campaign, and campaigns found by words: counted by hand, with the figures of `measure`."""

from __future__ import annotations

import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest
from conftest import Cli, Load, Said, once

import attitude
from attitude import calendar_page, element_page
from attitude.calendar import calendar
from attitude.campaign import Asked, campaign, campaigns, read_notes
from attitude.campaign_page import found_page, on_screen, page
from attitude.database import Workspace
from attitude.element import element
from attitude.errors import UsageError
from attitude.load import LoadOptions, load_file
from attitude.measure import measure
from attitude.undo import undo

CAMPAIGNS = (
    "campaign_id,name,product,timing,gift,channel,starts_on,ends_on,response_days,unit_cost,notes",
    "spring,Spring tickets,concert,event,coupon,,2026-03-01,2026-03-09,30,0.5,sent late; the hall was sold out",
    "new-year,春节回家,portal,holiday,,sms,2026-01-20,,30,0.1,notes/new-year.md",
    "quiet,,portal,,,email,2026-02-01,,30,,",
)
HEAD = "member_id,campaign_id,contacted_at,channel,is_control,responded,value"
# spring: 10 by sms of whom 4 answered, 5 by call of whom 1 did, 10 held out of whom 1 did; new-year: 4, nobody held out
CONTACTS = (
    *(f"s{one},spring,2026-03-01,sms,false,{one < 4},{6 if one < 4 else ''}" for one in range(10)),
    *(f"c{one},spring,2026-03-02,call,false,{one < 1},{6 if one < 1 else ''}" for one in range(5)),
    *(f"h{one},spring,2026-03-01,,true,{one < 1},{6 if one < 1 else ''}" for one in range(10)),
    *(f"s{one},new-year,2026-01-20,sms,false,{one < 2},{1 if one < 2 else ''}" for one in range(4)),
)


@pytest.fixture
def known(workspace: Workspace, load: Load) -> Workspace:
    load("members", "member_id", *(f"{group}{one}" for group in "sch" for one in range(10)))
    load("campaigns", *CAMPAIGNS)
    load("contacts", HEAD, *CONTACTS)
    return workspace


def test_a_campaign_by_hand(known: Workspace) -> None:
    found = campaign(known, "spring")
    head = found.head
    assert (head["name"], head["product"], head["response_days"]) == ("Spring tickets", "concert", 30)
    assert (head["members"], head["contacts"], head["controls"], head["base"]) == (15, 15, 10, 30)
    assert (head["first_on"], head["last_on"]) == (date(2026, 3, 1), date(2026, 3, 2))
    offers = found.said.select("channel", "contacts", "controls").rows()
    assert offers == [("sms", 10, 0), ("call", 5, 0), (None, 0, 10)]
    assert found.notes.text == "sent late; the hall was sold out"
    assert found.lift["rate"] == pytest.approx(5 / 15)
    assert found.lift["difference"] == pytest.approx(5 / 15 - 1 / 10)
    assert found.money["cost"] == pytest.approx(7.5)
    assert found.files["kind"].to_list() == ["campaigns", "contacts"]
    assert found.files["count_rows"].to_list() == [1, 25]
    assert found.lists.is_empty()


def test_its_figures_are_those_of_measure(known: Workspace) -> None:
    found = campaign(known, "spring")
    for part in ("lift", "money", "answers"):
        assert found.measured[part].table.equals(measure(known, "spring", part=part).table)
        assert found.measured[part].notes == measure(known, "spring", part=part).notes
    assert list(found.slices) == ["channel"]
    by_channel = found.slices["channel"]
    assert by_channel.equals(measure(known, "spring", by="channel").table.select(by_channel.columns))


def test_those_found_have_the_figures_of_measure(known: Workspace) -> None:
    table = campaigns(known, Asked()).table
    assert table["campaign_id"].to_list() == ["spring", "quiet", "new-year"]
    for row in table.iter_rows(named=True):
        whole = measure(known, row["campaign_id"]).table.row(0, named=True)
        if row["campaign_id"] == "quiet":
            assert row["treated"] is None
            continue
        assert {name: row[name] for name in whole if name in row} == {n: whole[n] for n in whole if n in row}


@pytest.mark.parametrize(
    ("words", "names", "places"),
    [
        ((), ["spring", "quiet", "new-year"], [None, None, None]),
        (("TICKETS",), ["spring"], ["name"]),
        (("hall", "concert"), ["spring"], ["notes, product"]),
        (("春节",), ["new-year"], ["name"]),
        (("祝福",), ["new-year"], ["notes"]),  # in the file
        (("new-year.md",), ["new-year"], ["notes"]),  # its name
        (("ＰＯＲＴＡＬ",), ["quiet", "new-year"], ["product", "product"]),
        (("hall", "portal"), [], []),
        (("",), ["spring", "quiet", "new-year"], None),
    ],
)
def test_words_find(known: Workspace, tmp_path: Path, words: tuple[str, ...], names: list[str], places: object) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "new-year.md").write_text("祝福 in every message", encoding="utf-8")
    found = campaigns(known, Asked(words))
    assert found.table["campaign_id"].to_list() == names
    assert places is None or found.table["found_in"].to_list() == places
    assert (found.known, found.found) == (3, len(names))


def test_filters_and_orders(known: Workspace) -> None:
    def ids(**asked: object) -> list[str]:
        order = {name: asked.pop(name) for name in ("sort", "rows") if name in asked}
        return campaigns(known, Asked(**asked), **order).table["campaign_id"].to_list()  # type: ignore[arg-type]

    assert ids(channel="sms") == ["spring", "new-year"]  # spring's contacts were by it, its file names none
    assert ids(channel="CALL") == ["spring"]
    assert ids(product="portal", channel="email") == ["quiet"]
    assert ids(since=date(2026, 2, 1)) == ["spring", "quiet"]
    assert ids(until=date(2026, 1, 31)) == ["new-year"]
    assert ids(sort="rate") == ["new-year", "spring", "quiet"]
    assert ids(sort="sent", rows=1) == ["spring"]
    assert ids(sort="added") == ["spring", "quiet", "new-year"]  # unknown ones last, the latest first
    assert ids(rows=2) == ["spring", "quiet"]
    assert ids(elements=[("channel", "sms"), ("channel", "call")]) == ["spring"]  # it used both
    assert ids(elements=[("product", "portal")], channel="email") == ["quiet"]


def test_notes_of_a_file(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "notes").mkdir(parents=True)
    (home / "notes" / "a.md").write_bytes("\ufefffirst\r\nsecond\n".encode())
    (tmp_path / "secret.txt").write_text("not yours", encoding="utf-8")
    (home / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert read_notes("notes/a.md", home).text == "first\nsecond"
    assert read_notes("notes\\a.md", home).text == "first\nsecond"
    assert read_notes(None, home).text == ""
    for name in ("../secret.txt", "link.txt", str(tmp_path / "secret.txt")):
        hidden = read_notes(name, home)
        assert (hidden.text, hidden.problem) == ("", "is not read: it lies outside of the workspace's folder"), name
    assert "is missing" in str(read_notes("notes/b.md", home).problem)
    assert "is missing" in str(read_notes("notes.txt/b.md", home).problem)
    assert read_notes("as said in b.md", home).text == "as said in b.md"
    (home / "large.txt").write_text("x" * 200_000, encoding="utf-8")
    assert len(read_notes("large.txt", home).text) < 101_000
    (home / "odd.txt").write_bytes(b"caf\xe9")
    assert read_notes("odd.txt", home).text == "caf�"


def test_notes_come_along(known: Workspace, tmp_path: Path) -> None:
    """A later file without them keeps them, one with others takes their place; undoing it brings the old ones back."""

    def notes() -> list[tuple[str | None]]:
        return known.rows("select notes from campaigns where campaign_id = 'spring'")

    for text, wanted in (("", "sent late; the hall was sold out"), ("sent in time", "sent in time")):
        file = tmp_path / "again.csv"
        file.write_text(f"campaign_id,Bemerkung\nspring,{text}\n", encoding="utf-8")
        result = load_file(known, "campaigns", file, LoadOptions(mapping={"Bemerkung": "notes"}))
        assert notes() == [(wanted,)]
    undo(known, result.load_id)
    assert notes() == [("sent late; the hall was sold out",)]


def test_texts_are_never_markup(workspace: Workspace, load: Load) -> None:
    load("campaigns", "campaign_id,name,product,notes", "a,<b>bold</b>,<i>,<script>alert(1)</script>")
    load("contacts", "member_id,campaign_id,contacted_at", "1,a,2026-01-01")
    for html in (page(campaign(workspace, "a")), found_page(campaigns(workspace, Asked()), "")):
        assert b"&lt;b&gt;" in html
        for mark in (b"<script", b"<b>", b"<i>"):
            assert mark not in html


def test_a_page_of_nothing(workspace: Workspace, load: Load) -> None:
    load("campaigns", "campaign_id", "a")
    found = campaign(workspace, "a")
    assert b"Nobody was contacted yet" in page(found)
    assert found.table.filter(pl.col("part") == "campaign")["label"].to_list()[0] == "campaign_id"
    assert not any("None" in value or "nan" in value.lower() for value in found.table["value"])


@once
def _walked(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "campaigns.csv").write_text("\n".join(CAMPAIGNS) + "\n", encoding="utf-8")
    (tmp_path / "contacts.csv").write_text("\n".join((HEAD, *CONTACTS)) + "\n", encoding="utf-8")
    ok("init")
    ok("load", "campaigns", "campaigns.csv")
    ok("load", "contacts", "contacts.csv")


def test_at_the_command_line(ok: Cli, tmp_path: Path) -> None:
    _walked(ok, tmp_path)
    said = ok("campaign", "spring")
    assert "15 members contacted" in said.out
    assert " answers beyond the holdout (95 % interval " in said.out
    assert "sent late; the hall was sold out" in said.out
    rows = json.loads(ok("campaign", "spring", "--format", "json").out)
    assert {"part": "brought", "label": "treated", "value": "15"} in rows
    assert "notes/new-year.md" in ok("campaign", "new-year").out
    assert "is missing" in ok("campaign", "new-year").out
    assert "any browser opens it" in ok("campaign", "spring", "-o", "s.html").err
    assert (tmp_path / "s.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert ok("campaign", "spring", "--format", "html").out.startswith("<!DOCTYPE html>")
    found = ok("campaigns", "concert", "--format", "csv").out
    assert found.splitlines()[1].startswith("spring,Spring tickets,2026-03-01,")
    assert "0 of 3 campaigns" in ok("campaigns", "nowhere").err
    assert ok("campaigns", "nowhere", "--format", "csv").out.startswith("campaign_id,name,began_on,channel")
    assert "1 of 3 campaigns" in ok("campaigns", "春节", "-o", "found.html").err or (tmp_path / "found.html").exists()


def _refused(said: Said, words: str) -> None:
    assert said.code == 2
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_wrong_words(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    _walked(ok, tmp_path)
    _refused(cli("campaign", "sprign"), "no campaign 'sprign' (did you mean 'spring'?)")
    _refused(cli("campaigns", "--channel", "smss"), "--channel smss: no campaign used it (did you mean 'sms'?)")
    _refused(cli("campaigns", "--element", "gift=coupn"), "--element gift=coupn: no campaign used it (did you mean")
    _refused(cli("campaigns", "--element", "form=rank"), "no dimension 'form'; they are channel, product, timing, gift")
    _refused(cli("campaigns", "--element", "sms"), "--element sms: write it as DIMENSION=NAME, as channel=sms")
    _refused(cli("campaigns", "--since", "2026-05", "--until", "2026-01"), "--since 2026-05-01 is after")
    _refused(cli("campaign", "spring", "-o", "x.pdf"), "x.pdf")
    _refused(cli("campaign", "spring", "-o", "x.html", "--format", "csv"), "its name says html")
    assert cli("campaign").code == 2


def test_nothing_is_loaded(ok: Cli) -> None:
    ok("init")
    assert "no campaign is loaded: 'attitude load campaigns FILE'" in ok("campaigns").err


def test_from_python(ok: Cli, tmp_path: Path) -> None:
    _walked(ok, tmp_path)
    with attitude.open() as w:
        assert w.campaign("spring").head["members"] == 15
        assert w.campaigns("hall", channel="call").table["campaign_id"].to_list() == ["spring"]
        with pytest.raises(UsageError, match="no campaign 'x'"):
            w.campaign("x")


def test_notes_forget_the_erased(ok: Cli, tmp_path: Path) -> None:
    """Who is named in notes, as they stand or as they stood before a later file, is named there no more."""
    _walked(ok, tmp_path)
    for text in ("asked for by s1 herself", "s2 came too"):
        (tmp_path / "again.csv").write_text(f"campaign_id,notes\nquiet,{text}\n", encoding="utf-8")
        ok("load", "campaigns", "again.csv")
    (tmp_path / "members.csv").write_text("member_id\ns1\ns2\n", encoding="utf-8")
    ok("load", "members", "members.csv")
    ok("erase", "s1", "s2", "--yes")
    with Workspace(tmp_path / "attitude.duckdb", read_only=True) as workspace:
        texts = workspace.rows(
            "select notes from store.campaigns union all select notes from store.former_campaigns order by 1"
        )
    assert [text for (text,) in texts if text and "erased" in text] == [
        "asked for by erased-1 herself",
        "erased-2 came too",
    ]


def test_few_columns(known: Workspace) -> None:
    screen = on_screen(campaigns(known, Asked(("portal",))).table)
    assert screen.columns[:7] == ["campaign", "began", "sent", "lift % (95 %)", "added", "found in", "rate %"]
    assert screen["lift % (95 %)"].to_list() == ["not sent", "no holdout"]


def test_who_they_were(scored: Path) -> None:
    with Workspace(scored, read_only=True) as workspace:
        name = workspace.row("select max_by(campaign_id, starts_on) from campaigns")[0]
        found = campaign(workspace, name).people.filter(pl.col("attribute") == "brand")
        wanted = workspace.rows(
            "select brand, count(*) filter (where member_id in "
            "(select member_id from contacts where campaign_id = ? and not is_control)), count(*) "
            "from members group by brand",
            [name],
        )
    every, reached = sum(row[2] for row in wanted), sum(row[1] for row in wanted)
    shares = {brand: (count, count / reached, base / every) for brand, count, base in wanted}
    assert len(shares) > 2
    for value, members, share, base in found.select("value", "members", "share", "share_base").iter_rows():
        assert (members, share, base) == (
            shares[value][0],
            pytest.approx(shares[value][1]),
            pytest.approx(shares[value][2]),
        )
    gaps = [abs(share - base) for share, base in found.select("share", "share_base").iter_rows()]
    assert gaps == sorted(gaps, reverse=True)


class Tags(HTMLParser):
    """Fails where a page closes what it did not open."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(html.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_pages_close_what_they_open(scored: Path) -> None:
    with Workspace(scored, read_only=True) as workspace:
        name = workspace.row("select max_by(campaign_id, starts_on) from campaigns")[0]
        pages = [
            page(campaign(workspace, name)),
            found_page(campaigns(workspace, Asked(), rows=3), "all"),
            calendar_page.page(calendar(workspace)),
            element_page.page(element(workspace, "channel", "sms")),
        ]
    for html in pages:
        assert Tags(html).open == []
        assert b"None" not in html


@pytest.mark.slow
def test_all_of_a_world_have_the_figures_of_measure(scored: Path) -> None:
    """Measured together or alone, with members in several, purchases without a code and holdouts of many cells."""
    with Workspace(scored, read_only=True) as workspace:
        table = campaigns(workspace, Asked()).table
        assert table.height > 20
        for row in table.iter_rows(named=True):
            whole = measure(workspace, row["campaign_id"]).table.row(0, named=True)
            assert {name: row[name] for name in whole if name in row} == {n: whole[n] for n in whole if n in row}


@pytest.mark.slow
def test_who_approved_and_exported(ok: Cli, scored: Path, tmp_path: Path) -> None:
    plan = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    (tmp_path / "plan.toml").write_text(plan.replace('channel = "sms"', 'channel = "sms"\ntemplate = "全家 {name}"', 1))
    ok("target", "plan.toml")
    ok("approve", "2026-12-family-portal")
    ok("export", "2026-12-family-portal", "-o", "sms.csv")
    with attitude.open(scored) as w:
        found = w.campaign("2026-12-family-portal")
        assert w.campaigns("全家").table["found_in"].to_list() == ["message"]
    assert found.trail["step"].to_list() == ["target", "approve", "export"]
    assert found.trail["done_by"].null_count() == 0
    assert found.templates["template"].to_list() == ["全家 {name}"]
    assert found.rules["remaining"].to_list()[-1] == found.lists["count_treated"][0] + found.lists["count_control"][0]
    assert dict(found.planned)["holdout.share"]
    assert found.learned.height > 3
    said = ok("campaign", "2026-12-family-portal").out
    assert "approved" in said
    assert "sms · household: 全家 {name}" in said
    assert said == ok("campaign", "2026-12-family-portal").out
