"""The page of a replay: it stands alone, shows all that was found, and says the same twice."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import polars as pl
import pytest
from conftest import Cli

from attitude.backtest import Backtest
from attitude.backtest_page import backtest_page
from attitude.database import Workspace
from attitude.pages import width_of

CAMPAIGNS = ["2026-01 春节流量包", "2026-02-roaming", "<script>alert(1)</script>", 'A&B "x" $headline']


@pytest.fixture
def replay() -> Backtest:
    """A replay small enough to read."""
    methods = pl.DataFrame(
        {
            "method": ["attitude", "recency", "random"],
            "auc": [0.7111, 0.602, 0.4987],
            "top_tenth_lift": [2.345, 1.5, 0.97],
            "campaigns": [3, 3, 3],
            "contacts": [12_345, 12_345, 12_345],
            "responses": [1_234, 1_234, 1_234],
        }
    )
    campaigns = pl.DataFrame(
        {
            "campaign_id": CAMPAIGNS,
            "first_day": [date(2026, month, 1) for month in range(1, 5)],
            "contacts": [1_000, 2_000, 3_000, 4_000],
            "responses": [0, 200, 300, 400],
            "predicted": [90.5, 210.0, 280.0, 410.0],
            "auc": [None, 0.6, 0.65, 0.7],
            "auc_past_rate": [None, 0.55, 0.57, 0.6],
            "auc_new_method": [None, 0.5, 0.51, 0.52],
        }
    )
    calibration = pl.DataFrame(
        {
            "decile": range(1, 11),
            "contacts": [1_000] * 10,
            "predicted": [10.0 * i for i in range(1, 11)],
            "observed": [11 * i for i in range(1, 11)],
            "predicted_rate": [0.01 * i for i in range(1, 11)],
            "observed_rate": [0.011 * i for i in range(1, 11)],
        }
    )
    return Backtest(methods, campaigns, calibration, 1.0)


@pytest.fixture
def text(replay: Backtest) -> str:
    return backtest_page(replay, 20_000, 1).decode()


def drawings(text: str) -> dict[str, str]:
    """The drawings by name; the curve is there twice, and the one for a phone is left out."""
    found = re.finditer(r'<svg class="chart(?: broad)?" data-chart="(\w+)".*?</svg>', text, re.DOTALL)
    return {drawing[1]: drawing[0] for drawing in found}


def hovers(drawing: str) -> list[str]:
    """What a pointer shows on its dots and bars, each once."""
    return list(dict.fromkeys(unescape(words) for words in re.findall(r"<title>(.*?)</title>", drawing)))


def test_the_page_stands_alone(text: str) -> None:
    assert "default-src 'none'" in text, "the browser is told to load nothing"
    assert not re.search(r"<(script|link|img|iframe|object|embed)\b", text)
    assert not re.search(r"""\b(src|href|action)\s*=|@import|url\(|https?://""", text)


def test_it_says_what_was_replayed(text: str) -> None:
    assert "<h1>Backtest over 4 campaigns</h1>" in text
    assert "2026-01-01 to 2026-04-01 · all 20,000 members (100%) · 10,000 contacts, 900 responses" in text
    assert "totals leave out the first 1 campaign<" in text
    assert "in 71% of cases; the best of the plain rankings, recency, in 60%" in text
    assert "answered 2.3 times as often" in text


def test_every_campaign_is_there_and_none_is_code(text: str) -> None:
    assert "<td>2026-01 春节流量包</td>" in text
    assert "<td>2026-02-roaming</td>" in text
    assert "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>" in text
    assert "<td>A&amp;B &quot;x&quot; $headline</td>" in text
    assert "<script>alert" not in text
    drawn = {words.rpartition(", 2026-")[0] for words in hovers(drawings(text)["curve"])}
    assert drawn == set(CAMPAIGNS[1:]), "nobody answered the first, so there is nothing to rank"


def test_every_method_is_a_line_and_a_bar(text: str) -> None:
    drawn = drawings(text)
    last = [words.partition(": ")[2] for words in hovers(drawn["curve"]) if words.startswith(CAMPAIGNS[3])]
    lines = ("attitude 0.700", "past response rate 0.600", "new method 0.520")
    assert set(last) == {f"{line}; 400 of 4,000 answered" for line in lines}
    assert drawn["curve"].count("<polyline") == 3
    for name, figures in {"auc": ["0.711", "0.602", "0.499"], "lift": ["2.35", "1.50", "0.97"]}.items():
        methods = ("attitude", "recency", "random")
        assert hovers(drawn[name]) == [f"{m}: {figure}" for m, figure in zip(methods, figures, strict=True)]
        assert drawn[name].count("<rect") == 3
    words = "tenth 10: foreseen 10.00 %, answered 11.00 %; 110 of 1,000, foreseen 100.0"
    assert hovers(drawn["calibration"])[9] == words


def test_those_who_cannot_see_are_told(text: str) -> None:
    told = dict(re.findall(r'data-chart="(\w+)"[^>]* aria-label="(.*?)"', text))
    assert told["curve"].startswith("AUC of attitude: 2026-02-roaming 0.600; ")
    assert told["auc"] == "attitude 0.711; recency 0.602; random 0.499"
    assert told["calibration"].endswith("tenth 10 11.0 %")


def test_letters_stay_within_the_drawings(text: str) -> None:
    for width, inside in re.findall(r'viewBox="0 0 (\d+) .*?>(.*?)</svg>', text, re.S):
        for x, sides, words in re.findall(r'<text x="(\S+)" y="\S+" class="[^"]*"([^>]*)>(.*?)<', inside):
            room = width_of(unescape(words))
            left = float(x) - {"": 0, "m": room / 2, "e": room}[(re.findall('anchor="(.)', sides) or [""])[0]]
            assert left >= -1, words
            assert left + room <= int(width) + 1, words


def test_the_tables_can_be_copied(text: str) -> None:
    assert text.count("<table ") == 3
    assert "<tr><td>attitude</td><td>0.711</td><td>2.345</td><td>3</td>" in text
    assert "<td>12,345</td>" in text
    assert "<td>1.00%</td><td>1.10%</td>" in text, "rates are in percent"
    assert "<th>AUC past rate</th>" in text
    assert "<td>0.550</td>" in text, "an AUC is not"


@pytest.mark.long
def test_twice_the_same_bytes(replay: Backtest, tmp_path: Path) -> None:
    """In two processes too, that keep their sets in other orders."""
    first = backtest_page(replay, 20_000, 1)
    assert backtest_page(replay, 20_000, 1) == first
    (tmp_path / "replay").write_bytes(pickle.dumps(replay))
    code = (
        "import pickle, sys; from pathlib import Path; from attitude.backtest_page import backtest_page; "
        "sys.stdout.buffer.write(backtest_page(pickle.loads(Path('replay').read_bytes()), 20_000, 1))"
    )
    other = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/New_York"}
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, env=other).stdout == first


