"""What is to be known of an evaluation, in plain lines: what it rests on, what the plan says that is not followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attitude.plan import Plan

Row = dict[str, Any]
LEAST = 200  # rows of equal weight, below which intervals hold the truth too seldom
MOST_UNSEEN = 0.05  # of the rows, that what the lists did can say nothing of
# what a line proposes: a twentieth of a list with an offer that is drawn, a tenth held out
_SHARE, _OFFERS, _HOLDOUT = 0.1, 0.5, 0.1
_NAMING = "name channel and gift as the lists did, product, timing and elements as they did or not at all"


def too_thin(known: Row, offers: int) -> str | None:
    """Say why nothing can be told of a plan, and what would change it; None where something can.

    Parameters
    ----------
    known
        The row of ``evaluate/known``.
    offers
        How many a list would draw from.

    Examples
    --------
    >>> row = {"members": 1000, "lists": 1, "alike": 500, "other": 500, "none": 0, "absent": 0}
    >>> row |= {"unseen": 500, "effective": 500.0}
    >>> print(too_thin({**row, "held_out": 0}, 2))
    too little to tell: the lists could never have done 50.0 % of what the plan would; [explore] share = 0.1, \
offers = 0.5 on about 5 lists like these would tell
    >>> print(too_thin({**row, "unseen": 0, "effective": 50.0}, 2))
    too little to tell: rows where the lists did as the plan would tell as much as 50 of equal weight, 200 are the \
least; about 3 lists more like these would tell, fewer where [explore] offers draws more
    """
    absent, unseen = (known[name] / known["members"] for name in ("absent", "unseen"))
    if absent > MOST_UNSEEN:
        why = f"{100 * absent:.1f} % of what the plan would choose are offers that the lists had not"
        return f"too little to tell: {why}; {_NAMING}"
    if unseen > MOST_UNSEEN:
        why, cure = f"the lists could never have done {100 * unseen:.1f} % of what the plan would", _drawing
    elif known["effective"] < LEAST:
        why = f"rows where the lists did as the plan would tell as much as {known['effective']:,.0f} of equal weight"
        why, cure = f"{why}, {LEAST} are the least", _more
    else:
        return None
    return f"too little to tell: {why}; {cure(known, offers)}"


def _more(known: Row, offers: int) -> str:
    """Say how many lists more would do, drawn as these were."""
    if not known["effective"]:
        return _drawing(known, offers)
    more = ceil(known["lists"] * (LEAST / known["effective"] - 1))
    fewer = ", fewer where [explore] offers draws more" if known["other"] else ""
    return f"about {_lists(more)} more like these would tell{fewer}"


def _drawing(known: Row, offers: int) -> str:
    """Say how much exploring for how long would do: what is drawn counts as often as its chance is small."""
    drawn = _SHARE * _OFFERS / (1 - _SHARE + _SHARE * _OFFERS) / offers
    held = known["held_out"] / known["members"] or _HOLDOUT
    alike, other, none = (known[name] / known["members"] for name in ("alike", "other", "none"))
    lists = ceil(LEAST * ((alike + other / drawn) / (1 - held) + none / held) / (known["members"] / known["lists"]))
    parts = [f"[explore] share = {_SHARE:g}, offers = {_OFFERS:g}"] if other else []
    parts += [f"[holdout] share = {_HOLDOUT:g}"] if none and not known["held_out"] else []
    return f"{' and '.join(parts)} on about {_lists(lists)} like these would tell"


def _lists(count: int) -> str:
    return f"{count:,} list{'s' if count != 1 else ''}"


def told(known: Row) -> Iterator[str]:
    """Say what an evaluation rests on, each thing in a line."""
    members = known["members"]
    yield (
        f"{known['lists']:,} list{'s' if known['lists'] != 1 else ''}, {known['first_on']} to {known['last_on']}: "
        f"{known['contacted']:,} contacted, {known['held_out']:,} held out"
    )
    shares = ((known[name] / members, words) for name, words in _CHOICES)
    yield f"the plan would choose {', '.join(f'{words} for {100 * share:.1f} %' for share, words in shares)}"
    yield (
        f"it would have done as was done for {known['matched']:,}, who tell as much as {known['effective']:,.0f} of "
        f"equal weight; the lists could never have done so for {100 * known['unseen'] / members:.1f} %"
    )


_CHOICES = (("alike", "the offer they had on the list"), ("other", "another"), ("none", "nobody"))


def notes(plan: Plan, known: Row, left_out: Sequence[str]) -> Iterator[str]:
    """Say what is odd, and what of the plan is not followed."""
    if left_out:
        yield f"left out, for answers may still come or no chance is known of their rows: {', '.join(left_out)}"
    if not known["values"]:
        yield "value after cost is not known of everyone, so outcomes alone are compared"
    off = abs(known["weights"] / known["members"] - 1)
    if off > 0.1:
        yield (
            f"weights add up to {known['weights']:,.0f} where {known['members']:,} are looked at: some offers were not "
            "open to all whom the plan would give them, by contact policy or room"
        )
    if plan.audience.where or plan.exclude.where or any(group.where for group in plan.audience.group):
        yield "the plan's own SQL is asked of members as they are now, so it must not ask what came of these lists"
    if parts := list(_not_followed(plan)):
        yield f"not followed, for the lists took their members by rules of their own: {', '.join(parts)}"


def about_series(series: Sequence[str], is_series: bool) -> Iterator[str]:
    """Say what a series means here: of lists that were its waves, and of the plan where it is one itself."""
    if series:
        yield (
            f"a series, looked at as one by its first wave's list, whose draws and holdout are those of all waves; "
            f"what came and what it cost is of all of them: {', '.join(series)}"
        )
    if is_series:
        yield "of the plan's waves the first alone is chosen for: who is in a later one hangs on what they do before it"


def _not_followed(plan: Plan) -> Iterator[str]:
    if plan.policy:
        yield "[policy]"
    exclude = plan.exclude
    names = ("responded_to", "responded", "contacted_within_days", "lists")
    yield from (f"exclude.{name}" for name in names if getattr(exclude, name) not in (None, []))
    if plan.audience.responded:
        yield "audience.responded"
    if any(g.share != 1 or g.limit is not None or g.minimum or g.attitude or g.responsiveness or g.responded
           for g in plan.audience.group):  # fmt: skip
        yield "groups but for their where"
    if plan.limits.per_household is not None:
        yield "limits.per_household"
