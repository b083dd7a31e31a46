"""The lock has what pyproject.toml asks for; a month that differs in a byte is told. `.ci/run` compares the months."""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT
from packaging.requirements import Requirement

sys.path.insert(0, str(ROOT / "tests" / "versions"))
from compare import differences, oldest, requirements, wanted

LOCK = (ROOT / "tests" / "lock.txt").read_text(encoding="utf-8")
PINS = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK, re.M))


def test_the_lock_has_what_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    asked += [one for extra in project["project"]["optional-dependencies"].values() for one in extra]
    for one in map(Requirement, asked):
        if one.name != project["project"]["name"]:
            pin = PINS[one.name.lower().replace("_", "-")]
            assert one.specifier.contains(pin), f"{one}: the lock has {pin}; run .ci/lock"


def test_the_lock_is_hashed_and_names_no_place() -> None:
    pins = re.split(r"\n(?=[a-z0-9-]+==)", LOCK)[1:]
    assert len(pins) == len(PINS)
    assert all("--hash=sha256:" in pin for pin in pins)
    assert not re.search(r"^-|://|^\S+ @", LOCK, re.M), "an index or a file of one machine"
    assert len(re.findall("--hash", next(pin for pin in pins if pin.startswith("duckdb==")))) > 10, "of every system"


def test_ci_compares_the_months() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    (asked,) = [line.split() for line in lines if line.startswith("python tests/versions/compare.py")]
    assert {"oldest", "newest"} <= set(asked)


def test_every_lower_bound_is_a_version() -> None:
    for name, requirement in requirements().items():
        assert re.fullmatch(rf"{name}==[\d.]+", oldest(requirement))
    assert wanted("oldest duckdb") == "duckdb==2.0"
    assert wanted("newest duckdb") == "duckdb>=2.0,<3"
    assert wanted("scipy==1.14.0") == "scipy==1.14.0"


@pytest.fixture
def records(tmp_path: Path) -> tuple[Path, Path]:
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "tables").mkdir(parents=True)
    (here / "tables" / "lists.csv").write_text("list_id,value\na-412ead,1744.118\nb-0dfdb8,35.05\n", encoding="utf-8")
    (here / "sms.csv").write_bytes(b"member_id,rank\r\n1,1\r\n")
    shutil.copytree(here, there)
    return here, there


def test_the_same_month_has_no_differences(records: tuple[Path, Path]) -> None:
    assert differences(*records) == []


def test_what_differs_is_told_by_file_and_line(records: tuple[Path, Path]) -> None:
    here, there = records
    (there / "tables" / "lists.csv").write_text("list_id,value\na-52e3da,1744.118\nb-0dfdb8,35.05\nc,1\n", "utf-8")
    (there / "sms.csv").write_bytes(b"member_id,rank\n1,1\n")
    assert differences(here, there) == [
        "sms.csv: 2 lines differ, first line 1\n  here   'member_id,rank\\r\\n'\n  there  'member_id,rank\\n'",
        "tables/lists.csv: 2 lines differ, first line 2\n"
        "  here   'a-412ead,1744.118\\n'\n  there  'a-52e3da,1744.118\\n'",
    ]


def test_a_file_that_is_missing_is_told(records: tuple[Path, Path]) -> None:
    here, there = records
    (there / "sms.csv").rename(there / "call.csv")
    assert differences(here, there) == ["call.csv: only there", "sms.csv: only here"]
    shutil.rmtree(here)
    with pytest.raises(SystemExit, match="nothing was recorded"):
        differences(here, there)
