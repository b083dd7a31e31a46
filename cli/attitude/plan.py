"""``PLAN.toml``: a campaign plan as a checked model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator

from attitude.database import is_closed, literal, quoted, select_problem
from attitude.errors import UsageError
from attitude.settings import Seed, checked, parsed_toml, read_text

DIMENSIONS = ("channel", "product", "timing", "gift")
EXPLORE = "explore"
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")

# Words whose answer differs from run to run: a list made with them could not be repeated.
_UNREPEATABLE = {
    *("query", "query_table", "using sample"),
    *("random", "uuid", "gen_random_uuid", "uuidv4", "uuidv7", "now", "today", "get_current_timestamp"),
    *(
        "current_date",
        "current_timestamp",
        "current_time",
        "localtime",
        "localtimestamp",
        "nextval",
        "txid_current",
    ),
}


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
Range = tuple[float, float]
Ranges = dict[Literal["channel", "product", "timing", "gift"], dict[str, Range]]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Campaign(_Strict):
    """What the campaign is about; its elements hold for every offer that does not say otherwise."""

    # it becomes part of file names
    id: Annotated[str, BeforeValidator(_as_text), Field(pattern=r"^[^/\\\x00-\x1f.][^/\\\x00-\x1f]*$", max_length=120)]
    name: str | None = None
    product: Text | None = None
    timing: Text | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    value_per_response: Money = 1.0

    @model_validator(mode="after")
    def _in_order(self) -> Campaign:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError(f"ends_on {self.ends_on} is before starts_on {self.starts_on}")
        return self


class Offer(_Strict):
    """One way to reach a member: channel, gift, cost of one contact in money, most contacts.

    ``template`` is the text of a message, with ``{column}`` where a member's own words go; ``segments`` is how many
    SMS one contact may take at ``unit_cost``.
    """

    channel: Channel
    gift: Text | None = None
    product: Text | None = None
    timing: Text | None = None
    unit_cost: Money = 0.0
    capacity: Count | None = None
    value_per_response: Money | None = Field(None, validation_alias=AliasChoices("value_per_response", "value"))
    template: Annotated[str, Field(min_length=1)] | None = None
    segments: Annotated[int, Field(ge=1, le=10, strict=True)] = 1


class Responded(_Strict):
    """Members who answered within days before the start, in a channel or to an element or campaign where told."""

    within_days: Days
    channel: Channel | None = None
    product: Text | None = None
    timing: Text | None = None
    gift: Text | None = None
    campaign: Text | None = None


class _Who(_Strict):
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
    """A named group of the audience: a random share of those its words are true of, and at most so many of them."""

    name: Text
    share: Annotated[float, Field(gt=0, le=1)] = 1.0
    limit: Count | None = None


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


class Exclude(_Strict):
    """Who may not: by SQL, members of other lists, responders, and members contacted within days before the start."""

    where: str | None = None
    responded_to: list[Text] = []
    responded: Annotated[list[Responded], BeforeValidator(_as_list)] = []
    contacted_within_days: Days | None = None
    lists: list[Text] = []


class Window(_Strict):
    """A contact rule: in no window of so many days more than ``max`` contacts, of a household or of each member."""

    max: Count
    days: Annotated[int, Field(ge=1, le=3660, strict=True)]
    per: Literal["household", "member"] = "household"


class Holdout(_Strict):
    """The share of would-be list members kept out as controls, 0 to below 1."""

    share: Share = 0.0


class Limits(_Strict):
    """The most members contacted and the most money spent; without a limit, everyone."""

    size: Count | None = None
    budget: float | None = Field(None, ge=0, allow_inf_nan=False)
    per_household: Annotated[int, Field(ge=1, strict=True)] | None = None


class Explore(_Strict):
    """The share of the list's places given to members drawn by what they may be worth, not by what is known."""

    share: Share = 0.0


class Choice(_Strict):
    """Whom to take first: by expected value, at random, or by a number of the analyst's own, highest first."""

    by: Annotated[str, Field(min_length=1)] = "value"


class Send(_Strict):
    """When messages go out, on each member's clock: hours of the day, days from the start; and until when."""

    hours: tuple[int, int] | None = None
    days: Annotated[int, Field(ge=1, le=60, strict=True)] = 1
    expires_on: date | None = None
    seeds: list[Seed] = []

    @model_validator(mode="after")
    def _is_window(self) -> Send:
        if self.hours is not None and not 0 <= self.hours[0] < self.hours[1] <= 24:
            raise ValueError("hours: write the first and the last hour of a day, as [8, 21]")
        return self


