"""``[send]`` of a plan: when its messages go out."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from attitude.settings import Seed
from attitude.toml_files import Strict, is_none


class Send(Strict):
    """When messages go out, on each member's clock: hours of the day, days from the start; and until when.

    ``on`` names a date of the members, a birthday or ``joined_on``: each is written to on that day of the year, where
    it is within the plan's dates.
    """

    hours: tuple[int, int] | None = None
    days: Annotated[int, Field(ge=1, le=60, strict=True)] = 1
    on: Annotated[str, Field(min_length=1)] | None = Field(None, exclude_if=is_none)
    expires_on: date | None = None
    seeds: list[Seed] = Field([])

    @model_validator(mode="after")
    def _is_window(self) -> Send:
        if self.hours is not None and not 0 <= self.hours[0] < self.hours[1] <= 24:
            raise ValueError("hours: write the first and the last hour of a day, as [8, 21]")
        if self.on is not None and self.days != 1:
            raise ValueError("days: with 'on' each member has a day of their own; leave days out")
        return self
