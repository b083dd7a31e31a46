"""stdout and stderr that are full, closed or left, at every ending: one plain line, and an exit code to trust."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Shell = Callable[[str], tuple[int, str]]
FULL = "error: stdout: cannot be written: No space left on device\n"
BROKEN = (
    'error: Referenced column "broken" was not found because the FROM clause is missing\n'
    "LINE 1: select broken\n               ^^^^^^\n"
)


@pytest.fixture(params=["held back", pytest.param("at once", marks=pytest.mark.slow)])
def shell(request: pytest.FixtureRequest, scored_once: Path, tmp_path: Path) -> Shell:
    """Run words in a shell, where Python holds output back until the end, and where it does not."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    environment |= {"ATTITUDE_DB": str(scored_once)} | ({"PYTHONUNBUFFERED": "1"} if request.param == "at once" else {})

    def call(words: str) -> tuple[int, str]:
        line = f"attitude() {{ '{sys.executable}' -m attitude \"$@\"; }}; {words}"
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        return done.returncode, done.stderr

    return call


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("status", 1, FULL),
        ("--help", 1, FULL),
        ("--version", 1, FULL),
        ("query 'from contacts' --format parquet", 1, FULL),
        ("query 'from elements' --format json", 1, FULL),
        ("shell <<< 'select 1; select 2;'", 1, FULL),
        ("query 'select broken'", 2, BROKEN),
        ("nonsense", 2, "error: No such command 'nonsense'; see 'python -m attitude --help'\n"),
    ],
)
def test_what_cannot_be_written_is_told_once(shell: Shell, words: str, code: int, said: str) -> None:
    assert shell(f"attitude {words} >/dev/full") == (code, said)


@pytest.mark.parametrize(("words", "code"), [("status", 0), ("query 'select broken'", 2)])
def test_words_that_nobody_hears_change_nothing(shell: Shell, words: str, code: int, tmp_path: Path) -> None:
    runs = [f"attitude {words} {where} >{name}; echo $? >>codes" for name, where in _UNHEARD.items()]
    assert shell("; ".join(runs))[0] == 0
    assert (tmp_path / "codes").read_text().split() == [str(code)] * len(_UNHEARD)
    assert len({(tmp_path / name).read_bytes() for name in _UNHEARD}) == 1


_UNHEARD = {"heard": "", "full": "2>/dev/full", "closed": "2>&-", "left": "2> >(:)"}


@pytest.mark.parametrize("words", ["--help", "query 'from contacts' --format parquet", "status"])
def test_a_reader_who_leaves_is_no_fault(shell: Shell, words: str) -> None:
    """Whether before the first byte, or at the last that was held back."""
    assert shell(f"attitude {words} | :; exit ${{PIPESTATUS[0]}}") == (0, "")


@pytest.mark.slow
def test_the_exit_code_is_right_where_nothing_can_be_said(shell: Shell) -> None:
    assert shell("attitude status >/dev/full 2>/dev/full") == (1, "")
    assert shell("attitude nonsense >&- 2>&- <&-") == (2, "")


def test_a_part_is_never_taken_for_the_whole(shell: Shell, tmp_path: Path) -> None:
    """A disk takes the first bytes of a long answer, and no more."""
    code, said = shell("ulimit -f 8; attitude query 'from contacts' --format csv >answer")
    assert (code, said) == (1, "error: stdout: cannot be written: File too large\n")
    assert 0 < (tmp_path / "answer").stat().st_size <= 8 * 1024


def test_a_step_goes_on_when_the_reader_of_its_words_has_left(shell: Shell, tmp_path: Path) -> None:
    assert shell("attitude init --db new.duckdb 2> >(:)")[0] == 0
    assert {path.name for path in tmp_path.iterdir()} == {"new.duckdb", "attitude.toml"}
