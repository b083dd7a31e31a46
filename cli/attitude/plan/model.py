"""``PLAN.toml``: a campaign plan as a checked model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, PlainSerializer, PrivateAttr, model_validator

from attitude.goals import Goal
from attitude.plan.coded import Coded
from attitude.plan.limits import contradictions
from attitude.plan.send import Send
from attitude.plan.series import Series, Wave, series_problems
from attitude.toml_files import Strict, is_none, is_nothing, is_whole

OWN = '{ max = "fatigue", days = 30, per = "member" }'
EXPLORE, EXPLORE_OFFER = "explore", "explore offer"


def _as_text(value: object) -> object:
    """Take ids written as bare numbers as the text they are."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_list(value: object) -> object:
    """Take one table where several may stand."""
    return [value] if isinstance(value, dict) else value


Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1)]
Channel = Annotated[
    str, BeforeValidator(lambda value: value.strip().lower() if isinstance(value, str) else value), Field(min_length=1)
]
Count = Annotated[int, Field(ge=0, le=1_000_000_000, strict=True)]
Days = Annotated[int, Field(ge=0, le=36_500, strict=True)]
Share = Annotated[float, Field(ge=0, lt=1)]
Money = Annotated[float, Field(ge=0, le=1e11, allow_inf_nan=False)]
Salvage = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]
Range = tuple[float, float]
Ranges = dict[str, dict[str, Range]]
Elements = Annotated[dict[str, Text], Field(exclude_if=is_nothing)]


def _as_stock(value: object) -> object:
    """Take a bare number of a limit as the most there is."""
    return {"most": value} if isinstance(value, int) and not isinstance(value, bool) else value


class Campaign(Strict):
    """What the campaign is about; its elements hold for every offer that does not say otherwise.

    ``elements`` are those of dimensions that the settings name. ``margin`` is the share of revenue that is earned; a
    purchase is worth so much of its revenue where no value per response is said.
    """

    # it becomes part of file names
    id: Annotated[str, BeforeValidator(_as_text), Field(pattern=r"^[^/\\\x00-\x1f.][^/\\\x00-\x1f]*$", max_length=120)]
    name: str | None = None
    product: Text | None = None
    timing: Text | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    value_per_response: Money = 1.0
    margin: Annotated[float, Field(ge=0, le=1)] = Field(1.0, exclude_if=is_whole)
    elements: Elements = {}

    @model_validator(mode="after")
    def _in_order(self) -> Campaign:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError(f"ends_on {self.ends_on} is before starts_on {self.starts_on}")
        return self


class Offer(Strict):
    """One way to reach a member: channel, gift, cost of one contact in money, most contacts.

    ``name`` is what waves call it by; it is for those from ``from_wave`` on. ``response_cost`` is what each answer
    costs, of those contacted: the gift, the coupon. ``salvage`` is what each of the capacity that stays unused is
    worth, below 0 where it costs to be rid of. ``template`` is the text of a message, with ``{column}`` where a
    member's own words go; ``segments`` is how many SMS one contact may take at ``unit_cost``.
    ``elements`` are those of dimensions that the settings name.
    """

    name: Annotated[str, Field(min_length=1)] | None = Field(None, exclude_if=is_none)
    channel: Channel
    gift: Text | None = None
    product: Text | None = None
    timing: Text | None = None
    unit_cost: Money = 0.0
    response_cost: Money = Field(0.0, exclude_if=is_nothing)
    capacity: Count | None = None
    salvage: Salvage | None = Field(None, exclude_if=is_none)
    from_wave: Annotated[int, Field(ge=1, le=21, strict=True)] = Field(1, exclude_if=is_whole)
    value_per_response: Money | None = Field(None, validation_alias=AliasChoices("value_per_response", "value"))
    template: Annotated[str, Field(min_length=1)] | None = None
    segments: Annotated[int, Field(ge=1, le=10, strict=True)] = 1
    elements: Elements = {}

    @model_validator(mode="after")
    def _has_stock(self) -> Offer:
        if self.salvage is not None and self.capacity is None:
            raise ValueError("salvage is of what stays unused; say the offer's capacity too")
        return self


class Responded(Strict):
    """Members who answered within days before the start, in a channel or to a campaign or elements where told."""

    within_days: Days
    channel: Channel | None = None
    product: Text | None = None
    timing: Text | None = None
    gift: Text | None = None
    campaign: Text | None = None
    elements: Elements = {}


class _Who(Strict):
    """Words that say who: SQL over members, score ranges (all must hold), and who answered lately."""

    where: str | None = None
    attitude: Ranges = {}
    responsiveness: Range | None = None
    responded: Annotated[list[Responded], BeforeValidator(_as_list)] = []

    @model_validator(mode="after")
    def _ranges(self) -> _Who:
        for place, (low, high) in self.ranges():
            if not 0 <= low <= high <= 100:
                raise ValueError(f"{place}: [{low:g}, {high:g}] is not a range of scores within 0–100")
        return self

    def ranges(self) -> Iterator[tuple[str, Range]]:
        """Every score range with the place where it stands."""
        for dimension, ranges in self.attitude.items():
            for element, limits in ranges.items():
                yield f"{dimension}.{element}", limits
        if self.responsiveness is not None:
            yield "responsiveness", self.responsiveness


