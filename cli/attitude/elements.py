"""What an offer is made of, and what a campaign can be cut by: the names, for whoever goes through them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal, get_args

Dimension = Literal["channel", "product", "timing", "gift"]
DIMENSIONS: tuple[str, ...] = get_args(Dimension)
CAMPAIGN_SLICES = ("cell", "offer", *DIMENSIONS)  # what a contact itself tells
LIST_SLICES = ("propensity", "added")  # tenths of the exported list
SCORE_SLICES = ("responsiveness", *(f"{dimension}-score" for dimension in DIMENSIONS))  # from before the campaign

# columns of the tables that people query, and words that stand beside dimensions: no name for one of them
TAKEN = frozenset(
    (
        *("added", "all", "campaign", "campaign_id", "cell", "channel", "contacted_at", "contacts", "controls", "cost"),
        *("delivered", "dimension", "element", "email", "ends_on", "expected_value", "explore", "gift", "household_id"),
        *("is_control", "joint_chance", "kind", "line", "list_id", "member_id", "member_key", "name", "notes", "offer"),
        *("own_elements", "phone", "problem", "product", "propensity", "rank", "responded", "responded_at"),
        *("response_cost", "response_days", "responsiveness", "score", "selection_probability", "send_at", "starts_on"),
        *("template", "text", "timezone", "timing", "treatment", "treatment_code", "treatment_key", "unasked"),
        *("unit_cost", "value", "value_per_response", "wave"),
    )
)


def own_text(elements: Mapping[str, str | None]) -> str | None:
    """Write the elements of such dimensions as the workspace keeps them: the same elements are always the same text.

    Examples
    --------
    >>> own_text({"way": "web", "form": "积分"}), own_text({"way": None})
    ('{"form":"积分","way":"web"}', None)
    """
    told = {name: elements[name] for name in sorted(elements) if elements[name] is not None}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else None


def own_elements(text: str | None) -> dict[str, str]:
    """Read what `own_text` wrote.

    Examples
    --------
    >>> own_elements('{"way":"web"}'), own_elements(None)
    ({'way': 'web'}, {})
    """
    return json.loads(text) if text else {}


def offer_words(row: Mapping[str, object]) -> str:
    """Say what an offer is made of, one element after another.

    Examples
    --------
    >>> offer_words({"channel": "sms", "product": None, "timing": "evening", "gift": None, "own_elements": '{"a":"b"}'})
    'sms · evening · b'
    """
    own = own_elements(str(row["own_elements"])) if row.get("own_elements") else {}
    return " · ".join(str(word) for word in (*(row[name] for name in DIMENSIONS), *own.values()) if word)


def as_columns(elements: Mapping[str, str | None]) -> dict[str, str | None]:
    """Give an offer's elements as queries read them: the four by name, those of other dimensions as one text.

    Examples
    --------
    >>> as_columns({"channel": "sms", "way": "web"})["own_elements"]
    '{"way":"web"}'
    """
    own = {name: element for name, element in elements.items() if name not in DIMENSIONS}
    return {**{name: elements.get(name) for name in DIMENSIONS}, "own_elements": own_text(own)}


def is_score_slice(name: str) -> bool:
    """Tell whether a slice is a band of a score; attributes of members have no hyphen in their names.

    Examples
    --------
    >>> is_score_slice("channel-score"), is_score_slice("channel")
    (True, False)
    """
    return name == "responsiveness" or name.endswith("-score")
