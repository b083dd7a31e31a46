"""A plan of several waves: the plan itself is the first, each ``[[wave]]`` is one more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from attitude.errors import nearest
from attitude.toml_files import Strict, is_none

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attitude.plan.model import Offer, Plan, Stock

To = Literal["silent", "clicked", "bought", "all"]


class Wave(Strict):
    """One more wave: how many days after the last send day of the one before, to whom of it, with which offers.

    ``silent``: neither clicked nor bought; ``clicked``: clicked, has not bought; ``bought``; ``all``: whoever the
    wave before reached. ``offers`` names those of the plan that it has, by itself all that are not for later waves.
    """

    after_days: Annotated[int, Field(ge=1, le=365, strict=True)]
    to: To = "silent"
    offers: Annotated[
        list[Annotated[str, Field(min_length=1)]] | None,
        BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
        Field(None, exclude_if=is_none),
    ]


class Series(Strict):
    """Which wave of its series a plan is, counted from 1, and on which lists it stands.

    ``first`` is the list of the first wave, which says who is held out; ``before`` that of the wave before (empty
    in the first); ``since`` the day from which answers count. A file does not say it: it is found when the wave's list
    is made.
    """

    wave: int
    first: str = ""
    before: str = ""
    since: date


def wave_days(plan: Plan) -> list[date]:
    """Give the first send day of each wave, the plan's own first: each is so long after the last send day before it."""
    day = plan.campaign.starts_on
    days = [day] if day is not None else []
    for wave in plan.wave if day is not None else ():
        day = days[-1] + timedelta(days=plan.send.days - 1 + wave.after_days)
        days.append(day)
    return days


def first_wave(plan: Plan) -> Plan:
    """Give the plan of the first wave's list, with the offers that are for it; a plan without waves is its own."""
    if not plan.wave or plan.series is not None or plan.campaign.starts_on is None:
        return plan
    series = Series(wave=1, since=plan.campaign.starts_on)
    return _offering(plan, [one for one in plan.offer if one.from_wave == 1], {"series": series})


def of_wave(plan: Plan, wave: int, first: str, before: str) -> Plan:
    """Give the plan of a later wave's list: its day, its offers, and nobody but whom the wave before reached.

    Who may be in the series was decided by the first wave: the audience is not asked again, nor how lately members
    were contacted. What excludes, limits and caps hold for each wave.

    Parameters
    ----------
    plan
        As it was read, with its ``[[wave]]``.
    wave
        Which, from 2.
    first, before
        The lists that were handed over of the first wave and of the wave before.
    """
    told, days = plan.wave[wave - 2], wave_days(plan)
    offers = [one for one in plan.offer if one.from_wave <= wave and (told.offers is None or one.name in told.offers)]
    parts: dict[str, object] = {
        "campaign": plan.campaign.model_copy(update={"starts_on": days[wave - 1]}),
        "audience": type(plan.audience)(),
        "exclude": plan.exclude.model_copy(update={"contacted_within_days": None}),
        "explore": type(plan.explore)(),
        "series": Series(wave=wave, first=first, before=before, since=days[0]),
    }
    return _offering(plan, offers, parts)


def _offering(plan: Plan, offers: list[Offer], parts: dict[str, object]) -> Plan:
    """Give the plan with some of its offers alone, and their limits, and with other parts."""
    stocks = {
        "channel": _of_offered(plan.limits.channel, [one.channel for one in offers]),
        "gift": _of_offered(plan.limits.gift, [one.gift for one in offers]),
    }
    return plan.model_copy(update={"offer": offers, "limits": plan.limits.model_copy(update=stocks), **parts})


def _of_offered(stocks: dict[str, Stock] | None, offered: list[str | None]) -> dict[str, Stock] | None:
    """Give the limits by channel or gift of what a wave offers."""
    return {name: stock for name, stock in (stocks or {}).items() if name in offered} or None


def series_problems(plan: Plan) -> Iterator[str]:
    """Say what of a plan's waves cannot be, each in a line with the cure."""
    names = [offer.name for offer in plan.offer if offer.name is not None]
    for name in names:
        if names.count(name) > 1:
            yield f"two offers are named '{name}'; give each a name of its own"
    for offer in plan.offer:
        if offer.from_wave > len(plan.wave) + 1:
            yield f"from_wave = {offer.from_wave}: there is no such wave; each [[wave]] makes one more than the first"
    if not plan.wave:
        return
    if plan.campaign.starts_on is None:
        yield "[[wave]] counts its days from campaign.starts_on; say it"
    if all(offer.from_wave > 1 for offer in plan.offer):
        yield "no offer is for the first wave; leave out from_wave of one"
    for number, wave in enumerate(plan.wave, start=2):
        yield from _about_offers(plan, number, wave, names)
    last = plan.expires_on
    for number, day in enumerate(wave_days(plan), start=1):
        if last is not None and day > last:
            yield f"wave {number} would begin on {day}, after the plan's last day {last}; move ends_on or after_days"


def _about_offers(plan: Plan, number: int, wave: Wave, names: list[str]) -> Iterator[str]:
    """Say what is wrong with the offers that a wave names."""
    if wave.offers == []:
        yield f"wave {number}: offers names none; leave it out for all of the plan's"
    for name in wave.offers or ():
        if name not in names:
            cure = nearest(name, names) if names else '; give the offer a name, as name = "reminder"'
            yield f"wave {number}: no offer is named '{name}'{cure}"
        elif any(offer.name == name and offer.from_wave > number for offer in plan.offer):
            yield f"wave {number}: the offer '{name}' is for later waves; lower its from_wave"
