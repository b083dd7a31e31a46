"""The six kinds of file, the columns each knows, and how a file's own column names are matched to them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from attitude.elements import DIMENSIONS
from attitude.errors import AttitudeError, BadDataError, UsageError, nearest


class MissingColumnError(BadDataError):
    """A file lacks a column that its kind needs."""


@dataclass(frozen=True)
class Kind:
    """What a kind of file holds.

    ``needed`` are columns that must be there; of ``one_of``, and of ``person``, which say whose a row is, at least one.
    ``keeps_others`` tells whether further columns are kept as attributes or left aside. ``also`` pairs names with
    columns that they stand for where those are not there.
    """

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    keeps_others: bool = False
    also: tuple[tuple[str, str], ...] = ()
    person: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """What must be there, in words: columns, and those of which one will do."""
        return tuple(
            " or ".join(names) for names in (self.person, *((name,) for name in self.needed), self.one_of) if names
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that have a meaning of their own."""
        return self.person + self.needed + self.one_of + self.optional


_PERSON = ("member_id", "phone", "email")

KINDS: dict[str, Kind] = {
    "members": Kind(("member_id",), ("phone", "email", "household_id", "timezone", "joined_on"), keeps_others=True),
    "campaigns": Kind(
        ("campaign_id",), ("name", *DIMENSIONS, "starts_on", "ends_on", "response_days", "unit_cost", "notes")
    ),
    "contacts": Kind(
        ("campaign_id",),
        (
            *("contacted_at", *DIMENSIONS, "cell", "is_control", "treatment_code", "cost"),
            *("responded", "responded_at", "value", "delivered"),
        ),
        also=(("send_at", "contacted_at"),),  # a list comes back as it was exported
        person=_PERSON,
    ),
    "responses": Kind(
        (),
        ("responded_at", "channel", "gift", "kind", "value"),
        one_of=("campaign_id", "treatment_code", "code"),
        person=_PERSON,
    ),
    "usage": Kind(("month", "product"), ("revenue", "volume"), person=_PERSON),
    "optouts": Kind((), ("channel", "opted_out_on", "action"), person=_PERSON),
}

# Those whose rows have what was offered, or chosen.
OFFERED = ("campaigns", "contacts", "responses")

# Columns that hold a day or time.
TIMES = ("joined_on", "starts_on", "ends_on", "contacted_at", "responded_at", "month", "opted_out_on")

# Those of which only the day is kept.
DAYS = ("joined_on", "starts_on", "ends_on", "month", "opted_out_on")

# Columns that hold an amount.
AMOUNTS = ("cost", "unit_cost", "value", "revenue", "volume")

# Ids and codes, by which rows belong together; and what the business gave a name or says, which stays as it is written.
KEYS = ("member_id", "campaign_id", "household_id", "treatment_code", "code")
NAMES = ("name", "product", "timing", "gift", "cell", "notes")

# Names that the database or the workspace itself use beside the attributes of members, and those of reject files,
# which are skipped.
_RESERVED = {"member_key", "line", "problem", "is_bad", "is_new", "rowid", "_everyone", "_row", "_record", "_changes"}
_SKIPPED = ("reject_line", "reject_column", "reject_reason")


def check_kind(kind: str) -> None:
    """Refuse what is no kind.

    Raises
    ------
    UsageError
        With the nearest one.
    """
    if kind not in KINDS:
        raise UsageError(f"no kind '{kind}'{nearest(kind, KINDS)}; the kinds are {', '.join(KINDS)}")


def kind_of_file(path: Path) -> str | None:
    """Tell the kind from a file's name: ``contacts_2026-01.csv`` holds contacts.

    Examples
    --------
    >>> kind_of_file(Path("inbox/contacts_2026-01.csv.gz")), kind_of_file(Path("notes.txt"))
    ('contacts', None)
    >>> kind_of_file(Path("Opt-outs.csv"))
    'optouts'
    """
    plain = re.sub(r"[\s_-]", "", path.name.lower())
    return next((kind for kind in KINDS if plain.startswith(kind)), None)


# what has no width: the same as in load/keys.sql
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)


def seen(name: str) -> str:
    """Take what has no width, and blanks around it, from a name: what is left is what a reader sees."""
    return _UNSEEN.sub("", name).strip()


def normal_name(name: str) -> str:
    r"""Bring a column name to the one form in which names are compared: case, width, spaces and hyphens do not count.

    Examples
    --------
    >>> normal_name(" Member-ID"), normal_name("客户 编号"), normal_name("ｐｈｏｎｅ\u200b")
    ('member_id', '客户_编号', 'phone')
    """
    return re.sub(r"[\s_-]+", "_", seen(unicodedata.normalize("NFKC", seen(name))).lower())


def _bare(name: str) -> str:
    return name.replace("_", "")


