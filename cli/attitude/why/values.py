"""The member's own value for each rule, and what would have to be otherwise for the rule to let them pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from attitude.database import quoted, select_problem
from attitude.target.controls import in_words
from attitude.target.rules import LEFT, asked_scores, told_lately

if TYPE_CHECKING:
    from attitude.plan import Range, Responded, Window
    from attitude.why.case import Case, Row

_ADDRESSES = {"phone": "phone", "email": "e-mail address"}


@dataclass(frozen=True)
class Told:
    """What a rule found of the member; ``cure`` follows "on the list if", and is empty where a draw decides."""

    value: str
    cure: str = ""


def rule_values(case: Case) -> dict[str, Told]:
    """Give what is to be told of each rule about the member, by its name."""
    return {
        **dict(_left(case)),
        **dict(_control(case)),
        **dict(_audience(case)),
        **dict(_groups(case)),
        **dict(_exclude(case)),
        **dict(_ways(case)),
        **dict(_policy(case)),
    }


def _left(case: Case) -> Iterator[tuple[str, Told]]:
    file = case.head["left_with"]
    told = Told(f"missing from {file}, which is the whole base", "a members file named them again")
    yield LEFT, told if file else Told("a member")


def _control(case: Case) -> Iterator[tuple[str, Told]]:
    draws = {row["name"]: row["draw"] for row in case.draws if row["kind"] == "control"}
    for control, rule in in_words(case.controls).items():
        yield rule, Told(f"draw {draws[f'{control.period}/{control.seed}']:.4f}")


def _audience(case: Case) -> Iterator[tuple[str, Told]]:
    audience = case.plan.audience
    if audience.where is not None:
        condition, known = _condition(case, audience.where)
        yield "audience.where", Told(f"{condition}{known}", f"{condition} were true of them{known}")
    asked = list(asked_scores(audience.attitude, audience.responsiveness))
    scores = {(row["dimension"], row["element"]): row["score"] for row in case.ask("scores")} if asked else {}
    for rule, element, limits in asked:
        yield rule, _score(element, limits, scores[element or (None, None)])
    for recency in audience.responded:
        yield f"not {told_lately(recency)}", _lately(case, recency, is_wanted=True)


def _condition(case: Case, condition: str) -> tuple[str, str]:
    """Give a condition in one line, and the member's values of the columns that it names."""
    words = select_problem(f"select (\n{condition}\n)")[1]
    columns = [name for name in case.workspace.describe("from store.typed_members") if name.lower() in words]
    told = ""
    if columns:
        names = ", ".join(quoted(name) for name in columns)
        (row,) = case.workspace.rows(f"select {names} from store.typed_members where member_key = ?", [case.key])
        told = f" ({', '.join(f'{name} {_plain(value)}' for name, value in zip(columns, row, strict=True))})"
    return " ".join(condition.split()), told


def _plain(value: object) -> str:
    if value is None:
        return "is missing"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _score(element: tuple[str, str] | None, limits: Range, score: float) -> Told:
    """Tell a score with as many digits as show on which side of the range it lies.

    Examples
    --------
    >>> _score(("product", "music"), (45, 100), 41.2345).cure
    'their score for music were 45 or more (it is 41.2)'
    >>> _score(None, (45, 100), 44.9876).value
    '44.9876'
    """
    low, high = limits
    is_within = low <= score <= high
    told = f"{score:.1f}" if (low <= round(score, 1) <= high) == is_within else f"{score:.4f}"
    wanted = f"{low:g} or more" if score < low else f"{high:g} or less"
    return Told(told, f"their score for {element[1] if element else 'responsiveness'} were {wanted} (it is {told})")


def _lately(case: Case, asked: Responded, *, is_wanted: bool) -> Told:
    """Tell the latest answer that a recency rule speaks of, if there is one."""
    since = case.day - timedelta(days=asked.within_days)
    (family,) = case.workspace.row("select channel_family(?)", [asked.channel])
    wanted = {"product": asked.product, "timing": asked.timing, "gift": asked.gift, "campaign_id": asked.campaign}
    if asked.channel is not None:
        wanted["family"] = family
    found = [
        row
        for row in case.answers
        if row["answered_on"] is not None
        and row["answered_on"] <= case.day
        and all(name is None or row[key] == name for key, name in wanted.items())
    ]
    if is_wanted:
        return Told(_answer(found), f"they had answered since {since}")
    free_on = found[0]["answered_on"] + timedelta(days=asked.within_days + 1) if found else case.day
    return Told(_answer(found), f"the campaign began on {free_on} or later")


def _answer(found: list[Row]) -> str:
    if not found:
        return "never answered"
    campaign = f" {found[0]['campaign_id']}" if found[0]["campaign_id"] else ""
    return f"last answered{campaign} on {found[0]['answered_on']}"


def _groups(case: Case) -> Iterator[tuple[str, Told]]:
    draws = [row for row in case.draws if row["kind"] == "group"]
    shares = {group.name: group.share for group in case.plan.audience.group}
    within = [row for row in draws if row["is_drawn"] is not None]
    named = ", ".join(f"in '{row['name']}'" for row in within) or "in none"
    yield "in none of the groups", Told(named, "the words of one of the groups were true of them")
    told = [
        f"'{row['name']}' {'takes' if row['is_drawn'] else 'leaves'} them: draw {row['draw']:.4f}, "
        f"share {shares[row['name']]:g}"
        for row in within
    ]
    yield "not drawn by its groups", Told("; ".join(told) or "in none")


