"""Names in texts: file names, notes of runs, plans of lists may hold an id, a phone or an e-mail address as a word."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attitude.audit import chain_anew, is_whole
from attitude.database import Workspace

# where people write freely; everywhere else ids have a column of their own
_TEXTS = {
    ("runs", "run_id"): ("subject", "detail", "command", "files"),
    ("loads", "load_id"): ("file", "read_as", "changed"),
    ("store.lists", "list_key"): ("plan", "plan_text"),
    ("store.campaigns", "campaign_key"): ("notes",),
    ("store.former_campaigns", "rowid"): ("notes",),
}
_QUOTED = re.compile(r"(?<=')[^'\n]+(?=')|(?<=\")[^\"\n]+(?=\")")
# from the longest that may be one name, an e-mail address, to a part between hyphens or underscores
_WORDS = tuple(map(re.compile, (r"[^\s,;:'\"()\[\]{}=<>|/\\]+", r"[^\s,;:'\"()\[\]{}=<>|/\\.]+", r"[^\W_]+")))
_LEAST = 5  # signs of a bare number that is taken for a name; a shorter one is more likely a count


def replace_names(workspace: Workspace) -> None:
    """Put the running number of each person in ``asked_members`` in the place of their names in texts."""
    names, was_whole = _names(workspace), is_whole(workspace)
    for (table, key), columns in _TEXTS.items():
        for number, *texts in workspace.rows(f"select {key}, {', '.join(columns)} from {table} order by {key}"):
            for column, text in zip(columns, texts, strict=True):
                if text is not None and (changed := without(text, names)) != text:
                    workspace.rows(f"update {table} set {column} = ? where {key} = ?", [changed, number])
    if was_whole:  # else what another hand did would be hidden
        chain_anew(workspace)


def _names(workspace: Workspace) -> dict[str, str]:
    rows = workspace.rows(
        "select a.member_id, m.phone, m.email, a.new_id from asked_members as a "
        "left join store.members as m using (member_key)"
    )
    return {name: new_id for *names, new_id in rows for name in names if name is not None}


def without(text: str, names: Mapping[str, str]) -> str:
    """Put what stands for a name in its place, wherever it is a word of its own or all that stands in quotes.

    Examples
    --------
    >>> without("member_id <> 'M 1', loaded inbox/M-1.csv of 7", {"M 1": "erased-1", "M-1": "erased-2", "7": "x"})
    "member_id <> 'erased-1', loaded inbox/erased-2.csv of 7"
    >>> without("inbox/members_M1.csv; m1@x.org", {"M1": "erased-1", "m1@x.org": "erased-1"})
    'inbox/members_erased-1.csv; erased-1'
    """

    def other(match: re.Match[str]) -> str:
        word = match[0]
        return word if word.isdigit() and len(word) < _LEAST else names.get(word, word)

    result = _QUOTED.sub(lambda match: names.get(match[0], match[0]), text)
    for words in _WORDS:
        result = words.sub(other, result)
    return result
