"""Lines below the rows, in words that nobody knows: alone in the column of ids, and like no id of the file."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING

from attitude.database import Workspace, quoted

if TYPE_CHECKING:
    from attitude.load.rejected import BadRow

BELOW = "stands below the rows, alone, and is like no id of theirs"
# of opt-outs an id alone is a row, and what looks like none is held and told; of responses it may be a reply
_KEYS = {"members": "member_id", "campaigns": "campaign_id", "contacts": "member_id", "usage": "member_id"}
_TAKEN = ("members", "campaigns")  # of which a row with an id alone is one that can be taken
_MOST = 5  # lines that stand below
_LEAST = 3  # rows that tell what ids look like
_NEARLY_ALL = 0.9
_LATIN, _BEYOND = r"[A-Za-z\x{C0}-\x{24F}]", r"[^\x{0}-\x{24F}]"


def signs_in(text: str) -> dict[str, str]:
    """Give the sorts of signs in a text, each with the pattern of it: digits, blanks, letters, those beyond Latin.

    Examples
    --------
    >>> list(signs_in("Ende: 7"))
    ['letter', ':', 'blank', 'digit']
    """
    return dict(map(_sort_of, text))


def _sort_of(sign: str) -> tuple[str, str]:
    if sign.isspace():
        return "blank", r"\s"
    if sign in "0123456789":
        return "digit", "[0-9]"
    if sign > "\u024f":
        return "beyond", _BEYOND
    return ("letter", _LATIN) if sign.isalpha() else (sign, re.escape(sign))


def find_below(workspace: Workspace, kind: str) -> None:
    """Add to ``apart_here`` what stands for an id in lines below the rows, where it would be taken for one."""
    columns = [name for name in workspace.describe("from typed_kept") if name not in ("is_bad", "_changes")]
    if kind not in _TAKEN or columns == [_KEYS[kind]]:
        return
    texts = _alone(workspace, _KEYS[kind], [name for name in columns if name != _KEYS[kind]])
    odd = [text for text in texts if is_like_none(workspace, kind, text, texts)]
    workspace.rows("insert into apart_here select unnest(?::varchar[]), null", [odd])


def _alone(workspace: Workspace, key: str, others: Sequence[str]) -> list[str]:
    """Give the ids that are all there is in the last rows, up to the first row that has more; no more than a few.

    There are none where no other column is filled in nearly all rows.
    """
    filled = " + ".join(f"({quoted(name)} is not null)::integer" for name in others)
    rows = workspace.rows(
        f"select {key}, is_bad or {key} in (select member_id from apart_here), {filled} from typed_kept "
        f"where rowid > (select max(rowid) - {_MOST} from typed_kept) order by rowid desc"
    )
    texts: list[str] = []
    for text, is_none, count in rows:
        if not is_none and count:
            break
        texts += [] if is_none else [text]
    return texts if texts and _is_table(workspace, key, others, texts) else []


def _is_table(workspace: Workspace, key: str, others: Sequence[str], texts: Sequence[str]) -> bool:
    counts = ", ".join(f"count({quoted(name)})" for name in others)
    rows, *filled = workspace.row(
        f"select count(*), {counts} from typed_kept where not is_bad and not list_contains(?, {key})", [list(texts)]
    )
    return bool(rows >= _LEAST and max(filled) >= _NEARLY_ALL * rows)


def is_like_none(workspace: Workspace, kind: str, text: str, but: Sequence[str] = ()) -> bool:
    """Tell whether a text has a sort of signs that no id of the file has, or no digit where each of them has one.

    Parameters
    ----------
    but
        Texts that are none of the ids that tell.
    """
    ids = f"select {_KEYS[kind]} as id from typed_kept where not is_bad"
    if kind == "contacts":
        good = "(from typed_kept where not is_bad)"
        ids = f"select member_id as id from member_texts semi join {good} using (member_key)"
    signs = signs_in(text)
    tests = ", ".join("bool_or(regexp_matches(id, ?))" for _ in signs)
    count, have_digits, *known = workspace.row(
        f"select count(*), bool_and(regexp_matches(id, '[0-9]')), {tests} from ({ids}) "
        "where id is not null and not list_contains(?, id)",
        [*signs.values(), list(but)],
    )
    return count >= _LEAST and not (all(known) and ("digit" in signs or not have_digits))


def below(
    workspace: Workspace, kind: str, rows: Sequence[BadRow], known: Container[int], read: int, at: int
) -> Iterator[BadRow]:
    """Give of refused rows those below all others of the file, with nothing but a text that is like no id.

    Parameters
    ----------
    rows
        All that are refused, by line.
    known
        Lines that are known to be no rows.
    read
        How many rows the file has.
    at
        Which column holds the ids.
    """
    if kind not in _KEYS:
        return
    (plain,) = workspace.row("select count(*) from typed_kept")
    for row in rows[: -_MOST - 1 : -1]:
        cells = [(cell or "").strip() for cell in row.values]
        is_last = row.number > read if row.is_ragged else row.number == plain
        if not is_last or (row.line not in known and len([cell for cell in cells if cell]) > 1):
            return
        plain, read = plain - (not row.is_ragged), read - 1
        text = cells[at] if at < len(cells) else ""
        if text and row.line not in known and is_like_none(workspace, kind, text):
            yield row
