"""A user's own statement: one question over the workspace that reaches nothing else, and what an error says of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise

import duckdb

from attitude.database.allowed import ONE_QUESTION, WITHIN, check_within
from attitude.database.parsing import NotSelectError, TooDeepError, parsed
from attitude.database.sql import candidates, first_line
from attitude.database.statements import statements
from attitude.errors import UsageError, nearest
from attitude.widths import width_of_sign

_ROOM = 64  # columns of a line of SQL that fit a terminal, beside its number


def question(con: duckdb.DuckDBPyConnection, sql: str) -> str:
    """Give the one question in a text without what ends it, its lines counted as in the text.

    Raises
    ------
    UsageError
        When it is no SQL, more than one statement, one that does something, or one that looks beyond the workspace.
    """
    extracted = _extracted(con, sql)
    if not extracted:
        raise UsageError("no SQL given")
    if len(extracted) == 1 and extracted[0].type == duckdb.StatementType.MULTI:
        raise UsageError("PIVOT takes its columns by name here: pivot … on brand in ('a', 'b') using …")
    if len(extracted) > 1 or extracted[0].type != duckdb.StatementType.SELECT:
        raise UsageError(ONE_QUESTION)
    text = extracted[0].query
    try:
        check_within(parsed(con, text))
    except NotSelectError as error:
        raise UsageError(ONE_QUESTION) from error
    before = sql[: max(sql.rfind(text), 0)].count("\n")
    return "\n" * before + _unended(text)


def _extracted(con: duckdb.DuckDBPyConnection, sql: str) -> list[duckdb.Statement]:
    try:
        sql.encode()
        return con.extract_statements(sql)
    except UnicodeEncodeError as error:
        raise UsageError("the SQL is not all text in UTF-8; write or save it so") from error
    except UnicodeDecodeError as error:  # a message that was cut within a letter
        raise UsageError(with_caret(duckdb.ParserException(error.object.decode(errors="replace")), sql)) from error
    except duckdb.Error as error:
        raise UsageError(with_caret(error, sql)) from error


def _unended(sql: str) -> str:
    """Take off the semicolons at the end of a statement, and what follows them."""
    whole, rest = statements(sql)
    return whole[0] if whole else rest


def with_caret(error: duckdb.Error, sql: str, known: tuple[str, ...] = ()) -> str:
    """Give the message with the nearest names, then the line of SQL and the caret under the place.

    Parameters
    ----------
    error
        What the database says.
    sql
        The user's own text, whose lines are counted; the database may have been asked with one line more before it.
    known
        Names of columns, for messages that propose none.
    """
    lines = [line for line in str(error).splitlines() if line.strip()]
    message = [_words(error) + (candidates(error) or _nearest(str(error), known))]
    for line, caret in pairwise(lines):
        if (place := re.match(r"LINE (\d+): (.*)", line)) and set(caret.strip()) == {"^"}:
            head = f"LINE {_line_number(int(place[1]), place[2], sql)}: "
            excerpt, at = _around(place[2], caret.index("^") - place.start(2))
            message += [head + excerpt, " " * (len(head) + at) + caret.strip()[: _ROOM - at]]
            break
    return "\n".join(message)


def _around(line: str, at: int) -> tuple[str, int]:
    """Cut a line to what fits a terminal around a place, both counted in columns of the terminal.

    Examples
    --------
    >>> _around("select 1", 7)
    ('select 1', 7)
    >>> _around("a" * 50 + "x" + "b" * 50, 50)
    ('... aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxbbbbbbbbbbbbbbbbbbbbbbbbbbb ...', 36)
    """
    ends = list(accumulate(width_of_sign(sign) for sign in line))
    if not ends or ends[-1] <= _ROOM:
        return line, at
    first = bisect_left(ends, max(at - _ROOM // 2, 0) + 1) if at > _ROOM // 2 else 0
    before = ends[first - 1] if first else 0
    last = bisect_right(ends, before + _ROOM - 4)
    head, tail = "... " if first else "", " ..." if last < len(line) else ""
    return f"{head}{line[first:last]}{tail}", at - before + len(head)


def _line_number(number: int, excerpt: str, sql: str) -> int:
    lines = dict(enumerate(sql.splitlines(), start=1))
    fitting = [at for at in (number - 1, number) if excerpt.strip(". ") in lines.get(at, "")]
    return fitting[0] if fitting else number


def _words(error: duckdb.Error) -> str:
    words = first_line(error)
    if "disabled by configuration" in words:
        return f"{WITHIN}; 'attitude load' takes files in"
    if words.startswith("Max expression depth"):
        return str(TooDeepError())
    if words.startswith("Values were not provided"):
        return "a question carries no ? or $name; --set gives values to a saved query: getvariable('name')"
    return words.removesuffix("!")


def _nearest(message: str, known: tuple[str, ...]) -> str:
    column = re.search(r'does not have a column named "([^"]+)"', message)
    return nearest(column[1], known) if column else ""
