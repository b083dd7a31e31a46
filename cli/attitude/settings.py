"""``attitude.toml``: the settings of a workspace, as a checked model."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import BeforeValidator, Field, field_validator, model_validator

from attitude.elements import TAKEN
from attitude.toml_files import Strict, checked, is_none, is_nothing, is_whole, read_toml

Kind = Literal["members", "campaigns", "contacts", "responses", "usage", "optouts"]

# those of queries/schema/words, and none: a channel of its own that needs no address
Messages = Literal["sms", "mms", "call", "mobile", "whatsapp", "wap", "email", "mail", "post"]
Places = Literal["app", "push", "web", "shop", "visit", "fax"]
Networks = Literal["wechat", "line", "telegram", "viber", "messenger", "qq", "kakaotalk"]
Family = Literal[Messages, Places, Networks, "all", "none"]

SETTINGS_NAME = "attitude.toml"
DATABASE_NAME = "attitude.duckdb"


class LoadSettings(Strict):
    """How files are taken in."""

    max_rejects: float = Field(0.01, ge=0, le=1)
    region: str | None = Field(None, min_length=2, max_length=2)
    dates: Literal["dmy", "mdy"] | None = None
    decimal: Literal[",", "."] | None = None
    undo_loads: int = Field(20, ge=0, le=100_000)
    full_list: bool = False
    max_missing: float | None = Field(None, ge=0, le=1)
    keep_blank: bool = False
    stand_in: int = Field(20, ge=1, le=1_000_000)
    map: dict[Kind, dict[str, str]] = {}
    values: dict[str, str] = {}


class ScoreSettings(Strict):
    """Constants of the attitude model; see ``queries/score`` for what each does."""

    half_life_days: float = Field(730, ge=1, le=100_000)
    response_days: int | None = Field(None, ge=0, le=3660)
    attributes: list[str] | None = None
    habits: bool = True
    boost: bool | None = Field(None, exclude_if=is_none)
    alpha: float = Field(1.0, ge=0.001, le=1_000_000)
    # left out where it is not told, so that a job of a month that was scored before sees no change
    shown_alpha: float | None = Field(None, ge=0.001, le=1_000_000, exclude_if=is_none)
    beta: float = Field(2.0, ge=0.001, le=1_000_000)
    kappa: float = Field(20.0, ge=0.001, le=1_000_000)
    kappa_attribute: float = Field(50.0, ge=0.001, le=1_000_000)
    attribute_weight: float = Field(0.7, ge=0, le=1)
    leaning_weight: float = Field(0.0, ge=0, le=1)


class Seed(Strict):
    """An address of one's own that gets every message, to see what members see; it is in no figure."""

    name: str = Field(min_length=1)
    phone: str | None = None
    email: str | None = None

    @model_validator(mode="after")
    def _has_address(self) -> Seed:
        if self.phone is None and self.email is None:
            raise ValueError("needs a phone or an email")
        return self


class SendSettings(Strict):
    """When messages go out, and what clock times are told by."""

    hours: tuple[int, int] = (8, 21)
    timezone: str | None = None
    seeds: list[Seed] = []

    @field_validator("hours")
    @classmethod
    def _is_window(cls, hours: tuple[int, int]) -> tuple[int, int]:
        if not 0 <= hours[0] < hours[1] <= 24:
            raise ValueError("write the first and the last hour of a day, as [8, 21]")
        return hours

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str | None) -> str | None:
        if name is not None and name not in available_timezones():
            raise ValueError("no such time zone; write it as Asia/Shanghai")
        return name


class ControlSettings(Strict):
    """The standing universal control: its share of all members, and how long the same members stay in it."""

    share: float = Field(0.0, ge=0, le=0.5)
    period: Literal["month", "quarter", "year", "always"] = "quarter"


