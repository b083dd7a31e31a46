"""Every SQL test is a folder: tables in, variables, tables out, small enough to check by hand.

``tests/queries/STEP/NAME/CASE/`` holds ``<table>.csv`` (filled before; ``store.*`` tables keep their types;
``view.<name>.csv`` is shown as a view),
``variables.toml`` (with ``[types]`` of columns where a guess would be wrong), and ``expect_<table>.csv``;
``expect_result.csv`` is what a query that gives rows must give.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from attitude.database import Workspace, create, query_folder, quoted

CASES = sorted(path.parent for path in (ROOT / "tests" / "queries").rglob("variables.toml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(case.parts[-3:]))
def test_tables_in_tables_out(case: Path, tmp_path: Path) -> None:
    create(tmp_path / "case.duckdb")
    expected = sorted(case.glob("expect_*.csv"))
    assert expected, "a case without expectations"
    with Workspace(tmp_path / "case.duckdb") as workspace:
        settings = tomllib.loads((case / "variables.toml").read_text())
        types = settings.pop("types", {})
        for path in sorted(case.glob("*.csv")):
            if path not in expected:
                _fill(workspace, path, types)
        query = "/".join(case.parts[-3:-1])
        if case.joinpath("expect_result.csv") in expected:
            frame = workspace.result(query, **settings)
            workspace.rows(f"create temp table result ({', '.join(f'{quoted(c)} varchar' for c in frame.columns)})")
            for row in frame.iter_rows():
                marks = ", ".join("?" for _ in row)
                workspace.rows(f"insert into result values ({marks})", list(row))
        else:
            workspace.run(query, **settings)
        with workspace.variables(settings):  # a view asks for them when it is read
            for path in expected:
                _compare(workspace, path)


def _fill(workspace: Workspace, path: Path, types: dict[str, str]) -> None:
    columns = path.read_text().splitlines()[0].split(",")
    told = {name: kind for name, kind in types.items() if name in columns}
    source = f"read_csv('{path}', nullstr = ''{f', types = {told}' if told else ''})"
    if path.stem.startswith("view."):
        workspace.define(f"create temp view {quoted(path.stem.removeprefix('view.'))} as select * from {source}")
    elif path.stem.startswith("store."):
        workspace.rows(f"insert into {path.stem} by name select * from {source}")
    else:
        workspace.rows(f"create temp table {quoted(path.stem)} as select * from {source}")


def _compare(workspace: Workspace, path: Path) -> None:
    table = path.stem.removeprefix("expect_")
    wanted = workspace.rows(f"select * from read_csv('{path}', all_varchar = true, nullstr = '') order by all")
    columns = [name for (name,) in workspace.rows(
        f"select column_name from (describe from read_csv('{path}', all_varchar = true))")]  # fmt: skip
    shown = ", ".join(f"{quoted(name)}::varchar as {quoted(name)}" for name in columns)
    found = workspace.rows(f"select {shown} from {table} order by all")
    assert len(found) == len(wanted), (columns, found)
    for found_row, wanted_row in zip(_sorted(found), _sorted(wanted), strict=True):
        assert [_number(value) for value in found_row] == pytest.approx(
            [_number(value) for value in wanted_row], abs=1.1e-6
        ), (columns, found_row)


def _sorted(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=lambda row: [str(_number(value)) for value in row])


def _number(value: str | None) -> float | str:
    if value is None:
        return "missing"
    try:
        return float(value)
    except ValueError:
        return value


def test_every_query_says_what_it_is() -> None:
    for path in query_folder().rglob("*.sql"):
        name = path.relative_to(query_folder()).with_suffix("").as_posix()
        head = path.read_text(encoding="utf-8")
        assert head.startswith(f"-- {name}: "), f"{path}: the first line must say its name and what it does"
        assert "\n-- writes: " in head or "\n-- gives: " in head, f"{path}: says nothing of what it writes or gives"


def test_every_query_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "cli").rglob("*.py"))
    for path in query_folder().glob("*/*.sql"):  # upgrades, a folder deeper, are found by their numbers
        step, name = path.relative_to(query_folder()).with_suffix("").as_posix().split("/")
        whole, part = f'"{step}/{name}"', f'"{name}"'
        typed = name.removesuffix("_typed") in ("members", "campaigns", "contacts", "responses", "usage", "optouts")
        assert step == "adhoc" or whole in code or part in code or typed, f"{path} is never run"


def test_every_step_of_a_list_has_a_case() -> None:
    """All but the ledgers that are made empty, in which there is nothing to see."""
    cases = {"/".join(case.parts[-3:-1]) for case in CASES}
    for room in ("targeting", "choice"):
        for path in query_folder().glob(f"{room}/*.sql"):
            is_ledger = re.search(r"^create temp table \w+ \(", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert is_ledger or f"{room}/{path.stem}" in cases, f"{path} has no case in tests/queries"


def test_a_macro_has_one_meaning() -> None:
    """A temporary macro would hide one of the schema of the same name for the length of a step."""
    texts = {path: path.read_text(encoding="utf-8") for path in query_folder().rglob("*.sql")}
    lasting, passing = (
        {name for text in texts.values() for name in re.findall(rf"create or replace {kind}macro (\w+)", text)}
        for kind in ("", "temp ")
    )
    assert lasting
    assert passing
    assert lasting & passing == set()
