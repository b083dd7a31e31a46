"""The page of a replay: it stands alone, shows all that was found, and says the same twice."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from conftest import Cli

from attitude.backtest import Replay
from attitude.chart import page
from attitude.database import Workspace

CAMPAIGNS = ["2026-01 春节流量包", "2026-02-roaming", "<script>alert(1)</script>", 'A&B "x" $headline']


@pytest.fixture
def replay() -> Replay:
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
    return Replay(methods, campaigns, calibration, 1.0)


@pytest.fixture
def text(replay: Replay) -> str:
    return page(replay, 20_000, 1).decode()


def own_words(text: str) -> str:
    """The page without the library that draws."""
    return re.sub(r"<script>.*?</script>", "", text, count=1, flags=re.S)


def drawings(text: str) -> dict[str, Any]:
    found = re.search(r"Object\.entries\((\{.*\})\)\) \{$", text, re.M)
    assert found
    specs: dict[str, Any] = json.loads(found[1])
    return specs


def values(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for rows in spec["datasets"].values() for row in rows]


def test_the_page_stands_alone(text: str) -> None:
    assert "default-src 'none'" in text, "the browser is told to load nothing"
    assert not re.search(r"<(link|img|iframe|object|embed)\b", own_words(text))
    assert not re.search(r"""\b(src|href|action)\s*=\s*["']?\s*(https?:)?//""", text)
    assert not re.search(r"<script[^>]*\bsrc\b|@import|url\(", own_words(text))
    assert text.count("<script>") == text.count("</script>") == 2
    assert all("url" not in json.dumps(spec["datasets"]) for spec in drawings(text).values())


def test_it_says_what_was_replayed(text: str) -> None:
    assert "<h1>Replay of 4 campaigns</h1>" in text
    assert "2026-01-01 to 2026-04-01 · all 20,000 members (100%) · 10,000 contacts, 900 responses" in text
    assert "totals leave out the first 1 campaign<" in text
    assert "in 71% of cases; the best of the plain rankings, recency, in 60%" in text
    assert "answered 2.3 times as often" in text


def test_every_campaign_is_there_and_none_is_code(text: str) -> None:
    words = own_words(text)
    assert "<td>2026-01 春节流量包</td>" in words
    assert "<td>2026-02-roaming</td>" in words
    assert "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>" in words
    assert "<td>A&amp;B &quot;x&quot; $headline</td>" in words
    assert "<script>alert" not in text
    assert {row.get("campaign") for row in values(drawings(text)["curve"])} >= set(CAMPAIGNS)


def test_every_method_is_a_line_and_a_bar(text: str) -> None:
    specs = drawings(text)
    lines = {(row["method"], row["auc"]) for row in values(specs["curve"]) if row.get("campaign") == CAMPAIGNS[3]}
    assert lines == {("attitude", 0.7), ("past response rate", 0.6), ("new method", 0.52)}
    for name, figures in {"auc": [0.7111, 0.602, 0.4987], "lift": [2.345, 1.5, 0.97]}.items():
        assert [row["figure"] for row in values(specs[name]) if row] == figures


def test_the_tables_can_be_copied(text: str) -> None:
    assert own_words(text).count("<table>") == 3
    assert '<tr><td>attitude</td><td class="n">0.711</td><td class="n">2.345</td><td class="n">3</td>' in text
    assert '<td class="n">12,345</td>' in text
    assert '<td class="n">1.00%</td><td class="n">1.10%</td>' in text, "rates are in percent"
    assert '<th class="n">AUC past rate</th>' in text
    assert '<td class="n">0.550</td>' in text, "an AUC is not"


@pytest.mark.long
def test_twice_the_same_bytes(replay: Replay, tmp_path: Path) -> None:
    """In two processes too, that keep their sets in other orders."""
    first = page(replay, 20_000, 1)
    assert page(replay, 20_000, 1) == first
    assert len(first) < 1_500_000
    (tmp_path / "replay").write_bytes(pickle.dumps(replay))
    code = (
        "import pickle, sys; from pathlib import Path; from attitude.chart import page; "
        "sys.stdout.buffer.write(page(pickle.loads(Path('replay').read_bytes()), 20_000, 1))"
    )
    other = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/New_York"}
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, env=other).stdout == first


def test_a_sample_and_all_campaigns(replay: Replay) -> None:
    text = page(replace(replay, share=0.0533), 3_750_000, 0).decode()
    assert "a sample of 5.3% of 3,750,000 members" in text
    assert "leave out" not in own_words(text)
    assert "weighted by responses; all campaigns." in text


def test_nothing_left_to_draw(replay: Replay) -> None:
    campaigns = replay.campaigns.head(1)  # nobody answered it
    empty = Replay(replay.methods.head(0), campaigns, replay.calibration.head(0), 1.0)
    text = page(empty, 600, 4).decode()
    assert "Replay of 1 campaign<" in text
    assert "No campaign is left for the totals." in text
    assert drawings(text) == {}
    assert text.count("There is nothing to draw.") == 4


def test_other_commands_do_not_wait_for_charts() -> None:
    code = (
        "import sys, attitude.walk.attitude, attitude.commands; "
        "print([m for m in ('altair', 'vl_convert') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, replay: Replay, scored: Path) -> Callable[[], int]:
    """Let the command find a small replay at once; tells how often it asked."""
    asked: list[object] = []

    def found(*given: object, **_more: object) -> Replay:
        asked.append(given)
        return replay

    monkeypatch.setattr("attitude.walk.attitude.backtest", found)
    return lambda: len(asked)


@pytest.mark.usefixtures("quick")
def test_the_command_writes_it(ok: Cli, tmp_path: Path) -> None:
    said = ok("backtest", "--output", "replay.html", "--skip", 1)
    assert said.out == ""
    assert said.err == "replay of 4 campaigns drawn in replay.html; any browser opens it\n"
    written = (tmp_path / "replay.html").read_text(encoding="utf-8")
    assert "all 600 members (100%)" in written
    assert ok("backtest", "--format", "html", "--skip", 1).out == written
    for other in ("replay.htm", "REPLAY.HTML"):
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


def test_a_real_replay(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("backtest", "-o", "replay.html", "--members", 200, "--last", 6)
    text = (tmp_path / "replay.html").read_text(encoding="utf-8")
    with Workspace(scored, read_only=True) as workspace:
        known = [name for (name,) in workspace.rows("select campaign_id from campaigns order by starts_on")]
    shown = re.findall(r"<tr><td>(\S+)</td><td>\d{4}-", text)
    first = known.index(shown[0])
    assert shown == known[first : first + 6]
    assert first + 6 >= len(known) - 1, "the last may have no answers yet"
    assert "of 600 members" in text
    assert set(drawings(text)) == {"curve", "auc", "lift", "calibration"}
