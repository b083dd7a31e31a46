"""Nothing heavy is imported before it is needed: the seconds themselves are for examples/benchmark/startup.py."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Cli

# pydantic itself comes with typer, which checks options by it; our models stay away
HEAVY = {
    *("polars", "attitude.settings", "scipy", "numpy", "phonenumbers", "prompt_toolkit", "fastexcel"),
    *("tomlkit", "xlsxwriter", "zstandard", "rich.progress"),
}
CODE = """
import sys
from attitude.main import main
sys.argv = ["attitude", *sys.argv[1:]]
try:
    main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def imported(folder: Path, *arguments: str) -> set[str]:
    here = {name: value for name, value in os.environ.items() if name != "ATTITUDE_DB"}
    command = [sys.executable, "-c", CODE, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder, env=here)
    return HEAVY & set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [("--help",), ("measure", "--help"), ("--version",)], ids=" ".join)
def test_help_imports_nothing_heavy(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert imported(tmp_path, *arguments) == set()


def test_where_it_stands_needs_the_settings_alone(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    assert imported(tmp_path) == {"attitude.settings"}
