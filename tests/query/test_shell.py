"""The prompt: statements over several lines, commands, completion, history; Ctrl-C stops a question, not the shell."""

from __future__ import annotations

import io
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest
from conftest import Cli, Said
from hypothesis import given, settings
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from attitude.database import Workspace, says_nothing, statements
from attitude.shell.prompt import Names, history, prompt_reader
from attitude.shell.statements import is_leaving, is_whole
from attitude.shell.vocabulary import Vocabulary, proposals, vocabulary

Stream = Callable[..., Said]


@pytest.fixture
def stream(cli: Cli, scored: Path, monkeypatch: pytest.MonkeyPatch) -> Stream:
    """Give lines to the shell as a pipe would."""

    def call(*lines: str) -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines)))
        return cli("shell")

    return call


@pytest.mark.parametrize(
    ("text", "whole", "rest"),
    [
        ("select 1; select 2", ["select 1"], " select 2"),
        ("select ';', \";\", $$;$$ -- ;\n/* ; */;", ["select ';', \";\", $$;$$ -- ;\n/* ; */"], ""),
        ("select 'it''s; open", [], "select 'it''s; open"),
        ("select /* ; open", [], "select /* ; open"),
        (";;", ["", ""], ""),
        ("from 会员;", ["from 会员"], ""),
        (r"select e'it\'s; x'; y", [r"select e'it\'s; x'"], " y"),
        (r"select E'a\\'; y", [r"select E'a\\'"], " y"),
        (r"select 'a\'; y", [r"select 'a\'"], " y"),
        ("select $q$a;b$q$; y", ["select $q$a;b$q$"], " y"),
        ("select $中$ ; $$ ; $q$ ; $中$; y", ["select $中$ ; $$ ; $q$ ; $中$"], " y"),
        ("select a$q$; b$q$;", ["select a$q$", " b$q$"], ""),
        ("/* a /* b; */ c; */ select 1; y", ["/* a /* b; */ c; */ select 1"], " y"),
        ("/* a /* b */ ; open", [], "/* a /* b */ ; open"),
        ("select $q$ ; $$ ; open", [], "select $q$ ; $$ ; open"),
        (r"select e'\';", [], r"select e'\';"),
        ("select \"张;三\", '王;伟'; 中文;\u3000", ["select \"张;三\", '王;伟'", " 中文"], "\u3000"),
        ("-- ;\nselect '😀;' -- 中;", [], "-- ;\nselect '😀;' -- 中;"),
        ("select '\udcff;'; y", ["select '\udcff;'"], " y"),
        ("", [], ""),
    ],
)
def test_where_a_statement_ends(text: str, whole: list[str], rest: str) -> None:
    assert statements(text) == (whole, rest)


_PIECES = (
    *(
        "'",
        '"',
        "$$",
        "$q$",
        "$中$",
        "e'",
        "E'",
        "\\'",
        "\\",
        "/*",
        "*/",
        "--",
        "\n",
        "\r",
        ";",
        ";",
        "1",
        "a",
        "中",
        "😀",
        " ",
    ),
    *("\u3000", "\ufeff", "\u00a0", "x'", "U&'", "`", "-", "/", "*", "$", "$1", ":", "?"),
)
_PARSER = duckdb.connect()


