"""Campaigns found by words and by what they used, each with what it brought."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from attitude.campaign.notes import read_notes
from attitude.database import Workspace, act
from attitude.dimensions import dimensions_of
from attitude.elements import DIMENSIONS, own_elements
from attitude.errors import UsageError, nearest
from attitude.measure import compare_campaigns, make_arms, scored_window

if TYPE_CHECKING:
    import polars as pl

Sort = Literal["started", "sent", "answers", "rate", "added"]
SORTS: tuple[str, ...] = get_args(Sort)
_FIGURES = {"sent": "treated", "answers": "answers", "rate": "rate", "added": "incremental_responses"}
_COLUMNS = (  # of measure, under its own names
    *("treated", "answers", "answer_rate", "responses", "rate", "control", "control_rate"),
    *("difference", "difference_low", "difference_high", "incremental_responses", "incremental_low"),
    *("incremental_high", "value", "incremental_value", "cost", "return", "open_until"),
)
_ARMS = (  # what the comparison of campaigns asks for of each member
    *("campaign_number", "member_key", "is_control", "delivered", "stratum", "is_responder", "value", "cost", "weight"),
    *("has_outcome", "outcome_value", "is_compared"),
)
_GIGABYTES = 5  # of memory; the rest is spilled to disk
Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What campaigns are looked for by; what is empty or None asks for nothing.

    Parameters
    ----------
    words
        All of them must stand somewhere: in id, name, notes, messages of lists, elements; case and width do not count.
    channel, product, timing, gift
        An element that the campaign used.
    elements
        The same of any dimension, those that the settings name too: dimension and element; all of them.
    since, until
        The first and the last day on which it began.
    """

    words: Sequence[str] = ()
    channel: str | None = None
    product: str | None = None
    timing: str | None = None
    gift: str | None = None
    elements: Sequence[tuple[str, str]] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Found:
    """Campaigns that were found.

    Parameters
    ----------
    table
        One row per campaign: campaign_id, name, began_on, channel, product, timing, gift and each dimension that the
        settings name (several with commas), found_in (where the words stand), the figures of ``attitude measure``
        under their own names, notes.
    known
        How many campaigns there are in all.
    found
        How many were found, of which the table has the first so many.
    """

    table: pl.DataFrame
    known: int
    found: int


@act
def campaigns(workspace: Workspace, asked: Asked, sort: Sort = "started", rows: int | None = None) -> Found:
    """Find campaigns, and say what each brought, by the ruler of `attitude.measure.measure`.

    Parameters
    ----------
    workspace
        May be open read-only.
    asked
        What they are looked for by.
    sort
        ``started``: the latest first; ``sent``, ``answers``, ``rate``, ``added``: the largest first, unknown ones last.
    rows
        At most so many, the first; by default all.

    Raises
    ------
    UsageError
        When an element is asked for that no campaign used, a dimension that there is not, or ``since`` is after
        ``until``.
    """
    workspace.keep_to(_GIGABYTES)
    workspace.run("measure/begun")
    known = workspace.result("campaign/texts").rows(named=True)
    dimensions = dimensions_of(workspace)
    _check(asked, known, dimensions)
    folder = workspace.path.absolute().parent if workspace.path else None
    found = [(row, places) for row in known if (places := _places(row, asked, folder)) is not None]
    found.sort(key=lambda one: one[0]["began_on"] or date.min, reverse=True)  # equal days stay in order of ids
    limit = len(found) if rows is None else rows
    shown = found if sort != "started" else found[:limit]
    table = _table(workspace, shown, dimensions)
    if sort != "started":
        table = table.sort(_FIGURES[sort], descending=True, nulls_last=True, maintain_order=True).head(limit)
    return Found(table, len(known), len(found))


def _used(asked: Asked) -> Iterator[tuple[str, str, str]]:
    """Give each element that is asked for, after its dimension and the option that names both."""
    for dimension in DIMENSIONS:
        if (element := getattr(asked, dimension)) is not None:
            yield f"--{dimension} {element}", dimension, element
    for dimension, element in asked.elements:
        yield f"--element {dimension}={element}", dimension, element


