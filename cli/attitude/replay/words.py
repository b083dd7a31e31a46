"""What a reader must know of history under other caps, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]


def notes(whole: Row, contacts: Row, undated: int, still: int) -> Iterator[str]:
    """Say what the figures rest on and what they leave out.

    Parameters
    ----------
    whole
        The row ``all`` of the result.
    contacts
        The row ``all`` of ``queries/replay/cut_contacts.sql``.
    undated
        Contacts of which no day is known.
    still
        Campaigns of which answers may still come.
    """
    left_out = whole["left_out"]
    if undated:
        yield f"no day is known of {undated:,} contacts: they play no part; 'starts_on' of campaigns would tell it"
    if not left_out:
        yield "these caps leave no contact out: there was never one too many"
        return
    yield (
        "what nobody can know: members who are left in peace may answer the next contact more readily, and stay "
        "reachable longer; no figure here has it"
    )
    if contacts["planned"]:
        yield f"of {contacts['planned']:,} of those left out a list tells alone, and no contact is loaded"
    if contacts["unpriced"]:
        yield f"no cost is known of {contacts['unpriced']:,} of those left out: what is saved is of the others"
    if contacts["held"]:
        yield (
            f"{contacts['held']:,} contacts that members held out would have had are gone through as well, as in "
            f"target: {contacts['held_left_out']:,} are left out; none of them is in the counts"
        )
    if still:
        yield f"answers may still come of {still:,} of the campaigns: what is lost of them is what is known so far"
    yield from _about_added(whole)


def _about_added(whole: Row) -> Iterator[str]:
    unknown, left_out = whole["unknown"], whole["left_out"]
    if unknown == left_out:
        yield (
            "what the campaigns had added is not known of any contact left out: nobody was held out of them whom the "
            "caps would have left out too, reminders of theirs stay, or nothing shows their outcome"
        )
    elif unknown:
        yield (
            f"what was added is not known of {unknown:,} contacts left out: nobody was held out of their campaigns "
            "whom the caps would have left out too, reminders of theirs stay, or nothing shows their outcome"
        )