def test_a_sample_and_all_campaigns(replay: Backtest) -> None:
    text = backtest_page(replace(replay, share=0.0533), 3_750_000, 0).decode()
    assert "a sample of 5.3% of 3,750,000 members" in text
    assert "leave out" not in text
    assert "weighted by responses; all campaigns." in text


def test_nothing_left_to_draw(replay: Backtest) -> None:
    campaigns = replay.campaigns.head(1)  # nobody answered it
    empty = Backtest(replay.methods.head(0), campaigns, replay.calibration.head(0), 1.0)
    text = backtest_page(empty, 600, 4).decode()
    assert "Backtest over 1 campaign<" in text
    assert "No campaign is left for the totals." in text
    assert drawings(text) == {}
    assert text.count("There is nothing to draw.") == 4


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, replay: Backtest, scored: Path) -> Callable[[], int]:
    """Let the command find a small replay at once; tells how often it asked."""
    asked: list[object] = []

    def found(*given: object, **_more: object) -> Backtest:
        asked.append(given)
        return replay

    monkeypatch.setattr("attitude.acts.attitude.backtest", found)
    return lambda: len(asked)


@pytest.mark.usefixtures("quick")
def test_the_command_writes_it(ok: Cli, tmp_path: Path) -> None:
    said = ok("backtest", "--output", "backtest.html", "--skip", 1)
    assert said.out == ""
    assert said.err == "backtest over 4 campaigns drawn in backtest.html; any browser opens it\n"
    written = (tmp_path / "backtest.html").read_text(encoding="utf-8")
    assert "all 600 members (100%)" in written
    assert ok("backtest", "--format", "html", "--skip", 1).out == written
    for other in ("backtest.htm", "BACKTEST.HTML"):
        ok("backtest", "-o", other, "--skip", 1)
        assert (tmp_path / other).read_text(encoding="utf-8") == written
    ok("backtest", "-o", "named", "--format", "html", "--skip", 1)
    assert (tmp_path / "named").read_text(encoding="utf-8") == written