class CheckSettings(Strict):
    """What the checks before an export hold for normal."""

    optouts_days: int = Field(14, ge=0, le=3660)
    unmatched_optouts: float = Field(0.1, ge=0, le=1)
    size_factor: float = Field(3.0, gt=1, le=1000)


# as plans have them: without blanks around, in small letters
_Channel = Annotated[str, BeforeValidator(lambda name: name.strip().lower() if isinstance(name, str) else name)]


class ApproveSettings(Strict):
    """Who may approve a list: anyone, or another than whoever made it."""

    by: Literal["anyone", "another"] = "anyone"


class SharedSettings(Strict):
    """Limits of all plans that are chosen together: money, and contacts by channel and by gift."""

    budget: float | None = Field(None, ge=0, le=1e11, allow_inf_nan=False)
    channel: dict[_Channel, Annotated[int, Field(ge=0, le=1_000_000_000, strict=True)]] = {}
    gift: dict[str, Annotated[int, Field(ge=0, le=1_000_000_000, strict=True)]] = {}


def _as_names(value: object) -> object:
    """Take one column name where several may stand."""
    return [value] if isinstance(value, str) else value


_Names = Annotated[list[Annotated[str, Field(min_length=1)]], BeforeValidator(_as_names), Field(min_length=1)]
_MOST_DIMENSIONS = 8
_STEPS_OF_THEIR_OWN = ("none", "gone", "new")
_GONE_WITHIN = 3


class LifecycleSettings(Strict):
    """Where members are in their life as customers; see ``queries/value/add_member_values``."""

    new_months: int = Field(3, ge=1, le=12)
    growing: float = Field(1.25, ge=1, le=1000)
    lapsing: float = Field(0.75, ge=0, le=1)


class ValueSettings(Strict):
    """What tiers and loyalty are made of, and what the chain over their steps assumes; see ``queries/value``."""

    months: int = Field(3, ge=1, le=24)
    tiers: dict[str, float] = {"diamond": 0.05, "gold": 0.15, "silver": 0.3, "iron": 0.3, "lead": 0.2}
    tiers_from: dict[str, float] | None = None
    scores: tuple[float, float] = (45, 55)
    tenure_months: tuple[int, int] = (24, 60)
    gone_months: int = Field(6, ge=1, le=120)
    history_months: int = Field(12, ge=1, le=60)
    after_months: int = Field(3, ge=1, le=24)
    horizon_months: int = Field(36, ge=0, le=600)
    discount: float = Field(0.01, ge=0, le=1)
    prior: float = Field(5.0, ge=0, le=1_000_000)
    # left out where they change nothing, as above: a brief that was made need not be made again
    margin: float = Field(1.0, ge=0, le=1, exclude_if=is_whole)
    contact_costs: dict[_Channel, Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]] = Field(
        {}, exclude_if=is_nothing
    )
    gone_within: int = Field(_GONE_WITHIN, ge=1, le=12, exclude_if=lambda months: months == _GONE_WITHIN)
    lifecycle: LifecycleSettings = Field(LifecycleSettings(), exclude_if=lambda rules: rules == LifecycleSettings())

    @field_validator("tiers", "tiers_from")
    @classmethod
    def _has_names(cls, tiers: dict[str, float] | None) -> dict[str, float] | None:
        if tiers is not None and not 1 <= len(tiers) <= 20:
            raise ValueError("write 1 to 20 tiers, the best first")
        for name in tiers or ():
            if name in _STEPS_OF_THEIR_OWN or not name.strip():
                raise ValueError(f"'{name}' is no name for a tier; take another")
        return tiers

    @field_validator("tiers")
    @classmethod
    def _are_shares(cls, tiers: dict[str, float]) -> dict[str, float]:
        if min(tiers.values()) <= 0 or abs(sum(tiers.values()) - 1) > 1e-6:
            raise ValueError(f"shares must be above 0 and add up to 1, not {sum(tiers.values()):g}")
        return tiers

    @field_validator("tiers_from")
    @classmethod
    def _go_down(cls, tiers: dict[str, float] | None) -> dict[str, float] | None:
        values = list((tiers or {}).values())
        if any(lower >= upper for upper, lower in pairwise(values)) or (values and values[-1] != 0):
            raise ValueError("write the highest first, each lower than the one before, and the last one from 0")
        return tiers

    @field_validator("scores", "tenure_months")
    @classmethod
    def _go_up(cls, limits: tuple[float, float]) -> tuple[float, float]:
        if not limits[0] < limits[1]:
            raise ValueError("write the lower limit first")
        return limits

    @model_validator(mode="after")
    def _have_gone(self) -> ValueSettings:
        if self.gone_months < self.months:
            raise ValueError(f"gone_months = {self.gone_months}: must not be less than months = {self.months}")
        return self

    @property
    def names(self) -> list[str]:
        """The tiers that revenue makes, best first."""
        return list(self.tiers_from or self.tiers)


