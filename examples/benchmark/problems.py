"""Made-up problems of choice, of any size, as bare tables: one row per member, one column per offer.

Each is a base of members whose answers differ by member and by offer, as a hash of the member's number has it, so that
the same size is the same problem everywhere. ``KINDS`` names them:

- loose: no limit binds;
- tight: six offers, each with a capacity, two channels with one of their own, a size, and a budget for a third of it;
- scarce: everything but calls is there in plenty, and a call answers far better than a message;
- many: twenty-four offers in four channels, capacities of all sorts, two groups with a minimum;
- negative: every contact costs more than it brings;
- equal: everybody is worth the same, and there is not enough for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from attitude.choice import Limit, Minimum, Problem, begin

if TYPE_CHECKING:
    from attitude.database import Flow

KINDS = ("loose", "tight", "scarce", "many", "negative", "equal")
SPECK = 1e-5


@dataclass(frozen=True)
class Offers:
    """The offers of a problem: channel, value of a response, cost of a contact, how well it answers."""

    channels: tuple[str, ...]
    values: tuple[float, ...]
    costs: tuple[str, ...]
    ratios: tuple[float, ...]


_SIX = Offers(
    ("sms", "sms", "email", "email", "call", "call"),
    (3.0, 4.0, 3.0, 4.5, 6.0, 8.0),
    ("0.05", "0.05", "0.01", "0.01", "1.20", "1.50"),
    (1.0, 0.8, 0.7, 0.6, 2.6, 2.4),
)
_MANY = Offers(
    ("sms", "email", "call", "wap") * 6,
    tuple(2.0 + 0.25 * j for j in range(24)),
    ("0.05", "0.01", "0.90", "0.02") * 6,
    tuple((1.0, 0.7, 2.4, 0.8)[j % 4] * (1 - 0.02 * j) for j in range(24)),
)
_LOSING = Offers(("sms", "call"), (0.1, 0.2), ("0.50", "3.00"), (1.0, 2.0))


def offers_of(kind: str) -> Offers:
    """Give the offers of a problem."""
    return {"many": _MANY, "negative": _LOSING}.get(kind, _SIX)


def problem_of(kind: str, members: int) -> Problem:
    """Give the limits of a problem of so many members."""
    offers = offers_of(kind)
    count = len(offers.channels)
    if kind == "loose":
        return Problem(count, (_size(members, count), _budget(10 * members, offers)))
    if kind == "scarce":
        return Problem(count, (_channel("call", members // 50, offers), _size(members // 2, count)))
    if kind == "negative":
        return Problem(count, (_size(members // 2, count), _budget(members, offers)))
    if kind == "equal":
        return Problem(
            count, (*_capacities(members, (0.05, 0.1, 0.02, 0.2, 0.01, 0.03)), _budget(members * 0.02, offers))
        )
    if kind == "many":
        limits = (
            *_capacities(members, ((0.004, 0.02, 0.002, 0.05, 0.01) * 5)[:24]),
            _channel("call", members // 80, offers),
        )
        limits += (_channel("sms", members // 25, offers), _size(members // 6, count), _budget(members / 40, offers))
        return Problem(count, limits, (Minimum(1, "young", members // 40), Minimum(2, "old", members // 20)))
    limits = (*_capacities(members, (0.05, 0.03, 0.1, 0.08, 0.01, 0.006)), _channel("sms", members // 15, offers))
    limits += (_channel("call", members // 70, offers), _size(members // 6, count), _budget(members / 80, offers))
    return Problem(count, limits)


def make(flow: Flow, kind: str, members: int, seed: int = 1) -> float:
    """Make ``bare`` (a row per member, a column per offer) and the relations that a choice reads; gives the speck."""
    offers, workspace = offers_of(kind), flow.workspace
    workspace.define(f"create or replace temp table bare as {_bare(kind, offers, members, seed)}")
    numbers = ", ".join(str(j + 1) for j in range(len(offers.channels)))
    best = ", ".join(f"value_{j + 1}" for j in range(len(offers.channels)))
    sums = f"select avg(greatest({best})::decimal(18, 6))::double from bare where greatest({best}) > 0"
    speck = SPECK * (workspace.row(sums)[0] or 0.0)
    worths = ", ".join(f"specked(value_{j + 1}, {speck!r}, tie, {j + 1})" for j in range(len(offers.channels)))
    workspace.define(
        "create or replace temp table worths as select chooser_key, tie, is_holdout, cell, "
        f"[{numbers}] as offers, [{worths}] as worth from bare"
    )
    found(flow)
    return speck


def found(flow: Flow) -> None:
    """Take ``worths`` as made, with what else a choice reads of it, and begin one."""
    flow.workspace.define(
        "create or replace temp view choosers as select chooser_key, tie, is_holdout, cell from worths"
    )
    flow.workspace.define(
        "create or replace temp view bids as select chooser_key, unnest(offers) as offer, "
        "0::decimal(18, 9) as propensity, as_priority(unnest(worth)) as priority from worths"
    )
    flow.note("worths")
    flow.note("choosers", "view")
    flow.note("bids", "view")
    begin(flow)


def _bare(kind: str, offers: Offers, members: int, seed: int) -> str:
    """Draw members: how readily each answers, and how much more or less each offer."""
    columns = []
    for j, (value, cost, ratio) in enumerate(zip(offers.values, offers.costs, offers.ratios, strict=True), start=1):
        taste = f"exp(1.2 * (speck_of(tie, {j + 40}) + speck_of(tie, {j + 140}) - 1))"
        rate = "0.1" if kind == "equal" else f"least(0.6, answers * {ratio!r} * {taste})"
        columns.append(f"round({rate} * {value!r} - {cost}, 9) as value_{j}")
    return (
        f"with drawn as (select i::integer as chooser_key, md5_number_upper('{seed}/' || i) as tie, "
        "from range({members}) as t (i)), "
        "member as (select *, 0.01 + 0.3 * power(speck_of(tie, 39), 4) as answers, from drawn) "
        "select chooser_key, tie, speck_of(tie, 38) < 0.1 as is_holdout, (1 + floor(2 * speck_of(tie, 37)))::integer "
        f"as cell, {', '.join(columns)} from member"
    ).replace("{members}", str(members))


def _limit(kind: str, name: str, most: float, uses: list[Decimal]) -> Limit:
    return Limit(kind, name, Decimal(str(round(most, 2))), tuple(uses))


def _size(most: int, count: int) -> Limit:
    return _limit("size", "list", most, [Decimal(1)] * count)


def _budget(most: float, offers: Offers) -> Limit:
    return _limit("budget", "budget", most, [Decimal(cost) for cost in offers.costs])


def _channel(channel: str, most: int, offers: Offers) -> Limit:
    return _limit("channel", channel, most, [Decimal(int(name == channel)) for name in offers.channels])


def _capacities(members: int, shares: tuple[float, ...]) -> tuple[Limit, ...]:
    return tuple(
        _limit("offer", f"offer {j + 1}", int(members * share), [Decimal(int(i == j)) for i in range(len(shares))])
        for j, share in enumerate(shares)
    )
