"""``attitude.toml``: the settings of a workspace, as a checked model."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import BeforeValidator, Field, field_validator, model_validator

from attitude.elements import TAKEN
from attitude.errors import UsageError
from attitude.toml_files import Strict, checked, is_none, is_nothing, is_whole, parsed_toml, read_toml

Kind = Literal["members", "campaigns", "contacts", "responses", "usage", "optouts"]

# those of queries/schema/words, and none: a channel of its own that needs no address
Messages = Literal["sms", "mms", "call", "mobile", "whatsapp", "wap", "email", "mail", "post"]
Places = Literal["app", "push", "web", "shop", "visit", "fax"]
Networks = Literal["wechat", "line", "telegram", "viber", "messenger", "qq", "kakaotalk"]
Family = Literal[Messages, Places, Networks, "all", "none"]

SETTINGS_NAME = "attitude.toml"
DATABASE_NAME = "attitude.duckdb"

TEMPLATE = """\
# Settings of this workspace. Every line is optional; what is commented out shows the default, or, where there is
# none, an example: these say so.

# db = "attitude.duckdb"        # the workspace file; --db and ATTITUDE_DB win over this
# seed = 1                      # of every draw: holdouts, random halves

[load]
# max_rejects = 0.01            # a load with a larger share of bad rows is refused whole
# region = "CN"                 # example: of phone numbers without a + and country code, which become E.164
# undo_loads = 20               # so many of the latest loads can be undone; more keep more of what was before
# dates = "dmy"                 # example, or "mdy": how 03/04/2026 is meant; without it, such days are refused
# decimal = ","                 # example, or ".": how 2.001 or 1,234 is meant; without it, such columns are refused
# full_list = false             # a members file holds the whole base: who is missing has left, and is on no list
# max_missing = 0.2             # such a file is refused where a larger share of the base is missing
# keep_blank = false            # an empty cell of a members file leaves what is known; else it empties it
# stand_in = 20                 # a phone or e-mail address that more members have is nobody's: nothing is sent there

[load.map]                      # your column names, by kind; --map adds to this
# members = { "客户编号" = "member_id" }                  # example

[load.values]                   # example: what words in your cells stand for: channels, kinds, actions, yes and no
# "未接通" = "failed"

[channels]                      # examples: what your words for channels are; they win over those that are known anyway
# "外呼" = "call"               # sms, mms, call, email, post, app, push, web, shop …; none: it needs no address
# "kiosk-3" = "none"            # and only an opt-out of itself, or of all, closes it

[dimensions]                    # examples: what else offers are made of, beside channel, product, timing and gift: its
# form = "form"                 # name, and what columns of contacts and campaigns call it; it is learned, scored and
# order_method = ["业务办理方式", "way"]                   # targeted as those four are

[score]
# half_life_days, alpha, beta, kappa and both weights are learned from past campaigns; what is given here holds.
# half_life_days = 730          # after this time a contact counts half
# response_days = 30            # example: window for campaigns that have none; default: learned from past responses
# attributes = ["brand"]        # example: what look-alikes may use; without it, those of 2 to 60 values, and numbers
# habits = true                 # whether usage, contacts lately and membership tell of members too
# boost = true                  # whether attributes may tell together what none tells alone; without it, where LightGBM
#                               # is installed: pip install 'attitude-cli[boost]'
# alpha = 1.0                   # evidence (expected responses) at which a member's own record weighs half
# shown_alpha = 1.0             # the same in scores that people read; where alpha is given alone, it is that
# beta = 2.0                    # the same for a member's leaning to one element
# kappa = 20.0                  # the same for an element over everyone
# kappa_attribute = 50.0        # the same for a value of an attribute
# attribute_weight = 0.7        # how far each attribute is trusted with how often a member answers, 0 to 1
# leaning_weight = 0.0          # the same with what a member leans to

