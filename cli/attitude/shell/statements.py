"""Where a statement ends: at a semicolon that is in no text, name or comment."""

from __future__ import annotations

import re

# what a semicolon may stand in; what is not closed goes on to the end
_PIECE = re.compile(
    r"""'(?:[^']|'')*(?:'|\Z) | "(?:[^"]|"")*(?:"|\Z) | \$\$.*?(?:\$\$|\Z) | --[^\n]* | /\*.*?(?:\*/|\Z) | . """,
    re.S | re.X,
)
_LEAVING = ("exit", "quit")


def statements(text: str) -> tuple[list[str], str]:
    r"""Part a text into its whole statements, without their semicolons, and what has not ended yet.

    Examples
    --------
    >>> statements("select ';' -- a; b\n; from members")
    (["select ';' -- a; b\n"], ' from members')
    >>> statements("select 'it is open;")
    ([], "select 'it is open;")
    """
    found, at = [], 0
    for piece in _PIECE.finditer(text):
        if piece[0] == ";":
            found.append(text[at : piece.start()])
            at = piece.end()
    return found, text[at:]


def says_nothing(statement: str) -> bool:
    """Tell whether a statement is blanks and comments alone.

    Examples
    --------
    >>> says_nothing(" -- that was it"), says_nothing("'--'")
    (True, False)
    """
    return all(piece[0].isspace() or piece[0].startswith(("--", "/*")) for piece in _PIECE.finditer(statement))


def is_whole(text: str) -> bool:
    r"""Tell whether Enter ends the input: after a semicolon, a backslash command, a word to leave by, or nothing.

    Examples
    --------
    >>> is_whole("select 1"), is_whole("select 1; "), is_whole("\\d members"), is_whole("quit"), is_whole("")
    (False, True, True, True, True)
    """
    plain = text.strip()
    return not plain or plain.startswith("\\") or plain.lower() in _LEAVING or says_nothing(statements(plain)[1])


def is_leaving(text: str) -> bool:
    r"""Tell whether a line leaves the shell: ``\q``, ``exit`` or ``quit``, with a semicolon or without."""
    return text.strip().rstrip(";").strip().lower() in ("\\q", *_LEAVING)
