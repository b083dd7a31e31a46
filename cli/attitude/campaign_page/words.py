"""What terminal and browser say alike of a campaign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import sqrt
from typing import TYPE_CHECKING, Any

from attitude.elements import DIMENSIONS, own_elements
from attitude.measure_page import lift_words
from attitude.numbers import amount, count, percent, written

if TYPE_CHECKING:
    from attitude.campaign import CampaignPage

Row = Mapping[str, Any]
_DONE = {"target": "made", "approve": "approved", "export": "exported", "recall": "recalled"}
NO_RULES = "no list of it stands here, so its rules are not known"
NO_SCORES = "nothing is known of its elements: 'attitude score' learns it"
_APART, _SURE = 0.01, 3.0  # a share, and standard deviations
_MANY = 400  # members, where none of them has a value
PEOPLE = 8
ABOUT_PEOPLE = (
    "share of the members contacted who have it, beside that of all members; further apart than "
    "chance would have it; by attributes as they are now"
)
LEARNED = (
    "ratio: answers of everybody over those expected of the same members in the same campaigns, 1: as any other, with "
    "its 95 % interval; by the scores"
)


def title(head: Row) -> str:
    """Name the campaign.

    Examples
    --------
    >>> title({"campaign_id": "c1", "name": "Spring"}), title({"campaign_id": "c1", "name": "c1"})
    ('c1: Spring', 'c1')
    """
    name = head["name"]
    return head["campaign_id"] if name in (None, head["campaign_id"]) else f"{head['campaign_id']}: {name}"


def scope(page: CampaignPage) -> str:
    """Say what the campaign is, in a line: its elements and its days."""
    head = page.head
    own = own_elements(head["own_elements"])
    elements = [f"{name} {text}" for name, text in ({n: head[n] for n in DIMENSIONS} | own).items() if text]
    days = _days(head["starts_on"] or head["first_on"], head["ends_on"] or head["last_on"])
    window = f"answers count for {head['response_days']} days" if head["response_days"] else ""
    return "; ".join(filter(None, [" · ".join([*elements, *days]), window]))


def _days(first: date | None, last: date | None) -> list[str]:
    if first is None:
        return ["no day is known"]
    return [f"from {first}" if last is None else f"{first} to {last}" if last != first else f"{first}"]


def whom(page: CampaignPage) -> str:
    """Say how many members it reached, of how many, and how many were held out."""
    head, lift = page.head, page.lift
    contacted, held = head["members"] or lift["treated"], lift["control"]
    if not contacted and not held:
        return "nobody was contacted yet"
    share = f" of {count(head['base'])} ({percent(contacted / head['base'], 1)} %)" if head["base"] else ""
    more = f", {count(head['contacts'])} contacts" if head["contacts"] > head["members"] else ""
    planned = "" if head["members"] else ", by its list: no contact is loaded"
    return f"{count(contacted)} members contacted{share}{more}, {count(held) if held else 'nobody'} held out{planned}"


def people(page: CampaignPage, most: int = PEOPLE) -> list[dict[str, Any]]:
    """Give what tells the campaign's members from all members, a point and three standard deviations at least."""
    return [row for row in page.people.rows(named=True) if _is_apart(row)][:most]


def _is_apart(row: Row) -> bool:
    """Tell whether a share is further from that of all members than chance would have it.

    Examples
    --------
    >>> row = {"members": 40, "share": 0.4, "share_base": 0.2}
    >>> _is_apart(row), _is_apart(row | {"share_base": 0.3}), _is_apart(row | {"members": 0, "share": 0.0})
    (True, False, True)
    """
    base: float = row["share_base"]
    gap: float = abs(row["share"] - base)
    all_of_them: float = row["members"] / row["share"] if row["share"] else _MANY
    return gap >= _APART and gap > _SURE * sqrt(base * (1 - base) / all_of_them)


def brought(page: CampaignPage) -> Iterator[str]:
    """Say what came of it, and what it cost."""
    lift = page.lift
    if not lift["treated"]:
        yield "nothing came of it yet"
        return
    yield f"{count(lift['answers'])} answered, {percent(lift['answer_rate'])} % of those to be contacted"
    yield lift_words(dict(lift)) or "what it added cannot be told"
    yield cost(page)
    if lift["open_until"] is not None:
        yield f"answers may still come until {lift['open_until']}"


def cost(page: CampaignPage) -> str:
    """Say what it cost and earned."""
    money = page.money
    if money["cost"] is None:
        return "what it cost is not known"
    words = f"cost {written(money['cost'], 'money')}"
    if money["cost_per_response"] is not None:
        words += f", {amount(money['cost_per_response'])} an answer"
    if money["gift_cost"]:
        words += f", of it {written(money['gift_cost'], 'money')} for gifts"
    if money["return"] is not None:
        words += f"; return {money['return']:+,.2f} for each 1 spent"
    return words


def listed(row: Row) -> str:
    """Say what a list is, and what it foresaw."""
    wave = f", wave {row['wave']}" if row["wave"] else ""
    low, high = row["expected_low"], row["expected_high"]
    reach = f" (80 %: {count(low)} to {count(high)})" if low is not None else ""
    return (
        f"{row['list_id']}: {row['status']}{wave}; {count(row['count_treated'])} to contact, "
        f"{count(row['count_control'])} held out; expected {count(row['expected_responses'])} responses{reach}, "
        f"cost {written(row['cost'], 'money') or '0'}"
    )


def done(row: Row) -> str:
    """Say who did what with a list, and when.

    Examples
    --------
    >>> from datetime import datetime
    >>> row = {"step": "approve", "done_at": datetime(2026, 11, 3, 9, 5), "done_by": "li", "detail": "all passed"}
    >>> done(row), done(row | {"done_by": None, "step": "target", "detail": None})
    ('approved 2026-11-03 09:05 by li: all passed', 'made 2026-11-03 09:05')
    """
    by = f" by {row['done_by']}" if row["done_by"] else ""
    detail = f": {row['detail']}" if row["detail"] else ""
    return f"{_DONE.get(row['step'], row['step'])} {row['done_at']:%Y-%m-%d %H:%M}{by}{detail}"


def filed(row: Row) -> str:
    """Say which file told how much of it."""
    by = f" by {row['loaded_by']}"
    return f"{row['kind']} {row['file']}: {count(row['count_rows'])} rows, {row['loaded_at']:%Y-%m-%d %H:%M}{by}"


def rate_words(row: Row) -> str:
    """Write a lift with its interval, in points; or why there is none."""
    if row["difference"] is None:
        return "nobody contacted" if not row["treated"] else "no lift" if row["control"] else "no holdout"
    value, low, high = (100 * row[name] for name in ("difference", "difference_low", "difference_high"))
    return f"{value:.1f} ({low:.1f} to {high:.1f})"


def element_name(row: Row) -> str:
    """Name an element by its dimension; a pair tells its own by its sign.

    Examples
    --------
    >>> element_name({"dimension": "gift", "element": "coupon"})
    'gift coupon'
    >>> element_name({"dimension": "product × gift", "element": "music × coupon"})
    'music × coupon'
    """
    return row["element"] if "×" in row["dimension"] else f"{row['dimension']} {row['element']}"


def ratio_words(row: Row) -> str:
    """Write a ratio with its interval.

    Examples
    --------
    >>> ratio_words({"ratio": 1.4, "ratio_low": 1.28, "ratio_high": 1.534})
    '1.40 (1.28 to 1.53)'
    """
    return f"{row['ratio']:.2f} ({row['ratio_low']:.2f} to {row['ratio_high']:.2f})"