class QuerySettings(Strict):
    """Quick questions: where one's own are kept, and how long one may take."""

    folder: str | None = Field(None, min_length=1)
    timeout_seconds: float = Field(600, ge=0, le=1_000_000)


class BackupSettings(Strict):
    """Where backups go, ``{month}`` stands for the month; and of how many months the job keeps them, all by default."""

    file: str | None = Field(None, min_length=1)
    keep: int | None = Field(None, ge=1, le=40)


class FilesSettings(Strict):
    """The mode of the files that are written, as chmod has it; folders are entered by those who may read."""

    mode: Literal["0600", "0640", "0644", "0660", "0664"] = "0600"


class Settings(Strict):
    """The whole file."""

    db: str | None = None
    seed: int = Field(1, ge=-(2**63), lt=2**63)
    load: LoadSettings = LoadSettings()
    score: ScoreSettings = ScoreSettings()
    channels: dict[_Channel, Family] = {}
    dimensions: dict[str, _Names] = Field({}, exclude_if=is_nothing)
    send: SendSettings = SendSettings()
    control: ControlSettings = ControlSettings()
    check: CheckSettings = CheckSettings()
    approve: ApproveSettings = Field(ApproveSettings(), exclude_if=is_nothing)
    value: ValueSettings = ValueSettings()
    shared: SharedSettings = SharedSettings()
    query: QuerySettings = QuerySettings()
    backup: BackupSettings = BackupSettings()
    files: FilesSettings = FilesSettings()
    layout: dict[str, dict[str, str]] = {}

    @property
    def how_to_load(self) -> dict[str, Any]:
        """What holds for every file, as options of a load; the names of columns are for each kind."""
        return {**self.load.model_dump(exclude={"map"}), "dimensions": self.dimensions}

    @field_validator("dimensions")
    @classmethod
    def _are_new(cls, dimensions: dict[str, list[str]]) -> dict[str, list[str]]:
        if len(dimensions) > _MOST_DIMENSIONS:
            raise ValueError(f"write at most {_MOST_DIMENSIONS} dimensions beside channel, product, timing and gift")
        for name in dimensions:
            if not re.fullmatch(r"[^\W\d][^\W]*", name) or name != name.lower() or name.startswith("_"):
                raise ValueError(f"'{name}': a dimension has a name of small letters, digits and _, as order_method")
            if name in TAKEN:
                raise ValueError(f"'{name}' is a name that tables have for something else; take another")
        return dimensions


def read_settings_file(path: Path) -> Settings:
    """Read a settings file; the paths in it start from where it stands."""
    settings = checked(Settings, read_toml(path), path)
    folder, file = settings.query.folder, settings.backup.file
    placed: dict[str, Strict] = {}  # nothing that the file does not say is said to be set
    if folder is not None:
        placed["query"] = settings.query.model_copy(update={"folder": str(path.parent / folder)})
    if file is not None:
        placed["backup"] = settings.backup.model_copy(update={"file": str(path.parent / file)})
    return settings.model_copy(update=placed)
