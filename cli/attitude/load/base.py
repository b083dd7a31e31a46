"""Who left: a members file beside the base as it is known, and what became of each address and cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.database import quoted
from attitude.errors import BadDataError
from attitude.load.account import LoadOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from attitude.database import Workspace

# of those who arrive, their addresses known: phones as E.164, and what became of them
POINTS = ("load/arriving_points", "load/point_changes", "load/no_phones")

_NAMED = 5  # ids or texts that a note shows
_FEW = 20  # members who may be missing from a whole base, whatever their share, unless a share is asked for
_SHARE = 0.2


@dataclass(frozen=True)
class Before:
    """The base before a file: members who had not left, how many of them a file names, and all that it names."""

    members: int
    named: int
    arriving: int

    @property
    def is_like_it(self) -> bool:
        """Whether the file may well be meant to hold the whole base: it is nearly as large, and names some of it."""
        return self.named > 0 and self.arriving * 2 >= self.members


def base_before(workspace: Workspace) -> Before:
    """Count the base before the members of a file are taken in."""
    members, named, arriving = workspace.row(
        "select (select count(*) from store.members) - (select count(*) from store.departed), "
        "(select count(*) from arriving_members as a anti join store.departed as d using (member_key) "
        "where not a.is_new), (select count(*) from arriving_members)"
    )
    return Before(members, named, arriving)


def keep_departures(workspace: Workspace, before: Before, options: LoadOptions, name: str) -> list[str]:
    """Keep who left and who is back, and say so.

    Parameters
    ----------
    before
        The base before the file.
    options
        Whether the file holds the whole base, and the share of it that may be missing.
    name
        The file's, for errors.

    Raises
    ------
    BadDataError
        When too many are missing from a file of the whole base.
    """
    if (options.full_list or before.is_like_it) and before.named < before.members:
        workspace.run("load/missing")
    else:
        workspace.define("create or replace temp table missing (member_key integer)")
    (count,) = workspace.row("select count(*) from missing")
    if options.full_list:
        _check_share(workspace, before, count, options, name)
    workspace.run("load/returned", "load/departures", is_whole=options.full_list)
    (back,) = workspace.row("select count(*) from returned")
    notes = [f"members who are back: {back:,} ({_first_ids(workspace, 'returned')})"] if back else []
    return [*notes, *_told_missing(workspace, before, count, is_whole=options.full_list)]


def _told_missing(workspace: Workspace, before: Before, count: int, *, is_whole: bool) -> Iterator[str]:
    if not count:
        return
    first = _first_ids(workspace, "missing")
    if is_whole:
        yield f"members no longer in the file: {count:,} ({first}); they are on no list from now on"
    else:
        yield (
            f"members known who are not in this file: {count:,} of {before.members:,} ({first}); "
            "if it holds the whole base, --full-list takes them off the lists"
        )


def _check_share(workspace: Workspace, before: Before, count: int, options: LoadOptions, name: str) -> None:
    share = options.max_missing
    most = _SHARE if share is None else share
    if count <= most * before.members or (share is None and count <= _FEW):
        return
    raise BadDataError(
        f"{name}: {count:,} of {before.members:,} members are missing from what is to be the whole base "
        f"({_first_ids(workspace, 'missing')}), more than --max-missing {most:g}; nothing was kept. Load the whole "
        "file, leave --full-list out, or raise --max-missing"
    )


def _first_ids(workspace: Workspace, table: str) -> str:
    rows = workspace.rows(
        f"select member_id from store.persons semi join {table} using (member_key) "
        f"order by member_id limit {_NAMED + 1}"
    )
    return _some([member_id for (member_id,) in rows])


def _some(texts: list[str]) -> str:
    return ", ".join(texts[:_NAMED]) + (", …" if len(texts) > _NAMED else "")


def emptied(workspace: Workspace, columns: Iterable[str]) -> list[str]:
    """Say how many cells of known members the file empties; of those in ``updated_members``, before it is kept."""
    names = sorted(columns)
    if not names or not workspace.rows("from updated_members limit 1"):
        return []
    sums = [f"count(*) filter (where m.{quoted(n)} is not null and u.{quoted(n)} is null)" for n in names]
    counts = workspace.row(
        f"select {', '.join(sums)} from updated_members as u inner join store.members as m using (member_key)"
    )
    words = emptied_words(dict(zip(names, counts, strict=True)))
    return (
        [] if words is None else [f"cells emptied, as they are in the file: {words}; --keep-blank keeps what is known"]
    )


def emptied_words(counts: Mapping[str, int]) -> str | None:
    """Write how many cells of each column are emptied, None where none is.

    Examples
    --------
    >>> emptied_words({"city": 2, "tier": 0, "phone": 1000})
    '1,002 (city 2, phone 1,000)'
    """
    parts = [f"{name} {count:,}" for name, count in counts.items() if count]
    words = ", ".join(parts[:_NAMED]) + (", …" if len(parts) > _NAMED else "")
    return f"{sum(counts.values()):,} ({words})" if parts else None


def addresses_told(workspace: Workspace, region: str | None) -> list[str]:
    """Say how many phones and e-mail addresses were changed, kept as they are, or are none."""
    why = f"no numbers of {region.upper()}" if region else "attitude.toml has no load.region to read them by"
    rows = workspace.rows(f"select phone from no_phones order by members desc, phone limit {_NAMED + 1}")
    words = (
        "phones written as E.164",
        f"phones kept as they are, {why}",
        f"no phone numbers, left out ({_some([text for (text,) in rows])})",
        "e-mail domains written in ASCII letters, as mail servers spell them",
        "no e-mail addresses, left out",
    )
    return [
        f"{what}: {count:,}" for what, count in zip(words, workspace.row("from point_changes"), strict=True) if count
    ]


def keep_columns(workspace: Workspace) -> None:
    """Keep that the files have phones, or e-mail addresses, where those left out may be all that there were."""
    phones, emails = workspace.row("select phones_left_out, emails_left_out from point_changes")
    for kind, count in (("phone", phones), ("email", emails)):
        if count and not workspace.rows("from store.meta where key = ?", [f"has {kind}"]):
            workspace.rows("insert into store.meta values (?, 'yes')", [f"has {kind}"])


def find_stand_ins(workspace: Workspace, most: int) -> list[str]:
    """Find the addresses that stand for none, and name those that did not before."""
    workspace.define("create or replace temp table stand_ins_before as from store.stand_ins")
    workspace.run("load/stand_ins", most=most)
    rows = workspace.rows(
        "select address, members from store.stand_ins anti join stand_ins_before using (kind, address) "
        "order by members desc, address"
    )
    if not rows:
        return []
    addresses = _some([f"{address} of {members:,}" for address, members in rows])
    return [
        f"phones and e-mail addresses that more than {most:,} members have, taken for nobody's: {len(rows):,} "
        f"({addresses}); nothing is sent there"
    ]
