"""Odd surroundings: closed streams, readers that leave, terminals that obey, Ctrl-C at odd moments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import duckdb
import pytest
from conftest import Cli

from attitude.database import opening
from attitude.database.asking import failed

ATTITUDE = f"'{sys.executable}' -m attitude"


def shell(words: str, folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", words], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (f"{ATTITUDE} status >&-", 0, "coverage"),
        (f"COLUMNS=0 {ATTITUDE} status", 0, "coverage"),
        (f"{ATTITUDE} query 'from contacts' --format csv | head -n 1", 0, ""),
    ],
)
def test_streams_that_are_closed_or_left(scored: Path, tmp_path: Path, words: str, code: int, said: str) -> None:
    found, err = shell(words, tmp_path)
    assert found == code
    assert said in err if said else not err
    assert "unforeseen" not in err


def test_what_a_librarys_c_code_prints_is_not_in_the_output(tmp_path: Path) -> None:
    """As HiGHS does amid a choice; into a pipe, where C holds it back to the end."""
    lines = """
        import ctypes
        from attitude.streams import muted
        print("before", flush=True)
        with muted():
            ctypes.CDLL(None).puts(b"HighsMipSolverData::transformNewIntegerFeasibleSolution")
        print("after")
    """
    done = subprocess.run([sys.executable, "-c", dedent(lines)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["before", "after"]
    assert not done.stderr


def test_an_interrupt_before_anything_runs_is_one_line(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'attitude.commands': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stop())\n"
        "import attitude.main\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    told = "error: interrupted; what was not finished has left no trace in the workspace\n"
    assert (done.returncode, done.stderr) == (130, told)


def test_a_block_that_ctrl_c_leaves_unended_is_ended_without_a_word(scored: Path, tmp_path: Path) -> None:
    """As between `with x:` and its first step: the block is entered, nobody ends it, and its workspace is closed."""
    code = (
        "import signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from attitude.database import Workspace\n"
        "from attitude.main import main\n"
        "before, left = Workspace.narrowed, []\n"
        "def narrowed(self, *words):\n"
        "    for block in self.at_most(1), self.transaction(), self.variables({'a': 1}):\n"
        "        left.append(block)\n"
        "        block.__enter__()\n"
        "    signal.raise_signal(signal.SIGINT)\n"
        "    return before(self, *words)\n"
        "Workspace.narrowed = narrowed\n"
        "before_exit = Workspace.__exit__\n"
        "def exit(self, *details):\n"
        "    before_exit(self, *details)\n"
        "    left.clear()\n"
        "Workspace.__exit__ = exit\n"
        "main()\n"
    )
    command = [sys.executable, "-c", code, "query", "select 1"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    told = "error: interrupted; what was not finished has left no trace in the workspace\n"
    assert (done.returncode, done.stderr) == (130, told)


def test_a_workspace_is_made_whole_or_not(ok: Cli, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(opening, "_fill", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        assert cli("init").code == 130
    assert list(tmp_path.iterdir()) == []
    ok("init")
    assert cli("init").code == 2


def test_a_full_disk_is_told_at_the_commit_too() -> None:
    words = 'TransactionContext Error: Failed to commit: Could not write file "w.wal": No space left on device'
    assert str(failed(duckdb.TransactionException(words))).startswith("the disk is full; make room")


def test_a_file_cut_off_is_told_as_such(scored: Path, cli: Cli) -> None:
    scored.write_bytes(scored.read_bytes()[:700_000])
    assert cli("status").err == (
        "error: attitude.duckdb: is cut off; no backup of it is known; take a copy of it that is whole\n"
    )


def test_a_terminal_obeys_nothing_that_files_say(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("member_id,name\n1,\x1b[31mred\x9b2J\x07\n")
    (tmp_path / "n.csv").write_text("\x1b[31mid\n1\n")
    ok("init")
    ok("load", "members", "m.csv")
    sql = "select name from members"
    assert not {"\x1b", "\x9b", "\x07"} & set(ok("query", sql).out)
    assert "\x1b[31mred" in ok("query", sql, "--format", "csv").out
    assert "\x1b" not in cli("load", "members", "n.csv").err


@pytest.mark.parametrize(("day", "told"), [("2026-02-01", True), ("2026-02-28", False), ("", False)])
def test_the_day_may_be_told(ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str, told: bool) -> None:
    rows = "member_id,campaign_id,contacted_at,channel\na,x,2026-02-14,sms\n"
    (tmp_path / "contacts.csv").write_text(rows)
    ok("init")
    monkeypatch.setenv("ATTITUDE_TODAY", day)
    ok("load", "contacts", "contacts.csv")
    assert ("dated after today: 1" in ok("status").err) is told


def test_a_day_that_is_none_is_one_line(ok: Cli, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    ok("init")
    monkeypatch.setenv("ATTITUDE_TODAY", "tomorrow")
    said = cli("status")
    assert (said.code, said.err) == (
        2,
        "error: ATTITUDE_TODAY: 'tomorrow' is no day; write it as 2026-12-31, or unset it\n",
    )


def test_a_list_expires_by_the_day_told(scored: Path, ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through another tool, which tells no day, the clock's day holds."""
    plan = '[campaign]\nid = "c"\n[[offer]]\nchannel = "sms"\n[send]\nexpires_on = 2026-12-18\n'
    (tmp_path / "plan.toml").write_text(plan)
    ok("target", "plan.toml")
    for day, status in (("2026-12-18", "draft"), ("2026-12-19", "expired")):
        monkeypatch.setenv("ATTITUDE_TODAY", day)
        assert f",{status}\n" in ok("query", "select list_id, status from lists", "--format", "csv").out
    with duckdb.connect(scored) as con:
        assert con.sql("select status from lists where campaign_id = 'c'").fetchall() in ([("draft",)], [("expired",)])
