"""What does not end when it is told to: a call of the database that outlasts its limit, or Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Cli

from attitude.database import ending

# one call that takes minutes and little memory, of which the database hears no end
CALL = "select list_reduce(range(20000000), lambda x, y: (x + y) % 7) as left_over"


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, int]]]:
    """How the process would have been ended, where nobody waits long."""
    said: list[tuple[str, int]] = []
    monkeypatch.setattr(ending, "_GRACE", 0.0)
    monkeypatch.setattr(ending, "_PATIENCE", 0.0)
    ending.let_end(lambda words, code: said.append((words, code)))
    yield said
    ending.stopped()
    ending.let_end(None)


def waited(said: list[tuple[str, int]]) -> list[tuple[str, int]]:
    for _ in range(6000):  # a minute, where it never comes
        if said:
            break
        threading.Event().wait(0.01)
    return said


def test_what_outlasts_its_limit_is_ended(ended: list[tuple[str, int]]) -> None:
    with ending.bounded(0.01, "no answer"):
        assert waited(ended) == [("no answer", 1)]


def test_what_ends_in_time_is_not(ended: list[tuple[str, int]]) -> None:
    with ending.bounded(60, "no answer"):
        pass
    with ending.bounded(0, "no limit"):
        pass
    assert ended == []


def test_ctrl_c_is_heard_in_the_end(ended: list[tuple[str, int]]) -> None:
    ending.stop_soon()
    ((words, code),) = waited(ended)
    assert (words.split(";")[0], code) == ("interrupted", 130)


def test_a_shell_that_goes_on_is_not_ended(ended: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ending, "_PATIENCE", 60.0)
    ending.stop_soon()
    ending.stopped()
    ending.stop_soon()  # the next Ctrl-C begins anew
    assert ending._Process.stopping is not None
    assert ended == []


def test_where_the_process_is_not_ours_nothing_ends_it() -> None:
    ending.let_end(None)
    before = set(threading.enumerate())
    with ending.bounded(60, "no answer"):
        assert set(threading.enumerate()) <= before
    ending.stop_soon()
    assert ending._Process.stopping is None


@pytest.mark.slow
def test_one_long_call_ends_by_its_limit_and_by_ctrl_c(tmp_path: Path, ok: Cli) -> None:
    """The limit is followed by some seconds in which all else stops by itself; Ctrl-C by ten."""
    ok("init")
    attitude = [sys.executable, "-m", "attitude", "query", CALL]
    said = subprocess.run([*attitude, "--timeout", "1"], capture_output=True, text=True, timeout=300)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == "error: no answer within 1 s, and one call of the database did not stop\n"
    running = subprocess.Popen(attitude, stderr=subprocess.PIPE, text=True)
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(3)
    running.send_signal(signal.SIGINT)
    assert "interrupted" in running.communicate(timeout=300)[1]
    assert running.returncode == 130