class Group(_Who):
    """A named group of the audience: a random share of those its words are true of, and at most so many of them.

    ``minimum`` is how many of them are contacted at least.
    """

    name: Text
    share: Annotated[float, Field(gt=0, le=1)] = 1.0
    limit: Count | None = None
    minimum: Count | None = Field(None, exclude_if=is_none)


class Audience(_Who):
    """Who may be on the list, and the groups they must be in, in order of priority."""

    group: list[Group] = []

    @model_validator(mode="after")
    def _agree(self) -> Audience:
        names = [group.name for group in self.group]
        for name in names:
            if names.count(name) > 1 or name.lower() in (EXPLORE, "all"):
                why = "two groups" if names.count(name) > 1 else "another use"
                raise ValueError(f"the name '{name}' has {why}; give each group a name of its own")
        own = dict(self.ranges())
        for group in self.group:
            for place, (low, high) in group.ranges():
                floor, ceiling = own.get(place, (low, high))
                if low > ceiling or high < floor:
                    raise ValueError(
                        f"group '{group.name}' asks {place} [{low:g}, {high:g}], the audience "
                        f"[{floor:g}, {ceiling:g}]: nobody is in both"
                    )
        return self


class Exclude(Strict):
    """Who may not: by SQL, members of other lists, responders, and members contacted within days before the start."""

    where: str | None = None
    responded_to: list[Text] = []
    responded: Annotated[list[Responded], BeforeValidator(_as_list)] = []
    contacted_within_days: Days | None = None
    lists: list[Text] = []


class Window(Strict):
    """A contact rule: in no window of so many days more than ``max`` contacts, of a household or of each member.

    ``max = "fatigue"``, here None, is each member's own count, ``fits_up_to`` of the table ``fatigue``: of 30 days, all
    channels.
    """

    max: Annotated[
        Count | None,
        BeforeValidator(lambda value: None if value == "fatigue" else value),
        PlainSerializer(lambda value: "fatigue" if value is None else value),
    ]
    days: Annotated[int, Field(ge=1, le=3660, strict=True)]
    per: Literal["household", "member"] = "household"

    @model_validator(mode="after")
    def _as_counted(self) -> Window:
        if self.max is None and (self.days, self.per) != (30, "member"):
            raise ValueError(f"max: each member's own count is of 30 days; write {OWN}")
        return self


def _of_all(policy: dict[str, Window]) -> dict[str, Window]:
    """Refuse a member's own count for one channel: it is of all together."""
    for channel, window in policy.items():
        if window.max is None and channel != "all":
            raise ValueError(f"{channel}: each member's own count is of all channels together; write all = {OWN}")
    return policy


Policy = Annotated[dict[Channel, Window], AfterValidator(_of_all)]


class Holdout(Strict):
    """The share of would-be list members kept out as controls, 0 to below 1.

    Plans with the same ``draw`` hold out the same members; by itself it is the campaign.
    """

    share: Share = 0.0
    draw: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(None, exclude_if=is_none)


class Stock(Strict):
    """How much there is of something, and what one that stays unused is worth, below 0 where it costs to be rid of."""

    most: Count
    salvage: Salvage = 0.0


class Limits(Strict):
    """The most members contacted and the most money spent; without a limit, everyone.

    ``channel`` and ``gift`` are the most contacts of all offers with such a channel or gift together.
    """

    size: Count | None = None
    budget: float | None = Field(None, ge=0, allow_inf_nan=False)
    per_household: Annotated[int, Field(ge=1, strict=True)] | None = None
    channel: dict[Channel, Annotated[Stock, BeforeValidator(_as_stock)]] | None = Field(None, exclude_if=is_none)
    gift: dict[Text, Annotated[Stock, BeforeValidator(_as_stock)]] | None = Field(None, exclude_if=is_none)


class Explore(Strict):
    """The share of the list's places given to members drawn by what they may be worth, not by what is known.

    ``offers`` is the part of these places for members whom the list would take anyway, with an offer drawn among those
    open to them, not the best.
    """

    share: Share = 0.0
    offers: Annotated[float, Field(ge=0, le=1)] = Field(0.0, exclude_if=is_nothing)


