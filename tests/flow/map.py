"""Draws the map of the queries, ``queries/README.md``: each with its grain, who makes and who reads what, and circles.

    python tests/flow/map.py [--write]

Everything in it comes from the query files: what each is and its grain from its head, what it makes and reads from the
database's own parser (`relations.py`). Without ``--write`` it is printed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from flow.circles import TURNS  # noqa: E402 - found by the line above, where this is run by itself
from flow.relations import File, query_files  # noqa: E402

from attitude.query.header import entries_of  # noqa: E402

MAP = HERE.parents[1] / "queries" / "README.md"
COMMAND = "python tests/flow/map.py --write"

# The rooms, in the order of the month; then what is asked in between, what looks after the workspace, and the rest.
ROOMS = {
    "schema": "what a workspace keeps, and the views and macros that people and queries read; made when it is created",
    "schema/upgrades": "from each version of the schema to the next; they run in the order of their numbers",
    "person": "what is kept of one person and cannot be found by their key alone",
    "audit": "who did what: each step an entry that cannot be changed without a trace, and what it sealed",
    "load": "a file becomes rows of the store: the same whatever was loaded before, and however often",
    "look": "a look at a file before it is loaded, and keeps nothing",
    "score": "from contacts and answers to what each member leans to; only what changed is worked out anew",
    "added": "what members do unasked, by past holdouts, and what contacts add to it: a part of a scoring",
    "backtest": "the scores as they would have been the day before each past campaign, beside what came of it",
    "targeting": "from a plan to who may be contacted, with which offer, when, and why others are not",
    "choice": "who gets which offer, under all limits at once",
    "check": "what stops a list before it is handed over: each gives the rows that are wrong; none is good",
    "list_status": "what becomes of a list: drafted, approved, exported, recalled",
    "export": "from a list to the files that are handed over",
    "measure": "what campaigns brought, beside what came without them",
    "evaluate": "what another plan would have brought, by what the lists of the past drew",
    "replay": "past months gone through under other contact caps: what is left out, saved and lost",
    "brief": "a month on one page",
    "calendar": "a month of campaigns, run and planned: audiences that overlap, contacts a member and week",
    "element": "what works: the elements of a dimension, one of them month by month and with others",
    "campaign": "what is known of past campaigns: one of them, and those that words find",
    "value": "tiers, bands of loyalty, moves between them, and what members are worth",
    "job": "what the monthly job has to know before it does a step",
    "status": "what is in a workspace, what is odd, and where the month stands",
    "member": "one person's page",
    "why": "why a member is on a list or not",
    "diff": "two lists side by side",
    "adhoc": "saved questions that ship: 'attitude query NAME'",
    "tables": "the data dictionary",
    "undo": "a load is taken back",
    "merge": "two ids become one",
    "erase": "people are removed, and what campaigns learned stays",
    "verify": "what a workspace must hold: each gives the rows that are wrong; none is good",
    "world": "the built-in world, made and compared with what was found of it",
}
ACT = {"choice": "targeting", "schema/upgrades": "schema"}  # rooms that work on one act
MOST = 8  # names in a cell of a table; of more, the tables of the store are counted

HEAD = """\
# The queries

