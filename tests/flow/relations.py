"""What each query file makes and reads: told by the database's own parser, not by what its comments say.

The parser turns SELECT statements alone into a tree; so of every other statement the SELECT in it is taken, or one that
names the same relations is made of it: ``delete from a using b where …`` reads what ``select 1 from b where …`` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import duckdb

from attitude.database import query_folder
from attitude.database.parsing import NotSelectError, nodes, parsed
from attitude.database.statements import statements

_CREATE = re.compile(
    r"create (?:or replace )?(?:(?:temp|temporary) )?(table|view|macro|schema|sequence|index)(?: if not exists)? ",
    re.IGNORECASE,
)
_BODY = ("select", "from", "with", "values", "pivot", "unpivot")
_ACTS = ("insert", "update", "delete")
_WORD = duckdb.token_type


class UnknownStatementError(ValueError):
    """A statement of a form that this reader does not know."""


@dataclass(frozen=True)
class Deed:
    """What one statement does: ``create``, ``insert``, ``update``, ``delete``, ``drop``, ``alter`` or ``give``."""

    act: str
    kind: str
    name: str
    reads: frozenset[str]


@dataclass
class File:
    """What a query file does, statement by statement."""

    name: str
    path: Path
    text: str
    deeds: list[Deed] = field(default_factory=list)

    @property
    def makes(self) -> list[str]:
        """Relations that it makes, in order."""
        return _once(deed.name for deed in self.deeds if deed.act == "create" and deed.kind in ("table", "view"))

    @property
    def writes(self) -> list[str]:
        """Relations that it makes or changes, in order."""
        return _once(deed.name for deed in self.deeds if deed.act != "give" and deed.kind in ("table", "view"))

    @property
    def leaves(self) -> set[str]:
        """Relations that it makes or changes, and does not drop again."""
        found: set[str] = set()
        for deed in self.deeds:
            if deed.kind in ("table", "view") and deed.act != "give":
                (found.discard if deed.act == "drop" else found.add)(deed.name)
        return found

    @property
    def reads(self) -> set[str]:
        """Relations that it reads and has not made before itself."""
        found: set[str] = set()
        made: set[str] = set()
        for deed in self.deeds:
            found |= deed.reads - made
            if deed.act == "create":
                made.add(deed.name)
        return found

    @property
    def gives(self) -> bool:
        """Whether it gives rows."""
        return any(deed.act == "give" for deed in self.deeds)


def _once(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))


@cache
def query_files() -> dict[str, File]:
    """Read every query file."""
    found = {}
    with duckdb.connect() as con:
        for path in sorted(query_folder().rglob("*.sql")):
            name = path.relative_to(query_folder()).with_suffix("").as_posix()
            found[name] = read(con, name, path)
    macros = {
        deed.name.split(".")[-1] + "()": deed.reads
        for file in found.values()
        for deed in file.deeds
        if deed.kind == "macro"
    }
    for file in found.values():
        file.deeds = [replace(deed, reads=_without_macros(deed.reads, macros)) for deed in file.deeds]
    return found


def _without_macros(reads: frozenset[str], macros: dict[str, frozenset[str]]) -> frozenset[str]:
    """Put what a macro of ours reads in its place; the database's own functions read nothing."""
    named = {name for name in reads if name.endswith("()")}
    found = reads - named
    for name in named & macros.keys():
        found |= _without_macros(macros[name], macros)
    return found


def read(con: duckdb.DuckDBPyConnection, name: str, path: Path) -> File:
    """Read one."""
    text = path.read_text(encoding="utf-8")
    whole, rest = statements(text)
    file = File(name, path, text)
    for statement in [*whole, rest]:
        plain = _plain(statement)
        if plain:
            try:
                file.deeds += _deeds(con, plain)
            except (UnknownStatementError, StopIteration, RuntimeError) as error:
                raise UnknownStatementError(f"{name}: {error}: {plain[:120]}") from error
    return file


def _plain(statement: str) -> str:
    """Take comments out, and blanks together, where they are in no text."""
    data = statement.encode()
    found = duckdb.tokenize(statement)
    words = []
    for (at, kind), (end, _) in pairwise([*found, (len(data), None)]):
        if kind != _WORD.comment:
            words.append(data[at:end].decode())
    return "".join(words).strip()


def _words(text: str) -> list[tuple[int, str, int]]:
    """Give each word in lower case, with its place and how deep it stands in brackets."""
    data, depth, words = text.encode(), 0, []
    found = duckdb.tokenize(text)
    for (at, kind), (end, _) in pairwise([*found, (len(data), None)]):
        word = data[at:end].decode().strip()
        place = len(data[:at].decode())
        if kind == _WORD.operator and word in ")]}":
            depth -= 1
        words.append((place, word.lower() if kind != _WORD.string_const else word, depth))
        if kind == _WORD.operator and word in "([{":
            depth += 1
    return words