def meanings(kind: str, columns: Iterable[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Give ``theirs → ours`` by the names alone, for every column of a file but those of reject files.

    What is none of the kind's columns keeps its own name, in the form in which names are compared.
    """
    theirs = [name for name in columns if normal_name(name) not in _SKIPPED]
    renamed = _renamed(theirs, mapping, "", ())
    spelled = {_bare(name): name for name in KINDS[kind].columns}
    targets = {name: spelled.get(_bare(renamed[name]), renamed[name]) for name in theirs}
    for other, target in KINDS[kind].also:
        if target not in targets.values():
            targets = {name: target if ours == other else ours for name, ours in targets.items()}
    return targets


def match_columns(
    kind: str, columns: Iterable[str], mapping: Mapping[str, str], source: str, must_have: Container[str] = ()
) -> tuple[dict[str, str], dict[str, str]]:
    """Match the columns of a file to those of its kind.

    Parameters
    ----------
    kind
        One of `KINDS`.
    columns
        The file's own column names.
    mapping
        ``theirs → ours``, as ``--map`` and the settings give it.
    must_have
        Those of its columns that have to be there.
    source
        The file's name, for errors.

    Returns
    -------
    tuple
        ``ours → theirs`` for the known columns, and ``attribute → theirs`` for the others.

    Raises
    ------
    BadDataError
        When a needed column is missing or two columns claim one name.
    UsageError
        When the mapping names a column that is not in the file.
    """
    theirs = [name for name in columns if normal_name(name) not in _SKIPPED]
    renamed = _renamed(theirs, mapping, source, must_have)
    ours: dict[str, str] = {}
    spelled = {_bare(name): name for name in KINDS[kind].columns}
    for name in theirs:
        target = spelled.get(_bare(renamed[name]), renamed[name])
        if target in ours:
            raise BadDataError(f"{source}: columns '{ours[target]}' and '{name}' both read as '{target}'; rename one")
        ours[target] = name
    for name, target in KINDS[kind].also:
        if target not in ours and name in ours:
            ours[target] = ours.pop(name)
    known = {name: ours[name] for name in KINDS[kind].columns if name in ours}
    _check_needed(kind, known, theirs, source)
    others = {name: c for name, c in ours.items() if name not in known and not name.startswith("_unnamed_")}
    return known, _own_names(others, source) if KINDS[kind].keeps_others else others


def known_columns(kind: str, columns: Iterable[str], mapping: Mapping[str, str]) -> dict[str, str] | None:
    """Give the known columns, ``ours → theirs``, where these names are all that a kind needs; None otherwise."""
    try:
        return match_columns(kind, columns, mapping, "")[0]
    except AttitudeError:
        return None


def is_known_name(text: str) -> bool:
    """Tell whether a text is the name of a column of any kind.

    Examples
    --------
    >>> is_known_name("Member ID"), is_known_name("M-1001")
    (True, False)
    """
    return _bare(normal_name(text)) in _ALL


_ALL = {_bare(name) for kind in KINDS.values() for name in kind.columns}


def _renamed(theirs: list[str], mapping: Mapping[str, str], source: str, must_have: Container[str]) -> dict[str, str]:
    targets = {normal_name(name): (name, normal_name(target)) for name, target in mapping.items()}
    present = {normal_name(name) for name in theirs}
    for plain, (name, _) in targets.items():
        if plain not in present and name in must_have:
            raise UsageError(f"{source}: --map names a column '{name}' that is not there{nearest(name, theirs)}")
    return {name: targets.get(normal_name(name), (name, normal_name(name)))[1] for name in theirs}


def missing(kind: str, known: Container[str]) -> list[str]:
    """Name the columns that a kind needs and that are not known; those of which one will do together."""
    spec = KINDS[kind]
    lacks = [name for name in spec.needed if name not in known]
    if spec.person and not any(name in known for name in spec.person):
        lacks.insert(0, "' or '".join(spec.person))
    if spec.one_of and not any(name in known for name in spec.one_of):
        lacks.append("' or '".join(spec.one_of))
    return lacks


def _check_needed(kind: str, known: Mapping[str, str], theirs: list[str], source: str) -> None:
    lacks = missing(kind, known)
    if lacks:
        has = ", ".join(theirs[:12])
        raise MissingColumnError(
            f"{source}: {kind} need a column '{lacks[0]}', the file has: {has}; "
            f"rename one or say --map THEIRS={lacks[0].split(chr(39))[0]}, which [load.map] in attitude.toml keeps"
        )


def _own_names(others: Mapping[str, str], source: str) -> dict[str, str]:
    """Let an attribute with a name that the workspace itself uses go by that name and an underscore: ``line_``."""
    names = {f"{name}_" if name in _RESERVED else name: column for name, column in others.items()}
    if len(names) < len(others):
        reserved = next(name for name in others if f"{name}_" in others and name in _RESERVED)
        raise BadDataError(
            f"{source}: the name of column '{others[reserved]}' is taken, and so is '{reserved}_'; rename it or say "
            f"--map {others[reserved]}=ANOTHER"
        )
    return names


def renamed_words(others: Mapping[str, str]) -> list[str]:
    """Say which attributes go by another name, for theirs is one that the workspace itself uses."""
    names = [name for name in others if name.endswith("_") and name[:-1] in _RESERVED]
    return [f"kept with an underscore behind, for their own names are taken: {', '.join(names)}"] if names else []
