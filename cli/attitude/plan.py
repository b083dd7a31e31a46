"""``PLAN.toml``: a campaign plan as a checked model."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from attitude.database import is_closed, select_problem
from attitude.errors import UsageError
from attitude.settings import checked, read_toml

DIMENSIONS = ("channel", "product", "timing", "gift")

# Parts of the plan file that this version cannot follow. A plan is never followed in part.
_LATER = {"audience.group", "policy", "explore"}

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


Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1)]
Channel = Annotated[
    str, BeforeValidator(lambda value: value.strip().lower() if isinstance(value, str) else value), Field(min_length=1)
]
Count = Annotated[int, Field(ge=0, le=1_000_000_000, strict=True)]
Days = Annotated[int, Field(ge=0, le=36_500, strict=True)]


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
    value_per_response: float = Field(1.0, ge=0, allow_inf_nan=False)

    @model_validator(mode="after")
    def _in_order(self) -> Campaign:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError(f"ends_on {self.ends_on} is before starts_on {self.starts_on}")
        return self


class Offer(_Strict):
    """One way to reach a member: channel, gift, cost of one contact in money, most contacts."""

    channel: Channel
    gift: Text | None = None
    product: Text | None = None
    timing: Text | None = None
    unit_cost: float = Field(0.0, ge=0, allow_inf_nan=False)
    capacity: Count | None = None


class Audience(_Strict):
    """Who may be on the list: SQL over members, and score ranges (all must hold)."""

    where: str | None = None
    attitude: dict[Literal["channel", "product", "timing", "gift"], dict[str, tuple[float, float]]] = {}

    @model_validator(mode="after")
    def _ranges(self) -> Audience:
        for dimension, ranges in self.attitude.items():
            for element, (low, high) in ranges.items():
                if not 0 <= low <= high <= 100:
                    raise ValueError(
                        f"{dimension}.{element}: [{low:g}, {high:g}] is not a range of scores within 0–100"
                    )
        return self


class Exclude(_Strict):
    """Who may not: responders of earlier campaigns, and members contacted within days before the start."""

    responded_to: list[Text] = []
    contacted_within_days: Days | None = None


class Holdout(_Strict):
    """The share of would-be list members kept out as controls, 0 to below 1."""

    share: float = Field(0.0, ge=0, lt=1)


class Limits(_Strict):
    """The most members contacted and the most money spent; without a limit, everyone."""

    size: Count | None = None
    budget: float | None = Field(None, ge=0, allow_inf_nan=False)


class Plan(_Strict):
    """The whole file."""

    campaign: Campaign
    offer: list[Offer] = Field(min_length=1)
    audience: Audience = Audience()
    exclude: Exclude = Exclude()
    holdout: Holdout = Holdout()
    limits: Limits = Limits()

    @property
    def elements(self) -> dict[str, str | None]:
        """The element of each dimension that the offer has."""
        offer, campaign = self.offer[0], self.campaign
        return {
            "channel": offer.channel,
            "product": offer.product or campaign.product,
            "timing": offer.timing or campaign.timing,
            "gift": offer.gift,
        }

    @property
    def size(self) -> int | None:
        """The most members that size, capacity and budget together allow."""
        offer, limits = self.offer[0], self.limits
        most = [limit for limit in (limits.size, offer.capacity) if limit is not None]
        if limits.budget is not None and offer.unit_cost > limits.budget / 1e9:
            # half a millionth of a contact forgives what binary fractions do to 8000 / 0.05
            most.append(int(limits.budget / offer.unit_cost + 5e-7))
        return min(most) if most else None


def read_plan(path: Path) -> Plan:
    """Read and check a plan file.

    Raises
    ------
    UsageError
        For the first thing wrong with it, with file, key and cure.
    """
    values = read_toml(path)
    _check_later(values, path)
    plan = checked(Plan, values, path)
    if plan.audience.where is not None:
        _check_where(plan.audience.where, path)
    return plan


def where_query(where: str) -> str:
    """Put the analyst's words into the one place where they are used: the members that they are true of."""
    return f"select member_id from members where (\n{where}\n)"


def _check_later(values: dict[str, Any], path: Path) -> None:
    audience = values.get("audience")
    given = set(values) | {f"audience.{key}" for key in (audience if isinstance(audience, dict) else ())}
    for key in sorted(_LATER & given):
        raise UsageError(f"{path}: '{key}' cannot be followed by this version; remove it from the plan")
    offers = values.get("offer")
    if isinstance(offers, list) and len(offers) > 1:
        raise UsageError(f"{path}: {len(offers)} offers, this version takes one; make a plan for each")


def _check_where(where: str, path: Path) -> None:
    problem, words = select_problem(where_query(where))
    if not is_closed(where):
        problem = problem or "a bracket closes what was not opened"
    if problem:
        raise UsageError(f"{path}: audience.where does not read as a condition: {problem}: {where}")
    for word in sorted(words & _UNREPEATABLE):
        raise UsageError(f"{path}: audience.where: '{word}' gives another list on every run; write the value itself")
