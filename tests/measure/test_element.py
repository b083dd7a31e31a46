"""What works, element by element: counted by hand, with the ratios of the scores."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Cli, Load
from statsmodels.stats.proportion import proportion_confint

import attitude
from attitude.database import Workspace
from attitude.element import element
from attitude.element_page import page, screen_of
from attitude.elements import DIMENSIONS
from attitude.errors import BadDataError, UsageError
from attitude.score import score
from attitude.settings import ScoreSettings

HEAD = "member_id,campaign_id,contacted_at,channel,gift,responded"
# sms: 40 with a coupon of whom 20 answered, 40 without of whom 8 did; call: 20 without, of whom 1 did
CONTACTS = (
    *(f"a{one},x,2026-01-05,sms,coupon,{one < 20}" for one in range(40)),
    *(f"b{one},x,2026-01-05,sms,none,{one < 8}" for one in range(40)),
    *(f"c{one},y,2026-02-09,call,none,{one < 1}" for one in range(20)),
    *(f"d{one},y,2026-02-09,sms,none,{one < 4}" for one in range(20)),
)
CAMPAIGNS = ("campaign_id,product,response_days", "x,music,10", "y,music,10")


@pytest.fixture
def known(workspace: Workspace, load: Load) -> Workspace:
    load("campaigns", *CAMPAIGNS)
    load("contacts", HEAD, *CONTACTS)
    load("contacts", HEAD, "e,z,2026-06-01,sms,coupon,true")  # of which the window is open
    score(workspace, ScoreSettings())
    return workspace


def test_by_hand(known: Workspace) -> None:
    found = element(known, "channel", "sms")
    head = found.head
    assert (head["campaigns"], head["contacts"], head["answers"]) == (2, 100, 32)
    assert head["rate"] == pytest.approx(0.32)
    ends = proportion_confint(32, 100, method="wilson")
    assert (head["rate_low"], head["rate_high"]) == pytest.approx(ends, abs=1e-8)
    assert found.months is not None
    months = found.months.select("month", "contacts", "answers", "rate", "rate_others").rows()
    assert [(f"{month:%Y-%m}", *rest) for month, *rest in months] == [
        ("2026-01", 80, 28, 0.35, None),
        ("2026-02", 20, 4, 0.2, 0.05),
    ]
    assert found.partners is not None
    partners = {row["element"]: row for row in found.partners.iter_rows(named=True)}
    assert set(partners) == {"music", "coupon", "none"}
    assert (partners["coupon"]["contacts"], partners["coupon"]["rate"]) == (40, 0.5)
    assert partners["coupon"]["together_low"] < partners["coupon"]["together"] < partners["coupon"]["together_high"]


def test_a_dimension(known: Workspace) -> None:
    found = element(known, "gift")
    assert found.beside["element"].to_list() == ["coupon", "none"]
    assert (found.months, found.partners, found.fatigue) == (None, None, None)
    assert b"Month by month" not in page(found)
    assert element(known, "timing").beside.is_empty()
    assert b"No contact had a timing" in page(element(known, "timing"))


def test_together_is_what_the_scores_say(scored: Path) -> None:
    """Of every pair that the scores know: its ratio over what both are worth alone."""
    with Workspace(scored, read_only=True) as workspace:
        pairs = workspace.rows(
            "select b.dimension, a.element, b.element, p.ratio / (a.worth * b.worth), p.contacts "
            "from store.element_pairs as p "
            "inner join store.elements as a on p.first_key = a.element_key "
            "inner join store.elements as b on p.second_key = b.element_key"
        )
        assert len(pairs) > 10
        found = {}
        for dimension in DIMENSIONS[:1]:
            for row in element(workspace, dimension).beside.iter_rows(named=True):
                known = element(workspace, dimension, row["element"])
                assert known.partners is not None
                for one in known.partners.iter_rows(named=True):
                    found[dimension, one["element"], row["element"]] = (one["together"], one["contacts"])
                assert known.head["ratio"] == row["ratio"]
        for dimension, product, name, together, contacts in pairs:
            if dimension == "channel":
                assert found[dimension, product, name] == (pytest.approx(together, abs=2e-6), contacts)


def test_fatigue_beside_everybody(scored: Path) -> None:
    with Workspace(scored, read_only=True) as workspace:
        found = element(workspace, "channel", "sms").fatigue
        everybody = workspace.frame("from fatigue_curve order by contacts_before")
    assert found is not None
    of_all = found.filter(found["of"] == "everything").drop("of")
    assert of_all.equals(everybody.select(of_all.columns))
    own = found.filter(found["of"] == "sms")
    assert own["contacts_before"].to_list()[0] == 0
    assert own["ratio"][0] == 1.0


def test_pages(scored: Path) -> None:
    with Workspace(scored, read_only=True) as workspace:
        found = element(workspace, "product", "music")
        html = page(found)
        assert html == page(element(workspace, "product", "MUSIC"))
    assert b"With each channel" in html
    assert b"<script" not in html
    assert b"nan" not in html.lower().replace(b"finance", b"")
    for part in ("beside", "months", "partners", "fatigue"):
        assert screen_of(found, part).height == getattr(found, part).height


def test_dimensions_of_ones_own(ok: Cli, tmp_path: Path) -> None:
    """What the settings name is a dimension as the four are: looked up, found, told of a campaign."""
    ok("init")
    (tmp_path / "attitude.toml").write_text('[dimensions]\nform = "form"\n', encoding="utf-8")
    rows = [f"{line},{'raffle' if at % 2 else '抽奖'}" for at, line in enumerate(CONTACTS)]
    (tmp_path / "contacts.csv").write_text("\n".join((f"{HEAD},form", *rows)) + "\n", encoding="utf-8")
    (tmp_path / "campaigns.csv").write_text("\n".join(CAMPAIGNS) + "\n", encoding="utf-8")
    ok("load", "campaigns", "campaigns.csv")
    ok("load", "contacts", "contacts.csv")
    ok("score")
    assert "raffle" in ok("element", "form").out
    with attitude.open() as w:
        found = w.element("form", "raffle")
        assert found.partners is not None
        assert set(found.partners["dimension"]) == {"channel", "product", "gift"}
        known = w.campaign("x")
        assert list(known.slices) == ["gift", "form"]
        assert "form" in known.learned["dimension"].to_list()
        assert w.campaigns("抽奖").table["found_in"].to_list() == ["other", "other"]
    assert "sms · music · coupon · raffle" in ok("campaign", "x").out
    assert "any browser opens it" in ok("element", "channel", "sms", "-o", "sms.html").err
    assert "With each form" in (tmp_path / "sms.html").read_text(encoding="utf-8")


def test_wrong_words(known: Workspace) -> None:
    with pytest.raises(UsageError, match=r"no dimension 'chanel' \(did you mean 'channel'\?\); they are channel, "):
        element(known, "chanel")
    with pytest.raises(UsageError, match=r"no channel 'smss' was ever used in a contact \(did you mean 'sms'\?\)"):
        element(known, "channel", "smss")
    with pytest.raises(UsageError, match="it is a gift: 'attitude element gift coupon'"):
        element(known, "channel", "coupon")


def test_without_scores(workspace: Workspace, load: Load) -> None:
    load("contacts", HEAD, *CONTACTS)
    with pytest.raises(BadDataError, match="no scores yet, by which elements are known; run 'attitude score'"):
        element(workspace, "channel")


def test_at_the_command_line(ok: Cli, cli: Cli, scored: Path, tmp_path: Path) -> None:
    assert ok("element", "channel").out.startswith("Elements of channel · scores as of ")
    said = ok("element", "channel", "sms")
    assert "Month by month" in said.out
    assert "With elements of other dimensions" in said.out
    assert all(len(line) <= 120 for line in said.out.splitlines())
    rows = json.loads(ok("element", "channel", "sms", "--show", "partners", "--format", "json").out)
    assert {"dimension", "element", "contacts", "together", "together_low"} <= set(rows[0])
    assert ok("element", "gift", "--format", "csv").out.startswith("element,campaigns,contacts,answers,rate,")
    assert "any browser opens it" in ok("element", "channel", "sms", "-o", "sms.html").err
    assert (tmp_path / "sms.html").read_bytes().startswith(b"<!DOCTYPE html>")
    for arguments in (
        ("gift", "--show", "months"),
        ("tone",),
        ("gift", "x"),
        ("gift", "--show", "beside", "-o", "x.html"),
    ):
        wrong = cli("element", *arguments)
        assert (wrong.code, wrong.out) == (2, ""), wrong.err
        assert wrong.err.startswith("error: ")
    with attitude.open(scored) as w:
        assert w.element("channel", "sms").head["element"] == "sms"