@settings(max_examples=500)
@given(text=st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
def test_statements_end_where_the_database_ends_them(text: str) -> None:
    """Whatever it can read at all."""
    try:
        read = _PARSER.extract_statements(f"select {text}")
    except (duckdb.Error, UnicodeDecodeError):
        return
    whole, rest = statements(f"select {text}")
    assert ";".join([*whole, rest]) == f"select {text}"
    assert len([part for part in (*whole, rest) if not says_nothing(part)]) == len(read)


def test_when_enter_ends_the_input() -> None:
    assert [is_whole(text) for text in ("from members", "select ';'", "-- only this;")] == [False, False, True]
    assert all(is_whole(text) for text in ("", "from members;", "from members; -- all", "\\d", "exit"))
    assert [is_leaving(text) for text in ("\\q", "QUIT;", "quit the job")] == [True, True, False]
    assert says_nothing("-- a\n /* b /* c */ */ \u3000\ufeff") is not says_nothing("1 -- a")
    assert is_whole("from members;\u3000") is not is_whole("select $q$;")


def test_statements_in_turn(stream: Stream, tmp_path: Path) -> None:
    said = stream(
        *("select count(*) as n", "  from members; -- all of them", "\\x", "select '王伟' as name, 0.5 as x;", "\\x"),
        *("\\format csv", "select 1 as a; select 2 as b;", "\\o out.parquet", "from elements;", "\\d campaigns"),
        *("\\run top_responders element=sms rows=1", "select 'last' as c"),
    )
    assert said.code == 0, said.err
    rows = pl.read_parquet(tmp_path / "out.parquet").height
    assert said.err.splitlines()[-1] == f"{rows} rows written to out.parquet"
    lines = said.out.splitlines()
    assert [line.strip() for line in lines[:5]] == ["n", "600", "── 1 ──", "name  王伟", "x     0.5"]
    assert lines[5:9] == ["a", "1", "b", "2"]
    assert ["campaign_id", "VARCHAR", "Its", "id,"] in [line.split()[:4] for line in lines]
    assert [",channel,sms," in line for line in lines[-4:]] == [False, True, False, False]
    assert lines[-2:] == ["c", "last"]


def test_a_semicolon_within_a_text_ends_nothing(stream: Stream) -> None:
    said = stream("\\format csv", r"select e'it\'s; x' as a, $q$c;", "d$q$ as b /* ; /* ; */ ; */; select 2 as c;")
    assert (said.code, said.err) == (0, "")
    assert said.out == 'a,b\nit\'s; x,"c;\nd"\nc\n2\n'


def test_what_is_no_text_is_one_line(cli: Cli, stream: Stream) -> None:
    told = "error: the SQL is not all text in UTF-8; write or save it so\n"
    for said in (stream("select '\udcff';"), cli("query", "select '\udcff' as a")):
        assert (said.code, said.out, said.err) == (2, "", told)
    assert cli("query", "select b'中'").err.startswith("error: Bit string literal")


def test_leaving_and_help(stream: Stream) -> None:
    said = stream("\\?", "\\q", "select broken")
    assert said.code == 0
    assert {"\\d", "\\run", "\\x", "\\format", "\\o", "\\q", "\\?"} <= {
        line.split()[0] for line in said.out.splitlines()
    }


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("from membrs;", "nearest: members"),
        ("\\xx", "no command '\\xx' (did you mean '\\x'?); \\? lists them"),
        ("\\format excel", "take one of table, csv"),
        ("\\run top_responder", "did you mean 'top_responders'?"),
        ("\\run top_responders", "write \\run top_responders element=…"),
        ("\\d membrs", "did you mean 'members'?"),
        ("drop table runs;", "a query asks one question"),
        ("copy members to 'x.csv';", "a query asks one question"),
        ("from 'x.csv';", "x.csv"),
        ("select 'open", "unterminated"),
    ],
)
def test_off_a_terminal_the_first_failure_ends_it(stream: Stream, line: str, words: str) -> None:
    said = stream(line, ";", "select 'after' as a;")
    assert said.code == 2
    assert said.err.startswith("error: ")
    assert words in said.err
    assert "after" not in said.out


@pytest.fixture(scope="module")
def known(scored_once: Path) -> Vocabulary:
    with Workspace(scored_once, read_only=True) as workspace:
        return vocabulary(workspace, None)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("select * from attitude_h", "", ["attitude_history"]),
        ("select br", " from members", ["brand"]),
        ("select best_", "", ["best_channel", "best_hour", "best_weekday"]),
        ("select m.handset", " from members as m", ["handset_wap"]),
        ("from attitudes where element = 'cou", "", ["coupon"]),
        ("QUALI", "", ["qualify"]),
        ("\\fo", "", ["\\format"]),
        ("\\format pa", "", ["parquet"]),
        ("\\d list_f", "", ["list_funnel"]),
        ("\\run top_r", "", ["top_responders"]),
        ("\\run top_responders el", "", ["element="]),
        ("\\run top_responders element=hou", "", ["household"]),
        ("select 1 ", "", []),
    ],
)
def test_completion(known: Vocabulary, before: str, after: str, expected: list[str]) -> None:
    begun, found = proposals(known, before + after, before)
    assert [word for word, _ in found] == expected
    assert before.endswith(begun)