[send]
# hours = [8, 21]               # messages go out from 8:00 to before 21:00, on the member's clock
# timezone = "Asia/Shanghai"    # example: that of times in files; without it, they are of each member's own clock
# seeds = [{ name = "me", phone = "+8613900000000" }]   # example: addresses of your own, on every list

[control]                       # members whom no campaign contacts, to measure all campaigns together
# share = 0.0
# period = "quarter"            # how long the same members stay: "month", "quarter", "year" or "always"

[check]                         # what stops an export
# optouts_days = 14             # the opt-out file is stale when none was loaded for so many days
# unmatched_optouts = 0.1       # no more of the opt-outs may be of nobody; 1: never mind
# size_factor = 3.0             # a list so many times larger or smaller than the last six of its kind

[shared]                        # examples: limits of all plans that one 'attitude target' chooses together
# budget = 20_000.0
# channel = { call = 5_000 }
# gift = { coupon = 60_000 }

[value]                         # tiers by revenue, bands by loyalty, what moves between them, what it is worth
# months = 3                    # a member's value is the mean revenue of the last so many months
# tiers = { diamond = 0.05, gold = 0.15, silver = 0.3, iron = 0.3, lead = 0.2 }   # shares of members with revenue
# tiers_from = { gold = 200, silver = 50, lead = 0 }    # example: or by money: revenue a month from which a tier begins
# scores = [45, 55]             # responsiveness: below, between and from here on earns 0, 1 or 2 points of loyalty
# tenure_months = [24, 60]      # months since joined_on: the same; 0-1 points are low, 2 middle, 3-4 high loyalty
# gone_months = 6               # a member without revenue for so many months has gone
# history_months = 12           # moves from month to month are counted over so many months
# after_months = 3              # a campaign moved up whom it finds on a higher tier so many months later
# horizon_months = 36           # lifetime value: this month and so many to come
# discount = 0.01               # a month
# prior = 5.0                   # so many members are added to each step as staying there
# gone_within = 3               # p_gone: the chance that so many months to come bring no revenue
# lifecycle = { new_months = 3, growing = 1.25, lapsing = 0.75 }   # new so long; growing or lapsing from so many times
#                               # the revenue of the window before
# margin = 1.0                  # share of revenue that is earned; lifetime values are of that, less what contacts cost
# contact_costs = { sms = 0.05, email = 0.002, call = 1.2 }   # example: of one contact, by channel, where neither the
#                               # contact nor its campaign or list says it; without it, such contacts cost 0

[query]
# folder = "queries"            # example: your own saved queries: a folder of .sql files, each asked for by its name
# timeout_seconds = 600         # no question may take longer; 0: no limit

[backup]                        # where 'attitude backup' and the job's [backup] write where they do not say it
# file = "/safe/{month}.duckdb" # example; a path starts from this file
# keep = 12                     # example: of how many months the job keeps them; without it, all

[files]                         # who may read what is written: workspace, exports, reports, logs, backups
# mode = "0600"                 # the owner alone; "0640": the group reads too. Folders are entered by those who read

[layout]                        # example: files of your own shape: their column = ours, or a member's attribute
# gateway = { MSISDN = "phone", TEXT = "text", REF = "treatment_code" }
"""


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


def template(region: str | None = None, timezone: str | None = None) -> str:
    """Give the text of a new settings file, every line explained, with what is known from the start.

    Raises
    ------
    UsageError
        When there is no such region or time zone.
    """
    from phonenumbers import SUPPORTED_REGIONS

    if region and region.upper() not in SUPPORTED_REGIONS:
        raise UsageError(f"--region {region}: no such region; write two letters, like CN or GB")
    text = TEMPLATE
    for key, value in (("region", region and region.upper()), ("timezone", timezone)):
        if value:
            text = re.sub(f"^# {key} = .*$", f'{key} = "{value}"', text, count=1, flags=re.MULTILINE)
    checked(Settings, parsed_toml(text, Path(SETTINGS_NAME)), Path(SETTINGS_NAME))
    return text


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
