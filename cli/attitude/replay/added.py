"""What campaigns added for those whom the caps leave in peace: summed over campaigns, by month and by channel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import fsum, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, Any]


class Kind(NamedTuple):
    """Something that a campaign adds: what members did, the columns of a lift, and what widens its interval."""

    did: str
    figure: str
    low: str
    high: str
    widened: str


_KINDS = {
    "added_lost": Kind("outcomes", "incremental_responses", "incremental_low", "incremental_high", "answers"),
    "added_value_lost": Kind("outcome_value", "incremental_value", "value_low", "value_high", "value"),
}
COLUMNS = tuple(f"{name}{end}" for name in _KINDS for end in ("", "_low", "_high"))


def added_lost(peace: pl.DataFrame, lift: pl.DataFrame, widened: Mapping[str, float]) -> dict[tuple[str, str], Row]:
    """Sum what was added, with 95 % intervals, over all campaigns, by month, by channel and by campaign.

    Parameters
    ----------
    peace
        As ``queries/replay/cut_peace.sql`` gives it.
    lift
        Of those left in peace and those held out whom the caps would have left in peace, one row per campaign, as
        `attitude.measure.compare_campaigns` gives it. What a month or a channel has of a campaign is beside all
        of that campaign's holdout, and has its part of the interval by its members.
    widened
        As `attitude.measure.widened` gives it: what members of several campaigns make of the intervals of sums.

    Returns
    -------
    dict
        By cut and name: ``COLUMNS``, None where no campaign tells; ``unknown``, the contacts left out of campaigns
        that tell nothing.

    References
    ----------
    Square-and-add: Zou and Donner, Statistics in Medicine 27 (2008), equation 4.
    """
    lifts = {row["slice"]: row for row in lift.iter_rows(named=True)}
    parts: dict[tuple[str, str], list[tuple[Row | None, Row]]] = {}
    for row in peace.iter_rows(named=True):
        for place in (("all", "all"), *((cut, row[cut]) for cut in ("month", "channel", "campaign"))):
            parts.setdefault(place, []).append((lifts.get(row["campaign"]), row))
    wholes = _by_campaign(peace.iter_rows(named=True))
    return {place: _summed(rows, wholes, widened if place[0] != "campaign" else {}) for place, rows in parts.items()}


class _Part(NamedTuple):
    """What a month or a channel has of a campaign: its lift, the share of its members, what was added for them."""

    lift: Row
    share: float
    added: dict[str, float | None]


def _summed(rows: list[tuple[Row | None, Row]], wholes: Mapping[str, Row], widened: Mapping[str, float]) -> Row:
    result: Row = {"unknown": sum(row["left_out"] for lift, row in rows if not _tells(lift))}
    parts = list(_parts([(lift, row) for lift, row in rows if lift is not None], wholes))
    for name, kind in _KINDS.items():
        ends = _squared_and_added(parts, kind, widened.get(kind.widened, 1.0))
        result |= dict(zip((name, f"{name}_low", f"{name}_high"), ends, strict=True))
    return result


def _tells(lift: Row | None) -> bool:
    return lift is not None and lift["incremental_responses"] is not None


def _parts(rows: Iterable[tuple[Row, Row]], wholes: Mapping[str, Row]) -> Iterator[_Part]:
    """Give each campaign once, with what a cut has of it."""
    lifts = {lift["slice"]: lift for lift, _ in rows}
    summed = _by_campaign(row for _, row in rows)
    for name, lift in lifts.items():
        mine, whole = summed[name], wholes[name]
        if mine["members"]:
            share = mine["members"] / whole["members"]
            yield _Part(lift, share, {kind.figure: _added(lift, kind, mine, whole) for kind in _KINDS.values()})


def _added(lift: Row, kind: Kind, mine: Row, whole: Row) -> float | None:
    """Give what the members of a cut did beyond what as many of those held out did."""
    if lift[kind.figure] is None:
        return None
    of_controls = (whole[kind.did] - lift[kind.figure]) / whole["members"]
    return float(mine[kind.did] - of_controls * mine["members"])


def _by_campaign(rows: Iterable[Row]) -> dict[str, Row]:
    sums: dict[str, Row] = {}
    for row in rows:
        mine = sums.setdefault(row["campaign"], {"members": 0, "outcomes": 0, "outcome_value": 0.0})
        for name in mine:
            mine[name] += row[name]
    return sums


def _squared_and_added(
    parts: list[_Part], kind: Kind, widened: float
) -> tuple[float | None, float | None, float | None]:
    known = [part for part in parts if part.added[kind.figure] is not None]
    if not known:
        return None, None, None
    middle = fsum(part.added[kind.figure] or 0.0 for part in known)
    # where neither arm answered its value does not vary, and has no interval of its own
    moving = [part for part in known if part.lift[kind.low] is not None or _answered(part.lift)]
    if any(part.lift[end] is None for part in moving for end in (kind.low, kind.high)):
        return middle, None, None
    below = fsum((part.share * (part.lift[kind.figure] - part.lift[kind.low])) ** 2 for part in moving)
    above = fsum((part.share * (part.lift[kind.high] - part.lift[kind.figure])) ** 2 for part in moving)
    return middle, middle - widened * sqrt(below), middle + widened * sqrt(above)


def _answered(lift: Row) -> bool:
    return bool(lift["responses"] or lift["control_responses"])
