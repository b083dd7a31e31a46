"""The house keeps its own rules: layers, rooms, the README's promises, and SQL found in every kind of install."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

from attitude.commands import app

PACKAGE = ROOT / "cli" / "attitude"

# Each module may import only from rows below its own.
ROWS = [
    ["__main__"],
    ["main"],
    ["commands"],
    ["demo", "shell"],
    ["walk", "door"],
    ["door_people"],
    ["job", "door_keeping", "door_lists"],
    ["measure_page", "member_page", "look_page", "diff_page", "value_page", "brief_page", "sweep_page", "why"],
    ["replay_page"],
    ["brief"],
    ["backtest", "diff", "erase", "merge", "undo", "upgrade", "door_look"],
    ["say", "load", "score", "export", "measure", "value", "member", "status", "query", "standing", "tables", "world"],
    ["backup", "verify", "life", "withdrawn"],
    ["check"],
    ["target"],
    ["choice"],
    ["learn", "profiles", "names", "audit", "plan", "formats", "phones", "emails", "named", "home", "channels"],
    ["settings", "database", "settings_lines"],
    ["today", "streams", "toml_files", "outputs", "pages"],
    ["frames", "errors", "elements", "months", "numbers", "widths"],
]
LEVEL = {name: row for row, names in enumerate(ROWS) for name in names}


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("attitude"):
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
    return found - {"__version__"}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_imports_go_down() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path == PACKAGE / "__init__.py":
            continue
        here = room(path)
        for other in imported(path) - {here}:
            assert LEVEL[other] > LEVEL[here], f"{path.name} imports {other}"


def test_only_the_database_imports_duckdb_and_only_say_prints() -> None:
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert room(path) == "database" or not re.search(r"^\s*(import|from) duckdb", text, re.M), path
        assert path.name in ("say.py", "widths.py") or not re.search(r"^\s*(import|from) rich", text, re.M), path
        assert not re.search(r"^\s*import click", text, re.M), path


def test_what_is_declared_is_imported() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    modules = {re.split(r"[>=<]", name)[0].replace("-", "_").removesuffix("_python") for name in declared}
    text = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    named = set(re.findall(r"^\s*(?:import|from) (\w+)", text, re.M))
    assert modules - named == set()


def test_variables_are_set_in_one_place() -> None:
    """Each by its value, never as text within SQL."""
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    assert [path.name for path, text in texts.items() if '"set variable' in text] == ["workspace.py"]


# what is done in one place alone, by a sign of it
ONE_PLACE = {
    '"channel", "product", "timing", "gift"': "elements.py",
    'extra="forbid"': "toml_files.py",
    "% 12 + 1": "months.py",
    "rich.cells": "widths.py",
    "json_serialize_sql": "parsing.py",
    "os.pipe()": "interrupts.py",
    "<style>": "page.html",
}


@pytest.mark.parametrize(("sign", "name"), ONE_PLACE.items(), ids=ONE_PLACE.values())
def test_there_is_one_of_each(sign: str, name: str) -> None:
    files = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".html")]
    assert [path.name for path in files if sign in path.read_text(encoding="utf-8")] == [name]


def test_rooms_stay_small() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert path.read_text(encoding="utf-8").count("\n") <= 400, path


README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_readme_lists_the_real_commands() -> None:
    listed = set(re.findall(r"^\| `attitude (\w+)", README, re.M))
    real = {command.callback.__name__ for command in app.registered_commands if command.callback}
    assert listed == real


def test_ci_runs_the_readme_test_command() -> None:
    lines = [line for line in README.splitlines() if line.endswith("&& pytest")]
    assert len(lines) == 1
    assert "grep -m1 '&& pytest$' README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_readme_says_every_exit_code() -> None:
    codes = set(re.findall(r"^\| `?(\d+)`? \|", README, re.M))
    assert codes == {"0", "1", "2", "3", "4", "130"}


@pytest.mark.parametrize("kind", ["wheel", "source tree"])
def test_queries_are_found(kind: str, tmp_path: Path) -> None:
    """From a wheel, unpacked as an installer does, and from the source tree, without any install."""
    folder = ROOT / "cli"
    if kind == "wheel":
        options = ["-q", "--no-deps", "--no-build-isolation", "-w"]
        command = [sys.executable, "-m", "pip", "wheel", *options, str(tmp_path), str(ROOT)]
        subprocess.run(command, check=True, capture_output=True)
        folder = tmp_path / "site"
        zipfile.ZipFile(next(tmp_path.glob("*.whl"))).extractall(folder)
        assert (folder / "attitude" / "queries" / "score" / "cells.sql").exists()
    assert (folder / "attitude" / "py.typed").exists(), "who uses the package may check types against it"
    code = "from attitude.database import query_text, query_folder; query_text('score/cells'); print(query_folder())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path,
                          env={**os.environ, "PYTHONPATH": str(folder)})  # fmt: skip
    assert done.stdout.strip().startswith(str(folder if kind == "wheel" else ROOT))


def test_nothing_strays_into_the_top_folder() -> None:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("no git here")
    known = {".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml"}
    assert {name.split("/")[0] for name in done.stdout.splitlines()} <= known | {"cli", "queries", "tests", "examples"}
