"""Several campaigns side by side, in columns that fit 80 signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from attitude.measure import name_of
from attitude.measure_page.cells import right
from attitude.measure_page.one import Row
from attitude.numbers import amount, chance, percent, ratio, share, sum_of, tenths
from attitude.widths import cut

if TYPE_CHECKING:
    import polars as pl

_SQUARE = 12  # campaigns that fit side by side
_SEGMENT = 14  # columns of a terminal for a segment of members


def _matrix(row: Row) -> Row:
    return {
        "channel": row["channel"],
        "product": row["product"],
        "contacts": row["contacts"],
        "answers": row["responses"],
        "rate %": percent(row["rate"]),
        "cost": sum_of(row["cost"]),
        "/answer": amount(row["cost_per_response"]),
        "return": ratio(row["return"]),
        "gross": ratio(row["gross_return"]),
        "campaigns": row["campaigns"],
        "value": sum_of(row["value"]),
    }


def _responders(row: Row) -> Row:
    """Give a month; of a segment of members, its name in place of what would make the line too long."""
    second = list(row)[1]
    is_whole = second == "contacts"
    return {
        "month": f"{row['month']:%Y-%m}",
        **({"sent": row["contacts"]} if is_whole else {second: cut(str(row[second]), _SEGMENT)}),
        "answers": row["responses"],
        "rate %": percent(row["rate"]),
        "first %": percent(row["first_time_share"]),
        "again %": percent(row["again_share"]),
        "score": _score(row),
        "revenue": amount(row["revenue_responders"]),
        **({"of all": amount(row["revenue_contacted"])} if is_whole else {}),
    }


def _score(row: Row) -> str:
    """Write a mean score with the quarter and the three quarters that half of the responders lie between."""
    if row["mean_score"] is None:
        return ""
    return f"{row['mean_score']:.0f} ({row['score_p25']:.0f}-{row['score_p75']:.0f})"


def _overlap(row: Row) -> Row:
    return {
        "campaign": row["campaign"],
        "other": row["other"],
        "both": row["answered_both"],
        "% of smaller": percent(row["share_of_smaller"]),
        "expected": tenths(row["expected"]),
        "ratio": amount(row["ratio"]),
        "answered": row["responders"],
        "the other": row["other_responders"],
    }


def _penetration(row: Row) -> Row:
    return {
        "channel": row["channel"],
        "product": row["product"],
        "responders": row["responders"],
        "users": row["users"],
        "share %": percent(row["share"]),
        "of base %": percent(row["base_share"]),
        "index": amount(row["index"]),
    }


def _coverage(row: Row) -> Row:
    return {
        "month": f"{row['month']:%Y-%m}",
        "members": row["members"],
        "new": row["new_members"],
        "with evidence": row["with_evidence"],
        "new with": row["new_with_evidence"],
        "share %": percent(row["share"]),
    }


def _programme(row: Row) -> Row:
    is_rate = row["outcome"] in _RATES
    times, digits = (100, 2) if is_rate else (1, 2)
    low, high = row["difference_low"], row["difference_high"]
    reach = "" if low is None else f" ({times * low:,.{digits}f} to {times * high:,.{digits}f})"
    return {
        "when": name_of(row),
        "what": f"{_OUTCOMES.get(row['outcome'], row['outcome'])}{' %' if is_rate else ''}",
        "others": f"{times * row['mean']:,.{digits}f}",
        "control": f"{times * row['control_mean']:,.{digits}f}",
        "difference (95 %)": f"{times * row['difference']:+,.{digits}f}{reach}",
        "p": chance(row["p_value"]),
        "added": f"{row['added']:+,.0f}",
    }


_RATES = ("users", "optouts", "gone")
_OUTCOMES = {"optouts": "opt-outs"}


def _saved(row: Row) -> Row:
    return {
        "period": row["period"],
        "lists": row["lists"],
        "contacts": row["contacts"],
        "eligible": row["eligible"],
        "cost": sum_of(row["cost"]),
        "cost of all": sum_of(row["cost_of_all"]),
        "saved": sum_of(row["saved"]),
        "%": percent(row["share"]),
    }


def overlap(table: pl.DataFrame) -> pl.DataFrame:
    """Give a square of few campaigns: shares of the smaller above, ratios to chance below; of many, line by line."""
    import polars as pl

    names = list(dict.fromkeys([*table["campaign"], *table["other"]]))
    if not 0 < len(names) <= _SQUARE:
        return _shaped(_overlap)(table)
    width = max(8, 77 - 5 * len(names))
    square: dict[str, list[str]] = {"campaign": [cut(f"{at} {name}", width) for at, name in enumerate(names, 1)]}
    square |= {str(at): ["·"] * len(names) for at in range(1, len(names) + 1)}
    for row in table.iter_rows(named=True):
        one, other = names.index(row["campaign"]), names.index(row["other"])
        square[str(other + 1)][one] = share(row["share_of_smaller"]).removesuffix("%")
        square[str(one + 1)][other] = _times(row["ratio"])
    return right(pl.DataFrame(square))


def _times(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}" if value < 9.95 else f"{value:.0f}"


def _shaped(shape: Callable[[Row], Row]) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Give a page of one line for each row, figures to the right."""

    def page(table: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        rows = [shape(row) for row in table.iter_rows(named=True)]
        return right(pl.DataFrame(rows, infer_schema_length=None)) if rows else table

    return page


WHOLE: dict[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    "matrix": _shaped(_matrix),
    "overlap": overlap,
    "penetration": _shaped(_penetration),
    "coverage": _shaped(_coverage),
    "responders": _shaped(_responders),
    "programme": _shaped(_programme),
    "saved": _shaped(_saved),
}
MEANINGS = {
    "saved": (
        "eligible: left by the rules of the plans before the limits of their lists; cost of all: of contacting them "
        "all, at the same cost per contact; saved: cost of all − cost; quarters and years are of the months looked at",
    ),
    "overlap": (
        "above the dots: who answered both, in % of the smaller of the two; below: beside what chance would make of it "
        "among those contacted by both, 1 is chance",
    ),
    "penetration": ("index: share of the channel's responders who use the product / share of the base",),
    "coverage": (
        "coverage, share %: members with evidence / members; evidence: contacted, and the response window over, or "
        "open on the scoring day; new: in the month",
    ),
    "matrix": (
        "contacts: members, once a campaign; return: (value beyond the holdout − cost) / cost, of the campaigns that "
        "had one, each scaled to its contacts; gross: (value of all answers − cost) / cost",
    ),
    "responders": (
        "by month of the contact; first %: of the responders, no earlier answer is known; again %: answered a later "
        "contact of these campaigns; score: mean responsiveness before, and between which half of them lie; revenue: "
        "of the month before the contact, beside that of all contacted",
    ),
    "programme": (
        "others: everyone who could have been contacted and is not in the universal control; a member: revenue, volume "
        "of all products; added: difference x others; gone: left the base, or used nothing, after use before the "
        "control's period; answers told by campaign are no part of it: nobody tells them of the control",
    ),
}
