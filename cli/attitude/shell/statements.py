"""When Enter ends what is typed, and what leaves the shell."""

from __future__ import annotations

from attitude.database import says_nothing, statements

_LEAVING = ("exit", "quit")


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
