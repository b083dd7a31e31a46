"""The house keeps its own rules: layers, rooms, the README's promises, and SQL found in every kind of install."""

from __future__ import annotations

import ast
import doctest
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest
from conftest import ROOT

from attitude.commands import app

PACKAGE = ROOT / "cli" / "attitude"

# A room (a module or a folder of the package) imports from the layers below its own …
LAYERS = {
    "ways in": "__main__ main commands acts demo shell api",
    "pages": "say backtest_page brief_page calendar_page campaign_page diff_page element_page evaluate_page look_page "
    "measure_page member_page replay_page sweep_page value_page why_page",
    "acts": "load score learn added backtest targeting choice check list_status export measure replay brief value job "
    "calendar campaign element member why diff query tables status standing undo merge erase backup verify upgrade "
    "world evaluate trail person",
    "what acts share": "settings settings_lines settings_template "
    "plan audit channels dimensions emails formats home members named names "
    "phones profiles trees withdrawn",
    "database": "database",
    "ground": "elements errors forecasts formulas frames goals months numbers outputs pages private streams today "
    "toml_files widths",
}
# … and, in its own layer, from those alone that it stands upon.
STANDS_ON = {
    "__main__": "main",
    "main": "commands",
    "commands": "demo shell acts",
    "demo": "acts",
    "shell": "acts",
    "brief_page": "say",
    "calendar_page": "say",
    "campaign_page": "measure_page say",
    "diff_page": "say",
    "element_page": "say",
    "evaluate_page": "say",
    "look_page": "say",
    "measure_page": "say",
    "member_page": "say",
    "replay_page": "say",
    "value_page": "say",
    "why_page": "say",
    "added": "learn measure",
    "score": "added learn",
    "backtest": "learn score",
    "targeting": "choice load",
    "check": "targeting",
    "list_status": "check",
    "export": "check list_status",
    "brief": "measure value",
    "campaign": "measure",
    "element": "learn",
    "evaluate": "choice measure targeting",
    "replay": "measure",
    "job": "backup brief export load measure score targeting upgrade value",
    "why": "export member targeting",
    "diff": "export targeting",
    "trail": "export member",
    "person": "member",
    "undo": "load",
    "merge": "load",
    "erase": "load",
    "upgrade": "load",
    "plan": "settings",
    "settings_template": "settings",
    "home": "settings",
    "profiles": "trees",
    "goals": "errors toml_files",
    "outputs": "errors",
    "pages": "widths",
    "streams": "errors",
    "today": "errors",
    "toml_files": "errors",
}
LEVEL = {room: level for level, rooms in enumerate(LAYERS.values()) for room in rooms.split()}
# a module for each act, and no public names: a command imports its own when it runs, so that help needs none of them
OPEN = {"acts"}


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Give the modules of the package that a file imports from, and the names that it takes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names if alias.name.startswith("attitude."))
        elif isinstance(node, ast.ImportFrom) and node.module == "attitude":
            yield from ((f"attitude.{alias.name}", "") for alias in node.names if alias.name != "__version__")
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("attitude."):
            yield from ((node.module, alias.name) for alias in node.names)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]
IMPORTS = [
    (path, room(path), module, name)
    for path in FILES
    for module, name in imports(path)
    if module.split(".")[1] != room(path)
]


def test_every_room_has_a_layer() -> None:
    assert sorted(LEVEL) == sorted({room(path) for path in FILES})


def test_imports_go_down() -> None:
    allowed = {(one, other) for one, others in STANDS_ON.items() for other in others.split()}
    beside = set()
    for path, here, module, _ in IMPORTS:
        other = module.split(".")[1]
        if LEVEL[other] == LEVEL[here]:
            beside.add((here, other))
        assert LEVEL[other] > LEVEL[here] or (here, other) in allowed, f"{path}: imports {module}"
    assert beside == allowed, "what nothing stands upon is not to be named"


def test_nothing_stands_upon_itself() -> None:
    TopologicalSorter({one: others.split() for one, others in STANDS_ON.items()}).prepare()


def test_folders_are_entered_by_their_doors() -> None:
    """Others import from a folder what its ``__init__`` lists, and no module behind it."""
    for path, _, module, name in IMPORTS:
        _, other, *behind = module.split(".")
        if (PACKAGE / other).is_dir() and other not in OPEN:
            assert not behind, f"{path}: imports {module}"
            listed = import_module(module).__all__
            assert not name or name in listed, f"{path}: takes {name} from {module}, which does not list it"


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


def test_every_room_is_told() -> None:
    told = (ROOT / "cli" / "README.md").read_text(encoding="utf-8")
    parts = re.compile(r"__main__|.*_page")
    assert [one for one in LEVEL if not parts.fullmatch(one) and f"`{one}`" not in told] == []


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


def test_examples_in_docstrings_hold() -> None:
    tried = [doctest.testmod(import_module(name)) for name in sorted(modules()) if not name.endswith("__main__")]
    assert sum(result.attempted for result in tried) > 100, "they were found"
    assert sum(result.failed for result in tried) == 0


def modules() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        yield ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
