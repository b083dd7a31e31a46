"""What a plan says of codes of members' own: made here, or of a partner's pool."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from attitude.toml_files import Strict, is_none

_KEYS = ("codes", "codes_file")


class Coded(Strict):
    """A plan that may give each member a code of their own: ``codes = "member"``, or one of the file of a pool.

    Both stand above the tables of the file, or in ``[campaign]``: below a table's name TOML takes them for its own.
    """

    codes: Literal["member"] | None = Field(None, exclude_if=is_none)
    codes_file: Annotated[str, Field(min_length=1)] | None = Field(None, exclude_if=is_none)

    @model_validator(mode="before")
    @classmethod
    def _out_of_campaign(cls, values: Any) -> Any:
        campaign = values.get("campaign") if isinstance(values, dict) else None
        if not isinstance(campaign, dict) or not any(key in campaign for key in _KEYS):
            return values
        if any(key in campaign and key in values for key in _KEYS):
            raise ValueError("codes are told above the tables and in [campaign]; leave out one")
        own = {key: campaign[key] for key in _KEYS if key in campaign}
        return {**values, **own, "campaign": {key: value for key, value in campaign.items() if key not in _KEYS}}

    @model_validator(mode="after")
    def _of_one_kind(self) -> Coded:
        if self.codes and self.codes_file:
            raise ValueError("codes makes a code for each member, codes_file takes those of a pool; leave out one")
        return self

    @property
    def has_codes(self) -> bool:
        """Whether each member contacted gets a code of their own."""
        return bool(self.codes or self.codes_file)


def gives_codes(plan: Mapping[str, Any]) -> bool:
    """Tell whether a plan as it was kept with its list gives each member a code of their own."""
    return any(plan.get(key) for key in _KEYS)
