"""A person's page as a person reads it: bars, the course of each score, reasons as sentences."""

from __future__ import annotations

from typing import Any

from attitude import say
from attitude.elements import offer_words
from attitude.member import MemberPage
from attitude.numbers import SPARKS

_BAR = 13  # characters for a score of 100
_BLOCKS = " ▏▎▍▌▋▊▉█"
_LEAST_SPAN = 10  # points of score that a course is drawn over, at least
_LATEST = 10  # contacts shown
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RESTS_ON = {
    "member": "rests on their own record",
    "look-alike": "never contacted: rests on members like them",
    "population": "never contacted: rests on the average of all",
}


def show(page: MemberPage) -> None:
    """Print the page."""
    import polars as pl

    for line in _head(page.head):
        say.text(line)
    if not page.scores.is_empty():
        _title("Attitude scores (50 is an average member; intervals of 90 %)")
        say.data(pl.DataFrame([_score(row) for row in page.scores.iter_rows(named=True)]), None, None)
    _lines("What they rest on", [_reason(row) for row in page.reasons.iter_rows(named=True)])
    if not page.contacts.is_empty():
        _title("Latest contacts")
        say.data(pl.DataFrame([_contact(row) for row in page.contacts.head(_LATEST).iter_rows(named=True)]), None, None)
        if page.contacts.height > _LATEST:
            say.text(f"{page.contacts.height - _LATEST:,} more; --show contacts gives them all")
    _lines(
        "Best next offers, and how likely they are answered", [_offer(row) for row in page.offers.iter_rows(named=True)]
    )


def _title(words: str) -> None:
    say.text("")
    say.text(words, is_title=True)


def _lines(title: str, lines: list[str]) -> None:
    if lines:
        _title(title)
        for line in lines:
            say.text(f"  {line}")


def _head(head: dict[str, Any]) -> list[str]:
    kind = "" if head["is_member"] else ", named in files but not loaded as a member"
    who = f"member {head['member_id']}" + (", a person erased" if head["is_erased"] else kind)
    if head["as_of"] is None:
        return [who, "no scores yet; run 'attitude score'"]
    if head["score"] is None:
        return [who, f"not known to the scores as of {head['as_of']}; run 'attitude score'"]
    record = f", answered {head['responses']} of {head['contacts']} contacts, expected {head['expected'] or 0:.1f}"
    lines = [
        f"{who} · scores as of {head['as_of']}",
        f"overall {head['score']:.1f}{record if head['contacts'] else ''}; {_RESTS_ON[head['level']]}",
    ]
    best = [f"by {head['best_channel']}"] if head["best_channel"] else []
    best += [f"{_DAYS[head['best_weekday'] - 1]} at {head['best_hour']}:00"] if head["best_hour"] is not None else []
    return [*lines, f"best reached {', '.join(best)}" if best else "no channel is open to them"]


def _score(row: dict[str, Any]) -> dict[str, str]:
    trend = "" if row["trend"] is None else f"{row['trend']:+.1f}"
    return {
        "element": f"{row['dimension']} {row['element']}",
        "score": f"{row['score']:.1f}",
        "0 ··· 50 ·· 100": bar(row["score"]),
        "interval": f"{row['score_low']:.0f}–{row['score_high']:.0f}",
        "trend": trend,
        "answered": _record(row),
        "course": spark(row["steps"] or []),
    }


def _record(row: dict[str, Any]) -> str:
    """Say how often an element was answered, and how often it was chosen when answering."""
    answered = [f"{row['responses']} of {row['contacts']}"] if row["contacts"] else []
    return ", ".join([*answered, *([f"chosen {row['choices']}"] if row["choices"] else [])])


def _contact(row: dict[str, Any]) -> dict[str, str]:
    before = "" if row["score_before"] is None else f"{row['score_before']:.0f} → "
    return {
        "date": "" if row["contacted_at"] is None else f"{row['contacted_at']:%Y-%m-%d}",
        "campaign": row["campaign_id"],
        "channel": row["channel"] or "",
        "gift": row["gift"] or "",
        "outcome": row["outcome"],
        "channel score": "" if row["score"] is None else f"{before}{row['score']:.0f}",
    }


def bar(score: float) -> str:
    """Draw a score from 0 to 100 as a bar, to an eighth of a character.

    Examples
    --------
    >>> bar(100), bar(25), bar(0)
    ('█████████████', '███▎', '')
    """
    eighths = round(score / 100 * _BAR * 8)
    return "█" * (eighths // 8) + _BLOCKS[eighths % 8].strip()


def spark(steps: list[float]) -> str:
    """Draw the course of a score, oldest first, over its own span of at least ten points; the latest eight.

    Examples
    --------
    >>> spark([60.0, 65.0, 71.0, 78.0]), spark([50.0, 50.2]), spark([])
    ('▁▃▅█', '▄▅', '')
    """
    latest = steps[-8:]
    if not latest:
        return ""
    middle, span = (max(latest) + min(latest)) / 2, max(max(latest) - min(latest), _LEAST_SPAN)
    places = [(step - middle) / span + 0.5 for step in latest]
    return "".join(SPARKS[min(int(place * len(SPARKS)), len(SPARKS) - 1)] for place in places)


def _reason(row: dict[str, Any]) -> str:
    """Say one factor.

    Examples
    --------
    >>> _reason({"kind": "channel", "subject": "sms", "factor": 1.8, "answered": 3, "contacts": 5, "expected": 1.1})
    '× 1.80  channel sms: answered 3 of 5, expected 1.1'
    >>> _reason({"kind": "together", "subject": "brand nova, age_band 30-39", "factor": 1.3})
    '× 1.30  attributes together, beyond each alone: brand nova, age_band 30-39 above all'
    >>> _reason({"kind": "gift", "subject": "mug", "factor": 1.4, "contacts": 0, "choices": 2, "among": 1.2})
    '× 1.40  gift mug: chosen 2 times when answering, expected 1.2'
    """
    factor = f"× {row['factor']:.2f}"
    if row["kind"] == "together":
        above_all = f": {row['subject']} above all" if row["subject"] else ""
        return f"{factor}  attributes together, beyond each alone{above_all}"
    if row["kind"] == "attribute":
        return f"{factor}  {row['subject']}: such members answered {row['answered']:,}, expected {row['expected']:,.0f}"
    told = []
    if row["contacts"]:
        told.append(f"answered {row['answered']} of {row['contacts']}, expected {row['expected']:.1f}")
    if row.get("among"):
        told.append(f"chosen {row['choices']} times when answering, expected {row['among']:.1f}")
    return f"{factor}  {row['kind']} {row['subject']}: {'; '.join(told)}"


def _offer(row: dict[str, Any]) -> str:
    return f"{row['propensity']:6.1%}  {offer_words(row)}"
