"""Who answered in the month, broken down by an attribute of members: how good they are, their scores, what they use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from attitude.database import Workspace, quoted
from attitude.errors import UsageError, nearest
from attitude.months import last_day
from attitude.profiles import known_attributes

if TYPE_CHECKING:
    import polars as pl

MOST = 20  # values that a page has room for


@dataclass(frozen=True)
class Segments:
    """Who answered, by the values of an attribute, as the saved questions of these names tell it.

    Parameters
    ----------
    by
        The attribute.
    quality
        ``responder_quality`` of the month's contacts: one row per value of which 20 members were contacted.
    scores
        ``responder_scores`` of the month's answers: one row per value.
    usage
        ``responders_usage`` of the brief's ``value_month``: one row per value and product; None where no usage with a
        revenue is loaded.
    """

    by: str
    quality: pl.DataFrame
    scores: pl.DataFrame
    usage: pl.DataFrame | None


def check_segments(workspace: Workspace, by: str) -> None:
    """Refuse what is no attribute of members, or has more values than a page has room for.

    Raises
    ------
    UsageError
        With the nearest name, or what to ask in its place.
    """
    known = known_attributes(workspace)
    if by not in known:
        raise UsageError(f"brief by {by}: no attribute of members has this name{nearest(by, known)}")
    (values,) = workspace.row(f"select count(distinct {quoted(by)}) from store.typed_members")
    if values > MOST:
        raise UsageError(
            f"brief by {by}: members have {values:,} values of it, and a page has room for {MOST}; name an attribute "
            f"with fewer, or ask 'attitude query responder_quality --by {by}'"
        )


def segments_of(workspace: Workspace, by: str, month: date, value_month: date | None) -> Segments:
    """Break down who answered in a month, and what they used in ``value_month``, by a checked attribute."""
    span = {"attribute": by, "since": month, "until": last_day(month)}
    return Segments(
        by,
        workspace.result("adhoc/responder_quality", **span),
        workspace.result("adhoc/responder_scores", **span),
        workspace.result("adhoc/responders_usage", attribute=by, month=value_month) if value_month else None,
    )