def _elements(row: Row, dimension: str) -> list[str]:
    """Give the elements of a dimension that a campaign used, by name."""
    if dimension in DIMENSIONS:
        names: list[str] = row[f"{dimension}s"]
        return names
    own = [own_elements(text) for text in row["own"]]
    return sorted({one[dimension] for one in own if dimension in one})


def _check(asked: Asked, known: Sequence[Row], dimensions: Sequence[str]) -> None:
    if asked.since and asked.until and asked.since > asked.until:
        raise UsageError(f"--since {asked.since} is after --until {asked.until}")
    for option, dimension, element in _used(asked):
        if dimension not in dimensions:
            near = nearest(dimension, dimensions)
            raise UsageError(f"{option}: no dimension '{dimension}'{near}; they are {', '.join(dimensions)}")
        elements = {name for row in known for name in _elements(row, dimension)}
        if _plain(element) not in {_plain(name) for name in elements}:
            raise UsageError(f"{option}: no campaign used it{nearest(element, elements)}")


def _places(row: Row, asked: Asked, folder: Any) -> list[str] | None:
    """Say where the words stand in what is known of a campaign; None where it is not one of those looked for."""
    if any(_plain(element) not in map(_plain, _elements(row, dimension)) for _, dimension, element in _used(asked)):
        return None
    began = row["began_on"]
    if (asked.since and (began is None or began < asked.since)) or (
        asked.until and (began is None or began > asked.until)
    ):
        return None
    return places_of(asked.words, _texts(row, folder)) if asked.words else []


def _texts(row: Row, folder: Any) -> dict[str, str]:
    notes = read_notes(row["notes"], folder)
    elements = {dimension: " ".join(row[f"{dimension}s"]) for dimension in (*DIMENSIONS, "other")}
    name = row["name"] if row["name"] != row["campaign_id"] else None
    texts = {"id": row["campaign_id"], "name": name or "", "notes": f"{notes.file or ''} {notes.text}"}
    return {**texts, "message": " ".join(row["templates"]), **elements}


def places_of(words: Sequence[str], texts: dict[str, str]) -> list[str] | None:
    """Say in which texts words stand; None unless each of them stands in one. A word may be a part of a longer one.

    Examples
    --------
    >>> places_of(["CONCERT", "八折"], {"id": "2026-12-concert", "message": "演唱会门票八折", "notes": ""})
    ['id', 'message']
    >>> places_of(["concert", "snow"], {"id": "2026-12-concert"}) is None
    True
    """
    plain = {place: _plain(text) for place, text in texts.items()}
    sought = [_plain(word) for word in words]
    if not all(any(word in text for text in plain.values()) for word in sought):
        return None
    return [place for place, text in plain.items() if any(word in text for word in sought)]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _table(workspace: Workspace, found: Sequence[tuple[Row, list[str]]], dimensions: Sequence[str]) -> pl.DataFrame:
    import polars as pl

    elements = dict.fromkeys(dimensions, pl.String)
    schema = {"campaign_id": pl.String, "name": pl.String, "began_on": pl.Date, **elements}
    rows = [
        {
            **{name: row[name] for name in ("campaign_id", "name", "began_on", "notes")},
            **{dimension: ", ".join(_elements(row, dimension)) or None for dimension in dimensions},
            "found_in": ", ".join(places) or None,
        }
        for row, places in found
    ]
    head = pl.DataFrame(rows, schema={**schema, "found_in": pl.String, "notes": pl.String})
    figures = _figures(workspace, [row["campaign_id"] for row in rows])
    whole = head.join(figures, on="campaign_id", how="left", maintain_order="left")
    return whole.select(*(name for name in whole.columns if name != "notes"), "notes")


def _figures(workspace: Workspace, names: list[str]) -> pl.DataFrame:
    """Measure campaigns together, each beside its own holdout, as the brief does."""
    import polars as pl

    make_arms(workspace, names, scored_window(workspace), columns=_ARMS)
    compared = compare_campaigns(workspace).select(pl.col("slice").alias("campaign_id"), *_COLUMNS)
    return compared.filter((pl.col("treated") > 0) | (pl.col("control") > 0))
