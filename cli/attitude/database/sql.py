"""SQL as text: the project's own files, names made safe, what a user's statement is, and what an error says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import accumulate, takewhile
from pathlib import Path

import duckdb

from attitude.database.parsing import Node, NotSelectError, TooDeepError, nodes, parsed
from attitude.database.statements import operators
from attitude.errors import AttitudeError


@cache
def query_folder() -> Path:
    """Find ``queries/``: inside the package when installed, beside ``cli/`` in a source tree."""
    installed = Path(str(files("attitude") / "queries"))
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3] / "queries"


@cache
def query_text(name: str) -> str:
    """Read ``queries/<name>.sql``; ``name`` is like ``score/attitudes``."""
    return (query_folder() / f"{name}.sql").read_text(encoding="utf-8")


def question_text(name: str) -> str:
    """Read a query of one statement without what ends it, so that it can stand within another."""
    return query_text(name).rstrip().rstrip(";")


def filled(name: str, parts: Mapping[str, tuple[int, str | None]]) -> str:
    """Read ``queries/<name>.sql`` with texts of ours in the places that its comments mark.

    Parameters
    ----------
    name
        As for `query_text`.
    parts
        What stands in the file, as ``0 /* log_leaning */``: how often, and what takes its place; None leaves it so.

    Raises
    ------
    AttitudeError
        When it does not stand there so often: what was left unfilled would change figures without a word.
    """
    text = query_text(name)
    for mark, (times, _) in parts.items():
        if (count := text.count(mark)) != times:
            raise AttitudeError(
                f"queries/{name}.sql: has '{mark}' {count} times, not {times}; put the file back as attitude brought it"
            )
    texts = {mark: mark if part is None else part for mark, (_, part) in parts.items()}
    return re.sub("|".join(map(re.escape, texts)), lambda mark: texts[mark[0]], text)


def quoted(identifier: str) -> str:
    """Quote a name that a user gave, so that it can only ever be a name."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: object) -> str:
    """Quote a path or a name that a user gave, so that it can only ever be a text."""
    return "'" + str(value).replace("'", "''") + "'"


def first_line(error: Exception) -> str:
    """Give the first line of a database message, without its class: what a person needs of it."""
    line = next((part.strip() for part in str(error).splitlines() if part.strip()), "unknown error")
    return re.sub(r"^[A-Z][A-Za-z ]* Error: ", "", line)


def candidates(error: duckdb.Error) -> str:
    """Give the nearest names that DuckDB proposes, as an ending for an error line."""
    proposal = re.search(r"(?:Candidate bindings|Did you mean|Candidate Entries):? *(.+)", str(error))
    names = re.findall(r'"([^"]+)"', proposal[1]) if proposal else []
    ours = [name for name in names if not name.startswith(("pg_", "duckdb_", "sqlite_"))]
    return f"; nearest: {', '.join(ours)}" if ours else ""


def select_problem(sql: str) -> tuple[str | None, set[str]]:
    """Say why a text is not one SELECT statement (None when it is), and which functions and columns it names."""
    try:
        with duckdb.connect() as con:
            statements = parsed(con, sql)
    except TooDeepError:
        return "it is nested too deep", set()
    except NotSelectError as error:
        return str(error), set()
    return None if len(statements) == 1 else "it is more than one statement", set(_names(statements))


def is_closed(condition: str) -> bool:
    """Tell whether every bracket of a condition is opened and closed within it, strings and comments aside.

    Examples
    --------
    >>> is_closed("a in (1, 2) -- :)"), is_closed("a = 1) union (select 2"), is_closed("a = ')'")
    (True, False, True)
    """
    steps = [{"(": 1, ")": -1}.get(mark, 0) for _, mark in operators(condition)]
    depths = list(accumulate(steps, initial=0))
    return min(depths) == 0 == depths[-1]


def _names(statements: list[Node]) -> Iterator[str]:
    """Give the lower-case names of functions and columns in parsed statements."""
    for node in nodes(statements):
        if isinstance(name := node.get("function_name"), str):
            yield name.lower()
        yield from (str(part).lower() for part in node.get("column_names", [])[-1:])


# Types of SQL that frames and files do not carry, alone or within others; such columns travel as text.
_AS_TEXT = re.compile(
    r"INTERVAL|UUID|\bBIT\b|BIGNUM|VARIANT|MAP|UNION|TIME ZONE|JSON|GEOMETRY|UHUGEINT|BLOB.*[\[(]|\(.*BLOB"
)


def is_number(kind: str) -> bool:
    """Tell whether a type of SQL is one of numbers.

    Examples
    --------
    >>> is_number("DECIMAL(18,3)"), is_number("BIGINT"), is_number("DOUBLE[]"), is_number("VARCHAR")
    (True, True, False, False)
    """
    return bool(re.fullmatch(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL\(.*\)", kind))


def carried(sql: str, names: list[str], types: list[str]) -> str:
    """Wrap a statement so that every column has a name of its own and a type that a frame can carry."""
    odd = [bool(_AS_TEXT.search(kind.upper())) for kind in types]
    if not any(odd) and len(set(names)) == len(names):
        return f"select * from (\n{sql}\n)"
    taken: set[str] = set()
    columns = []
    for position, (name, is_odd) in enumerate(zip(names, odd, strict=True), start=1):
        fresh = name if name not in taken else f"{name}_{position}"
        taken.add(fresh)
        columns.append(f"#{position}{'::varchar' if is_odd else ''} as {quoted(fresh)}")
    return f"select {', '.join(columns)} from (\n{sql}\n)"


@cache
def declared(name: str, key: str) -> list[str]:
    """Give the relations that the head of a query file names, as ``reads`` or ``writes``, up to its remarks.

    Examples
    --------
    >>> declared("choice/settled", "writes"), declared("choice/settled", "reads")
    (['temp view settled'], ['places', 'endings'])
    """
    lines: list[str] = []
    for line in query_text(name).splitlines():
        if line.startswith(f"-- {key}: "):
            lines.append(line.removeprefix(f"-- {key}: "))
        elif lines and line.startswith("--   "):
            lines.append(line.removeprefix("--   "))
        elif lines:
            break
    parts = re.split(r"[,;](?![^()]*\))", " ".join(lines))
    words = (re.match(r"(?:temp (?:view )?)?[\w.*]+(?= \(|$)", part.strip()) for part in parts)
    return [word[0] for word in takewhile(bool, words) if word]