def _exclude(case: Case) -> Iterator[tuple[str, Told]]:
    exclude = case.plan.exclude
    if exclude.where is not None:
        condition, known = _condition(case, exclude.where)
        yield "exclude.where", Told(f"{condition}{known}", f"{condition} were not true of them{known}")
    if exclude.responded_to:
        found = [row for row in case.answers if row["campaign_id"] in exclude.responded_to]
        named = ", ".join(sorted({row["campaign_id"] for row in found}))
        rule = f"responded to {', '.join(exclude.responded_to)}"
        yield rule, Told(f"answered {named}" if found else "no", f"exclude.responded_to did not name {named}")
    for recency in exclude.responded:
        yield told_lately(recency), _lately(case, recency, is_wanted=False)
    if exclude.contacted_within_days is not None:
        yield f"contacted within {exclude.contacted_within_days} days", _contacted(case, exclude.contacted_within_days)
    if exclude.lists:
        named = ", ".join(row["list_id"] for row in case.ask("on_lists", lists=exclude.lists))
        yield f"on {', '.join(exclude.lists)}", Told(f"on {named}" if named else "no", f"they were not on {named}")


def _contacted(case: Case, days: int) -> Told:
    found = [row for row in case.contacts if row["is_own"] and row["contacted_at"].date() <= case.day]
    if not found:
        return Told("never contacted")
    last = found[0]
    day: date = last["contacted_at"].date()
    planned = "planned " if last["is_planned"] else ""
    return Told(
        f"last {planned}{day} by {last['family']} ({last['campaign_id']})",
        f"the campaign began on {day + timedelta(days=days + 1)} or later",
    )


def _ways(case: Case) -> Iterator[tuple[str, Told]]:
    """Tell opt-outs, and the addresses that the channels need."""
    for verdict in case.verdicts:
        if verdict["rule"].startswith("opted out of "):
            yield verdict["rule"], _opted_out(case, verdict)
        elif verdict["rule"].startswith("not reachable by "):
            yield verdict["rule"], _reachable(case)


def _opted_out(case: Case, verdict: Row) -> Told:
    if not verdict["closed"]:
        return Told("no")
    told = []
    for row in case.ask("optouts"):
        since = f" on {row['opted_out_on']}" if row["opted_out_on"] else ""
        whose = f", as {row['member_id']} at the same {row['shares']}" if row["shares"] else ""
        told.append(f"{row['family']}{since}{whose}")
    return Told("; ".join(told), f"the opt-out were lifted ({'; '.join(told)})")


def _reachable(case: Case) -> Told:
    needs = [
        needs
        for (needs,) in case.workspace.rows("select distinct needs from offers where needs notnull order by 1 desc")
    ]
    missing = [_ADDRESSES[kind] for kind in needs if not case.head[f"has_{kind}"]]
    has = [_ADDRESSES[kind] for kind in needs if case.head[f"has_{kind}"]]
    told = [f"has {_one(kind)}" for kind in has] + [f"no {kind}" for kind in missing]
    wanted = " or ".join(_one(kind) for kind in missing)
    return Told(", ".join(told) or "needs no address", f"{wanted} of theirs were loaded")


def _one(address: str) -> str:
    return f"an {address}" if address[0] == "e" else f"a {address}"


def _policy(case: Case) -> Iterator[tuple[str, Told]]:
    if not case.plan.policy:
        return
    for channel, rule in case.plan.policy.items():
        (family,) = case.workspace.row("select channel_family(?)", [channel])
        near = [
            row
            for row in case.contacts
            if family in ("all", row["family"])
            and (row["is_own"] or rule.per == "household")
            and abs(row["contacted_at"] - _send_at(case)) < timedelta(days=rule.days)
        ]
        yield f"policy {family}: at most {rule.max} in {rule.days} days", _window(near, rule)


def _send_at(case: Case) -> datetime:
    """Give the time at which the member is, or would be, written to."""
    found = case.workspace.rows("select send_at from send_times where member_key = ?", [case.key])
    return datetime.combine(case.day, time()) if not found else datetime.fromisoformat(str(found[0][0]))


def _window(near: list[Row], rule: Window) -> Told:
    """Tell the contacts in a window, latest first, and when there is room again.

    Examples
    --------
    >>> from datetime import datetime
    >>> from attitude.plan import Window
    >>> contact = {"contacted_at": datetime(2026, 12, 1, 10, 12), "is_own": True, "is_planned": False}
    >>> _window([contact], Window(max=1, days=7)).value
    '1 contact, 2026-12-01 10:12, free again 2026-12-08 10:12'
    """
    if not near:
        return Told("no contact near", "the limit were higher")
    whose = "" if all(row["is_own"] for row in near) else " of the household"
    count = f"{len(near)} contact{'s' if len(near) > 1 else ''}{whose}"
    told = f"{count}, {'latest ' if len(near) > 1 else ''}{near[0]['contacted_at']:%Y-%m-%d %H:%M}"
    told += ", planned by another list" if near[0]["is_planned"] else ""
    if len(near) < rule.max or rule.max == 0:
        return Told(told, "the limit were higher")
    free_at = near[rule.max - 1]["contacted_at"] + timedelta(days=rule.days)
    return Told(f"{told}, free again {free_at:%Y-%m-%d %H:%M}", f"sent on {free_at:%Y-%m-%d %H:%M} or later")
