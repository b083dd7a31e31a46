"""Why a member is on a list or not, as a person reads it: what was decided, rule by rule, offer by offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attitude import say
from attitude.elements import offer_words

if TYPE_CHECKING:
    from attitude.why import Why

Row = dict[str, Any]
_SHOWN = 0.005  # a factor so near to one says nothing


def show(answer: Why) -> None:
    """Print the page."""
    head = answer.head
    say.text(
        f"member {head['member_id']} · list {head['list_id']} · scores as of {head['as_of']} · seed {head['seed']}"
    )
    say.text(_outcome(head), is_title=True)
    say.text(f"decided by: {answer.binding}")
    say.text(f"otherwise: {answer.change}")
    for words in answer.notes:
        say.text(f"note: {words}")
    _title("Rules, in order")
    for row in answer.rules.iter_rows(named=True):
        say.text(f"  {row['step']:>2}  {_rule(row)}{'  <- decided' if row['step'] == head['out_step'] else ''}")
    _title("Offers of the plan, by today's scores")
    factors = answer.factors.rows(named=True)
    is_by_added = head["chosen_by"] == "added"
    for row in answer.offers.iter_rows(named=True):
        _offer(row, [factor for factor in factors if factor["offer"] == row["offer"]], is_by_added=is_by_added)


def _title(words: str) -> None:
    say.text("")
    say.text(words, is_title=True)


def _outcome(head: Row) -> str:
    if head["rank"] is None:
        return "not on the list"
    how = offer_words(head)
    cell = f", cell {head['cell']}" if head["cell"] else ""
    what = "held out as a control" if head["is_control"] else "contacted"
    sent = f", sent {head['send_at']:%Y-%m-%d %H:%M}" if head["send_at"] and not head["is_control"] else ""
    return f"{what}: rank {head['rank']:,}{cell}, {how}, code {head['treatment_code']}{sent}"


def _rule(row: Row) -> str:
    """Say one rule.

    Examples
    --------
    >>> _rule({"rule": "product music score 45–100", "value": "62.3", "outcome": "passed", "today": None})
    'product music score 45–100: 62.3, passed'
    >>> _rule({"rule": "list full", "value": None, "outcome": "not reached", "today": None})
    'list full: not reached'
    """
    value = f"{row['value']}, " if row["value"] else ""
    today = f" then; today {row['today']}" if row["today"] else ""
    return f"{row['rule']}: {value}{row['outcome']}{today}"


def _offer(row: Row, factors: list[Row], *, is_by_added: bool) -> None:
    say.text(f"  {row['offer']}  {offer_words(row)}: {_standing(row)}")
    say.text(f"     worth {_sum(row, is_by_added=is_by_added)} = {row['expected_value']:,.4g}")
    if row["added"] is not None:
        say.text(f"     {_added(row)}")
    if row["toll"] is not None:
        say.text(f"     less {row['toll']:,.4g}, the price of the room it takes = {row['gain']:,.4g}")
    for factor in factors:
        if factor["kind"] == "base" or abs(factor["factor"] - 1) >= _SHOWN:
            say.text(f"     {_factor(factor)}")
    odds = row["propensity"] / (1 - row["propensity"])
    say.text(f"     = {odds:.4f}  odds, which is a propensity of {row['propensity']:.2%}".replace("%", " %"))


def _sum(row: Row, *, is_by_added: bool) -> str:
    """Say what the worth of a contact is made of.

    Examples
    --------
    >>> row = {"value_per_response": 8, "response_cost": 2, "propensity": 0.05, "unit_cost": 0.1}
    >>> _sum(row, is_by_added=False)
    '5.00 % × (8.00 − 2.00) − 0.1'
    >>> _sum({**row, "added": 0.03, "contacted": 0.05}, is_by_added=True)
    '3.00 % × 8.00 − 5.00 % × 2.00 − 0.1'
    """
    value, gift, cost = f"{row['value_per_response']:,.2f}", f"{row['response_cost']:,.2f}", f"{row['unit_cost']:,.4g}"
    if is_by_added:
        given = f" − {_percent(row['contacted'])} × {gift}" if row["response_cost"] else ""
        return f"{_percent(row['added'])} × {value}{given} − {cost}"
    worth = f"({value} − {gift})" if row["response_cost"] else value
    return f"{_percent(row['propensity'])} × {worth} − {cost}"


def _added(row: Row) -> str:
    """Say what a contact adds.

    Examples
    --------
    >>> _added({"contacted": 0.05, "unasked": 0.02, "added": 0.03})
    'adds 3.00 %: 5.00 % when contacted, less 2.00 % who would do it unasked, by past holdouts'
    """
    return (
        f"adds {_percent(row['added'])}: {_percent(row['contacted'])} when contacted, less "
        f"{_percent(row['unasked'])} who would do it unasked, by past holdouts"
    )


def _percent(share: float) -> str:
    return f"{share:.2%}".replace("%", " %")


def _standing(row: Row) -> str:
    if row["closed_by"] is not None:
        return f"closed by '{row['closed_by']}'"
    mark = ", the one given" if row["is_given"] else ""
    places = {1: "open, the best", 2: "open, the runner-up"}
    return f"{places.get(row['place'], 'open')}{mark}"


def _factor(row: Row) -> str:
    """Say one factor.

    Examples
    --------
    >>> _factor({"kind": "base", "subject": "base rate", "ratio": 0.02, "factor": 0.0204})
    '  0.0204  base rate 2.00 %, as odds'
    >>> _factor({"kind": "leaning", "subject": "channel sms", "ratio": 1.2, "factor": 1.23})
    '× 1.23    leans to channel sms (1.20)'
    >>> _factor({"kind": "pair", "subject": "product music with channel sms", "ratio": 0.8, "factor": 0.91})
    '× 0.91    product music with channel sms, beyond each alone (0.80 together)'
    >>> _factor({"kind": "together", "subject": "brand nova, age_band 30-39", "ratio": 1.3, "factor": 1.32})
    '× 1.32    attributes together, brand nova, age_band 30-39 above all (1.30)'
    """
    if row["kind"] == "base":
        return f"  {row['factor']:.4f}  base rate {row['ratio']:.2%}, as odds".replace("%", " %")
    words = {
        "offer": "works for everyone",
        "history": "what past campaigns taught of all members",
        "responsiveness": "responsiveness",
        "together": "attributes together",
        "leaning": "leans to" if row["factor"] > 1 else "leans away from",
    }
    if row["kind"] == "pair":
        return f"× {row['factor']:<6.2f}  {row['subject']}, beyond each alone ({row['ratio']:.2f} together)"
    text = words[row["kind"]]
    if row["kind"] == "offer":
        text = f"{row['subject']} {text}"
    elif row["kind"] == "leaning":
        text = f"{text} {row['subject']}"
    elif row["kind"] == "together" and row["subject"]:
        text = f"{text}, {row['subject']} above all"
    ratio = "" if row["ratio"] is None else f" ({row['ratio']:.2f})"
    return f"× {row['factor']:<6.2f}  {text}{ratio}"