@pytest.mark.usefixtures("quick")
def test_the_other_formats_are_as_they_were(ok: Cli, tmp_path: Path) -> None:
    assert ok("backtest", "--show", "methods", "--format", "csv").out.startswith("method,auc,")
    ok("backtest", "--show", "calibration", "-o", "page", "--format", "csv")
    assert (tmp_path / "page").read_text().startswith("decile,"), "the format that is said, where the name says none"
    for arguments in ([], ["--format", "table"]):
        said = ok("backtest", *arguments)
        assert said.err.count("\n") == 3
        assert said.out.count("2026-02-roaming") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--show", "methods", "--format", "html"], "--show methods: a page shows all parts; leave --show out"),
        (["--show", "methods", "-o", "a.html"], "--show methods: a page shows all parts; leave --show out"),
        (["-o", "nowhere/a.html"], "nowhere: no such folder; make it first"),
        (["-o", "."], ".: is a folder; name a file in it"),
        (["-o", "attitude.duckdb", "--format", "html"], "attitude.duckdb: is a workspace; it is not written over"),
        (["--format", "htlm"], "Invalid value for '--format'"),
    ],
)
def test_wrong_places_are_told_before_the_work(
    cli: Cli, quick: Callable[[], int], arguments: list[str], words: str
) -> None:
    said = cli("backtest", *arguments)
    assert said.code == 2
    assert words in said.err
    assert said.err.count("\n") == 1
    assert quick() == 0


def test_no_page_for_a_terminal_or_a_closed_folder(
    cli: Cli, quick: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("attitude.formats.os.access", lambda *_: False)
        said = cli("backtest", "-o", "a.html")
        assert (said.code, said.err) == (
            1,
            "error: a.html: cannot be written: its folder may not be written to; name another place\n",
        )
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout.isatty", lambda: True)
        said = cli("backtest", "--format", "html")
        assert (said.code, said.err) == (2, "error: html is not for a terminal; say --output FILE.html\n")
    assert quick() == 0


@pytest.mark.slow
def test_a_real_replay(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("backtest", "-o", "backtest.html", "--members", 200, "--last", 6)
    text = (tmp_path / "backtest.html").read_text(encoding="utf-8")
    with Workspace(scored, read_only=True) as workspace:
        known = [name for (name,) in workspace.rows("select campaign_id from campaigns order by starts_on")]
    shown = re.findall(r"<tr><td>(\S+)</td><td>\d{4}-", text)
    first = known.index(shown[0])
    assert shown == known[first : first + 6]
    assert first + 6 >= len(known) - 1, "the last may have no answers yet"
    assert "of 600 members" in text
    assert set(drawings(text)) == {"curve", "auc", "lift", "calibration"}