class Plan(_Strict):
    """The whole file."""

    campaign: Campaign
    offer: list[Offer] = Field(min_length=1, max_length=100)
    audience: Audience = Audience()
    exclude: Exclude = Exclude()
    policy: dict[Channel, Window] = {}
    holdout: Holdout = Holdout()
    limits: Limits = Limits()
    explore: Explore = Explore()
    choice: Choice = Choice()
    send: Send = Send()
    _text: str = PrivateAttr("")

    @model_validator(mode="after")
    def _dates(self) -> Plan:
        first, last = self.campaign.starts_on, self.send.expires_on
        if first and last and last < first:
            raise ValueError(f"send.expires_on {last} is before campaign.starts_on {first}")
        return self

    @property
    def text(self) -> str:
        """The file as it stands."""
        return self._text

    @property
    def expires_on(self) -> date | None:
        """The last day on which the list may be handed over: told, else the campaign's last."""
        return self.send.expires_on or self.campaign.ends_on

    def elements(self, offer: Offer) -> dict[str, str | None]:
        """Give the element of each dimension that an offer has."""
        campaign = self.campaign
        return {
            "channel": offer.channel,
            "product": offer.product or campaign.product,
            "timing": offer.timing or campaign.timing,
            "gift": offer.gift,
        }

    def value_of(self, offer: Offer) -> float:
        """Say what a response to an offer is worth, in money."""
        told = offer.value_per_response
        return self.campaign.value_per_response if told is None else told


def read_plan(path: Path) -> Plan:
    """Read and check a plan file.

    Raises
    ------
    UsageError
        For the first thing wrong with it, with file, key and cure.
    """
    text = read_text(path)
    plan = checked(Plan, parsed_toml(text, path), path)
    plan._text = text
    for place, condition in _conditions(plan):
        _check_condition(condition, place, path)
    if plan.choice.by not in ("value", "random"):
        _check_condition(f"({plan.choice.by}) > 0", "choice.by", path)
    return plan


def _conditions(plan: Plan) -> Iterator[tuple[str, str]]:
    if plan.audience.where is not None:
        yield "audience.where", plan.audience.where
    for group in plan.audience.group:
        if group.where is not None:
            yield f"audience.group '{group.name}'.where", group.where
    if plan.exclude.where is not None:
        yield "exclude.where", plan.exclude.where


def where_query(condition: str) -> str:
    """Put the analyst's words into the one place where they are used: the members that they are true of."""
    return f"select member_key from store.typed_members as members where (\n{condition}\n)"


def text_query(templates: Mapping[int, str]) -> str:
    """Put the templates of offers where they are used: the text of each listed member, their own words in it.

    ``{column}`` is a column of the members files, ``member_id`` or ``treatment_code``; a missing value is nothing.
    """
    texts = []
    for offer, template in templates.items():
        parts = _PLACEHOLDER.split(template)
        filled = [f"words.{quoted(part)}" if at % 2 else literal(part) for at, part in enumerate(parts)]
        texts.append(
            f"select member_key, offer, concat({', '.join(filled)}) as body from member_words as words "
            f"where offer = {offer}"
        )
    return "\nunion all\n".join(texts)


def number_query(expression: str) -> str:
    """Put the analyst's own number where it is used: one of each member, the missing last."""
    return f"select member_key, (\n{expression}\n)::double as priority from store.typed_members as members"


def placeholders(template: str) -> list[str]:
    """Give the columns that a template names.

    Examples
    --------
    >>> placeholders("Dear {name}, answer {treatment_code}")
    ['name', 'treatment_code']
    """
    return _PLACEHOLDER.findall(template)


def _check_condition(condition: str, place: str, path: Path) -> None:
    problem, words = select_problem(where_query(condition))
    if not is_closed(condition):
        problem = problem or "a bracket closes what was not opened"
    if problem:
        raise UsageError(f"{path}: {place} does not read as a condition: {problem}: {condition}")
    for word in sorted(words & _UNREPEATABLE):
        raise UsageError(f"{path}: {place}: '{word}' gives another list on every run; write the value itself")