def test_completion_says_what_a_column_means(known: Vocabulary) -> None:
    document = Document("select bran from members", cursor_position=11)
    (found,) = Names(known).get_completions(document, CompleteEvent())
    assert (found.text, found.start_position) == ("brand", -4)
    document = Document("select evid from attitudes", cursor_position=11)
    (found,) = Names(known).get_completions(document, CompleteEvent())
    assert "average member" in found.display_meta_text


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[PipeInput]:
    """A keyboard without hands."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


def test_typing(typed: PipeInput, known: Vocabulary, tmp_path: Path) -> None:
    read = prompt_reader(known)
    typed.send_text("select brand\rfrom members;\r")
    assert read() == "select brand\nfrom members;"
    typed.send_text("\\d\r")
    assert read() == "\\d"
    typed.send_text("half a li\x03")
    with pytest.raises(KeyboardInterrupt):
        read()
    typed.send_text("\x10\x10\r")  # up twice: what was typed before
    assert read() == "select brand\nfrom members;"
    typed.send_text("\x04")
    with pytest.raises(EOFError):
        read()
    kept = tmp_path / "state" / "attitude" / "history"
    assert "+select brand\n+from members;\n" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0


def test_history_without_a_place_is_kept_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert isinstance(history({"XDG_STATE_HOME": str(tmp_path / "file")}), InMemoryHistory)


class Terminal:
    """A shell at a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        import pty

        self.ours, theirs = pty.openpty()
        self.seen = b""
        here = {**os.environ, "XDG_STATE_HOME": str(folder), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        here.pop("ATTITUDE_DB", None)
        command = [sys.executable, "-c", _AT_A_TERMINAL, "shell"]
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=here, start_new_session=True
        )
        os.close(theirs)

    def type(self, text: str) -> None:
        os.write(self.ours, text.encode())

    def until(self, words: str, seconds: float = 300) -> None:
        """Read until the screen has said something."""
        while words.encode() not in self.seen:
            if not select.select([self.ours], [], [], seconds)[0]:
                raise AssertionError(f"waited in vain for {words!r}: {self.seen.decode(errors='replace')}")
            self.seen += os.read(self.ours, 65536)
        self.seen = self.seen.partition(words.encode())[2]


# the terminal becomes the one that Ctrl-C of this session comes from
_AT_A_TERMINAL = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from attitude.main import main
sys.argv = ["attitude", *sys.argv[1:]]
main()
"""
_LONG = "select sum(a.i * b.i) as x from range(100000000) as a(i), range(100000) as b(i);"


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals there")
def test_ctrl_c_stops_the_question_and_not_the_shell(scored: Path, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.until("attitude>")
    for _ in range(2):  # once more after a prompt has come and gone
        terminal.type(f"{_LONG}\r")
        terminal.until("query")  # the progress bar: it runs
        terminal.type("\x03")
        terminal.until("interrupted")
        terminal.until("attitude>")
    terminal.type("select bra\t")
    terminal.until("bra")
    terminal.until("nd")
    terminal.type("\x03")
    terminal.type("from membrs;\r")
    terminal.until("nearest: members")
    terminal.type("select 40 + 2 as answer;\r")
    terminal.until("42 ")
    terminal.type("\\q\r")
    assert terminal.process.wait(300) == 0
    os.close(terminal.ours)


def test_harlequin_takes_over_read_only(
    cli: Cli, scored: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = cli("ide")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "error: harlequin, the terminal IDE, is not installed; 'pip install harlequin' or 'attitude shell'\n"
    )
    (tmp_path / "harlequin").write_text("#!/bin/sh\n")
    (tmp_path / "harlequin").chmod(0o755)
    became: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda path, arguments: became.append([path, *arguments[1:]]))
    assert cli("ide").code == 0
    assert became == [[str(tmp_path / "harlequin"), "-r", "attitude.duckdb"]]
    assert cli("ide", "--db", "none.duckdb").code == 2
