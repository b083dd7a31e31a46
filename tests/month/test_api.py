"""The way in for Python: the same acts as the command line, results returned, nothing printed."""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from conftest import ROOT, Cli

import attitude
from attitude.errors import BlockedError, UsageError


@pytest.mark.slow
def test_the_notebook_runs(capfd: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(ROOT / "examples" / "explore.py"))
    said = capfd.readouterr()
    assert "answered: " in said.out
    assert "nearest: score" in said.out
    assert said.err == ""


def test_importing_it_imports_nothing_else() -> None:
    code = "import attitude, sys; print(*(name for name in sys.modules if name.split('.')[0] in {names}))".replace(
        "{names}", "('polars', 'duckdb', 'pydantic', 'rich', 'numpy', 'email')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
    assert attitude.__version__
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        attitude.opne  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.slow
def test_acts(scored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ok: Cli) -> None:
    """The command line and Python see one workspace; the file is free between two calls."""
    with attitude.open() as w:
        assert w.path == Path("attitude.duckdb")
        listed = w.target(tmp_path / "plan.toml")
        assert ok("query", "select list_id from lists", "--format", "csv").out == f"list_id\n{listed.list_id}\n"
        assert w.target("plan.toml", dry_run=True).list_id == listed.list_id
        w.approve(listed.list_id)
        exported = w.export("2026-12-family-portal", tmp_path / "sms.jsonl")
        assert len((tmp_path / "sms.jsonl").read_text(encoding="utf-8").splitlines()) == exported.rows > 0
        assert w.measure("2026-12-family-portal", "money").table.height > 0
        assert w.span("matrix", date(2026, 3, 1), date(2026, 4, 1)).table.height > 0
        assert w.recall(listed.list_id, "a trial").contacts == exported.rows
        assert w.score("2026-06-30").as_of == date(2026, 6, 30)
        frame = w.query("select max(as_of) as day from attitudes")
        assert isinstance(frame, pl.DataFrame)
        assert frame.item() == date(2026, 6, 30)
        assert w.member("010000000").head["member_id"] == "010000000"
        assert w.status().overview.height > 0
        assert w.tables("members").height > 6
        assert w.value().staircase.height > 0
        assert w.brief("2026-06").month == w.brief(date(2026, 6, 30)).month == date(2026, 6, 1)
        first = w.query("select min(member_id) as m from list_exclusions").item()
        assert w.why(listed.list_id, first).binding
        assert w.diff(listed.list_id, listed.list_id).rows.is_empty()


def test_ctrl_c_stops_a_call(scored: Path) -> None:
    w = attitude.open(scored)
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):  # of itself it would take hours
        w.query("select sum(a.i * b.i) as x from range(100000000) as a(i), range(100000) as b(i)")
    assert w.query("select 1 as a").item() == 1


def test_from_another_thread(scored: Path) -> None:
    """A thread is told of no signals; a call there works all the same."""
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(attitude.open(scored).query("select 7 as a").item()))
    thread.start()
    thread.join()
    assert found == [7]


def test_settings_beside_the_workspace_hold(tmp_path: Path) -> None:
    (tmp_path / "attitude.toml").write_text('[load.map]\nmembers = { "编号" = "member_id" }\n', encoding="utf-8")
    (tmp_path / "members.csv").write_text("编号,ort\n007,x\n", encoding="utf-8")
    (tmp_path / "more.csv").write_text("nr,ort\n008,y\n", encoding="utf-8")
    w = attitude.create(tmp_path / "attitude.duckdb")
    assert [result.kept for result in w.load("members", tmp_path / "members.csv")] == [1]
    assert [result.kept for result in w.load("members", tmp_path / "more.csv", mapping={"nr": "member_id"})] == [1]
    assert w.load("members", tmp_path / "members.csv")[0].is_repeat
    assert w.query("from members order by all")["member_id"].to_list() == ["007", "008"]
    assert repr(w) == f"attitude.open({str(tmp_path / 'attitude.duckdb')!r})"


def test_saved_queries_by_name_with_values(scored: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "twice.sql").write_text(
        "-- asks: n (integer): a number\nselect 2 * getvariable('n') as twice\n"
    )
    (tmp_path / "attitude.toml").write_text('[query]\nfolder = "own"\n')
    w = attitude.open(scored)
    assert w.query("twice", n=21).item() == 42
    assert w.query("top_responders", element="sms", rows=3).height == 3


def test_a_folder_is_loaded_by_what_its_files_hold(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "客户.csv").write_text("会员号,入会日期,手机号\n1,2020-01-01,+8613900000001\n", encoding="utf-8")
    (folder / "退订名单.csv").write_text("手机号,渠道\n+8613900000001,短信\n", encoding="utf-8")
    w = attitude.create(tmp_path / "attitude.duckdb")
    with pytest.raises(UsageError, match="no file whose name begins with a kind"):
        w.load_folder(folder)
    assert [(found.kind, found.kept) for found in w.load_folder(folder, takes_proposals=True)] == [
        ("members", 1),
        ("optouts", 1),
    ]


def test_what_goes_wrong_is_raised_in_one_line(scored: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no workspace here"):
        attitude.open(tmp_path / "none.duckdb")
    with pytest.raises(UsageError, match="exists already"):
        attitude.create(scored)
    w = attitude.open(scored)
    with pytest.raises(UsageError, match="is not a day; write it as 2026-10-31"):
        w.score("31.10.2026")
    with pytest.raises(attitude.AttitudeError, match="no kind 'member'"):
        w.load("member", "x.csv")
    with pytest.raises(UsageError, match="neither a kind"):
        w.load_folder(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="asks for element"):
        w.query("top_responders")
    with pytest.raises(UsageError, match="one question"):
        w.query("drop table runs")
    listed = w.target(tmp_path / "plan.toml")
    (tmp_path / "attitude.toml").write_text("[check]\nsize_factor = 1.1\noptouts_days = 0\n")
    with pytest.raises(BlockedError, match="opt"):
        w.approve(listed.list_id)
