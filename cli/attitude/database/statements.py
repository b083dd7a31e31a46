"""Where a statement ends: at a semicolon that is in no text, name or comment, as the database itself parts words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import duckdb

_BYTE_ORDER_MARK = "\ufeff"  # which the database takes for a blank, as it does those of other scripts


def statements(text: str) -> tuple[list[str], str]:
    r"""Part a text into its whole statements, without their semicolons, and what has not ended yet.

    Examples
    --------
    >>> statements("select ';' -- a; b\n; from members")
    (["select ';' -- a; b\n"], ' from members')
    >>> statements("select 'it is open;")
    ([], "select 'it is open;")
    """
    ends = [at for at, mark in operators(text) if mark == ";"]
    cuts = [-1, *ends, len(text)]
    *whole, rest = (text[before + 1 : at] for before, at in pairwise(cuts))
    return whole, rest


def says_nothing(statement: str) -> bool:
    """Tell whether a statement is blanks and comments alone.

    Examples
    --------
    >>> says_nothing(" -- that was it"), says_nothing("'--'")
    (True, False)
    """
    words = (word for _, word, kind in _words(statement) if kind != duckdb.token_type.comment)
    return all(not word.replace(_BYTE_ORDER_MARK, "").strip() for word in words)


def operators(text: str) -> Iterator[tuple[int, str]]:
    """Give the signs that stand in no text, name or comment, each with its place."""
    return ((at, word.strip()) for at, word, kind in _words(text) if kind == duckdb.token_type.operator)


def _words(text: str) -> Iterator[tuple[int, str, object]]:
    """Give each word with its place and kind; the tokenizer counts bytes, and bears what is not closed."""
    data = text.encode(errors="replace")  # bytes that are no text of ours, one by one
    tokens = duckdb.tokenize(data.decode())
    place = len(data[: tokens[0][0]].decode()) if tokens else 0
    for (at, kind), (end, _) in pairwise([*tokens, (len(data), None)]):
        word = data[at:end].decode()
        yield place, word, kind
        place += len(word)