def _deeds(con: duckdb.DuckDBPyConnection, text: str) -> Iterator[Deed]:
    words = _words(text)
    first = words[0][1]
    before = ""
    if first == "with":
        at, first = next((p, word) for p, word, depth in words if depth == 0 and word in (*_ACTS, *_BODY) and p)
        if first in _ACTS:
            before, text = text[:at], text[at:]
            words = _words(text)
    if first in (*_BODY, "("):
        yield Deed("give", "table", "", reads_of(con, text))
    elif first == "create":
        yield _created(con, text, words)
    elif first == "insert":
        name, after = _name(words, next(i for i, word in enumerate(words) if word[1] == "into") + 1)
        start = next(place for place, word, depth in words[after:] if depth == 0 and word in _BODY)
        ends = (
            place
            for place, word, depth in words[after:]
            if depth == 0 and word in ("on", "returning") and place > start
        )
        stop = next((p for p in ends if re.match(r"on conflict|returning", text[p:], re.IGNORECASE)), len(text))
        yield Deed("insert", "table", name, reads_of(con, before + text[start:stop]))
    elif first == "delete":
        name, after = _name(words, 2)
        yield Deed("delete", "table", name, reads_of(con, before + _as_select(text, words)))
    elif first == "update":
        name, after = _name(words, 1)
        yield Deed("update", "table", name, reads_of(con, before + _update_as_select(text, words)))
    elif first == "drop":
        at = 4 if words[2][1] == "if" else 2
        yield Deed("drop", words[1][1], _name(words, at)[0], frozenset())
    elif first == "alter":
        at = 4 if words[2][1] == "if" else 2
        yield Deed("alter", words[1][1], _name(words, at)[0], frozenset())
    elif first in ("comment", "set", "reset", "checkpoint", "analyze", "load"):
        return
    else:
        raise UnknownStatementError("a statement of no known form")


def _name(words: list[tuple[int, str, int]], at: int) -> tuple[str, int]:
    parts = [words[at][1].strip('"')]
    while at + 2 < len(words) and words[at + 1][1] == ".":
        at += 2
        parts.append(words[at][1].strip('"'))
    return ".".join(part for part in parts if part not in ("main", "temp")), at + 1


def _created(con: duckdb.DuckDBPyConnection, text: str, words: list[tuple[int, str, int]]) -> Deed:
    one_blank = re.sub(r"\s+", " ", text)
    head = _CREATE.match(one_blank)
    if head is None:
        raise UnknownStatementError("a create of no known form")
    kind = head[1].lower()
    at = len(head[0].split())
    name, after = _name(words, at)
    bodies = [i for i, (_, word, depth) in enumerate(words) if i >= after and word == "as" and depth == 0]
    if kind in ("table", "view") and bodies:
        return Deed("create", kind, name, reads_of(con, text[words[bodies[0] + 1][0] :]))
    if kind == "macro":
        starts = [i for i in bodies if i == bodies[0] or _is_overload(words, i)]
        ends = [words[_comma(words, i)][0] for i in starts[1:]] + [len(text)]
        reads: set[str] = set()
        for start, end in zip(starts, ends, strict=True):
            place, word, _ = words[start + 1]
            body = text[place:end]
            reads |= reads_of(con, body[len("table") :] if word == "table" else f"select {body}")
        return Deed("create", kind, name, frozenset(reads))
    return Deed("create", kind, name, frozenset())


def _comma(words: list[tuple[int, str, int]], at: int) -> int:
    """Find what stands before the brackets that end before a word."""
    return next(i for i in range(at - 1, 0, -1) if words[i][1] == "(" and words[i][2] == 0) - 1


def _is_overload(words: list[tuple[int, str, int]], at: int) -> bool:
    """Tell whether a macro goes over to another form here: ``, (a, b) as``."""
    return words[at - 1][1] == ")" and words[_comma(words, at)][1] == ","


def _as_select(text: str, words: list[tuple[int, str, int]]) -> str:
    """Make a SELECT that reads what a DELETE reads beside the table itself."""
    at = {
        word: place for place, word, depth in reversed(words) if depth == 0 and word in ("using", "where", "returning")
    }
    end = at.get("returning", len(text))
    source = text[at["using"] + len("using") : at.get("where", end)] if "using" in at else ""
    where = text[at["where"] : end] if "where" in at else ""
    return f"select 1 {'from' if source else ''} {source} {where}"


def _update_as_select(text: str, words: list[tuple[int, str, int]]) -> str:
    """Make a SELECT that reads what an UPDATE reads beside the table itself."""
    at = {word: place for place, word, depth in reversed(words) if depth == 0 and word in ("set", "from", "where")}
    sets = text[at["set"] + 3 : at.get("from", at.get("where"))]
    source = text[at["from"] + 4 : at.get("where")] if "from" in at else ""
    where = text[at["where"] :] if "where" in at else ""
    return f"select {sets} {'from' if source else ''} {source} {where}"


def reads_of(con: duckdb.DuckDBPyConnection, select: str) -> frozenset[str]:
    """Give the relations that a SELECT names, its own ``with`` names aside; table macros as ``name()``."""
    try:
        return frozenset(_with_scope(parsed(con, select), frozenset()))
    except NotSelectError as error:
        raise UnknownStatementError(str(error)) from error


def _with_scope(tree: object, known: frozenset[str]) -> Iterator[str]:
    """Walk a tree, and leave names of ``with`` aside where they hold."""
    if isinstance(tree, list):
        for part in tree:
            yield from _with_scope(part, known)
        return
    if not isinstance(tree, dict):
        return
    ctes = (tree.get("cte_map") or {}).get("map") or []
    for entry in ctes:
        name = str(entry["key"]).lower()
        is_recursive = any(node.get("type") == "RECURSIVE_CTE_NODE" for node in nodes(entry["value"]))
        yield from _with_scope(entry["value"], known | {name} if is_recursive else known)
        known |= {name}
    if isinstance(function := tree.get("function_name"), str):
        yield f"{function.lower()}()"
    if tree.get("type") == "BASE_TABLE":
        path = [str(part).lower() for part in tree["qualified_name"]["path"]]
        path = path[1:] if path[0] in ("main", "temp") else path
        if len(path) > 1 or path[0] not in known:
            yield ".".join(path)
    for key, part in tree.items():
        if key != "cte_map":
            yield from _with_scope(part, known)
