"""What query files say they read is what they read, told by the database's own parser; and who makes what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from flow.relations import File, query_files

from attitude.query.header import entries_of

FILES = {name: file for name, file in query_files().items() if not name.startswith("schema/")}
EVERY = "store.*"
SCRATCH = {relation for file in FILES.values() for relation in file.makes if "." not in relation}


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


def test_a_file_reads_what_it_says() -> None:
    assert [fault for file in FILES.values() for fault in faults(file)] == []


# Scratch relations that more than one file makes, and how many do: each is to become one, and none to come.
SEVERAL: dict[str, int] = {
    "address_ids": 2,
    "answers": 2,
    "arriving": 4,
    "arriving_members": 2,
    "awaited": 2,
    "candidates": 2,
    "cell_counts": 2,
    "changed": 6,
    "compared": 5,
    "crowded": 2,
    "drawn": 3,
    "elements_then": 2,
    "habit_days": 2,
    "member_change": 3,
    "member_words": 2,
    "options": 2,
    "ragged": 2,
    "refused_numbers": 2,
    "returned": 2,
    "said": 3,
    "settled": 2,
    "siblings": 2,
    "standing": 2,
    "tally": 6,
    "to_time": 2,
    "touched_trials": 3,
    "treatments": 2,
    "typed_rows": 6,
    "units": 2,
    "wanted": 4,
    "wishes": 3,
    "world_campaigns": 2,
    "world_contacts": 2,
}


def test_a_scratch_relation_has_one_maker() -> None:
    makers: dict[str, set[str]] = defaultdict(set)
    for name, file in FILES.items():
        for relation in SCRATCH & set(file.makes):
            makers[relation].add(name)
    assert {relation: len(files) for relation, files in makers.items() if len(files) > 1} == SEVERAL


# Circles of relations within one act, by their size: what is read after it was made is changed again.
CIRCLES: dict[str, list[int]] = {
    "load": [2, 2],
    "target": [28, 2],  # the second: shared addresses, whose groups are found in rounds
    "value": [4],  # a month after the other
}
ACT = {"choice": "target"}  # rooms that work on one act


def arrows(act: str) -> dict[str, set[str]]:
    """Give what is made of each relation, within an act."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, file in FILES.items():
        room = name.split("/")[0]
        if ACT.get(room, room) == act:
            for deed in file.deeds:
                for relation in deed.reads & SCRATCH if deed.name in SCRATCH else ():
                    found[relation].add(deed.name)
    return found


def reached(start: str, graph: dict[str, set[str]]) -> set[str]:
    waiting, seen = [start], set[str]()
    while waiting:
        for further in graph.get(waiting.pop(), set()) - seen:
            seen.add(further)
            waiting.append(further)
    return seen


def circles(graph: dict[str, set[str]]) -> list[int]:
    reach = {relation: reached(relation, graph) for relation in graph}
    on_one = {relation for relation in graph if relation in reach[relation]}
    found = {frozenset(other for other in on_one & reach[one] if one in reach[other]) for one in on_one}
    return sorted((len(circle) for circle in found if len(circle) > 1), reverse=True)


def test_data_flow_one_way() -> None:
    acts = {ACT.get(name.split("/")[0], name.split("/")[0]) for name in FILES}
    assert {act: found for act in sorted(acts) if (found := circles(arrows(act)))} == CIRCLES


@pytest.mark.parametrize("name", ["target/options", "measure/arms"])
def test_the_reader_tells_something(name: str) -> None:
    """An empty reader would find no fault."""
    assert FILES[name].reads
    assert FILES[name].writes


def test_the_map_is_drawn_anew() -> None:
    from flow import map as chart

    drawn = chart.MAP.read_text(encoding="utf-8") if chart.MAP.exists() else ""
    assert drawn == chart.drawn(), f"queries/README.md is not what the queries say now: {chart.COMMAND}"
