"""Circles of relations within an act: something is read after it was made, and added to or changed again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from flow.relations import File

# Where data turn back by nature: what is taken from a relation is added to one that it was taken from, round by round.
TURNS = {
    ("places", "settled"): "choosers are taken in rounds: who has a place, and whose offer has no room, waits no more",
    ("places", "tried"): "the same: those for whom an offer is drawn come after all others had their turn",
    ("closings", "open_options"): "a rule between members looks at what those before it left open",
    ("siblings", "pressure"): "the contacts of a list count for those chosen together with it, one after another",
    ("list_places", "to_time"): "the same: they are written to at a time of their own",
}
ACT = {"choice": "targeting"}  # rooms that work on one act


def scratch_of(files: Mapping[str, File]) -> set[str]:
    """Give the relations that are made for the length of an act."""
    return {relation for file in files.values() for relation in file.makes if "." not in relation}


def arrows(files: Mapping[str, File], act: str) -> dict[str, set[str]]:
    """Give what is made of each relation, within an act; where data turn back by nature, they are let go."""
    scratch = scratch_of(files)
    found: dict[str, set[str]] = defaultdict(set)
    for name, file in files.items():
        room = name.split("/")[0]
        if ACT.get(room, room) == act:
            for deed in file.deeds:
                for relation in deed.reads & scratch if deed.name in scratch else ():
                    if (relation, deed.name) not in TURNS:
                        found[relation].add(deed.name)
    return found


def reached(start: str, graph: dict[str, set[str]]) -> set[str]:
    """Give all that is made of a relation, one after another."""
    waiting, seen = [start], set[str]()
    while waiting:
        for further in graph.get(waiting.pop(), set()) - seen:
            seen.add(further)
            waiting.append(further)
    return seen


def circles(graph: dict[str, set[str]]) -> list[int]:
    """Give the sizes of circles: relations of which each is made of each other."""
    reach = {relation: reached(relation, graph) for relation in graph}
    on_one = {relation for relation in graph if relation in reach[relation]}
    found = {frozenset(other for other in on_one & reach[one] if one in reach[other]) for one in on_one}
    return sorted((len(circle) for circle in found if len(circle) > 1), reverse=True)
