"""Proposals for a file at hand: by the names of its columns and by what its first rows hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from attitude.database import Workspace, quoted
from attitude.errors import BadDataError
from attitude.load.account import LoadOptions
from attitude.load.kinds import KINDS, MissingColumnError, meanings, missing
from attitude.load.reading import read_file
from attitude.load.sources import Source
from attitude.load.synonyms import as_options, meaning_of, proposals
from attitude.phones import is_number

HINT = "; --look shows what is in it"
_LOOKED_AT = 200
_ALMOST_ALL = 0.9
_DIGITS = 7  # fewer are no number that is one everywhere in a region
_ENOUGH = 3  # values that tell something together
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
_WITH_CODE = re.compile(r"(\+|00)[1-9][0-9 ().-]{6,18}[0-9]")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")  # of China, which hardly any other number looks like
_REFUSAL = re.compile(
    r"opt(ed|s)?[ _-]?(out|in)|unsub|subscri(bed|ption_?status)|do[ _-]?not|\bdnc\b|consent|permission|gdpr|dsgvo"
    r"|einwillig|werbesperre|werbeerlaubnis|widerspr|sperr(e|kennz|verm)|newsletter|d[ée]sabonn|d[ée]sinscri|\bbaja\b|robinson"
    r"|退订|退訂|拒收|免打扰|勿扰|黑名单|营销同意|是否接收|同意接收",
    re.IGNORECASE,
)

First = Mapping[str, Sequence[str]]


def columns_of(workspace: Workspace, source: Source) -> list[str]:
    """Show a file as ``incoming_file``, before anything is known of its columns but their names, and give these."""
    return read_file(workspace, source)


def first_values(workspace: Workspace, columns: Sequence[str], rows: int = _LOOKED_AT) -> dict[str, list[str]]:
    """Give the values of each column of ``incoming_file`` in its first rows, as a load cleans them."""
    workspace.run("load/macros")
    texts = ", ".join(f"clean(stripped({quoted(name)}))" for name in columns)
    records = workspace.rows(f"select {texts} from incoming_file limit {rows}")
    return {
        name: [value for value in values if value is not None]
        for name, values in zip(columns, zip(*records, strict=True) if records else [()] * len(columns), strict=True)
    }


def what_they_hold(workspace: Workspace, kind: str, first: First, region: str | None) -> dict[str, str]:
    """Tell which columns hold phones or e-mail addresses, of those whose names tell nothing or a member id.

    What is known as ids of members are no phones, whatever they look like.
    """
    names = [name for name in first if meaning_of(kind, name) in (None, "member_id")]
    holds = {
        name: point for name in names if (point := _content(first[name], region, meaning_of(kind, name) is not None))
    }
    ids = {name for name, point in holds.items() if point == "phone" and _are_ids(workspace, first[name])}
    return {name: point for name, point in holds.items() if name not in ids}


def _content(values: Sequence[str], region: str | None, is_said_to_be_id: bool) -> str | None:
    enough = max(_ALMOST_ALL * len(values), _ENOUGH)
    if sum(bool(_EMAIL.fullmatch(value)) for value in values) >= enough:
        return "email"
    phones = sum(_is_phone(value, region, is_said_to_be_id=is_said_to_be_id) for value in values)
    return "phone" if phones >= enough else None


def _is_phone(value: str, region: str | None, *, is_said_to_be_id: bool) -> bool:
    """Tell a phone; in a column called a member's number only by a sign that such numbers seldom have.

    Many a customer number of five to nine digits could be dialled in some town.
    """
    if _WITH_CODE.fullmatch(value) or (is_said_to_be_id and _MOBILE.fullmatch(value)):
        return True
    digits = sum(map(str.isdigit, value))
    is_long = digits >= _DIGITS if not is_said_to_be_id else value.startswith("0") and digits > _DIGITS + 1
    return is_long and region is not None and is_number(value, region)


def _are_ids(workspace: Workspace, values: Sequence[str]) -> bool:
    known = "select 1 from store.persons where list_contains(?, member_id) limit 1"
    return bool(workspace.rows(known, [list(values)]))


def proposed(
    workspace: Workspace, kind: str, columns: Sequence[str], options: LoadOptions, first: First | None = None
) -> dict[str, str]:
    """Propose what the columns of ``incoming_file`` stand for, ``theirs → ours``."""
    holds = what_they_hold(workspace, kind, first or first_values(workspace, columns), options.region)
    return proposals(kind, columns, options.mapping, holds)


def with_proposals(workspace: Workspace, kind: str, source: Source, options: LoadOptions) -> LoadOptions:
    """Take the proposals for a file as if they had been told."""
    columns = columns_of(workspace, source)
    maps = proposed(workspace, kind, columns, options)
    return replace(options, mapping={**options.mapping, **maps})


def saying_the_cure(
    error: MissingColumnError, workspace: Workspace, kind: str, columns: Sequence[str], options: LoadOptions
) -> BadDataError:
    """Put the proposals for a file that lacks a column at the end of its error line, ready to paste."""
    maps = proposed(workspace, kind, columns, options)
    if not maps:
        return BadDataError(f"{error}{HINT}")
    fault, _, _ = str(error).partition("; ")
    lacks = missing(kind, {*meanings(kind, columns, options.mapping).values(), *maps.values()})
    rest = f" and --map THEIRS={lacks[0]}" if lacks else ", or --yes for just that"
    return BadDataError(f"{fault}; say {as_options(maps)}{rest}{HINT}")


def left_unsaid(kind: str, columns: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """Say which columns that are taken for none of ours may well be one, by their names."""
    maps = proposals(kind, columns, mapping)
    if not maps:
        return []
    what = "kept as attributes" if KINDS[kind].keeps_others else "left aside"
    return [f"{what}, though they may be columns of {kind}: {as_options(maps)}, or --yes, takes them"]


def closing_nothing(workspace: Workspace, others: Mapping[str, str]) -> list[str]:
    """Say which attributes of a members file may tell who wants no messages: only an opt-outs file closes a channel.

    By their names, or by what the first rows of ``incoming`` have in them.
    """
    tests = ", ".join(f"any_value({quoted(n)}) filter (where length({quoted(n)}) > 3 and says_stop({quoted(n)}))"
                      for n in others)  # fmt: skip
    if not tests:
        return []
    # kept, for a fault of the file's is told as such only where a relation is made of it
    workspace.define(f"create or replace temp table first_rows as from incoming limit {_LOOKED_AT}")
    texts = dict(zip(others, workspace.row(f"select {tests} from first_rows"), strict=True))
    workspace.define("drop table first_rows")
    columns = [f"{theirs} ('{texts[name]}')" if texts[name] else theirs for name, theirs in others.items()
            if texts[name] or _REFUSAL.search(theirs)]  # fmt: skip
    words = "kept as attributes, which close no channel, though they may say who wants no messages"
    return [f"{words}: {', '.join(columns)}; load those who refuse as optouts"] if columns else []
