"""Names of the field for columns and files, from ``synonyms.toml``: they are proposed, never taken unasked."""

from __future__ import annotations

import re
import shlex
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from attitude.load.kinds import KINDS, meanings, normal_name

_BRACKETS = re.compile(r"[(（\[【<].*?[)）\]】>]")
_UNIT = re.compile(r"(?<=\w)[\s_]+(in\s+)?(eur|euro|usd|cny|rmb|gbp|chf|[$€£¥%])\s*$", re.IGNORECASE)
_WHOSE = re.compile(r"^(客户|会员|用户|customer|client|member|guest|subscriber|kunden?)[\s_-]*(?=\w)", re.IGNORECASE)
_PASTED = re.compile(r"[\w=./-]+")  # of a shell, without quotes
_ADDRESSES = ("phone", "email")  # which may be said to be whose: 客户手机号, customer e-mail
_LONG_WORD = 6
_LAST = 1000  # of what is told by what a column holds, and not by its name


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = files("attitude.load").joinpath("synonyms.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    return table


def compared(name: str) -> str:
    """Bring a name to the form in which words are compared: letters and digits alone, small, plain, without accents.

    Examples
    --------
    >>> compared("Kunden-Nr."), compared("Numéro client"), compared("ＭＳＩＳＤＮ"), compared("手机号 ")
    ('kundennr', 'numeroclient', 'msisdn', '手机号')
    """
    return "".join(sign for sign in unicodedata.normalize("NFKD", name).casefold() if sign.isalnum())


@cache
def _words(kind: str) -> dict[str, tuple[str, int]]:
    """Give each word that means a column of a kind, with how far to the right it stands among those of its column."""
    result = {compared(ours): (ours, 0) for ours in KINDS[kind].columns}
    for section in ("any", kind):
        for ours, words in _table().get(section, {}).items():
            if ours in KINDS[kind].columns:
                result |= {compared(word): (ours, place) for place, word in enumerate(words, start=1)}
    return result


def meaning_of(kind: str, name: str) -> str | None:
    """Tell which column of a kind a name of the field means, None where it is not known.

    Examples
    --------
    >>> meaning_of("members", "手机号（必填）"), meaning_of("usage", "Umsatz in EUR"), meaning_of("members", "城市")
    ('phone', 'revenue', None)
    """
    ranked = _ranked(kind, name)
    return ranked[0] if ranked else None


def _ranked(kind: str, name: str) -> tuple[str, int] | None:
    words, bare = _words(kind), _BRACKETS.sub("", name)
    for form in (name, bare, _UNIT.sub("", bare)):
        if match := words.get(compared(form)):
            return match
    whose = words.get(compared(_WHOSE.sub("", bare.strip())))
    return whose if whose and whose[0] in _ADDRESSES else None


def proposals(
    kind: str, columns: Iterable[str], mapping: Mapping[str, str], holds: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Propose what columns without a meaning may stand for.

    Parameters
    ----------
    kind
        One of `KINDS`.
    columns
        The file's own column names.
    mapping
        ``theirs → ours`` as it is told or remembered; what it names is not proposed anything else.
    holds
        Columns whose values are phones or e-mail addresses, as far as somebody looked: ``phone`` or ``email``. Such a
        column is never proposed as a member id.

    Returns
    -------
    dict
        ``theirs → ours``, in the order of the file; of each of ours one at most, and none that is there already.
    """
    targets = meanings(kind, columns, mapping)
    mapped = {normal_name(name) for name in mapping}
    best: dict[str, tuple[int, str]] = {}
    for name, ours in targets.items():
        if ours in KINDS[kind].columns or normal_name(name) in mapped:
            continue
        target, place = _wished(kind, name, (holds or {}).get(name))
        if target and target not in targets.values() and (place < best.get(target, (place + 1, ""))[0]):
            best[target] = (place, name)
    chosen = {name: ours for ours, (_, name) in best.items()}
    return {name: chosen[name] for name in targets if name in chosen}


def _wished(kind: str, name: str, holds: str | None) -> tuple[str | None, int]:
    target, place = _ranked(kind, name) or (None, _LAST)
    if holds is not None and target in (None, "member_id"):
        return holds if holds in KINDS[kind].columns else None, _LAST
    return target, place


def as_options(maps: Mapping[str, str]) -> str:
    """Write maps as options, ready to paste into a shell.

    Examples
    --------
    >>> as_options({"会员号": "member_id", "Kunden Nr.": "member_id"})
    "--map 会员号=member_id --map 'Kunden Nr.=member_id'"
    """
    return " ".join(f"--map {in_shell(f'{theirs}={ours}')}" for theirs, ours in maps.items())


def in_shell(word: str) -> str:
    """Write a word for a shell, in quotes where it needs them; Chinese letters do not."""
    return word if _PASTED.fullmatch(word) else shlex.quote(word)


def kind_in(name: str) -> str | None:
    """Tell which kind the words in a name stand for, None where none is known; ``name`` without folders.

    Examples
    --------
    >>> kind_in("2026年3月退订名单.xlsx"), kind_in("Kundenabmeldungen.csv"), kind_in("presentation.csv")
    ('optouts', 'optouts', None)
    """
    stem = Path(name).name.split(".")[0]
    tokens = [compared(token) for token in re.split(r"[\W\d_]+", unicodedata.normalize("NFKC", stem))]
    whole = compared(stem)
    for kind, words in _table()["files"].items():
        if any(_is_in(compared(word), tokens, whole) for word in words):
            return kind
    return None


def _is_in(word: str, tokens: list[str], whole: str) -> bool:
    if not word.isascii() or len(word) >= _LONG_WORD:
        return word in whole
    return any(token.startswith(word) for token in tokens)