class Choice(Strict):
    """Whom to take first: by expected value, at random, or by a number of the analyst's own, highest first.

    By ``added``, the value of what a contact adds to what the member would do unasked; by ``auto``, that where past
    holdouts show that lists gain by it, else ``value``.

    ``method`` says how limits are shared out by value: by ``prices``, or in ``turn``, the best member first; where it
    is not told, by prices if there is anything to share out, see `Plan.is_priced`. ``weight``
    is how much a plan's values count beside those of plans chosen together with it, by itself 1.
    """

    by: Annotated[str, Field(min_length=1)] = "value"
    method: Literal["prices", "turn"] | None = Field(None, exclude_if=is_none)
    weight: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] | None = Field(None, exclude_if=is_none)

    @property
    def is_by_value(self) -> bool:
        """Whether members are taken by money, of all they may answer or of what is added."""
        return self.by in ("value", "added", "auto")

    @property
    def own_number(self) -> str | None:
        """The analyst's own number, as SQL, where members are taken by it."""
        return None if self.is_by_value or self.by == "random" else self.by


class Plan(Coded):
    """The whole file."""

    campaign: Campaign
    offer: list[Offer] = Field(min_length=1, max_length=100)
    audience: Audience = Audience()
    exclude: Exclude = Exclude()
    policy: Policy = {}
    holdout: Holdout = Holdout()
    limits: Limits = Limits()
    explore: Explore = Explore()
    choice: Choice = Choice()
    send: Send = Send()
    goal: Goal | None = Field(None, exclude_if=is_none)
    wave: list[Wave] = Field([], max_length=20, exclude_if=is_nothing)
    series: Series | None = Field(None, exclude_if=is_none)
    _text: str = PrivateAttr("")
    _file: str = PrivateAttr("")

    @model_validator(mode="after")
    def _dates(self) -> Plan:
        first, last = self.campaign.starts_on, self.send.expires_on
        if first and last and last < first:
            raise ValueError(f"send.expires_on {last} is before campaign.starts_on {first}")
        if self.send.on is not None and (first is None or self.campaign.ends_on is None):
            raise ValueError("send.on is a day of each member's own within the plan's dates: say starts_on and ends_on")
        if self.send.on is not None and self.wave:
            raise ValueError("send.on gives each member a day of their own, [[wave]] the same to all; leave out one")
        return self

    @model_validator(mode="after")
    def _can_be_met(self) -> Plan:
        for problem in (*contradictions(self), *(() if self.series else series_problems(self))):
            raise ValueError(problem)
        return self

    @property
    def is_priced(self) -> bool:
        """Whether limits are shared out by prices: told, else with several offers under a limit, or a minimum."""
        if self.choice.method is not None or not self.choice.is_by_value:
            return self.choice.method == "prices"
        limits, offers = self.limits, self.offer
        is_limited = limits.channel or limits.gift or {limits.size, limits.budget} != {None}
        has_stock = any(offer.salvage for offer in offers) or any(s.salvage for s in self.stocks.values())
        has_minimum = any(group.minimum for group in self.audience.group)
        has_choice = len(offers) > 1 and bool(is_limited or any(offer.capacity is not None for offer in offers))
        return has_choice or has_minimum or has_stock

    @property
    def stocks(self) -> dict[tuple[str, str], Stock]:
        """The limits by channel and by gift."""
        channels = {("channel", name): stock for name, stock in (self.limits.channel or {}).items()}
        return channels | {("gift", name): stock for name, stock in (self.limits.gift or {}).items()}

    @property
    def decided(self) -> str:
        """What the plan decides, in one spelling; what is as by itself is left out, so later options change no id.

        Plans of the same words in another order, with other comments or with defaults spelled out, decide the same.
        """
        values = self.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @property
    def text(self) -> str:
        """The file as it stands."""
        return self._text

    @property
    def file(self) -> str:
        """Where it was read, for errors; empty for a plan that was made otherwise."""
        return self._file

    @property
    def wave_number(self) -> int | None:
        """Which wave of a series its list is; None where the plan has no waves."""
        return self.series.wave if self.series is not None else None

    @property
    def send_days(self) -> int:
        """Over how many days from the first its messages go out."""
        first, last = self.campaign.starts_on, self.campaign.ends_on
        return (last - first).days + 1 if self.send.on is not None and first and last else self.send.days

    @property
    def later_wave(self) -> Series | None:
        """Which later wave of a series its list is, and on which lists it stands; None where it is none."""
        return self.series if self.series is not None and self.series.wave > 1 else None

    @property
    def expires_on(self) -> date | None:
        """The last day on which the list may be handed over: told, else the campaign's last."""
        return self.send.expires_on or self.campaign.ends_on

    def elements(self, offer: Offer) -> dict[str, str | None]:
        """Give the element of each dimension that an offer has, None where it has none of the four."""
        campaign = self.campaign
        return {
            "channel": offer.channel,
            "product": offer.product or campaign.product,
            "timing": offer.timing or campaign.timing,
            "gift": offer.gift,
            **campaign.elements,
            **offer.elements,
        }

    def value_of(self, offer: Offer) -> float:
        """Say what a response to an offer is worth, in money."""
        value = offer.value_per_response
        return self.campaign.value_per_response if value is None else value