Made by `{command}`; not to be written by hand. How a query is added is told in
[cli/README.md](../cli/README.md#to-add-a-query).

{count} files, each run by its name as `ROOM/NAME`. *A row for each* is the grain that its head tells; what it makes and
reads is told by the database's own parser. Names without `store.` are the tables and views that people query, or
scratch, which lasts as long as the act that made it. *Rows* are given to whoever asked; *+* stands before what a file
adds to or changes, and has not made.

[Who makes and who reads what](#scratch-relations-who-makes-them-who-reads-them) · [Circles](#circles)"""
SCRATCH = """
## Scratch relations: who makes them, who reads them

Made in the files of an act, and gone with it. What Python fills or reads by itself, and what stands in for another
under its name, is not told: *by no other file* are those that no file but their own reads by name."""
CIRCLES = """
## Circles

Where data turn back by nature: what is taken from a relation is added to one that it was taken from, round by round.

| from | to | why |
|---|---|---|"""

# what a workspace has, besides the tables and views of its schema `store`
KEPT = {relation for name, file in query_files().items() if name.startswith("schema/") for relation in file.makes}


def room_of(name: str) -> str:
    """Give the folder of a query."""
    return name.rpartition("/")[0]


def drawn() -> str:
    """Draw the map: the same files give the same bytes."""
    files = query_files()
    unknown = sorted({room_of(name) for name in files} - set(ROOMS))
    if unknown:
        raise SystemExit(f"tests/flow/map.py: ROOMS says nothing of {', '.join(unknown)}")
    head = [HEAD.format(command=COMMAND, count=len(files))]
    parts = [head, *(_room(room, files) for room in ROOMS), _scratch(files), _circles(files)]
    return "\n".join(line for part in parts for line in part) + "\n"


def _room(room: str, files: Mapping[str, File]) -> Iterator[str]:
    yield from ("", f"## {room}", "", f"{ROOMS[room][0].upper()}{ROOMS[room][1:]}.", "")
    yield "| query | what it is | a row for each | makes | reads |"
    yield "|---|---|---|---|---|"
    for name, file in files.items():
        if room_of(name) == room:
            short = name.rpartition("/")[2]
            cells = (f"[{short}]({name}.sql)", what(file), grain(file), _made(file), names(file.reads))
            yield f"| {' | '.join(cells)} |"


def what(file: File) -> str:
    """Say what a query is, in the first sentence of its head."""
    words = re.sub(r"^[\w/-]+: *", "", entries_of(file.text)[0][2])
    return _plain(re.split(r"(?<=[.;]) ", words)[0].rstrip(".;"))


_GRAIN = r"one row per ((?:[\w' -]+, )*?[\w' -]+ and [\w' -]+|[\w' -]+)"


def grain(file: File) -> str:
    """Say what a row of what it makes or gives stands for, where its head tells; of several relations, for each."""
    heads = " ".join(words for _, key, words in entries_of(file.text) if key in ("writes", "gives"))
    told = re.sub(r" \([^()]*\)", "", heads)
    several = len(file.makes) + len(_changed(file)) + file.gives > 1
    if several:
        found = re.findall(rf"([\w.]+), {_GRAIN}", told)
        return _plain("; ".join(f"{name}: {words.strip()}" for name, words in found))
    if one := re.search(_GRAIN, told):
        return _plain(one[1].strip())
    return "(one row)" if re.search(r"\bone row\b", told) else ""


def _plain(words: str) -> str:
    """Keep signs from meaning something in a table."""
    return re.sub(r"([|*<])", r"\\\1", words)


def _made(file: File) -> str:
    changed = _changed(file)
    cells = [names(file.makes), f"+ {names(changed)}" if changed else "", "rows" if file.gives else ""]
    return "; ".join(filter(None, cells))


def _changed(file: File) -> set[str]:
    """Give what a file adds to or changes, and has not made."""
    return {deed.name for deed in file.deeds if deed.act in ("insert", "update", "delete", "alter")} - set(file.makes)


def names(relations: Iterable[str]) -> str:
    """List relations; of many, those that are kept are counted."""
    found = sorted(relations)
    if len(found) <= MOST:
        return ", ".join(found)
    scratch = [name for name in found if "." not in name and name not in KEPT]
    return ", ".join([*scratch, f"{len(found) - len(scratch)} that are kept"])


def _scratch(files: Mapping[str, File]) -> Iterator[str]:
    yield SCRATCH
    made = _by_relation({name: set(file.makes) for name, file in files.items()})
    changed = _by_relation({name: _changed(file) for name, file in files.items()})
    read = _by_relation({name: file.reads for name, file in files.items()})
    for act in ROOMS:
        here = {relation: makers for relation, makers in made.items() if _act(makers[0]) == act}
        elsewhere = [relation for relation in here if relation in read or relation in changed]
        lines = [
            f"| {one} | {' | '.join(', '.join(by.get(one, ())) for by in (made, changed, read))} |" for one in elsewhere
        ]
        if here:
            yield from ("", f"### {act}")
        if lines:
            yield from ("", "| relation | made by | added to by | read by |", "|---|---|---|---|", *lines)
        if alone := [f"{relation} ({', '.join(here[relation])})" for relation in here if relation not in elsewhere]:
            yield from ("", f"By no other file: {', '.join(alone)}.")


def _by_relation(files: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Turn scratch relations by file into files by relation, both in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, relations in files.items():
        for relation in relations - KEPT:
            if "." not in relation:
                found[relation].append(name)
    return dict(sorted(found.items()))


def _act(name: str) -> str:
    return ACT.get(room_of(name), room_of(name))


def _circles(files: Mapping[str, File]) -> Iterator[str]:
    yield CIRCLES
    yield from (f"| {one} | {other} | {_plain(why)} |" for (one, other), why in TURNS.items())
    own = [f"{relation} ({name})" for name, file in files.items() for relation in sorted(_of_itself(file))]
    yield from ("", f"Added to or changed by what is in it already: {', '.join(own)}.")
    yield from ("", "There are no others: `tests/house/test_flow.py` sees to it.")


def _of_itself(file: File) -> set[str]:
    """Give scratch that a file reads, and by that adds to or changes."""
    own = {deed.name for deed in file.deeds if deed.act in ("insert", "update", "delete") and deed.name in deed.reads}
    return {name for name in own - KEPT if "." not in name}


def main() -> None:
    """Print the map, or write it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true", help="write queries/README.md")
    if asked.parse_args().write:
        MAP.write_text(drawn(), encoding="utf-8")
    else:
        sys.stdout.write(drawn())


if __name__ == "__main__":
    main()
