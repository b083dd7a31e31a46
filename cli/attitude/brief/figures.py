"""The headline figures of a month: what each is called, what it means, and its value beside the month before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, sqrt
from typing import TYPE_CHECKING

from attitude.numbers import Unit

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Figure:
    """One figure of a month.

    Parameters
    ----------
    name, label
        For scripts and for eyes.
    unit
        ``count``, ``share`` (0 to 1), ``money`` (as loaded) or ``ratio``.
    value, previous
        Of the month and of the month before; None where it cannot be told.
    low, high
        The 95 % interval of ``value``, where it has one.
    definition
        What it is, in a line.
    """

    name: str
    label: str
    unit: Unit
    value: float | None
    previous: float | None
    low: float | None
    high: float | None
    definition: str


def figures(now: Mapping[str, float | None], before: Mapping[str, float | None]) -> tuple[Figure, ...]:
    """Put what was counted of two months in the order in which it is read.

    Parameters
    ----------
    now, before
        Value by name of both months; ``NAME_low`` and ``NAME_high`` where there is an interval. What is not there
        cannot be told.
    """
    return tuple(
        Figure(
            name,
            label,
            unit,
            now.get(name),
            before.get(name),
            now.get(f"{name}_low"),
            now.get(f"{name}_high"),
            definition,
        )
        for name, label, unit, definition in _FIGURES
    )


def value_reaches(compared: pl.DataFrame, widened: Mapping[str, float]) -> dict[str, float | None]:
    """Give the 95 % intervals of the added value of several campaigns, and of the return on their cost.

    Parameters
    ----------
    compared
        One row per campaign, as `attitude.measure.compare_campaigns` gives it.
    widened
        ``value`` and ``paid`` of `attitude.measure.widened`: what members of several campaigns make of the intervals.

    Returns
    -------
    dict
        ``incremental_value_low``, ``incremental_value_high``, ``return_low``, ``return_high``; None where a campaign
        that counts has no interval of its own, unless nobody answered it: it has added nothing.

    References
    ----------
    Square-and-add: Zou and Donner, Statistics in Medicine 27 (2008), equation 4.
    """
    known = compared.drop_nulls("incremental_value")
    low, high = _squared_and_added(known, widened["value"])
    paid = known.drop_nulls("cost")
    cost = fsum(paid["cost"])
    ends = [
        None if end is None or not cost else (end - cost) / cost for end in _squared_and_added(paid, widened["paid"])
    ]
    return {
        "incremental_value_low": low,
        "incremental_value_high": high,
        "return_low": ends[0],
        "return_high": ends[1],
    }


def _squared_and_added(known: pl.DataFrame, widened: float) -> tuple[float | None, float | None]:
    known = known.filter((known["responses"] > 0) | (known["control_responses"] > 0))
    if known.is_empty() or known["value_low"].null_count():
        return None, None
    rows = known.select("incremental_value", "value_low", "value_high").rows()
    middle = fsum(value for value, _, _ in rows)
    below = widened * sqrt(fsum((value - low) ** 2 for value, low, _ in rows))
    above = widened * sqrt(fsum((high - value) ** 2 for value, _, high in rows))
    return middle - below, middle + above


_FIGURES: tuple[tuple[str, str, Unit, str], ...] = (
    ("members", "Members", "count", "members loaded who had joined by the end of the month"),
    (
        *("reachable", "Reachable", "count"),
        "members whom at least one channel that campaigns use can reach at the end of the month: not opted out of it, "
        "with the phone or e-mail it needs",
    ),
    (
        *("reached", "Reached", "share"),
        "share of members whom a contact has reached by the end of the month; coverage, which status tells, counts "
        "those of whom it is evidence",
    ),
    ("optouts", "Opt-outs", "count", "members who opted out of a channel, or of all, within the month"),
    ("campaigns", "Campaigns", "count", "campaigns that began in the month"),
    (
        *("contacts", "Contacts", "count"),
        "members whom these campaigns were to contact, by intention: a member of two campaigns counts twice",
    ),
    (
        *("responses", "Answers", "count"),
        "of them, those who answered inside the campaign's response window, each once a campaign: by code, by member "
        "and campaign, or by buying the product without a code",
    ),
    ("rate", "Response rate", "share", "answers / contacts"),
    (
        *("incremental_responses", "Added answers", "count"),
        "answers beyond those of the holdout, scaled to the contacts: the sum over the campaigns with a holdout, with "
        "its 95 % interval; members of several campaigns count once in it",
    ),
    ("cost", "Cost", "money", "of all contacts whose cost is known"),
    (
        *("saved", "Cost saved", "money"),
        "what contacting everybody whom the plans' rules left would have cost more than the lists that began in the "
        "month, as planned, at the same cost per contact",
    ),
    ("cost_per_response", "Cost per answer", "money", "cost / answers, over the campaigns whose cost is known"),
    ("value", "Value of answers", "money", "of all answers that carry a value, or get one by their plan"),
    (
        *("incremental_value", "Added value", "money"),
        "value beyond that of the holdout, scaled to the contacts, over the campaigns with a holdout, with its 95 % "
        "interval (Welch)",
    ),
    (
        *("return", "Return", "ratio"),
        "(added value − cost) / cost, over the campaigns whose cost and added value are known: 1.00 brings back twice "
        "what was spent",
    ),
)
