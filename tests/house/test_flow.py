"""What query files say they read is what they read, told by the database's own parser; and who makes what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flow import map as chart
from flow.circles import ACT, TURNS, arrows, circles, scratch_of
from flow.relations import File, query_files

from attitude.brief import brief
from attitude.database import Flow, Workspace
from attitude.database.acts import FlowError
from attitude.measure import ledger, measure, span
from attitude.query.header import entries_of
from attitude.score import score
from attitude.settings import ScoreSettings, ValueSettings
from attitude.value import value

FILES = {name: file for name, file in query_files().items() if not name.startswith("schema/")}
EVERY = "store.*"
CAMPAIGN = "2024-12-music"
SCRATCH = scratch_of(FILES)


def named(text: str) -> Iterator[str]:
    """Give the names that a header lists; what is to be said of one stands in brackets behind it."""
    for part in re.split(r"[,;](?![^()]*\))", text):
        found = re.fullmatch(r"([\w.]+|store\.\*)(?: \(.*\))?", part.strip())
        if part.strip():
            assert found, f"'{part.strip()}' is no name of a relation"
            yield found[1]


def faults(file: File) -> Iterator[str]:
    told = set(named(" ".join(words for _, key, words in entries_of(file.text) if key == "reads")))
    reads = {relation for relation in file.reads if not (EVERY in told and relation.startswith("store."))}
    yield from (f"{file.name}: does not say that it reads {relation}" for relation in sorted(reads - told))
    others = told - reads - set(file.writes) - {EVERY}
    yield from (f"{file.name}: says that it reads {relation}" for relation in sorted(others))


def written(text: str) -> set[str]:
    """Give the relations that a header says are written: tables of the store, and scratch behind ``temp``."""
    found = set(re.findall(r"(?<![\w.])store\.(?:\w+|\*)", text)) | set(re.findall(r"\btemp (?:view )?(\w+)", text))
    return found | {name for name in re.findall(r"(?:^|[;,] | and )(\w+)(?=$|[;,]| \(| and )", text) if name in LEDGERS}


# What is changed under its name alone: scratch that another file made, and the audit trail.
CHANGES = ("insert", "update", "delete")
LEDGERS = {deed.name for file in FILES.values() for deed in file.deeds if deed.act in CHANGES and "." not in deed.name}


def unwritten(file: File) -> Iterator[str]:
    told = written(" ".join(words for _, key, words in entries_of(file.text) if key == "writes"))
    left = {name for name in file.leaves if not (EVERY in told and name.startswith("store."))}
    yield from (f"{file.name}: does not say that it writes {relation}" for relation in sorted(left - told))
    yield from (f"{file.name}: says that it writes {relation}" for relation in sorted(told - left - {EVERY}))


def test_a_file_writes_what_it_says() -> None:
    assert [fault for file in FILES.values() for fault in unwritten(file)] == []


def test_a_file_reads_what_it_says() -> None:
    assert [fault for file in FILES.values() for fault in faults(file)] == []


def test_a_scratch_relation_has_one_maker() -> None:
    makers: dict[str, set[str]] = defaultdict(set)
    for name, file in FILES.items():
        for relation in SCRATCH & set(file.makes):
            makers[relation].add(name)
    assert {relation: files for relation, files in makers.items() if len(files) > 1} == {}


def test_data_flow_one_way() -> None:
    acts = {ACT.get(name.split("/")[0], name.split("/")[0]) for name in FILES}
    assert {act: found for act in sorted(acts) if (found := circles(arrows(FILES, act)))} == {}


def test_every_turn_is_one() -> None:
    there = {(relation, deed.name) for file in FILES.values() for deed in file.deeds for relation in deed.reads}
    assert set(TURNS) <= there


# What adds rows to a ledger, and the rooms in which nothing is taken back.
RIVERS = ("targeting", "choice")


def test_nothing_is_taken_back() -> None:
    """A relation is made once, and only rows of a ledger come after; a table of the store may be changed."""
    for name, file in FILES.items():
        if name.split("/")[0] in RIVERS:
            scratch = [deed for deed in file.deeds if "." not in deed.name and deed.act != "give"]
            assert {deed.act for deed in scratch} <= {"create", "insert"}, name
            assert "or replace" not in file.text, name


EMPTIES = "load/forget"  # what a file may not need, it makes again with no rows


def test_a_file_makes_one_relation_of_its_own_name() -> None:
    """A file that makes scratch makes one relation, named like the file, and writes nothing else."""
    for name, file in FILES.items():
        if name != EMPTIES and SCRATCH & set(file.makes):
            assert file.writes == [name.split("/")[-1]], name


@pytest.mark.parametrize("name", ["targeting/options", "measure/arms"])
def test_the_reader_tells_something(name: str) -> None:
    """An empty reader would find no fault."""
    assert FILES[name].reads
    assert FILES[name].writes


@pytest.fixture
def flow() -> Iterator[Flow]:
    with Workspace(None) as workspace:
        workspace.make_tables()
        with Flow(workspace) as opened:
            yield opened


def scratch(workspace: Workspace) -> list[str]:
    tables = "select table_name as name from duckdb_tables() where temporary and table_name <> '_answer'"
    views = "select view_name as name from duckdb_views() where temporary and not internal"
    return sorted(name for (name,) in workspace.rows(f"{tables} union all {views}"))


def test_a_second_maker_is_refused(flow: Flow) -> None:
    flow.make("choice/places")
    with pytest.raises(FlowError, match="choice/places: places was made by choice/places already"):
        flow.make("choice/places")
    flow.make("choice/endings")
    with pytest.raises(FlowError, match="endings: places was made by choice/places already"):
        flow.given(places="endings")


def test_what_is_read_was_made_before(flow: Flow) -> None:
    with pytest.raises(FlowError, match="choice/settled reads places, which nothing has made yet"):
        flow.make("choice/settled")
    with pytest.raises(FlowError, match="choice/end adds to endings, which nothing has made yet"):
        flow.add("choice/end", trial=1, stage=1, last_rank=3)
    with pytest.raises(FlowError, match="places is to stand in for settled, and nothing has made it yet"):
        flow.given(settled="places")
    with pytest.raises(FlowError, match="choice/end does not say that it makes end"):
        flow.make("choice/end")


def test_a_part_ends_with_its_flow_at_the_latest(flow: Flow) -> None:
    flow.make("choice/places")
    first = flow.within()
    first.make("choice/endings")
    first.make("choice/settled")
    assert flow.ask("choice/standing", trial=1) == [{"last_rank": 0, "last_contact": 0}]
    first.close()
    assert scratch(flow.workspace) == ["places"]
    assert not flow.has("settled")
    flow.within().make("choice/endings")
    flow.close()
    assert scratch(flow.workspace) == []


def test_an_act_lets_go_of_all_that_it_made() -> None:
    with Workspace(None) as workspace:
        with workspace.act():
            workspace.run("choice/places")
            with workspace.act():
                workspace.run("choice/endings")
            assert scratch(workspace) == ["places"]
        assert scratch(workspace) == []
        with suppress(ZeroDivisionError), workspace.act():
            workspace.run("choice/places")
            raise ZeroDivisionError
        assert scratch(workspace) == []


def test_an_act_refuses_a_second_maker() -> None:
    with Workspace(None) as workspace, workspace.act():
        workspace.run("choice/places")
        with pytest.raises(FlowError, match="places: places was made by choice/places already"):
            workspace.define("create or replace temp table places (member_key integer)")
        with workspace.act(), pytest.raises(FlowError, match="was made by choice/places already"):
            workspace.define("create or replace temp view places as from store.contacts")
        workspace.define("create temp table endings (trial integer)")
        with pytest.raises(FlowError, match="choice/endings: endings was made by another statement already"):
            workspace.run("choice/endings")


SCORED = ValueSettings()
ACTS: dict[str, Callable[[Workspace], object]] = {
    "measure": lambda workspace: measure(workspace, CAMPAIGN),
    "ledger": ledger,
    "span": lambda workspace: span(workspace, "matrix"),
    "brief": lambda workspace: brief(workspace, SCORED),
    "value": lambda workspace: value(workspace, SCORED),
    "score": lambda workspace: score(workspace, ScoreSettings()),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_act_ends_with_no_scratch(name: str, scored: Path) -> None:
    with Workspace(scored) as workspace:
        ACTS[name](workspace)
        assert scratch(workspace) == []


def test_a_view_of_the_workspace_itself_may_be_read(flow: Flow) -> None:
    assert flow.ask("why/head", list_id="none", member_key=1) == []  # reads former_members


def test_the_map_is_drawn_anew() -> None:
    assert chart.MAP.read_text(encoding="utf-8") == chart.drawn(), f"draw it anew: {chart.COMMAND}"
